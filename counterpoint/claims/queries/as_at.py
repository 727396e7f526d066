"""As at which day a page is read: the little form on it, and the line above it when that day is past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.partnership.models import Place
from counterpoint.web import dates


@dataclass(frozen=True, slots=True)
class AsAt:
    """What components/as_at.jinja may say."""

    url: str  # of the page itself, which is also the page as it is today
    day_iso: str
    today_iso: str
    past: str  # "This is how it stood at the end of 30 June 2026."; "" today
    kept: tuple[tuple[str, str], ...] = ()  # what else the address asks for


def as_at_of(
    url: str, place: Place, at: datetime, until: datetime | None, kept: tuple[tuple[str, str], ...] = ()
) -> AsAt:
    """`at`: now; `until`: the last instant of a past day."""
    today = day_in(at, place.zone)
    day = day_in(until, place.zone) if until else today
    return AsAt(
        url=url,
        day_iso=day.isoformat(),
        today_iso=today.isoformat(),
        past=f"This is how it stood at the end of {dates.day(day)}." if until else "",
        kept=kept,
    )


def query_of(day: date | None) -> str:
    """The end of an address as at a past day."""
    return f"?as-at={day.isoformat()}" if day else ""
