"""Dates and numbers as a person would say them. Pure: nothing here reads the clock."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

WORDS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty",
)  # fmt: skip


def as_date(moment: date | datetime) -> date:
    """A datetime is taken in the zone that it carries: convert it to the place's zone first."""
    return moment.date() if isinstance(moment, datetime) else moment


def day(moment: date | datetime | None) -> str:
    """3 March 2026"""
    if moment is None:
        return ""
    on = as_date(moment)
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def day_and_time(moment: datetime | None) -> str:
    """3 March 2026 at 4.05pm"""
    if moment is None:
        return ""
    half = "am" if moment.hour < 12 else "pm"
    clock = f"{moment.hour % 12 or 12}" + (f".{moment.minute:02}" if moment.minute else "") + half
    clock = {"12am": "midnight", "12pm": "midday"}.get(clock, clock)
    return f"{day(moment)} at {clock}"


def month(moment: date | datetime | None) -> str:
    """March 2026"""
    if moment is None:
        return ""
    on = as_date(moment)
    return f"{MONTHS[on.month - 1]} {on.year}"


def short_month(moment: date | datetime | None) -> str:
    """Mar 2026"""
    if moment is None:
        return ""
    on = as_date(moment)
    return f"{MONTHS[on.month - 1][:3]} {on.year}"


def last_day(year: int, month: int) -> date:
    """A month alone means its last day."""
    return date(year, month, monthrange(year, month)[1])


def figure(number: int) -> str:
    """1,204"""
    return f"{number:,}"


def number_word(number: int, *, none: str = "none") -> str:
    """Up to twenty in words, above that in figures. `none` is how this sentence says nought."""
    if number == 0:
        return none
    return WORDS[number] if 0 < number <= 20 else figure(number)


def plural(number: int, one: str, many: str | None = None) -> str:
    """The noun alone, so that the sentence decides how to say the number: "claim", "claims"."""
    return one if number == 1 else (many or f"{one}s")


def counted(number: int, one: str, many: str | None = None) -> str:
    """three claims"""
    return f"{number_word(number, none='no')} {plural(number, one, many)}"


def ago_or_in(on: date | datetime, today: date | datetime) -> str:
    """today, tomorrow, in 4 days, 28 days ago: days up to two months, then months, then years."""
    days = (as_date(on) - as_date(today)).days
    if days in (-1, 0, 1):
        return ("yesterday", "today", "tomorrow")[days + 1]
    much = _much(abs(days))
    return f"in {much}" if days > 0 else f"{much} ago"


def _much(days: int) -> str:
    if days <= 60:
        return f"{days} days"
    if days < 730:
        return f"{round(days / 30.44)} months"
    return f"{round(days / 365.25)} years"


def listed(words: list[str] | tuple[str, ...], joint: str = "and") -> str:
    """a, b and c"""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"
