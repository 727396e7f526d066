"""The chain: one way to write an event, and no way to change one unseen."""

import hashlib
import json
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoint.analysis import chain

PLACE = "6f1a2c9e-3b7d-4e58-9a10-c4d2e8f70b35"
REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "ledger.md"

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12).map(
    lambda said: unicodedata.normalize("NFC", said)
)
plain = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | words
facts = st.dictionaries(
    words, st.recursive(plain, lambda inner: st.lists(inner, max_size=3), max_leaves=6), max_size=5
)


def linked(said: list[dict]) -> list[chain.Recorded]:
    """A chain of events that say this, one a second."""
    events, previous = [], chain.GENESIS
    for seq, one in enumerate(said, start=1):
        what = dict(
            place=PLACE,
            seq=seq,
            at_ms=1000 * seq,
            actor="member:3",
            verb="promise.put",
            subject="claim:12",
            facts=one,
        )
        previous_then, previous = previous, chain.link(chain.entry(**what, previous=previous))
        events.append(chain.Recorded(**what, previous=previous_then, hash=previous))
    return events


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 1, "a": [True, None, "x"]}, '{"a":[true,null,"x"],"b":1}'),
        ('\x0f\n"\\/<é', '"\\u000f\\n\\"\\\\/<é"'),
        (-0, "0"),
        (2**53 - 1, "9007199254740991"),
        ((), "[]"),
    ],
)
def test_a_value_has_one_way_to_be_written(value, written):
    assert chain.canonical(value).decode() == written


def test_keys_stand_in_the_order_of_their_utf_16_code_units():
    """The sorting example of RFC 8785, section 3.2.3, with a last letter that has an NFC."""
    written = chain.canonical({"€": 1, "\r": 2, "\ufb01": 3, "1": 4, "😀": 5, "\x80": 6, "ö": 7})
    assert list(json.loads(written)) == ["\r", "1", "\x80", "ö", "€", "😀", "\ufb01"]


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        1.0,
        2**53,
        -(2**53),
        "e\u0301",
        "\ud800",
        "a\0b",
        {1: 2},
        {"x": b"y"},
        {"x": {1, 2}},
        float("nan"),
    ],
)
def test_what_has_no_one_way_to_be_written_is_never_hashed(value):
    with pytest.raises(chain.Uncanonical):
        chain.canonical({"x": value})


def test_facts_nested_without_end_are_refused_and_not_a_crash():
    deep: list = []
    for _ in range(5000):
        deep = [deep]
    with pytest.raises(chain.Uncanonical):
        chain.canonical(deep)


@given(facts)
def test_what_was_written_reads_back_and_is_written_again_alike(value):
    once = chain.canonical(value)
    assert json.loads(once) == value
    assert chain.canonical(json.loads(once)) == once
    shuffled = dict(sorted(value.items(), reverse=True))
    assert chain.canonical(shuffled) == once


@settings(max_examples=30, deadline=None)
@given(st.lists(facts, max_size=4))
def test_a_chain_that_nobody_touched_verifies(said):
    events = linked(said)
    assert chain.first_break(events) is None
    head = events[-1].hash if events else chain.GENESIS
    assert chain.first_break(iter(events), place=PLACE, length=len(events), head=head) is None


CHANGES = {
    "place": "00000000-0000-4000-8000-000000000000",
    "seq": 99,
    "at_ms": 2500,
    "actor": "member:4",
    "verb": "promise.moved",
    "subject": "claim:13",
    "facts": {"step": 7},
    "previous": "a" * 64,
    "hash": "b" * 64,
    "v": 2,
}


@pytest.mark.parametrize("column", CHANGES)
@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_change_to_any_column_of_any_event_is_found_where_it_happened(column, which):
    events = linked([{"step": n} for n in range(3)])
    events[which] = replace(events[which], **{column: CHANGES[column]})
    seq, reason = chain.first_break(events, place=PLACE)
    assert seq == which + 1
    assert reason


@given(st.integers(0, 4), st.sampled_from(["drop", "double", "swap"]))
def test_an_event_taken_out_put_in_twice_or_moved_is_found(at, how):
    events = linked([{"step": n} for n in range(6)])
    if how == "drop":
        del events[at]
    elif how == "double":
        events.insert(at, events[at])
    else:
        events[at], events[at + 1] = events[at + 1], events[at]
    assert chain.first_break(events) is not None


def test_a_cut_off_end_is_found_by_whoever_kept_the_length_or_the_head():
    events = linked([{}, {}, {}])
    assert chain.first_break(events[:2]) is None
    assert chain.first_break(events[:2], length=3) == (3, "it is missing")
    assert chain.first_break(events[:2], head=events[2].hash)[0] == 2
    assert chain.first_break(events, length=2) == (3, "the chain does not know of it")
    assert chain.first_break([], length=1) == (1, "it is missing")


def test_a_rewritten_past_is_found_even_when_every_hash_after_it_is_made_anew():
    honest, rewritten = linked([{"step": 5}, {}]), linked([{"step": 7}, {}])
    assert chain.first_break(rewritten) is None
    assert chain.first_break(rewritten, head=honest[-1].hash) is not None


def test_time_never_goes_back_in_a_chain():
    events = linked([{}])
    late = dict(place=PLACE, seq=2, at_ms=1, actor="system", verb="x.y", subject="", facts={})
    hashed = chain.link(chain.entry(**late, previous=events[0].hash))
    events.append(chain.Recorded(**late, previous=events[0].hash, hash=hashed))
    assert chain.first_break(events) == (2, "it is dated before the event before it")


@pytest.mark.parametrize("broken", [{"x": 1.5}, {"x": b"1"}, {1: 2}, "words", None])
def test_facts_that_cannot_be_hashed_are_a_break_and_not_a_crash(broken):
    events = [replace(linked([{}])[0], facts=broken)]
    assert chain.first_break(events)[0] == 1


def test_the_same_words_said_with_other_bytes_have_one_digest_and_another_salt_another():
    salt = bytes(range(16))
    assert chain.digest("Zoe\u0308", salt) == chain.digest("Zoë", salt)
    assert chain.digest("Zoë", salt) != chain.digest("Zoë", bytes(16))
    assert chain.digest("Zoë", salt) != chain.digest("Zoe", salt)
    for wrong in (b"", bytes(15), bytes(17)):
        with pytest.raises(ValueError, match="16 bytes"):
            chain.digest("yes", wrong)
    with pytest.raises(chain.Uncanonical):
        chain.digest("\ud83d", salt)


def test_the_worked_example_of_the_reference_page_is_true():
    page = REFERENCE.read_text(encoding="utf-8")
    records = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", page, re.DOTALL)]
    entries = re.findall(r"```text\n(\{.*?\})\n```", page)
    previous = chain.GENESIS
    assert len(records) == len(entries) == 2
    for record, written in zip(records, entries, strict=True):
        hashed = record.pop("hash")
        assert chain.entry(**record) == written.encode()
        assert hashlib.sha256(written.encode()).hexdigest() == hashed
        assert record["previous"] == previous
        previous = hashed
    salt, said, shown = re.search(
        r"salt `([0-9a-f]{32})` and the words `(.+?)`.*?`([0-9a-f]{64})`", page, re.S
    ).groups()
    assert chain.digest(said, bytes.fromhex(salt)) == shown == records[0]["facts"]["words"]


odd = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-(2**60), 2**60), st.floats(), st.text(st.characters(), max_size=8),
        st.sampled_from(["\\u0000", "\0", "\x7f", "e\u0301", "\ud800", "\uffff", "\U0001f600"]), st.binary(max_size=2),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3) | st.integers(), inner, max_size=3),
    max_leaves=12,
)  # fmt: skip


@given(odd)
def test_the_quick_way_writes_and_refuses_what_the_careful_way_does(value):
    try:
        careful = json.dumps(
            chain._ordered(value, depth=0), ensure_ascii=False, separators=(",", ":"), allow_nan=False
        ).encode()
    except chain.Uncanonical:
        with pytest.raises(chain.Uncanonical):
            chain.canonical(value)
    else:
        assert chain.canonical(value) == careful
