"""A new beginning of a chart is asked for: whoever is asked looks at the chart first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counterpoint.goals.models import Rebase
from counterpoint.partnership.models import Place
from counterpoint.web import dates


@dataclass(frozen=True, slots=True)
class Beginning:
    """Everything goals/beginning.jinja may say."""

    chart: str
    url: str
    day: str


def beginning_asked(place: Place, number: int, as_at: date | None) -> Beginning | None:
    asked = Rebase.objects.select_related("measure__name").filter(claim__number=number, place=place).first()
    if asked is None:
        return None
    query = f"?as-at={as_at.isoformat()}" if as_at else ""
    url = f"/{place.slug}/measures/{asked.measure.number}/{query}"
    return Beginning(str(asked.measure.name), url, dates.day(asked.on))
