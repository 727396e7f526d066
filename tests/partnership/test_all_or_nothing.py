"""Each act on a place and its people, broken before each of its writes: nothing happened. Unbroken: one event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import DatabaseError

from counterpoint.ledger.queries import first_break, head
from counterpoint.partnership import actions
from counterpoint.partnership.models import BringIn, Place
from tests.claims.test_all_or_nothing import broken_after, everything
from tests.partnership.conftest import Sheets, workbook
from tests.world import World

type Deed = Callable[[World, datetime], Any]


def correct(w: World, now: datetime) -> Any:
    return actions.correct(
        member=w.ruth, by=w.ada, at=now, name="Ruth", post="matron", email="r@x.example", phone="", channel="mail",
        signs=False, perspectives=["carer"],
    )  # fmt: skip


def correct_organisation(w: World, now: datetime) -> Any:
    return actions.correct_organisation(
        organisation=w.hospital, name="Infirmary", short="", kind="acute", identifier="", asked={w.ruth.number},
        by=w.ada, at=now,
    )  # fmt: skip


DEEDS: dict[str, Deed] = {
    "member.corrected": correct,
    "member.left": lambda w, now: actions.leave(member=w.ruth, by=w.ada, at=now),
    "organisation.corrected": correct_organisation,
    "place.corrected": lambda w, now: actions.correct_place(
        place=w.place, name="Mouth", issue="Why?", nation="wales", by=w.ada, at=now
    ),
    "place.brought_in": lambda w, now: actions.bring_in(row=BringIn.objects.get(), by=w.ada, at=now),
}


@pytest.fixture
def ready(world: World, now: datetime, handful: Sheets) -> World:
    actions.begin_bring_in(
        place=world.place, content=workbook(handful), file_name="h.xlsx", by=world.ada, at=now
    )
    return world


@pytest.mark.parametrize("verb", DEEDS)
def test_an_act_that_fails_anywhere_has_not_happened(verb: str, ready: World, now: datetime) -> None:
    before = everything()
    for let_through in range(200):
        with broken_after(let_through) as breaker:
            try:
                DEEDS[verb](ready, now)
            except DatabaseError:
                assert breaker.broke
        if not breaker.broke:
            break
        assert everything() == before, f"{verb}, broken after {let_through} writes, left something behind"
    assert let_through >= 2


@pytest.mark.parametrize("verb", DEEDS)
def test_an_act_is_one_event(verb: str, ready: World, now: datetime) -> None:
    before = head(ready.place.pk).length
    DEEDS[verb](ready, now)
    assert head(ready.place.pk).length - before == 1
    assert first_break(ready.place.pk) is None


def test_coming_back_is_one_event(ready: World, now: datetime) -> None:
    actions.leave(member=ready.ruth, by=ready.ada, at=now)
    before = head(ready.place.pk).length
    actions.come_back(member=ready.ruth, by=ready.ada, at=now)
    assert head(ready.place.pk).length - before == 1


def test_a_founding_broken_anywhere_leaves_nothing_and_the_link_still_works(db: None, now: datetime) -> None:
    token = actions.founding_link(at=now).strip("/").rpartition("/")[2]
    beginning = actions.Beginning("Harrowmere", "england", "", "Priya Raman", "p@hc.example", "HC", "lead")
    before = everything()
    for let_through in range(60):
        with broken_after(let_through) as breaker:
            try:
                actions.start(token=token, beginning=beginning, at=now)
            except DatabaseError:
                assert breaker.broke
        if not breaker.broke:
            break
        assert everything() == before, f"broken after {let_through} writes, it left something behind"
    assert Place.objects.get().slug == "harrowmere"
