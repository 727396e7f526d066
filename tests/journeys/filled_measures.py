"""Four measures of Stowmere: one with everything on its page, one of few people, one without a number, one of pressure."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from counterpoint.claims.actions import Named
from counterpoint.goals import actions
from counterpoint.goals.models import Goal
from tests.goals.measured import SHIFTS, TWO, figures, measure, months
from tests.world import World


def begin_measures(world: World, at: datetime) -> None:
    goal = Goal.objects.get(place=world.place, number=1)
    made = measure(world, at, TWO, goal=goal, source="The discharge return")
    actions.keep(measure=made, figures=figures((58,)), by=world.ada, at=at + timedelta(minutes=1))
    actions.set_target(measure=made, value=Decimal(55), from_on=date(2024, 4, 1), by=world.ada, at=at)
    actions.set_target(measure=made, value=Decimal(45), from_on=date(2025, 4, 1), by=world.ada, at=at)
    points = [(date(at.year + 1, month, 28), Decimal(54)) for month in (2, 3, 4)]
    actions.lock_forecast(measure=made, points=points, words="Nothing else is planned", by=world.ada, at=at)
    actions.ask_for_rebase(
        measure=made,
        on=months(14)[13],
        reason="All wards have had Monday cover since then",
        named=[Named(world.council), Named(world.desmond)],
        by=world.ben,
        acting_for=world.hospital,
        at=at,
    )
    few = {"unit": "people", "small_counts": True, "holder": world.hospital, "name": "People sent home late"}
    measure(world, at, (9, 12, 3, 14, 11, 8, 17, 2, 13, 10, 0, 12, 19, 6), goal=goal, **few)
    measure(world, at, name="Beds that wait for a package", goal=goal)
    back = at.year * 12 + at.month - len(SHIFTS)  # worse in the last seven months, of which this is one
    pressed = measure(world, at, name="Staff off sick", unit="%", sort="pressure")
    readings = figures(SHIFTS, date(back // 12, back % 12 + 1, 1))
    actions.keep(measure=pressed, figures=readings, by=world.ada, at=at)
