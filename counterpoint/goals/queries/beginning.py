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
    which = (
        {"pk": asked.measure_id} if asked else {"goal__met": claim, "sort": Sort.POPULATION, "ended_at": None}
    )
    rows = Measure.objects.filter(**which).select_related("name", "organisation", "holder").order_by("number")
    series = load(list(rows), claim.put_by, at, beside=False, for_all=True)
    charts = (
        (one.name, one.drawing.sentence if one.drawing else one.withheld)
        for one in (drawn(each, slug) for each in series)
    )
    found = tuple((name, said) for name, said in charts if said)
    return AskedOf(found, dates.day(asked.on) if asked else "") if found else None
