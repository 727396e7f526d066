"""Measures of the small world, and numbers for them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from counterpoint.analysis.calendar import end_of_month
from counterpoint.goals import actions
from counterpoint.goals.actions import Figure, Plan
from counterpoint.goals.models import Measure
from tests.world import World

NAME = "Days that people wait to go home"
# T2 of docs/reference/charts.md's sources: nothing but ups and downs for 13 points, then a shift upwards.
SHIFTS = (10, 12, 9, 11, 10, 12, 9, 8, 11, 10, 12, 9, 10, 13, 14, 13, 15, 14, 13, 14)
USUAL = (60, 62, 59, 61, 60, 63, 61, 60, 62, 61, 59, 60, 62, 61)
# T11: one process, and from the thirteenth point on another.
TWO = (60, 62, 59, 61, 60, 63, 61, 60, 62, 61, 59, 60, 62, 50, 51, 49, 52, 50, 48, 51, 50, 49, 51, 50, 52, 49)


def months(count: int, first: date = date(2024, 4, 1)) -> list[date]:
    start = first.year * 12 + first.month - 1
    return [end_of_month(date((start + n) // 12, (start + n) % 12 + 1, 1)) for n in range(count)]


def figures(values: Any, first: date = date(2024, 4, 1)) -> list[Figure]:
    return [
        Figure(on, Decimal(str(value)))
        for on, value in zip(months(len(values), first), values, strict=True)
        if value is not None
    ]


def measure(world: World, now: datetime, values: Any = (), **plan: Any) -> Measure:
    """A measure of what changed for people; lower is better. No two have one name."""
    goal = plan.pop("goal", None)
    begun = Measure.objects.filter(place=world.place, name__words__startswith=NAME).count()
    name = f"{NAME}, {begun + 1}" if begun else NAME
    made = actions.begin_measure(
        place=world.place,
        plan=Plan(**{"name": name, "unit": "days", "better": "down", **plan}),
        goal=goal,
        by=world.ada,
        at=now,
    )
    if values:
        by = world.ben if plan.get("holder") == world.hospital else world.ada
        actions.keep(measure=made, figures=figures(values), by=by, at=now)
    return made
