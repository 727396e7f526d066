"""What is done about metric sets, each once on the small world: for tests that break each of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from counterpoint.analysis.metric_sets import MetricSet
from counterpoint.goals.actions import sets as actions
from counterpoint.goals.models import Measure, Picked
from counterpoint.goals.policies.sets import known_sets
from tests.goals.measured import measure
from tests.world import World


def a_set() -> MetricSet:
    """The newest that is shipped."""
    return next(iter(known_sets().values()))


def picked(world: World, at: datetime) -> MetricSet:
    """Where it is picked already, it stays so: these acts are also done one after another on one place."""
    if not Picked.objects.filter(place=world.place, key=a_set().key).exists():
        pick(world, at)
    return a_set()


def pick(world: World, at: datetime) -> None:
    actions.pick(place=world.place, metrics=a_set(), by=world.ada, at=at)


def _later(now: datetime) -> datetime:
    return now + timedelta(minutes=5)


def _picked_and_measured(world: World, now: datetime) -> Measure:
    picked(world, now)
    return measure(world, now)


type Step = Callable[[World, datetime], Any]
ACTS: dict[str, tuple[Step, Callable[[Any], Any]]] = {
    "set.picked": (lambda w, n: None, lambda d: pick(d.world, _later(d.now))),
    "set.unpicked": (
        picked,
        lambda d: actions.unpick(place=d.world.place, metrics=d.thing, by=d.world.ada, at=_later(d.now)),
    ),
    "set.tied": (
        _picked_and_measured,
        lambda d: actions.tie(
            place=d.world.place,
            metrics=a_set(),
            metric=a_set().metrics[0],
            measure=d.thing,
            by=d.world.ada,
            at=_later(d.now),
        ),
    ),
}
