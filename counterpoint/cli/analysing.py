"""`counterpoint analyse`: the arithmetic of charts on a file, without a place or a database."""

from __future__ import annotations

import argparse
import csv
import json
import math
import sys
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from counterpoint.analysis import spc
from counterpoint.analysis.spc.periods import with_gaps
from counterpoint.cli.telling import NotUnderstood

MOST_POINTS = 20_000  # in one series: two decades of days are 7,300
MOST_DAYS = 110_000  # from the first to the last of one: three centuries
LARGEST = 1e100  # with larger ones the arithmetic runs out of numbers


@dataclass
class Series:
    """What a file says of one series: the value of each day, None where its cell is empty."""

    name: str
    values: dict[date, float | None] = field(default_factory=dict)


def spc_of_file(words: argparse.Namespace) -> int:
    series = _series(Path(words.file))
    for on in words.rebase or ():
        if not any(min(one.values) < on <= max(one.values) for one in series):
            raise NotUnderstood(
                f"{on} lies outside {'the' if len(series) == 1 else 'every'} series of {words.file}."
            )
    found = [_read(one, words) for one in series]
    if words.json:
        json.dump(found, sys.stdout, ensure_ascii=False, allow_nan=False)
        print()
    else:
        for one in found:
            _tell(one)
    return 0


def _series(path: Path) -> list[Series]:
    """The series of a file in the order in which they begin. Every fault names its line."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = csv.reader(file)
            head = [cell.strip().lower() for cell in next(rows, [])]
            if head not in (["date", "value"], ["series", "date", "value"]):
                raise NotUnderstood(f"{path}: the first line must be “date,value” or “series,date,value”.")
            held: dict[str, Series] = {}
            for cells in rows:
                if any(cell.strip() for cell in cells):
                    _add(held, cells, len(head), f"{path}, line {rows.line_num}")
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise NotUnderstood(f"{path} can’t be read as a CSV file in UTF-8: {fault}") from None
    found = list(held.values())
    if all(value is None for one in found for value in one.values.values()):
        raise NotUnderstood(f"{path}: there is no value in it.")
    for one in found:
        _refuse_too_long(one, f"{path}{f', {one.name}' if one.name else ''}")
    return found


def _refuse_too_long(one: Series, where: str) -> None:
    first, last = min(one.values), max(one.values)
    if (last - first).days > MOST_DAYS:
        raise NotUnderstood(f"{where}: from {first} to {last} are more than 300 years. Is a date mistyped?")


def _add(held: dict[str, Series], cells: list[str], width: int, where: str) -> None:
    if len(cells) != width:
        raise NotUnderstood(f"{where}: {len(cells)} cells, where the first line has {width}.")
    *name, day, value = (cell.strip() for cell in cells)
    series = held.setdefault(name[0] if name else "", Series(name[0] if name else ""))
    on = _day(day, where)
    if on in series.values:
        raise NotUnderstood(f"{where}: a second value for {day}.")
    if len(series.values) >= MOST_POINTS:
        raise NotUnderstood(f"{where}: more than {MOST_POINTS:,} values in one series.")
    series.values[on] = _number(value, where)


def _day(written: str, where: str) -> date:
    try:
        return date.fromisoformat(f"{written}-01" if len(written) == len("2026-09") else written)
    except ValueError:
        raise NotUnderstood(
            f"{where}: {written!r} is no date. Write it like 2026-09-30, or 2026-09."
        ) from None


def _number(written: str, where: str) -> float | None:
    if not written:
        return None
    try:
        value = math.nan if "_" in written else float(written)
    except ValueError:
        value = math.nan
    if abs(value) > LARGEST and math.isfinite(value):
        raise NotUnderstood(f"{where}: {written!r} is larger than a chart can hold.")
    if not math.isfinite(value):
        raise NotUnderstood(f"{where}: {written!r} is no number. Leave the cell empty where there is none.")
    return value


def _read(series: Series, words: argparse.Namespace) -> dict[str, Any]:
    days = with_gaps(list(series.values))
    chart = spc.chart(
        [series.values.get(day) for day in days],
        spc.RULES[words.rules],
        dates=days,
        better=spc.Better(words.improve),
        target=words.target,
        phases=_starts(words.rebase or [], days),
        baseline=words.baseline,
        screens=words.screen,
    )
    return {
        "series": series.name,
        "points": [_point(point) for point in chart.points],
        "variation": chart.variation,
        "variation_icon": _icon(chart),
        "assurance": chart.assurance,
        "trial": chart.phases[-1].trial,
        "rules": {
            "name": chart.rules.name,
            "version": chart.rules.version,
            "shift": chart.rules.shift,
            "trend": chart.rules.trend,
            "screened": chart.screened,
        },
        "phases": [
            {
                "start": str(days[phase.start]),
                "points": phase.points,
                "mean": phase.mean,
                "lpl": phase.lower,
                "upl": phase.upper,
                "flat": phase.flat,
            }
            for phase in chart.phases
            if phase.points
        ],
        "words": spc.in_words(chart),
    }


def _starts(rebased: list[date], days: list[date]) -> list[int]:
    """Of many series, some may not reach as far as a day on which others begin anew."""
    starts = {bisect_left(days, on) for on in rebased}
    return sorted(start for start in starts if 0 < start < len(days))


def _point(point: spc.Point) -> dict[str, Any]:
    flags = set(point.flags)
    return {
        "date": str(point.on),
        "value": point.value,
        "mean": point.mean,
        "lpl": point.lower,
        "upl": point.upper,
        **{name: bool(flags & set(labels)) for name, labels in spc.LABELS.items()},
        "special": point.special,
    }


def _icon(chart: spc.Chart) -> str | None:
    if chart.variation is None or chart.high is None:
        return chart.variation
    return f"{chart.variation.value.split('_')[2]}_{'high' if chart.high else 'low'}"


def _tell(one: dict[str, Any]) -> None:
    print(f"{one['series'] or 'The series'}: {one['words']}")
    for point in one["points"]:
        value = "–" if point["value"] is None else f"{point['value']:g}"
        print(f"  {point['date']}  {value:>12}  {point['special'].replace('_', ' ')}")
