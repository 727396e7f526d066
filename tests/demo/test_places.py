"""Three places, loaded by actions alone, add up to the tables of their own stories (domain research, F1 to F3)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.models import Answer, Claim, Counterpart, Ticket
from counterpoint.claims.queries import verify
from counterpoint.demo.load import ROOMS
from counterpoint.demo.reading import folders, read, scenes
from counterpoint.mirror.queries import mirror_figures
from counterpoint.mirror.queries.gathering import read as look
from counterpoint.mirror.queries.rows import Row, rows_of
from counterpoint.partnership.models import Member, Note, Organisation

pytestmark = pytest.mark.usefixtures("demonstration")

AS_AT = date(2026, 9, 30)
LATER = datetime(2026, 9, 29, 12, tzinfo=UTC)
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
NAMES = ("claimed", "confirmed", "partly", "contested", "unanswered", "notdue")

# Message: claimed, confirmed, partly, contested, unanswered, not due. At 30 September 2026.
TABLES = {
    "harrowmere": {
        1: (2, 1, 0, 1, 0, 0),
        2: (2, 1, 0, 1, 0, 0),
        3: (5, 2, 1, 1, 0, 1),
        4: (2, 1, 0, 0, 1, 0),
        5: (1, 0, 0, 1, 0, 0),
        6: (3, 1, 1, 1, 0, 0),
        7: (2, 1, 1, 0, 0, 0),
        8: (3, 2, 0, 1, 0, 0),
        9: (5, 3, 1, 1, 0, 0),
        10: (3, 2, 0, 0, 0, 1),
    },
    "saltreach": {
        1: (2, 1, 0, 0, 0, 1),
        2: (2, 1, 0, 1, 0, 0),
        3: (4, 2, 0, 1, 0, 1),
        4: (2, 2, 0, 0, 0, 0),
        5: (1, 0, 0, 0, 1, 0),
        6: (3, 1, 1, 1, 0, 0),
        7: (2, 1, 0, 1, 0, 0),
        8: (2, 0, 0, 2, 0, 0),
        9: (4, 1, 1, 1, 1, 0),
        10: (3, 3, 0, 0, 0, 0),
    },
    "kelderdale": {
        1: (2, 1, 0, 0, 1, 0),
        2: (2, 1, 0, 1, 0, 0),
        3: (3, 1, 1, 1, 0, 0),
        4: (1, 1, 0, 0, 0, 0),
        5: (2, 0, 1, 0, 1, 0),
        6: (3, 3, 0, 0, 0, 0),
        7: (2, 2, 0, 0, 0, 0),
        8: (2, 0, 0, 1, 0, 1),
        9: (3, 2, 0, 1, 0, 0),
        10: (2, 2, 0, 0, 0, 0),
    },
}


def figures(slug: str) -> dict[int, tuple[int, ...]]:
    rows = mirror_figures(slug, AS_AT)["messages"]
    return {row["message"]: tuple(row[name] for name in NAMES) for row in rows}


def mirror(slug: str) -> dict[int, Row]:
    """Its rows, as its convenor reads them."""
    convenor = Member.objects.select_related("place").get(place__slug=slug, convenor=True)
    return {row.number: row for row in rows_of(look(convenor, NOW, AS_AT))}


def claim(slug: str, words: str) -> Claim:
    found = Claim.objects.filter(place__slug=slug, sentence__words__startswith=words)
    return found.select_related("place").get()


def person(slug: str, name: str) -> Member:
    return Member.objects.select_related("place").get(place__slug=slug, name=name)


@pytest.mark.parametrize("slug", TABLES)
def test_the_mirror_equals_the_table(slug: str) -> None:
    assert figures(slug) == TABLES[slug]


def test_their_chains_verify_and_their_standings_are_what_the_answers_add_up_to() -> None:
    found = {one.place: (one.fits, one.why) for one in verify()}
    assert {slug: found[slug] for slug in TABLES} == dict.fromkeys(TABLES, (True, ""))


# Each kind of claim, in the place where one answer decides: the place, its words, who changes their mind, to what.
CHANGES = [
    ("promise", "saltreach", "Sunday bed from 1 April", "PC Leanne Oduya", Verdict.YES),
    ("barrier", "kelderdale", "Volunteer sitters not insured", "Sunita Bhandari", Verdict.YES),
    ("shaped", "saltreach", "A peer worker interviews", "Carol-Anne Whitlock", Verdict.NO),
    ("sacrifice", "kelderdale", "Gave up a bank nurse shift", "Fiona Strickland", Verdict.NO),
    ("skill", "kelderdale", "Carer on the panel", "Elsie Garside", Verdict.NO),
    ("decision", "saltreach", "Daily call at 9.15", "Debbie Crane", Verdict.PARTLY),
    ("longterm", "kelderdale", "Successor in place", "Fiona Strickland", Verdict.YES),
    ("plainly", "saltreach", "The improvement was the grant", "Fran Delacroix", Verdict.NO),
]


@pytest.mark.parametrize(
    ("kind", "slug", "words", "who", "verdict"), CHANGES, ids=[one[0] for one in CHANGES]
)
def test_one_answer_that_changes_changes_the_figure_the_sentence_the_mark_and_what_next(
    kind: str, slug: str, words: str, who: str, verdict: Verdict
) -> None:
    one = claim(slug, words)
    assert one.kind == kind
    assert one.message is not None
    counted, rows = figures(slug), mirror(slug)
    claims.answer(claim=one, verdict=verdict, by=person(slug, who), words="Now I see it otherwise", at=LATER)
    then, now = rows[one.message], mirror(slug)[one.message]
    assert figures(slug)[one.message] != counted[one.message]
    assert {key: of for key, of in figures(slug).items() if key != one.message} == {
        key: of for key, of in counted.items() if key != one.message
    }
    assert now.sentence != then.sentence
    assert now.staff != then.staff
    assert now.quote != then.quote
    # A contest that is new is answered first: for its five working days nothing is next.
    assert now.next != then.next or verdict == Verdict.NO


def test_the_steps_that_participants_choose_change_the_figure_the_sentence_the_mark_and_what_next() -> None:
    one = claim("saltreach", "Rough sleeping plan")
    counted, then = figures("saltreach")[2], mirror("saltreach")[2]
    for ticket in Ticket.objects.filter(claim=one).select_related("claim__place"):
        claims.answer_by_ticket(ticket=ticket, verdict=Verdict.YES, step=6, at=LATER)
    now = mirror("saltreach")[2]
    assert (counted, figures("saltreach")[2]) == ((2, 1, 0, 1, 0, 0), (2, 2, 0, 0, 0, 0))
    assert then.sentence != now.sentence
    assert then.staff != now.staff
    assert then.next
    assert now.next is None


def test_an_answer_is_seen_from_the_day_on_which_it_was_recorded() -> None:
    def contested(on: date) -> int:
        return next(
            row["contested"] for row in mirror_figures("kelderdale", on)["messages"] if row["message"] == 8
        )

    assert (contested(date(2025, 10, 14)), contested(date(2025, 10, 15))) == (0, 1)


def test_whoever_has_no_internet_is_heard_through_somebody_who_says_how_they_agreed() -> None:
    typed = Answer.objects.exclude(typed_by=None).select_related("member", "typed_by")
    assert {(one.member.name, one.typed_by.name) for one in typed if one.member and one.typed_by} == {
        ("Ivy Braithwaite", "Moira Tattersall"),
        ("R.", "Shanice Blackwood"),
        ("Elsie Garside", "Fiona Strickland"),
    }
    assert all(one.how_agreed for one in typed)


def test_a_claim_with_eight_claimants_is_answered_by_none_of_them() -> None:
    one = claim("saltreach", "After a death")
    assert one.claimants.count() == 8
    (given,) = one.answers.all()
    assert given.member is not None
    assert given.member.name == "Maureen Petty"


def test_two_farmers_who_are_not_members_answer_with_a_ticket_each() -> None:
    one = claim("kelderdale", "Tractor list")
    asked = Counterpart.objects.filter(claim=one, ticket__isnull=False)
    assert (asked.count(), one.answers.filter(ticket__isnull=False).count(), one.standing) == (
        2,
        2,
        "confirmed",
    )


def test_the_new_council_stands_for_the_two_before_it() -> None:
    new = Organisation.objects.get(name="Kelderdale and Fellside Council")
    assert {(one.name, one.succeeded_on) for one in new.succeeds.all()} == {
        ("Kelderdale District Council", date(2025, 4, 1)),
        ("Fell County Council", date(2025, 4, 1)),
    }


GONE = [
    ("saltreach", "Nia Bevan"),
    ("saltreach", "Insp. Callum Strachan"),
    ("kelderdale", "Grace Tyldesley"),
    ("harrowmere", "Beth Lonsdale"),
]


@pytest.mark.parametrize(("slug", "number"), [("harrowmere", 7), ("saltreach", 6), ("kelderdale", 5)])
def test_what_bore_on_the_place_is_noted_on_its_day(slug: str, number: int) -> None:
    notes = Note.objects.filter(place__slug=slug)
    assert [one.number for one in notes.order_by("number")] == list(range(1, number + 1))
    assert all(one.organisation is None and one.begins_on <= one.at.date() for one in notes)


def test_whoever_came_after_somebody_follows_them() -> None:
    followed = {(one.name, one.successor.name) for one in Member.objects.all() if one.successor}
    assert followed >= {
        ("Insp. Callum Strachan", "Insp. Owen Haldane"),
        ("Grace Tyldesley", "Aled Morgan-Hale"),
    }


@pytest.mark.parametrize(("slug", "name"), GONE)
def test_whoever_left_is_gone_and_what_they_said_is_not(slug: str, name: str) -> None:
    gone = person(slug, name)
    assert gone.left_at is not None
    assert Claim.objects.filter(put_by=gone).exists()


def test_nobody_is_asked_before_the_date_of_a_promise() -> None:
    from counterpoint.claims.models import Ask

    early = [
        (one.claim.number, one.at.date(), one.claim.due_on)
        for one in Ask.objects.select_related("claim").exclude(claim__due_on=None)
        if one.claim.due_on and one.at.date() < one.claim.due_on
    ]
    assert not early


def crossing(folder: Path) -> set[Any]:
    """Days on which a place did something with its programme, or the programme with its places."""
    rooms = {"programme": ROOMS["programme"]}
    return {
        scene.on for each in (folder, folder.with_name("northern-reach")) for scene in scenes(each, rooms)
    }


def test_every_act_of_the_files_is_done_on_its_day() -> None:
    """The ledger holds an event on every day of the files, and on no other but when something fell due."""
    from counterpoint.analysis.calendar import day_in
    from counterpoint.ledger.models import Event
    from counterpoint.partnership.models import Place

    for folder in folders():
        told = read(folder / "place.toml")["place"]
        place = Place.objects.filter(slug=told["slug"]).first()
        assert place is not None
        if place.programme:
            continue  # it has a test of its own
        dues = set(Claim.objects.filter(place=place).values_list("due_on", flat=True))
        days = {
            day_in(at, place.zone)
            for at in Event.objects.filter(place_id=place.pk).values_list("at", flat=True)
        }
        own = {name: room for name, room in ROOMS.items() if name not in ("partners", "programme")}
        written: set[Any] = {scene.on for scene in scenes(folder, own)} | {told["founded"]}
        assert written <= days
        assert days - written <= dues | crossing(folder)
