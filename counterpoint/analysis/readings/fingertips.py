"""A CSV of OHID's Fingertips, by the names of its columns: many indicators and areas in one table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from counterpoint.analysis.readings.series import Columns

type Rows = Sequence[Sequence[str]]
type Choice = tuple[str, str]

BETWEEN = "\x1f"  # the parts of a key
NEEDED = ("Indicator Name", "Area Name", "Time period", "Value")
ABOUT = ("Indicator ID", "Indicator Name", "Sex", "Age", "Category Type", "Category")
WHERE = ("Area Code", "Area Name")
READ = ("Time period", "Value", "Count", "Denominator", "Value note")
LINE = "Line of the file"  # in what was taken out of a large file: which line it was
YEARS = re.compile(r"(\d{4})\s?[-–]\s?(\d{2}|\d{4})$")  # "2020 - 22": several years together


def columns_of(rows: Rows) -> Mapping[str, int] | None:
    """Where each column is, by its name; None where this is not such a table."""
    if not rows:
        return None
    names = {cell.strip(): at for at, cell in reversed(list(enumerate(rows[0])))}
    return names if all(name in names for name in NEEDED) else None


def columns(names: Mapping[str, int]) -> Columns:
    """The value as it is published; how many stand behind it where that is said; and whether it was held back."""
    return Columns(
        names["Time period"],
        names["Value"],
        names.get("Count"),
        names.get("Denominator"),
        names.get("Value note"),
    )


def indicators(rows: Rows, names: Mapping[str, int]) -> tuple[Choice, ...]:
    return choices(key_of(row, names, ABOUT) for row in rows[1:])


def areas(rows: Rows, names: Mapping[str, int]) -> tuple[Choice, ...]:
    return choices(key_of(row, names, WHERE) for row in rows[1:])


def only(rows: Rows, names: Mapping[str, int], what: str, where: str) -> tuple[list[list[str]], bool]:
    """The rows of one indicator in one area, each where it was: the others are emptied, so that lines keep their number.

    And whether its periods are of several years together: these are read by their last year.
    """
    at, pooled, found = names["Time period"], False, []
    for row in rows:
        if key_of(row, names, ABOUT) != what or key_of(row, names, WHERE) != where:
            found.append([""])
            continue
        years = YEARS.match(row[at].strip())
        if years and (int(years[1]) + 1) % 100 != int(years[2]) % 100:
            pooled = True
            last = int(years[1]) + (int(years[2]) - int(years[1])) % 100  # "1998 - 00" is to 2000
            row = [*row[:at], str(last), *row[at + 1 :]]
        found.append(list(row))
    return found, pooled


def choices(keys: Iterable[str]) -> tuple[Choice, ...]:
    """Each once, in the order of the table: (key, words). One of nothing where there is none."""
    found = dict.fromkeys(keys)
    return tuple((key, in_words(key)) for key in found) or (("", ""),)


def in_words(key: str) -> str:
    """What is read of a key: all but the number or code that it begins with."""
    return ", ".join(part for part in key.split(BETWEEN)[1:] if part)


def key_of(row: Sequence[str], names: Mapping[str, int], about: Sequence[str]) -> str:
    return BETWEEN.join(_cell(row, names.get(name)) for name in about)


def _cell(row: Sequence[str], at: int | None) -> str:
    """A line may be shorter than its headings."""
    return row[at].strip().replace(BETWEEN, " ") if at is not None and at < len(row) else ""
