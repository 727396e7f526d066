"""A large table of Fingertips: kept for a day, read in the background, and never held in memory.

Nothing of it is on the record before somebody keeps one series of it, so there is no event of the ledger.
"""

from __future__ import annotations

import fcntl
import secrets
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from typing import BinaryIO

from counterpoint.analysis.readings import fingertips
from counterpoint.analysis.spreadsheet import Unreadable, rows_of
from counterpoint.claims.policies import family_of
from counterpoint.goals.models import Measure
from counterpoint.goals.models.large import Large, every_large, folders_before, large
from counterpoint.goals.policies import measures as policies
from counterpoint.partnership.models import Member
from counterpoint.web.http import require

STEP = 10_000  # lines between two looks at anything else
MOST_NAMES = 10_000
TOO_MANY = (
    f"This names more than {MOST_NAMES:,} indicators or areas. Download it for fewer of them, and try again."
)
NOT_ITS_COLUMNS = (
    "A line with the names of the columns was to come first, and did not. Download it once more."
)
NO_ROOM = "There may be no room for it here. Tell whoever runs this, and try again."
TABLES = """
    create table what (key integer primary key, words text);
    create table area (key integer primary key, words text);
    create table line (what integer, area integer, number integer, cells text);
"""


def hold(*, measure: Measure, pieces: Iterable[bytes], by: Member, at: datetime) -> Large:
    """Put a file away, to be read. Of each person the newest, so that nobody fills the disk."""
    require(policies.why_not_bring(by, measure, family_of(measure.place_id)))
    made = Large(secrets.token_hex(16), measure.place_id, measure.number, by.pk, at.isoformat(), 0)
    made.folder.mkdir(parents=True, mode=0o700)
    with made.file.open("wb") as file:
        size = sum(file.write(piece) for piece in pieces)
    made = replace(made, size=size)
    made.write()
    for one in every_large():  # also one that came while this was put away
        if (one.place, one.member) == (made.place, made.member) and one.key != made.key:
            shutil.rmtree(one.folder, ignore_errors=True)
    return made


def read_large_files() -> Iterator[Large]:
    """Read what waits to be read, giving way after every step. One that another worker reads is left to that worker."""
    for one in every_large():
        if one.read or one.why:
            continue
        try:
            held = one.file.open("rb")
        except FileNotFoundError:  # while another was read, it was read elsewhere, or a newer one came
            continue
        with held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            fresh = large(one.key)
            if fresh and not (fresh.read or fresh.why):
                yield from _read(fresh)


def _read(one: Large) -> Iterator[Large]:
    one.found.unlink(missing_ok=True)  # of a reading that was stopped
    try:
        with closing(sqlite3.connect(one.found)) as store, one.file.open("rb") as file:
            store.executescript("pragma journal_mode=off; pragma synchronous=off;" + TABLES)
            for step in _take_in(one, file, store):
                one = step
                if not one.folder.is_dir():  # somebody has brought another
                    return
                one.write()
                yield one
        one = replace(one, read=True)
    except Unreadable as why:
        one = replace(one, why=str(why))
    except sqlite3.Error:
        one = replace(one, why=NO_ROOM)
    if one.why:
        one.found.unlink(missing_ok=True)
    one.write()
    one.file.unlink()
    yield one


def _take_in(one: Large, file: BinaryIO, store: sqlite3.Connection) -> Iterator[Large]:
    """Line by line: of the names each once, of the lines what a reading needs."""
    rows = rows_of(file)
    names = fingertips.columns_of([next(rows, [])])
    if names is None:
        raise Unreadable(NOT_ITS_COLUMNS)
    what: dict[str, int] = {}
    area: dict[str, int] = {}
    lines: list[tuple[int, int, int, str]] = []
    number = 1
    for number, row in enumerate(rows, 2):
        if not any(row):
            continue
        of = what.setdefault(fingertips.key_of(row, names, fingertips.ABOUT), len(what))
        where = area.setdefault(fingertips.key_of(row, names, fingertips.WHERE), len(area))
        lines.append((of, where, number, fingertips.key_of(row, names, fingertips.READ)))
        if len(lines) == STEP:
            if max(len(what), len(area)) > MOST_NAMES:
                raise Unreadable(TOO_MANY)
            _write_lines(store, lines)
            yield replace(one, rows=number - 1, done=min(file.tell(), one.size))
    _write_lines(store, lines)
    store.executemany("insert into what values (?, ?)", ((key, words) for words, key in what.items()))
    store.executemany("insert into area values (?, ?)", ((key, words) for words, key in area.items()))
    store.execute("create index line_of on line (what, area, number)")
    store.commit()
    yield replace(one, rows=number - 1, done=one.size)


def _write_lines(store: sqlite3.Connection, lines: list[tuple[int, int, int, str]]) -> None:
    store.executemany("insert into line values (?, ?, ?, ?)", lines)
    store.commit()
    lines.clear()


def drop_large_files(before: datetime) -> int:
    """Those that were brought before."""
    old = list(folders_before(before))
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)
