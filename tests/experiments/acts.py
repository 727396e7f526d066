"""Everything that is done with an experiment, each once: for tests that break every action."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from counterpoint.claims.actions import Named
from counterpoint.experiments import actions
from tests.experiments.tried import DAY, begun, decided, plan, planned, studied
from tests.goals.chosen import goal

ACTS: dict[str, tuple[Callable[..., Any], Callable[[Any], Any]]] = {
    "experiment.put": (lambda w, n: None, lambda d: planned(d.world, d.now)),
    "experiment.put, as the next try": (
        lambda w, n: decided(w, n, "adapt"),
        lambda d: actions.put(
            place=d.world.place,
            plan=plan(idea="Three wards"),
            organisation=d.world.hospital,
            follows=d.thing,
            by=d.world.ruth,
            at=d.now + DAY,
        ),
    ),
    "experiment.changed": (
        planned,
        lambda d: actions.change(
            experiment=d.thing, plan=plan(aim="Home sooner"), by=d.world.ruth, at=d.now + DAY
        ),
    ),
    "experiment.begun": (
        planned,
        lambda d: actions.begin(experiment=d.thing, by=d.world.ruth, at=d.now + DAY),
    ),
    "experiment.happened": (
        begun,
        lambda d: actions.say_happened(
            experiment=d.thing, words="Two came late", by=d.world.ruth, at=d.now + DAY
        ),
    ),
    "experiment.studied": (
        begun,
        lambda d: actions.study(
            experiment=d.thing, result="4 of 11", came="yes", by=d.world.ruth, at=d.now + DAY
        ),
    ),
    "experiment.ended": (
        studied,
        lambda d: actions.decide(
            experiment=d.thing,
            decision="adopt",
            learned="A list at 11 helps",
            named=[Named(d.world.council), Named(d.world.desmond)],
            by=d.world.ruth,
            at=d.now + DAY,
        ),
    ),
    "experiment.put, for a goal": (
        goal,
        lambda d: actions.put(
            place=d.world.place, plan=plan(), organisation=None, goal=d.thing, by=d.world.ruth, at=d.now + DAY
        ),
    ),
    "experiment.serves": (
        lambda w, n: (begun(w, n), goal(w, n)),
        lambda d: actions.serve(experiment=d.thing[0], goal=d.thing[1], by=d.world.tunde, at=d.now + DAY),
    ),
    "experiment.led_to": (
        lambda w, n: (decided(w, n, "adapt"), decided(w, n, learned="Another", idea="Two wards").claim),
        lambda d: actions.tie(experiment=d.thing[0], claim=d.thing[1], by=d.world.ruth, at=d.now + DAY),
    ),
}
