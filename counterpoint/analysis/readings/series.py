"""Rows of a table to readings, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from counterpoint.analysis.readings.numbers import Decimal, Number, decimal_sign, read_number
from counterpoint.analysis.readings.periods import Order, in_figures, order_of, read_period

type Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column says what, counted from 0."""

    on: int = 0
    value: int | None = 1
    numerator: int | None = None
    denominator: int | None = None
    note: int | None = None  # where a publisher says that a figure was suppressed


@dataclass(frozen=True, slots=True)
class Reading:
    """One period. `value` None: a gap, or suppressed: there is a figure, and it may not be shown."""

    on: date
    value: float | None
    numerator: float | None
    denominator: float | None
    suppressed: bool
    line: int


@dataclass(frozen=True, slots=True)
class Left:
    """A line that was not read, with the cells as they stand and why."""

    line: int
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Read:
    """What was read, in the order of time; what was not; and what was supposed."""

    readings: tuple[Reading, ...]
    left: tuple[Left, ...]
    order: Order
    order_is_said: bool  # by the dates themselves, or by whoever pasted them; or there is none to be said
    decimal: Decimal
    percent: bool
    header: int  # lines at the top that are headings


def read_series(
    rows: Rows, columns: Columns | None = None, *, today: date, order: Order | None = None
) -> Read:
    """Read every line; `order` overrides what the dates say of themselves."""
    columns = columns or find_columns(rows, today=today)
    written = [_cell(row, columns.on) for row in rows]
    said = order or order_of(written)
    used = said or Order.DAY
    header = _headings(rows, columns, used, today)
    body = [
        (line, row) for line, row in enumerate(rows, 1) if line > header and any(cell.strip() for cell in row)
    ]
    numbers = (columns.value, columns.numerator, columns.denominator)
    decimal = decimal_sign(_cell(row, column) for _, row in body for column in numbers if column is not None)
    kept: list[tuple[Reading, bool]] = []
    left: list[Left] = []
    for line, row in body:
        found = _line(line, row, columns, used, decimal, today)
        if isinstance(found, Left):
            left.append(found)
        else:
            kept.append(found)
    once, twice = _each_once([reading for reading, _ in kept], rows)
    return Read(
        readings=tuple(sorted(once, key=lambda one: one.on)),
        left=tuple(sorted([*left, *twice], key=lambda one: one.line)),
        order=used,
        order_is_said=said is not None or not in_figures(written),
        decimal=decimal,
        percent=any(percent for _, percent in kept),
        header=header,
    )


def find_columns(rows: Rows, *, today: date) -> Columns:
    """The column that most often reads as a date, and the first other one that most often reads as a number."""
    width = max((len(row) for row in rows), default=0)
    dates = [
        sum(not isinstance(read_period(_cell(row, at), today=today), str) for row in rows)
        for at in range(width)
    ]
    numbers = [sum(_tells(read_number(_cell(row, at))) for row in rows) for at in range(width)]
    on = dates.index(max(dates)) if any(dates) else 0
    others = [at for at in range(width) if at != on and numbers[at]]
    return Columns(on, max(others, key=lambda at: numbers[at]) if others else (1 if on == 0 else 0))


def _tells(number: Number) -> bool:
    return number.value is not None or number.suppressed


def _headings(rows: Rows, columns: Columns, order: Order, today: date) -> int:
    """Lines at the top that say neither when nor how much."""
    for count, row in enumerate(rows):
        when = read_period(_cell(row, columns.on), order, today=today)
        if not isinstance(when, str) or _tells(_value(row, columns, Decimal.POINT)):
            return count
    return 0


def _line(
    line: int, row: Sequence[str], columns: Columns, order: Order, decimal: Decimal, today: date
) -> tuple[Reading, bool] | Left:
    words = " · ".join(cell.strip() for cell in row if cell.strip())[:120]
    on = read_period(_cell(row, columns.on), order, today=today)
    if isinstance(on, str):
        return Left(line, words, on)
    if on > today:
        return Left(line, words, "That is in the future.")
    value = _value(row, columns, decimal)
    parts = [read_number(_cell(row, at), decimal) for at in (columns.numerator, columns.denominator)]
    for number in (value, *parts):
        if number.why:
            return Left(line, words, number.why)
    suppressed = value.suppressed or any(part.suppressed for part in parts)
    numerator, denominator = (part.value for part in parts)
    if denominator is not None and denominator <= 0:
        return Left(line, words, "Nothing can be divided by nothing: the second number is 0 or less.")
    figure = value.value
    if columns.value is None and numerator is not None and denominator is not None:
        figure = 100 * numerator / denominator
    return Reading(
        on, None if suppressed else figure, numerator, denominator, suppressed, line
    ), value.percent


def _value(row: Sequence[str], columns: Columns, decimal: Decimal) -> Number:
    if columns.note is not None and read_number(_cell(row, columns.note)).suppressed:
        return Number(suppressed=True)
    return Number() if columns.value is None else read_number(_cell(row, columns.value), decimal)


def _each_once(readings: Sequence[Reading], rows: Rows) -> tuple[list[Reading], list[Left]]:
    """The same said twice is once. Two figures for one period are neither, until somebody says which."""
    by_day: dict[date, list[Reading]] = {}
    for one in readings:
        by_day.setdefault(one.on, []).append(one)
    once: list[Reading] = []
    left: list[Left] = []
    for those in by_day.values():
        first, *more = those
        if any((one.value, one.suppressed) != (first.value, first.suppressed) for one in more):
            lines = " and ".join(str(one.line) for one in those)
            left += [
                Left(one.line, _words(rows, one.line), f"Lines {lines} say different things of one period.")
                for one in those
            ]
        else:
            once.append(first)
            left += [
                Left(one.line, _words(rows, one.line), f"Line {first.line} says the same.") for one in more
            ]
    return once, left


def _words(rows: Rows, line: int) -> str:
    return " · ".join(cell.strip() for cell in rows[line - 1] if cell.strip())[:120]


def _cell(row: Sequence[str], at: int | None) -> str:
    return row[at] if at is not None and at < len(row) else ""
