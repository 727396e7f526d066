"""The Mirror's sentences say the counts, all of them, and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.claims.choices import MESSAGES, State
from counterpoint.mirror.queries.counting import NOT_CLAIMED, Counts
from counterpoint.mirror.queries.sentences import sentence_of
from counterpoint.web.dates import WORDS

JANUARY = date(2027, 1, 1)


def counts(*, fits: bool = True, gone: int = 0, due: date = JANUARY, **states: int) -> Counts:
    found = Counter({State(name): number for name, number in states.items() if number})
    dues = due if found[State.NOT_DUE] else None
    return Counts(found, fits, gone, dues, dues)


@pytest.mark.parametrize(
    ("message", "states", "sentence"),
    [
        (9, {"confirmed": 3, "partly": 1, "contested": 1},
         "We said five barriers were gone. The people who raised them say three are, one partly, one is not."),
        (3, {"confirmed": 2, "partly": 1, "contested": 1, "not_due": 1},
         "We put the place first, or promised to, five times. Those it was for say twice that it is so, once partly, "
         "once that it is not. One is due in January 2027."),
        (9, {"contested": 2}, "We said two barriers were gone. The people who raised them say neither is."),
        (9, {"confirmed": 1}, "We said one barrier was gone. The people who raised it say that it is."),
        (8, {"confirmed": 1, "confirmed_old": 1},
         "We said that we protected two long-term choices. Those who rely on them say both are protected."),
        (10, {"confirmed": 3},
         "We said something plainly three times. Those it was about say each time that it is so."),
        (5, {"contested": 1}, "National bodies gave us their word once. Those they gave it to say that it is not so."),
        (7, {"partly": 1, "unanswered": 2},
         "We settled three things outside a meeting. The others in it say one is partly as they remember it. "
         "Two wait for an answer."),
        (5, {"overdue": 1}, "National bodies gave us their word once. It is overdue, and nobody has answered."),
        (1, {"in_reply": 2},
         "We said that people who use services shaped two things. Both are answered, and in their reply time."),
        (3, {"heard": 2}, "Nobody has claimed anything here. Two promises were heard and not owned yet."),
        (9, {"confirmed": 1, "heard": 2, "raised": 1},
         "We said one barrier was gone. The people who raised it say that it is. "
         "Two more were heard and not owned yet. One more barrier is raised, and taken by nobody."),
        (2, {"few": 1}, "We called one thing co-produced. It has too few answers to say."),
        (6, {}, "Nobody has claimed anything here."),
    ],
)  # fmt: skip
def test_a_sentence_reads_as_a_person_would_say_it(
    message: int, states: dict[str, int], sentence: str
) -> None:
    assert sentence_of(message, counts(**states)) == sentence


def test_both_voices_are_in_it_and_a_withdrawal_does_not_hide_a_contest() -> None:
    said = sentence_of(9, counts(confirmed=1, contested=2, gone=1))
    assert said == (
        "We said three barriers were gone. The people who raised them say one is, two are not. "
        "One was withdrawn after it was contested."
    )


def test_words_that_fit_only_barriers_are_not_said_of_other_things() -> None:
    mixed = Counts(Counter({State.CONFIRMED: 2}), fits=False)
    assert "barriers were gone" not in sentence_of(9, mixed)
    assert sentence_of(9, mixed).endswith("Those who would know say both are so.")


SOME = st.integers(0, 4)
STATES = st.fixed_dictionaries(
    {state.value: st.one_of(st.just(0), SOME, st.integers(18, 23)) for state in State}
)
NUMBERS = {word: number for number, word in enumerate(WORDS) if number} | {
    "once": 1, "twice": 2, "both": 2, "neither": 2, "It": 1,
}  # fmt: skip


def numbers_in(words: str) -> list[int]:
    """Every number that is said, in its order. A sentence that begins with "It" speaks of one."""
    said = re.sub(r"\b(January|February) \d{4}", " ", words)
    found = re.findall(r"[A-Za-z]+|\d+", said)
    known = [word if word == "It" else word.lower() for word in found]
    return [NUMBERS.get(word) or int(word) for word in known if word in NUMBERS or word.isdigit()]


@given(message=st.sampled_from(sorted(MESSAGES)), states=STATES, fits=st.booleans())
def test_every_number_in_a_sentence_is_a_count(message: int, states: dict[str, int], fits: bool) -> None:
    gone = states["contested"] // 2
    found = counts(fits=fits, gone=gone, **states)
    said = sentence_of(message, found)

    possible = Counter(
        [found.claimed, found.confirmed, found.partly, found.contested, found.unanswered, gone]
    )
    possible.update(found.states.values())
    assert all(number in possible for number in numbers_in(said)), said
    for state, number in states.items():
        if number and state not in (
            "confirmed",
            "confirmed_old",
            "same",
        ):  # the same as another, which is said
            everything = number == found.claimed and State(state) not in NOT_CLAIMED
            assert everything or number in numbers_in(said), (state, said)
    if found.claimed > found.confirmed > 0:
        assert found.confirmed in numbers_in(said), said


@given(message=st.sampled_from(sorted(MESSAGES)), states=STATES)
def test_a_sentence_is_whole_and_never_says_nought(message: int, states: dict[str, int]) -> None:
    said = sentence_of(message, counts(gone=states["contested"], **states))
    assert said.endswith(".")
    assert "  " not in said
    assert " ." not in said
    assert "{" not in said
    assert not re.search(
        r"\b(no|none|nought|zero|0)\b(?! more|body)(?! is| answer)", said.replace("say no", "")
    ), said
    assert all(part[0].isupper() or part[0].isdigit() for part in said.split(". "))
