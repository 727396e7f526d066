"""Whom one has not met on the record for sixty days: for oneself alone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.claims.queries.not_spoken import not_spoken_page
from counterpoint.partnership.actions import leave
from counterpoint.partnership.models import Member
from tests import acts
from tests.claims.visiting import Visitor
from tests.world import World

DAY = timedelta(days=1)


def names(member: Member, at: datetime) -> list[str]:
    return [one.name.split(",")[0] for one in not_spoken_page(member, at).people]


def met(world: World, now: datetime) -> None:
    """Kofi answers what Ben put."""
    claims.answer(claim=acts.plain(world, now), verdict=Verdict.YES, by=world.kofi, at=now)


def test_after_sixty_days_each_is_named_to_the_other(world: World, now: datetime) -> None:
    met(world, now)
    assert names(world.ben, now + 59 * DAY) == names(world.kofi, now + 59 * DAY) == []
    assert names(world.ben, now + 60 * DAY) == ["Kofi Baah"]
    assert names(world.kofi, now + 60 * DAY) == [
        "Ben Ivor" if world.ben.name == "Ben Ivor" else world.ben.name
    ]


def test_meeting_again_is_what_ends_it(world: World, now: datetime) -> None:
    met(world, now)
    met(world, now + 30 * DAY)
    assert names(world.ben, now + 60 * DAY) == []
    assert names(world.ben, now + 90 * DAY) == ["Kofi Baah"]


def test_being_in_a_decision_together_is_meeting(world: World, now: datetime) -> None:
    claims.put(
        place=world.place, kind="decision", sentence="By phone: we hold the slot", claimants=[],
        named=[Named(world.kofi), Named(world.tunde)], by=world.ben, at=now,
    )  # fmt: skip
    assert sorted(names(world.ben, now + 61 * DAY)) == sorted([world.kofi.name, world.tunde.name])


def test_whoever_has_left_or_does_not_sign_is_not_named(world: World, now: datetime) -> None:
    met(world, now)
    Member.objects.filter(pk=world.kofi.pk).update(signs=False)
    assert names(world.ben, now + 61 * DAY) == []
    Member.objects.filter(pk=world.kofi.pk).update(signs=True)
    leave(member=world.kofi, by=None, at=now + DAY)
    assert names(world.ben, now + 61 * DAY) == []


def test_the_page_is_about_whoever_asks(world: World, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    met(world, now)
    visitor = Visitor(monkeypatch, now + 61 * DAY)
    address = f"/{world.place.slug}/yours/not-spoken/"
    visitor.sign_in(world.ben)
    assert "Kofi Baah" in visitor.get(address)
    visitor.sign_in(world.moira)
    assert "Kofi Baah" not in visitor.get(address)
    assert "met nobody" in visitor.said
