"""Which periods a series has, so that one that is missing is a gap and not two neighbours."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache, reduce
from itertools import pairwise
from math import gcd

SATURDAY = 5
WEEK = 7


def with_gaps(days: Sequence[date]) -> list[date]:
    """`days` in order, with those between them that are missing: by month, quarter or year; by week; by (working) day.

    Raises ValueError where two are the same.
    """
    found = sorted(days)
    if len(set(found)) < len(found):
        raise ValueError("two values for one day")
    if len(found) < 2:
        return found
    if _on_one_day_of_the_month(found):
        return _by_months(found)
    step = reduce(gcd, ((after - before).days for before, after in pairwise(found)))
    every = _range(found, step if step % WEEK == 0 else 1)
    if step % WEEK and all(day.weekday() < SATURDAY for day in found):
        return [day for day in every if day.weekday() < SATURDAY]
    return every


def _on_one_day_of_the_month(days: Sequence[date]) -> bool:
    last = all(day.day == _last_of(day.year, day.month) for day in days)
    return last or len({day.day for day in days}) == 1


def _by_months(days: Sequence[date]) -> list[date]:
    held = {day.year * 12 + day.month - 1: day for day in days}
    step = reduce(gcd, (after - before for before, after in pairwise(held)))
    missing = max(day.day for day in days)
    return [held.get(month) or _day_in(month, missing) for month in range(min(held), max(held) + 1, step)]


def _day_in(month: int, day: int) -> date:
    year, of = divmod(month, 12)
    return date(year, of + 1, min(day, _last_of(year, of + 1)))


@lru_cache(1200)  # the months of a hundred years
def _last_of(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def _range(days: Sequence[date], step: int) -> list[date]:
    return [days[0] + timedelta(days=passed) for passed in range(0, (days[-1] - days[0]).days + 1, step)]
