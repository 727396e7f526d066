"""Days: working days in each nation of the United Kingdom, and where a day ends in a place's time zone. Pure.

Bank holidays come from the `holidays` library: rules for every year, and the single days that a government
proclaims (a coronation, a World Cup match) for the years that its version knows. `TABLE_VERSION` says which
table counted.
"""

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from importlib.metadata import version
from zoneinfo import ZoneInfo

TABLE_VERSION = f"holidays {version('holidays')}"

SATURDAY = 5
ONE_MILLISECOND = timedelta(milliseconds=1)


class Nation(StrEnum):
    ENGLAND = "england"
    SCOTLAND = "scotland"
    WALES = "wales"
    NORTHERN_IRELAND = "northern-ireland"


SUBDIVISIONS = {
    Nation.ENGLAND: "ENG",
    Nation.SCOTLAND: "SCT",
    Nation.WALES: "WLS",
    Nation.NORTHERN_IRELAND: "NIR",
}


def is_working_day(day: date, nation: Nation | str) -> bool:
    """Monday to Friday, and no bank holiday in this nation."""
    return day.weekday() < SATURDAY and day not in _bank_holidays(Nation(nation), day.year)


@lru_cache(maxsize=2048)
def add_working_days(day: date, n: int, nation: Nation | str) -> date:
    """The nth working day after `day`, which never counts; with n = 0, `day` or the next working day."""
    if n < 0:
        raise ValueError("working days are counted forwards")
    while n or not is_working_day(day, nation):
        day += timedelta(days=1)
        if n and is_working_day(day, nation):
            n -= 1
    return day


def working_days_between(start: date, end: date, nation: Nation | str) -> int:
    """How many working days came after `start`, up to and including `end`; 0 where `end` is not later."""
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day, nation) for day in days)


def end_of_month(day: date) -> date:
    """The last day of the month that `day` is in: what a month alone means."""
    first_of_next = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return first_of_next - timedelta(days=1)


def day_in(instant: datetime | int, zone: str) -> date:
    """The date on the wall at an instant: an aware datetime, or milliseconds since 1970 in UTC."""
    return _aware(instant).astimezone(ZoneInfo(zone)).date()


def last_instant(day: date, zone: str) -> datetime:
    """The last millisecond of a day in a time zone, in UTC: what is recorded by then counts as at it."""
    midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), tzinfo=ZoneInfo(zone))
    return midnight.astimezone(UTC) - ONE_MILLISECOND


def _aware(instant: datetime | int) -> datetime:
    if isinstance(instant, int):
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=instant)
    if instant.tzinfo is None:
        raise ValueError("an instant says its time zone")
    return instant


@lru_cache(maxsize=256)
def _bank_holidays(nation: Nation, year: int) -> frozenset[date]:
    # Imported where first needed: a command that asks for no working day should not wait for it.
    from holidays import country_holidays

    return frozenset(country_holidays("GB", subdiv=SUBDIVISIONS[nation], years=year))
