"""A large table of Fingertips: how far it has been read, what was found in it, and one series taken out."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import BinaryIO

from counterpoint.analysis.readings import fingertips
from counterpoint.analysis.spreadsheet import Sheet, Unreadable, clean, rows_of
from counterpoint.analysis.spreadsheet.lines import SAMPLE
from counterpoint.goals.models import Measure
from counterpoint.goals.models.large import Large, large
from counterpoint.partnership.models import Member

AT_ONCE = 1_000_000  # bytes up to which a file is read while somebody waits
MOST_LINES = 5_000  # of one indicator in one area

type Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class LargePage:
    """Everything goals/large.jinja may say."""

    name: str
    url: str  # of the measure
    here: str
    rows: str
    percent: int
    read: bool
    why: str


def is_large(file: BinaryIO, size: int) -> bool:
    """Too long to wait for, and a table of Fingertips: of any other, whoever brings it keeps what is needed."""
    if size <= AT_ONCE:
        return False
    file.seek(0)
    sample = file.read(SAMPLE)
    file.seek(0)  # whoever reads it next begins at its beginning
    try:
        head = next(rows_of(io.BytesIO(sample)), [])
    except Unreadable:
        return False
    return fingertips.columns_of([head]) is not None


def large_of(key: str, measure: Measure, member: Member) -> Large | None:
    """Only for whoever brought it."""
    found = large(key)
    theirs = found and (found.place, found.measure, found.member) == (
        measure.place_id, measure.number, member.pk
    )  # fmt: skip
    return found if theirs else None


def large_page(measure: Measure, one: Large) -> LargePage:
    url = f"/{measure.place.slug}/measures/{measure.number}/"
    return LargePage(
        name=str(measure.name),
        url=url,
        here=f"{url}bring/?file={one.key}",
        rows=f"{one.rows:,}",
        percent=100 * one.done // max(one.size, 1),
        read=one.read,
        why=one.why,
    )


def choices_in(one: Large) -> tuple[list[Choice], list[Choice]]:
    """The indicators and the areas, as they are called."""
    with closing(sqlite3.connect(one.found)) as store:
        found = [store.execute(f"select key, words from {table}").fetchall() for table in ("what", "area")]  # noqa: S608
    what, where = ([(str(key), fingertips.in_words(words)) for key, words in each] for each in found)
    return sorted(what, key=_by_words), sorted(where, key=_by_words)


def _by_words(choice: Choice) -> str:
    return choice[1].casefold()


def taken_out(one: Large, what: int, area: int) -> Sheet:
    """The lines of one indicator in one area, as a small table of the same kind. Each says which line it was."""
    head = (fingertips.LINE, *fingertips.ABOUT, *fingertips.WHERE, *fingertips.READ)
    with closing(sqlite3.connect(one.found)) as store:
        names = [
            store.execute(f"select words from {table} where key = ?", [key]).fetchone()  # noqa: S608
            for table, key in (("what", what), ("area", area))
        ]
        lines = store.execute(
            "select number, cells from line where what = ? and area = ? order by number limit ?",
            [what, area, MOST_LINES],
        ).fetchall()
    same = [cell for words in names if words for cell in words[0].split(fingertips.BETWEEN)]
    rows = [[str(number), *same, *cells.split(fingertips.BETWEEN)] for number, cells in lines]
    return Sheet("", [list(head), *([clean(cell) for cell in row] for row in rows)])
