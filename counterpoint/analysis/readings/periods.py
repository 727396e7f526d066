"""The period of a reading: a day, a month, a quarter or a year, in many hands. Each is known by its last day or its day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from counterpoint.analysis.calendar import end_of_month
from counterpoint.analysis.spreadsheet import read_day


class Order(StrEnum):
    """Which comes first where a date is written in figures."""

    DAY = "day"
    MONTH = "month"


_FIGURES = re.compile(r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d{2})(?:[ T][\d:.]+)?")
_YEAR_WRITTEN = re.compile(r"\d{4}|['’]\d{2}|\b\d{2}$|\d{5}")
_FINANCIAL = re.compile(r"(?:fy ?)?(\d{4})\s?[-/–]\s?(\d{4}|\d{2})(?:\s*q(?:uarter|tr)?\s?([1-4]))?")
_CALENDAR_QUARTER = re.compile(r"(\d{4})\s?[- ]?\s?q([1-4])")
_YEAR = re.compile(r"(\d{4})")
_WEEK = re.compile(r"(\d{4})-?w(\d{1,2})")
EARLIEST, LATEST = 1990, 2100


def order_of(cells: Iterable[str]) -> Order | None:
    """What the dates themselves say; None where they do not, or contradict each other."""
    parts = [found.groups() for cell in cells if (found := _FIGURES.fullmatch(cell.strip()))]
    days_first = any(int(first) > 12 for first, *_ in parts)
    months_first = any(int(second) > 12 for _, second, _ in parts)
    if days_first == months_first:
        return None
    return Order.DAY if days_first else Order.MONTH


def in_figures(cells: Iterable[str]) -> bool:
    """Is any of them a date of three figures, such as 03/04/2026?"""
    return any(_FIGURES.fullmatch(cell.strip()) for cell in cells)


def read_period(words: str, order: Order = Order.DAY, *, today: date) -> date | str:
    """Its day; or in a sentence why it can't be told. A month, quarter or year is its last day; a week its Monday."""
    plain = re.sub(r"\s+", " ", words.casefold()).strip(" .")
    if not plain:
        return "There is no date."
    try:
        found = _in_figures(plain, order) or _in_parts(plain)
    except ValueError:
        return "There is no such day."
    if found is None:
        read = read_day(words, near=today)
        if read.day is None:
            return "This is not a date."
        if not _YEAR_WRITTEN.search(plain):
            return "It has no year."
        found = read.day
    return found if EARLIEST <= found.year < LATEST else "Its year is far from now."


def _in_figures(plain: str, order: Order) -> date | None:
    found = _FIGURES.fullmatch(plain)
    if found is None:
        return None
    first, second, year = (int(part) for part in found.groups())
    day, month = (first, second) if order == Order.DAY else (second, first)
    return date(year + 2000 if year < 100 else year, month, day)


def _in_parts(plain: str) -> date | None:
    """Months as "2026-03", financial years and quarters, weeks, years. "2011-12" is a month, "2011/2012" a year."""
    if found := re.fullmatch(r"(\d{4})[-/](0?[1-9]|1[0-2])", plain):
        return end_of_month(date(int(found[1]), int(found[2]), 1))
    if found := _FINANCIAL.fullmatch(plain):
        begins, ends, quarter = found.groups()
        if (int(begins) + 1) % 100 != int(ends) % 100:
            return None
        months = 3 * int(quarter or 4)
        return end_of_month(date(int(begins) + (months > 9), (months + 2) % 12 + 1, 1))
    if found := _CALENDAR_QUARTER.fullmatch(plain):
        return end_of_month(date(int(found[1]), 3 * int(found[2]), 1))
    if found := _WEEK.fullmatch(plain):
        return date.fromisocalendar(int(found[1]), int(found[2]), 1)
    if found := _YEAR.fullmatch(plain):
        return date(int(found[1]), 12, 31)
    return None
