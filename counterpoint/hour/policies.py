"""When an hour together may be begun and ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from counterpoint.hour.models import Hour
from counterpoint.partnership.models import Member

LONGEST = timedelta(hours=4)  # an hour that nobody ended is over by then


def under_way(hour: Hour | None, at: datetime) -> bool:
    return hour is not None and hour.ended_at is None and at < hour.begun_at + LONGEST


def why_not_begin(by: Member, latest: Hour | None, at: datetime) -> str | None:
    if by.left_at:
        return "You have left this place."
    if under_way(latest, at):
        return "An hour together is under way already."
    return None


def why_not_end(by: Member | None, hour: Hour) -> str | None:
    """Anybody who is here may: nobody owns the hour."""
    if hour.ended_at is not None:
        return "This hour is over already."
    return "You have left this place." if by is not None and by.left_at else None
