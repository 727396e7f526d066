"""What is done about measures, each once on the small world: for tests that break each of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.goals import actions
from tests.goals.measured import TWO, USUAL, figures, measure, months
from tests.world import World


def _later(now: datetime) -> datetime:
    return now + timedelta(minutes=5)


def _empty(world: World, now: datetime) -> Any:
    return measure(world, now)


def _filled(world: World, now: datetime) -> Any:
    return measure(world, now, TWO)


def _protected(world: World, now: datetime) -> Any:
    """A long-term choice that the council says is so, and a chart of pressure as it usually is."""
    claim = claims.put(
        place=world.place, kind="longterm", sentence="Money for falls", claimants=[world.hospital],
        named=[Named(world.council)], by=world.ben, at=now,
    )  # fmt: skip
    claims.answer(claim=claim, verdict=Verdict.YES, by=world.kofi, at=now)
    return measure(world, now, USUAL, sort="pressure")


type Step = Callable[[World, datetime], Any]
ACTS: dict[str, tuple[Step, Callable[[Any], Any]]] = {
    "measure.begun": (lambda w, n: None, lambda d: measure(d.world, _later(d.now), source="The return")),
    "measure.read": (
        _empty,
        lambda d: actions.keep(measure=d.thing, figures=figures(TWO), by=d.world.ada, at=_later(d.now)),
    ),
    "measure.read, corrected": (
        _filled,
        lambda d: actions.keep(measure=d.thing, figures=figures((1,)), by=d.world.ada, at=_later(d.now)),
    ),
    "measure.read, that presses": (
        _protected,
        lambda d: actions.keep(
            measure=d.thing, figures=figures((95,), months(15)[14]), by=d.world.ada, at=_later(d.now)
        ),
    ),
    "measure.target_set": (
        _empty,
        lambda d: actions.set_target(
            measure=d.thing, value=Decimal("4.5"), from_on=date(2026, 1, 1), by=d.world.ada, at=_later(d.now)
        ),
    ),
    "measure.baseline_locked": (
        _filled,
        lambda d: actions.lock_baseline(measure=d.thing, points=12, by=d.world.ada, at=_later(d.now)),
    ),
    "measure.forecast": (
        _filled,
        lambda d: actions.lock_forecast(
            measure=d.thing,
            points=[(date(d.now.year + 1, 6, 30), Decimal("5.2"))],
            words="More beds are needed",
            by=d.world.ada,
            at=_later(d.now),
        ),
    ),
    "measure.rebase_asked": (
        _filled,
        lambda d: actions.ask_for_rebase(
            measure=d.thing,
            on=months(14)[13],
            reason="All wards have Monday cover",
            named=[Named(d.world.council), Named(d.world.desmond)],
            by=d.world.ben,
            acting_for=d.world.hospital,
            at=_later(d.now),
        ),
    ),
}
