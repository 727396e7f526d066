"""Measures: begun, given a target, and their baseline locked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from counterpoint.analysis.calendar import day_in
from counterpoint.goals.choices import Better, Every, RuleSet, Sort
from counterpoint.goals.models import Goal, Measure, Reading, Target
from counterpoint.goals.policies import measures as policies
from counterpoint.goals.policies.figures import plain
from counterpoint.ledger.actions import act
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.web.http import require


@dataclass(frozen=True, slots=True)
class Plan:
    """What a measure is: of what it tells, and how it is read."""

    name: str
    unit: str = ""
    better: str = Better.NONE
    every: str = Every.MONTH
    sort: str = Sort.POPULATION
    source: str = ""
    organisation: Organisation | None = None  # whose own it is
    holder: Organisation | None = None  # who holds the counts behind it
    small_counts: bool = False
    rules: str = RuleSet.MDC
    screens: bool | None = None


def begin_measure(
    *, place: Place, plan: Plan, by: Member | None, at: datetime, goal: Goal | None = None, lang: str = "en"
) -> Measure:
    """`by` None: the demonstration."""
    with act(place.pk, verb="measure.begun", by=by.ref if by else "system", at=at) as event:
        name = " ".join(plan.name.split())
        require(policies.why_not_measure(by, plan.sort, plan.organisation), field="organisation")
        require(policies.why_not_named(name), field="name")
        require(policies.why_not_twice(place, name, plan.organisation), field="name")
        require(policies.why_not_small(plan.small_counts, plan.holder), field="holder")
        measure = Measure.objects.create(
            place=place,
            number=event.number(Measure),
            goal=goal,
            sort=plan.sort,
            organisation=plan.organisation,
            name=event.text(name, "name", lang),
            source=event.text(plan.source.strip(), "source", lang) if plan.source.strip() else None,
            unit=plan.unit.strip(),
            better=Better(plan.better),
            every=Every(plan.every),
            rules=RuleSet(plan.rules),
            screens=plan.screens,
            small_counts=plan.small_counts,
            holder=plan.holder,
            put_by=by,
            put_at=event.at,
        )
        event.subject = measure.ref
        event.facts |= {"sort": str(measure.sort), "every": str(measure.every), "better": str(measure.better)}
        event.facts |= {"rules": str(measure.rules), "small_counts": measure.small_counts}
        if goal:
            event.facts["goal"] = goal.ref
        for word, whose in (("organisation", plan.organisation), ("holder", plan.holder)):
            if whose:
                event.facts[word] = whose.ref
        return measure


def set_target(*, measure: Measure, value: Decimal, from_on: date, by: Member | None, at: datetime) -> Target:
    """A target from a day on. What the target was before stays, and is shown."""
    with act(measure.place_id, verb="measure.target_set", by=by.ref if by else "system", at=at) as event:
        measure = fresh(measure)
        require(policies.why_not_target(by, measure, value), field="value")
        taken = measure.targets.filter(from_on=from_on).exists()
        require(
            "There is a target from that day already. Choose another day." if taken else None, field="from_on"
        )
        event.subject = measure.ref
        event.facts |= {"from": from_on.isoformat(), "value": plain(value)}
        return Target.objects.create(
            place_id=measure.place_id, measure=measure, value=value, from_on=from_on, by=by, at=event.at
        )


def lock_baseline(*, measure: Measure, points: int, by: Member | None, at: datetime) -> Measure:
    """From now on limits come from so many points at the beginning of each phase. Once: it is never unlocked."""
    with act(measure.place_id, verb="measure.baseline_locked", by=by.ref if by else "system", at=at) as event:
        measure = fresh(measure)
        kept = Reading.objects.filter(measure=measure).values("on").distinct().count()
        require(policies.why_not_lock(by, measure, points, kept), field="points")
        measure.baseline = points
        measure.baseline_locked_on = day_in(event.at, measure.place.zone)
        measure.save(update_fields=["baseline", "baseline_locked_on"])
        event.subject = measure.ref
        event.facts["points"] = points
        return measure


def fresh(measure: Measure) -> Measure:
    """As it stands under the place's lock."""
    return Measure.objects.select_related("place", "holder", "organisation").get(pk=measure.pk)
