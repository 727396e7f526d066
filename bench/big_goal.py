"""A goal with twelve charts of sixty points each, and what stands beside them: for measuring the pages of goals."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from counterpoint.analysis.calendar import end_of_month
from counterpoint.analysis.standing import Standing
from counterpoint.claims.models import Claim
from counterpoint.goals import actions
from counterpoint.goals.actions import Figure, Plan
from counterpoint.goals.choices import Sort
from counterpoint.goals.models import Goal
from counterpoint.partnership.models import Member, Organisation, Place

CHARTS, POINTS = 12, 60
KEPT = 6  # promises kept, on the line of time of each chart


def choose(place: Place, at: datetime) -> Goal:
    """Half of the charts are of all, the others each of one organisation; every third shows a change."""
    by = Member.objects.get(place=place, number=1)
    houses = list(Organisation.objects.filter(place=place).order_by("number")[:CHARTS])
    goal = actions.choose(
        place=place, words="Home when ready", for_whom="Whoever waits", choosers=["carer"], by=by, at=at
    )
    months = [end_of_month(date(2021 + n // 12, n % 12 + 1, 1)) for n in range(POINTS)]
    chance = random.Random(5)
    for n, house in enumerate(houses):
        plan = Plan(name=f"Days that people wait, {n + 1}", unit="days", better="down")
        if n % 2:
            plan = replace(plan, sort=Sort.OWN, organisation=house)
        measure = actions.begin_measure(place=place, plan=plan, goal=goal, by=None, at=at)
        values = (
            50 + chance.randrange(-40, 41) / 10 + (8 if n % 3 == 0 and m > 45 else 0) for m in range(POINTS)
        )
        figures = [Figure(on, Decimal(str(value))) for on, value in zip(months, values, strict=True)]
        actions.keep(measure=measure, figures=figures, by=None, at=at)
        actions.set_target(measure=measure, value=Decimal(48), from_on=months[0], by=None, at=at)
    kept = Claim.objects.filter(place=place, kind="promise", standing=Standing.CONFIRMED).order_by("number")
    for count, claim in enumerate(kept[:KEPT]):
        Claim.objects.filter(pk=claim.pk).update(
            stood_at=datetime.combine(months[-10 * (count + 1)], datetime.min.time(), at.tzinfo)
            + timedelta(hours=9)
        )
        actions.serve(goal=goal, claim=claim, by=None, at=at)
        need = actions.need(goal=goal, words=f"Thing {count + 1}", by=None, at=at)
        actions.promise_need(need=need, promise=claim, by=None, at=at)
    return goal
