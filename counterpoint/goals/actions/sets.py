"""A place picks a metric set, or lets it be, and says which of its measures answers a metric."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from counterpoint.analysis.metric_sets import Metric, MetricSet
from counterpoint.goals.actions.measuring import Plan, begin_measure
from counterpoint.goals.models import Goal, Measure, Picked
from counterpoint.goals.policies import sets as policies
from counterpoint.ledger.actions import act
from counterpoint.partnership.models import Member, Place
from counterpoint.web.http import require


def pick(*, place: Place, metrics: MetricSet, by: Member | None, at: datetime) -> Picked:
    """`by` None: the demonstration."""
    with act(place.pk, verb="set.picked", by=by.ref if by else "system", at=at) as event:
        require(policies.why_not_pick(by, picked=_is_picked(place, metrics)))
        event.subject = f"set:{metrics.key}"
        return Picked.objects.create(place=place, key=metrics.key, by=by, at=event.at)


def unpick(*, place: Place, metrics: MetricSet, by: Member, at: datetime) -> None:
    """Measures keep what they answer: who picks it again, or the next edition, finds them tied."""
    with act(place.pk, verb="set.unpicked", by=by.ref, at=at) as event:
        require(policies.why_not_unpick(by, picked=_is_picked(place, metrics)))
        event.subject = f"set:{metrics.key}"
        Picked.objects.filter(place=place, key=metrics.key).delete()


def tie(
    *,
    place: Place,
    metrics: MetricSet,
    metric: Metric,
    measure: Measure | None,
    by: Member | None,
    at: datetime,
) -> None:
    """This measure answers the metric, and no other does. `measure` None: nobody measures it here."""
    with act(place.pk, verb="set.tied", by=by.ref if by else "system", at=at) as event:
        if measure is not None:
            measure = Measure.objects.get(pk=measure.pk, place=place)
        require(policies.why_not_tie(by, metric, measure, picked=_is_picked(place, metrics)), field="measure")
        key = metrics.tie(metric)
        Measure.objects.filter(place=place, metric=key).update(metric="")
        event.subject = f"set:{metrics.key}"
        event.facts |= {"metric": key, "measure": measure.ref if measure else None}
        if measure is not None:
            measure.metric = key
            measure.save(update_fields=["metric"])


def begin_for(
    *,
    place: Place,
    metrics: MetricSet,
    metric: Metric,
    plan: Plan,
    by: Member,
    at: datetime,
    goal: Goal | None = None,
) -> Measure:
    """A measure that is begun for a metric, and answers it: both, or neither. Two events.

    Where another was said to answer it meanwhile, that stays, and this one is begun alone.
    """
    with transaction.atomic():
        measure = begin_measure(place=place, plan=plan, by=by, at=at, goal=goal)
        if not Measure.objects.filter(place=place, metric=metrics.tie(metric)).exists():
            tie(place=place, metrics=metrics, metric=metric, measure=measure, by=by, at=at)
    return measure


def _is_picked(place: Place, metrics: MetricSet) -> bool:
    return Picked.objects.filter(place=place, key=metrics.key).exists()
