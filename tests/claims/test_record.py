"""The record: everything, newest first, found by what its reader may know and by nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.claims.choices import STATES, State
from counterpoint.claims.models import Claim
from counterpoint.claims.policies import family_of, is_party, state_of
from counterpoint.claims.queries.claim_loading import seen_now
from counterpoint.claims.queries.finding import concerning, in_state, reader_of
from counterpoint.claims.queries.record import PER_PAGE, record_page, wanted_from
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries.membership import members
from tests import acts
from tests.claims.visiting import Visitor
from tests.world import World, build

DAY = timedelta(days=1)


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now + DAY)


def found(member: Member, at: datetime, **asked: str) -> list[str]:
    known = members().get(pk=member.pk)
    return [row.sentence for row in record_page(known, wanted_from(asked), at).rows]


def put(world: World, at: datetime, sentence: str, **more: object) -> Claim:
    return claims.put(
        place=world.place,
        kind="sacrifice",
        sentence=sentence,
        claimants=[world.hospital],
        named=[Named(world.council)],
        by=world.ben,
        at=at,
        **more,  # type: ignore[arg-type]
    )


def test_everything_stands_newest_first(world: World, now: datetime) -> None:
    for days, words in enumerate(("First", "Second", "Third")):
        put(world, now + days * DAY, words)
    assert found(world.moira, now + 5 * DAY) == ["Third", "Second", "First"]


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        ("ward", ["A bed on ward 12"]),
        ("WARD 12", ["A bed on ward 12"]),
        ("bed ward", ["A bed on ward 12"]),
        ("bed rota", []),
        ("don't", ["We don’t ask twice"]),
        ("100%", ["100% of nothing"]),
        ("_", []),
        ("\\", []),
        ("'; drop table claims_claim; --", []),
        ("2", ["A bed on ward 12", "We don’t ask twice"]),  # the words, and the claim of that number
    ],
)
def test_a_search_finds_each_of_its_words(
    world: World, now: datetime, words: str, sentences: list[str]
) -> None:
    put(world, now, "100% of nothing")
    put(world, now, "We don’t ask twice")
    put(world, now, "A bed on ward 12")
    assert found(world.moira, now, words=words) == sentences


@pytest.mark.parametrize("words", ["tŷ hafan", "TŶ HAFAN", "Tŷ Hafan", "café", "CAFÉ"])
def test_a_search_knows_capitals_beyond_a_to_z(world: World, now: datetime, words: str) -> None:
    put(world, now, "Tŷ Hafan lends us its café")
    put(world, now, "TŶ HAFAN lends us its CAFÉ too")
    assert len(found(world.moira, now, words=words)) == 2


def test_a_search_finds_what_was_answered(world: World, now: datetime) -> None:
    claim = put(world, now, "We lent two therapists")
    claims.answer(claim=claim, verdict=Verdict.YES, words="It hurt them and it helped", by=world.kofi, at=now)
    assert found(world.moira, now, words="hurt helped") == ["We lent two therapists"]


def test_a_contest_in_reply_time_is_found_by_its_parties_alone(world: World, now: datetime) -> None:
    claim = put(world, now, "We lent two therapists")
    claims.answer(claim=claim, verdict=Verdict.NO, words="They never came", by=world.kofi, at=now)
    claims.reply(claim=world.claim(claim.number), words="They had the flu", by=world.ben, at=now)
    soon, late = now + 2 * DAY, now + 9 * DAY
    for words in ("never came", "flu"):
        assert found(world.moira, soon, words=words) == []
        assert found(world.ben, soon, words=words) == ["We lent two therapists"]
        assert found(world.moira, late, words=words) == ["We lent two therapists"]
    assert found(world.moira, soon, state="contested") == []
    assert found(world.moira, soon, state="in_reply") == ["We lent two therapists"]
    assert found(world.ben, soon, state="contested") == ["We lent two therapists"]
    assert found(world.ben, soon, state="in_reply") == []
    assert found(world.moira, late, state="contested") == ["We lent two therapists"]


def test_a_colleagues_answer_is_not_found_before_ones_own(world: World, now: datetime) -> None:
    claim = put(world, now, "We lent two therapists")
    claims.answer(claim=claim, verdict=Verdict.YES, words="Gladly", by=world.kofi, at=now)
    assert found(world.ada, now, words="gladly") == []
    claims.answer(claim=world.claim(claim.number), verdict=Verdict.YES, words="Yes", by=world.ada, at=now)
    assert found(world.ada, now, words="gladly") == ["We lent two therapists"]


def test_erased_words_are_found_nowhere(world: World, now: datetime) -> None:
    claim = put(world, now, "We lent two therapists")
    given = claims.answer(claim=claim, verdict=Verdict.YES, words="Dr Quill wept", by=world.kofi, at=now)
    assert given.words is not None
    assert found(world.moira, now, words="wept")
    claims.erase_words(text=given.words, claim=world.claim(claim.number), by=world.kofi, at=now)
    assert not found(world.moira, now, words="wept")
    assert not found(world.moira, now, words="erased")


def test_the_quiet_fortnight_hides_what_concerns_others(db: None, now: datetime, visitor: Visitor) -> None:
    world = build(now, "quietton", ago=timedelta(days=3))
    put(world, now, "We lent two therapists")
    assert found(world.moira, now) == []
    assert found(world.kofi, now) == ["We lent two therapists"]
    visitor.sign_in(world.moira)
    said = visitor.get(f"/{world.place.slug}/record/")
    assert "This place is new. Until 13 November 2026 you see only what concerns you." in said
    assert "Nothing has been put on the record yet" in said


@pytest.mark.proof
def test_every_state_is_filtered_as_it_is_shown(world: World, now: datetime) -> None:
    for number, (name, (prepare, do)) in enumerate(acts.ACTS.items()):
        if not name.startswith((*acts.ENDS_A_PART, "export")):
            at = now + 2 * number * DAY
            do(acts.Done(world, at, prepare(world, at)))
    shown: set[State] = set()
    for days in (1, 3 * len(acts.ACTS), 400):
        today = day_in(now + days * DAY, world.place.zone)
        for member in members().filter(place=world.place):
            reader = reader_of(member, today)
            for state in State:
                by_filter = set(
                    Claim.objects.filter(in_state(state, reader), place=world.place).values_list(
                        "pk", flat=True
                    )
                )
                assert by_filter == _in_state(world, reader.member, state, today), (state, member)
                shown |= {state} if by_filter else set()
    assert len(shown) >= 11
    assert set(STATES) == set(State)


def _in_state(world: World, member: Member, state: State, today: object) -> set[int]:
    family = family_of(world.place.pk)
    every = Claim.objects.filter(place=world.place).select_related("place")
    return {
        claim.pk
        for claim in every.prefetch_related("claimants", "counterparts")
        if state_of(
            seen_now(claim),
            today=today,
            zone=world.place.zone,
            reads_contest=is_party(member, claim, family),  # type: ignore[arg-type]
        )
        == state
    }


@pytest.mark.proof
def test_who_is_a_party_is_the_same_as_a_condition_and_as_a_rule(world: World, now: datetime) -> None:
    for prepare, do in list(acts.ACTS.values())[:20]:
        now += 2 * DAY
        do(acts.Done(world, now, prepare(world, now)))
    family = family_of(world.place.pk)
    for member in members().filter(place=world.place):
        ours = reader_of(member, now.date()).organisations
        by_condition = set(
            Claim.objects.filter(concerning(member, ours, family), place=world.place).values_list(
                "pk", flat=True
            )
        )
        every = Claim.objects.filter(place=world.place).prefetch_related("claimants", "counterparts")
        assert by_condition == {claim.pk for claim in every if is_party(member, claim, family)}


def test_an_organisations_part_is_found_whichever_it_was(world: World, now: datetime) -> None:
    put(world, now, "We lent two therapists")
    acts.taken(world, now)
    assert found(world.moira, now, organisation=str(world.council.number)) == [
        "Two forms, one person",
        "We lent two therapists",
    ]
    assert found(world.moira, now, organisation=str(world.charity.number)) == []


def test_filters_narrow_together_and_the_count_is_a_sentence(
    world: World, now: datetime, visitor: Visitor
) -> None:
    put(world, now, "A bed on ward 12")
    acts.raised(world, now)
    visitor.sign_in(world.moira)
    where = f"/{world.place.slug}/record/"
    assert "2 records, newest first." in visitor.get(where)
    assert "1 record speaks of “ward 12”." in visitor.get(f"{where}?words=ward+12")
    assert "1 barrier marked “raised, taken by nobody”." in visitor.get(f"{where}?kind=barrier&state=raised")
    assert "No promises speak of “ward 12”." in visitor.get(f"{where}?kind=promise&words=ward+12")
    assert "Show everything" in visitor.said
    assert 'value="ward 12"' in visitor.page


@pytest.mark.parametrize(
    "query",
    ["kind=nothing", "state=x", "organisation=-1", "organisation=99999999999999999999", "message=11", "page=0",
     "page=zzz", "page=999", "words=" + "x" * 5000, "message=%F0%9F%92%A9", "words=%00"],
)  # fmt: skip
def test_an_address_that_makes_no_sense_is_no_error(
    world: World, now: datetime, visitor: Visitor, query: str
) -> None:
    put(world, now, "A bed on ward 12")
    visitor.sign_in(world.moira)
    visitor.get(f"/{world.place.slug}/record/?{query}")
    assert visitor.status == (400 if "%00" in query else 200)


def test_it_is_read_a_page_at_a_time_and_the_filter_stays(
    world: World, now: datetime, visitor: Visitor
) -> None:
    for number in range(PER_PAGE + 2):
        put(world, now + number * timedelta(minutes=1), f"Bed {number}")
    visitor.sign_in(world.moira)
    visitor.get(f"/{world.place.slug}/record/?words=bed")
    assert "Page 1 of 2" in visitor.said
    assert "?words=bed&amp;page=2" in visitor.page
    second = visitor.get(f"/{world.place.slug}/record/?words=bed&page=2")
    assert "Bed 1 " in second
    assert "Bed 2 " not in second


def test_search_as_one_types_gets_only_what_changes(world: World, now: datetime, visitor: Visitor) -> None:
    put(world, now, "A bed on ward 12")
    visitor.sign_in(world.moira)
    visitor.get(f"/{world.place.slug}/record/?words=bed", HTTP_HX_REQUEST="true")
    assert "<html" not in visitor.page
    assert "1 record speaks of “bed”." in visitor.said
    assert "HX-Request" in visitor.response["Vary"]


def test_an_unchanged_record_is_not_sent_again(
    world: World, now: datetime, visitor: Visitor, django_assert_num_queries: object
) -> None:
    put(world, now, "A bed on ward 12")
    visitor.sign_in(world.moira)
    where = f"/{world.place.slug}/record/"
    visitor.get(where)
    tag = visitor.response["ETag"]
    with django_assert_num_queries(4):  # type: ignore[operator]  # four know who asks; one knows that nothing changed
        visitor.get(where, HTTP_IF_NONE_MATCH=tag)
    assert visitor.status == 304
    put(world, visitor.at, "Another")
    visitor.get(where, HTTP_IF_NONE_MATCH=tag)
    assert visitor.status == 200


def test_the_record_asks_the_database_little(
    world: World, now: datetime, visitor: Visitor, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        claim = put(world, now + number * DAY, f"Bed {number}")
        claims.answer(claim=claim, verdict=Verdict.NO, words="No bed", by=world.kofi, at=now + number * DAY)
    visitor.at = now + 31 * DAY
    visitor.sign_in(world.kofi)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        visitor.get(f"/{world.place.slug}/record/?words=bed&state=contested&organisation=1&message=3")
    assert visitor.status == 200


def test_words_on_the_record_are_never_markup(world: World, now: datetime, visitor: Visitor) -> None:
    put(world, now, "<img src=x onerror=alert(1)>")
    visitor.sign_in(world.moira)
    visitor.get(f"/{world.place.slug}/record/?words=<img")
    assert "<img" not in visitor.page
    assert "&lt;img src=x" in visitor.page


def test_a_place_elsewhere_has_no_record(world: World, now: datetime, visitor: Visitor) -> None:
    other = build(now, "brackwater")
    visitor.sign_in(other.ben)
    assert visitor.client.get(f"/{world.place.slug}/record/").status_code == 404
