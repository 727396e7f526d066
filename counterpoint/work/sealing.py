"""Once a day, what was said without a name is sealed into each place's chain."""

from __future__ import annotations

from datetime import date, datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.barriers.actions import seal
from counterpoint.claims.models import Unsealed
from counterpoint.ledger.queries import position
from counterpoint.partnership.models import Place
from counterpoint.work import actions


def seal_the_day(place: Place, at: datetime) -> int:
    """`waiting_since` is the last day on which nothing waited: nothing has waited for longer.

    It is one day for the whole place, so it says nothing of when any single act was done.
    """
    today = day_in(at, place.zone)
    if position(place.pk, actions.SEALS) >= today.toordinal():
        return 0
    since = position(place.pk, actions.UNSEALED)
    sealed = seal(place=place, waiting_since=date.fromordinal(since) if since else None, at=at)
    if not since or not Unsealed.objects.filter(place=place).exists():
        actions.remember_day(place=place, reader=actions.UNSEALED, day=today)
    actions.remember_day(place=place, reader=actions.SEALS, day=today)
    return sealed
