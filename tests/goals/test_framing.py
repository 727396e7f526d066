"""How partners see the problem: side by side, dated, and never merged."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from counterpoint.goals import actions
from counterpoint.goals.models import Goal
from counterpoint.goals.queries.framings import framings_page
from counterpoint.partnership.queries import members
from counterpoint.web.http import Refused
from tests.claims.visiting import Visitor
from tests.goals.chosen import goal
from tests.world import World


@pytest.fixture
def chosen(world: World, now: datetime) -> Goal:
    return goal(world, now)


def test_versions_of_those_who_use_the_services_stand_first_whenever_they_were_written(
    world: World, now: datetime, chosen: Goal
) -> None:
    actions.frame(goal=chosen, words="I waited", by=world.moira, at=now)
    actions.frame(
        goal=chosen, words="Beds fill", by=world.ben, at=now + timedelta(days=1), organisation=world.hospital
    )
    found = framings_page(members().get(pk=world.kofi.pk), chosen, now + timedelta(days=2)).versions
    assert [(one.words, one.uses) for one in found] == [("I waited", True), ("Beds fill", False)]


def test_a_new_version_stands_in_place_of_ones_own_and_the_old_beneath_it(
    world: World, now: datetime, chosen: Goal
) -> None:
    for day, words in enumerate(("Beds fill", "Nobody can sign on Sundays")):
        by = (world.ben, world.ruth)[day]  # the same organisation, by whomever it is written
        at = now + timedelta(days=day)
        actions.frame(goal=chosen, words=words, by=by, at=at, organisation=world.hospital)
    found = framings_page(members().get(pk=world.kofi.pk), chosen, now + timedelta(days=2)).versions
    assert [one.words for one in found] == ["Nobody can sign on Sundays"]
    assert found[0].earlier == (("2 November 2026", "Beds fill"),)


def test_nobody_writes_the_version_of_an_organisation_in_which_they_do_not_work(
    world: World, now: datetime, chosen: Goal
) -> None:
    for who, where in ((world.kofi, world.hospital), (world.moira, world.voices)):
        with pytest.raises(Refused, match="Write your own"):
            actions.frame(goal=chosen, words="Beds fill", by=who, at=now, organisation=where)


def test_the_same_words_are_kept_once(world: World, now: datetime, chosen: Goal) -> None:
    actions.frame(goal=chosen, words="I waited", by=world.moira, at=now)
    with pytest.raises(Refused, match="already"):
        actions.frame(goal=chosen, words=" I waited ", by=world.moira, at=now)


def test_each_writes_their_own_on_the_page(
    world: World, now: datetime, chosen: Goal, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = Visitor(monkeypatch, now)
    visitor.sign_in(world.ben)
    visitor.get("/aldermouth/goals/1/framings/write/")
    visitor.post(
        "/aldermouth/goals/1/framings/write/", {"words": "Beds fill", "organisation": world.hospital.ref}
    )
    said = visitor.get("/aldermouth/goals/1/framings/")
    assert "Ben Iver, chief executive, Aldermouth Hospital Beds fill" in said
    assert "Nobody who uses the services has written how they see it." in said
