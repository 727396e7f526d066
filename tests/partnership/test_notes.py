"""Pressure notes and context notes: what bears on a partner or on the place."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from counterpoint.ledger.models import Event
from counterpoint.partnership import actions
from counterpoint.partnership.models import Note
from counterpoint.partnership.queries.notes import beside, notes_page
from counterpoint.web.http import Refused
from tests.partnership.conftest import Browser
from tests.world import World


def write(world: World, now: datetime, **more: object) -> Note:
    given = {
        "organisation": world.council,
        "words": "An inspection",
        "begins_on": now.date(),
        "by": world.kofi,
    }
    return actions.write_note(place=world.place, at=now, **{**given, **more})  # type: ignore[arg-type]


def test_an_organisation_writes_of_itself_and_a_steward_of_the_place(world: World, now: datetime) -> None:
    assert write(world, now).number == 1
    assert write(world, now, organisation=None, by=world.ada).number == 2
    with pytest.raises(Refused, match="for its own people to write"):
        write(world, now, by=world.ruth)
    with pytest.raises(Refused, match="a steward or a convenor"):
        write(world, now, organisation=None)


def test_belonging_is_not_enough_to_write_for_it(world: World, now: datetime) -> None:
    with pytest.raises(Refused, match="for its own people"):
        write(world, now, organisation=world.voices, by=world.moira)


@pytest.mark.parametrize(
    ("more", "words"),
    [({"words": " "}, "Say in a line"), ({"words": "x" * 301}, "Keep it to 300"),
     ({"ends_on": date(2020, 1, 1)}, "end before it begins"), ({"words": "NHS number 943 476 5919"}, "NHS number")],
)  # fmt: skip
def test_what_is_no_note_is_refused_in_a_sentence(
    world: World, now: datetime, more: dict[str, object], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        write(world, now, **more)
    assert not Note.objects.exists()


def test_the_ledger_keeps_when_and_no_words(world: World, now: datetime) -> None:
    write(world, now)
    facts = Event.objects.get(verb="note.written").facts
    assert facts["begins"] == now.date().isoformat()
    assert "inspection" not in str(facts)


def test_beside_a_promise_stand_the_notes_of_its_promiser_and_of_the_place_that_hold_that_day(
    world: World, now: datetime
) -> None:
    today = now.date()
    write(world, now, words="Ours", ends_on=today + timedelta(days=9))
    write(world, now, words="Snow", organisation=None, by=world.ada)
    write(world, now, words="Theirs", organisation=world.hospital, by=world.ben)
    write(world, now, words="Over", begins_on=today - timedelta(days=9), ends_on=today - timedelta(days=1))
    write(world, now, words="To come", begins_on=today + timedelta(days=5))
    shown = {one.words for one in beside(world.place, {world.council.pk}, today)}
    assert shown == {"Ours", "Snow"}
    assert {one.words for one in beside(world.place, {world.council.pk}, today + timedelta(days=10))} == {
        "Snow",
        "To come",
    }


def test_the_page_shows_now_and_before_and_a_note_is_taken_back(
    world: World, now: datetime, as_member: Browser
) -> None:
    write(world, now, words="Over", begins_on=date(2026, 1, 1), ends_on=date(2026, 2, 1))
    held = write(world, now)
    page = notes_page(world.kofi, now)
    assert [one.words for one in page.now] == ["An inspection"]
    assert [(one.words, one.when) for one in page.before] == [("Over", "January 2026 to February 2026")]
    ruth, kofi = as_member(world.ruth), as_member(world.kofi)
    assert "An inspection" in ruth.get("/aldermouth/notes/").content.decode()
    ruth.post(f"/aldermouth/notes/{held.number}/withdraw/")
    assert Note.objects.get(pk=held.pk).withdrawn_at is None
    kofi.post(f"/aldermouth/notes/{held.number}/withdraw/")
    assert "An inspection" not in kofi.get("/aldermouth/notes/").content.decode()


def test_it_is_written_on_a_page_by_those_who_may(world: World, now: datetime, as_member: Browser) -> None:
    kofi = as_member(world.kofi)
    given = {
        "about": str(world.council.number),
        "words": "Forty beds closed",
        "begins_on_month": "5",
        "begins_on_year": "2026",
    }
    assert kofi.post("/aldermouth/notes/write/", given).status_code == 302
    assert Note.objects.get().begins_on == date(2026, 5, 31)
    assert kofi.post("/aldermouth/notes/write/", {**given, "words": ""}).status_code == 422
    assert as_member(world.moira).get("/aldermouth/notes/write/").status_code == 404
