"""A new beginning of a chart is asked for, or whether a goal is met: whoever is asked learns first what the charts say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from counterpoint.claims.models import Claim
from counterpoint.goals.choices import Sort
from counterpoint.goals.models import Measure, Rebase
from counterpoint.goals.queries.charts import drawn
from counterpoint.goals.queries.series import load
from counterpoint.partnership.models import Place
from counterpoint.web import dates


@dataclass(frozen=True, slots=True)
class Beginning:
    """Everything goals/beginning.jinja may say."""

    chart: str
    url: str
    day: str


@dataclass(frozen=True, slots=True)
class AskedOf:
    """Everything goals/asked.jinja may say. `day`: from which the chart is to begin anew."""

    charts: tuple[tuple[str, str], ...]  # its name, and what it says
    goal: str
    day: str


def beginning_asked(place: Place, number: int, as_at: date | None) -> Beginning | None:
    asked = Rebase.objects.select_related("measure__name").filter(claim__number=number, place=place).first()
    if asked is None:
        return None
    query = f"?as-at={as_at.isoformat()}" if as_at else ""
    url = f"/{place.slug}/measures/{asked.measure.number}/{query}"
    return Beginning(str(asked.measure.name), url, dates.day(asked.on))


def asked_of(slug: str, number: int, at: datetime) -> AskedOf | None:
    """For whoever holds a link or a ticket, and may have no account: in words, and small counts as everybody reads them."""
    claim = Claim.objects.filter(place__slug=slug, number=number).select_related("put_by__place").first()
    if claim is None or claim.put_by is None:
        return None
    asked = Rebase.objects.filter(claim=claim).first()
    of_goal = {"goal__met": claim, "sort": Sort.POPULATION, "ended_at": None}
    rows = Measure.objects.filter(**({"pk": asked.measure_id} if asked else of_goal)).order_by("number")
    measures = list(rows.select_related("name", "organisation", "holder", "goal__words"))
    drawings = (drawn(one, slug) for one in load(measures, claim.put_by, at, beside=False, for_all=True))
    said = ((one.name, one.drawing.sentence if one.drawing else one.withheld) for one in drawings)
    charts = tuple(one for one in said if one[1])
    if not charts:
        return None
    goal = measures[0].goal
    return AskedOf(charts, str(goal.words) if goal else "", dates.day(asked.on) if asked else "")
