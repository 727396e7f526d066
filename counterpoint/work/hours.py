"""When a letter may reach somebody: by day, and with a question only on working days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from counterpoint.analysis.calendar import add_working_days, day_in, is_working_day
from counterpoint.partnership.models import Place

OPENS, CLOSES = time(8), time(18)


def by_day(place: Place, at: datetime) -> bool:
    """Between eight and six, on the clocks of the place."""
    return OPENS <= at.astimezone(ZoneInfo(place.zone)).time() < CLOSES


def in_working_hours(place: Place, at: datetime) -> bool:
    return by_day(place, at) and is_working_day(day_in(at, place.zone), place.nation)


def next_morning(place: Place, at: datetime) -> datetime:
    """The next eight o'clock after an instant, on whatever day of the week: a day later at the most."""
    here = at.astimezone(ZoneInfo(place.zone))
    morning = _opening(here.date(), place.zone)
    return morning if at < morning else _opening(here.date() + timedelta(days=1), place.zone)


def after_working_days(place: Place, at: datetime, days: int) -> datetime:
    """Eight o'clock on the working day after so many whole working days."""
    return _opening(add_working_days(day_in(at, place.zone), days + 1, place.nation), place.zone)


def _opening(day: date, zone: str) -> datetime:
    return datetime.combine(day, OPENS, tzinfo=ZoneInfo(zone))
