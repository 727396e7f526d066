"""A forecast: what the partners expect if nothing changes, drawn before they act, and never changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from counterpoint.analysis.calendar import day_in
from counterpoint.goals.actions.measuring import fresh
from counterpoint.goals.models import Forecast, Measure
from counterpoint.goals.policies import measures as policies
from counterpoint.goals.policies.figures import plain
from counterpoint.ledger.actions import act
from counterpoint.partnership.models import Member
from counterpoint.web.http import require


def lock_forecast(
    *,
    measure: Measure,
    points: Sequence[tuple[date, Decimal]],
    by: Member | None,
    at: datetime,
    words: str = "",
    lang: str = "en",
) -> Forecast:
    """A new forecast stands beside the old ones: none is taken away."""
    with act(measure.place_id, verb="measure.forecast", by=by.ref if by else "system", at=at) as event:
        measure = fresh(measure)
        days = [on for on, _ in points]
        today = day_in(event.at, measure.place.zone)
        require(policies.why_not_forecast(by, measure, days, today), field="points")
        for _, value in points:
            require(policies.why_not_so_large(value), field="points")
        drawn = [[on.isoformat(), plain(value)] for on, value in sorted(points)]
        event.subject = measure.ref
        event.facts["points"] = drawn
        return Forecast.objects.create(
            place_id=measure.place_id,
            measure=measure,
            points=drawn,
            words=event.text(words.strip(), lang=lang) if words.strip() else None,
            by=by,
            locked_at=event.at,
        )
