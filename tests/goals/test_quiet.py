"""In a place's quiet fortnight whoever is no party learns of no goal, and of no measure with its numbers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from counterpoint.goals import actions
from counterpoint.goals.actions import sets
from counterpoint.partnership.models import Place
from tests.claims.visiting import Visitor
from tests.goals.acts_sets import a_set
from tests.goals.chosen import goal
from tests.goals.measured import TWO, USUAL, figures, measure
from tests.world import World

HIDDEN = "Nobody sleeps in a corridor"
COUNTED = "Nights in a corridor"


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now)


def quietly(world: World, now: datetime) -> None:
    """A goal of the council's, with a chart that answers a metric, and one that the hospital holds."""
    made = goal(world, now, words=HIDDEN, choosers=[world.council], by=world.ada)
    first = measure(world, now, TWO, name=COUNTED, goal=made)
    measure(world, now, name="Beds in use", goal=made, sort="own", organisation=world.hospital)
    actions.lock_forecast(
        measure=first, points=[(date(now.year + 1, 6, 30), Decimal(5))], by=world.ada, at=now
    )
    sets.pick(place=world.place, metrics=a_set(), by=world.ada, at=now)
    metric = next(one for one in a_set().metrics if one.every == "month")
    sets.tie(place=world.place, metrics=a_set(), metric=metric, measure=first, by=world.ada, at=now)
    Place.objects.filter(pk=world.place.pk).update(quiet_until=now + timedelta(days=3))


def test_whoever_is_no_party_reads_no_word_of_it(world: World, now: datetime, visitor: Visitor) -> None:
    quietly(world, now)
    visitor.sign_in(world.tunde)
    of_set = f"goals/sets/{a_set().key}/"
    metrics = [f"{of_set}metrics/{one.key}/" for one in a_set().metrics]
    drafts = [f"{of_set}{one.key}/{page}" for one in a_set().quarters for page in ("", "draft.txt")]
    for address in (
        "goals/",
        "measures/",
        "measures/begin/",
        "measures/begin/?goal=1",
        "mirror/",
        of_set,
        *metrics,
        *drafts,
    ):
        visitor.get(f"/aldermouth/{address}")
        assert HIDDEN not in visitor.said, address
        assert COUNTED not in visitor.said, address
    for page in ("", "?as-at=2026-11-01", "bring/", "target/", "lock/", "forecast/", "rebase/"):
        visitor.get(f"/aldermouth/measures/1/{page}")
        assert visitor.status == 404, page
    visitor.get("/aldermouth/measures/begin/")  # a form, and its token
    visitor.post("/aldermouth/measures/1/bring/", {"words": "March 2026\t5"})
    assert visitor.status == 404


def test_nobody_begins_a_measure_of_a_goal_of_which_they_may_not_know(
    world: World, now: datetime, visitor: Visitor
) -> None:
    quietly(world, now)
    visitor.sign_in(world.tunde)
    visitor.get("/aldermouth/measures/begin/")
    said = {
        "name": "Mine",
        "better": "up",
        "every": "month",
        "sort": "population",
        "rules": "mdc",
        "goal": "1",
    }
    visitor.post("/aldermouth/measures/begin/", said)
    assert visitor.status == 422
    assert HIDDEN not in visitor.said


def test_whoever_counts_it_reads_it_without_the_goal_and_whoever_chose_it_with_it(
    world: World, now: datetime, visitor: Visitor
) -> None:
    quietly(world, now)
    for reader, reads in ((world.ruth, False), (world.kofi, True)):
        visitor.sign_in(reader)
        said = visitor.get("/aldermouth/measures/2/")
        assert visitor.status == 200
        assert (HIDDEN in said) is reads
        assert ("/goals/1/" in visitor.page) is reads


def test_pressure_is_read_by_its_parties_alone(world: World, now: datetime, visitor: Visitor) -> None:
    made = measure(world, now, name="Staff off sick", sort="pressure", organisation=world.hospital)
    actions.keep(measure=made, figures=figures((*USUAL, 95)), by=world.ben, at=now)
    for quiet in (False, True):
        Place.objects.filter(pk=world.place.pk).update(quiet_until=now + timedelta(days=3) if quiet else None)
        for reader, reads in ((world.ruth, True), (world.tunde, not quiet)):
            visitor.sign_in(reader)
            assert ("Staff off sick" in visitor.get("/aldermouth/goals/horizons/")) is reads
