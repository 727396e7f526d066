"""A copy as it leaves: tables as CSV that a spreadsheet can open safely, the same as one JSON, and a page to read.

Made in memory and handed over: nothing of it is kept here.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from counterpoint.bundle.spreadsheets import Cell, as_csv
from counterpoint.partnership.models import Place
from counterpoint.web import dates


@dataclass(frozen=True, slots=True)
class Table:
    """One file of rows. `holds` says in a sentence what a row is."""

    name: str
    holds: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Bundle:
    """One copy: whose, when, what is in it and what is not."""

    name: str  # of the JSON and of the archive
    title: str
    place: Place
    at: datetime
    taken_by: str
    tables: tuple[Table, ...]
    left_out: tuple[str, ...]

    @property
    def file_name(self) -> str:
        return f"{self.place.slug}-{self.name}-{here(self).date()}.zip"


def archive(bundle: Bundle) -> bytes:
    files = {
        "README.txt": to_read(
            bundle,
            {f"{table.name}.csv": table.holds for table in bundle.tables},
            [f"{bundle.name}.json: all of this once more, for a program to read."],
        ).encode(),
        f"{bundle.name}.json": _as_json(bundle).encode(),
        **{f"{table.name}.csv": b"".join(as_csv(table.columns, table.rows)) for table in bundle.tables},
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, here(bundle).timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            folder.writestr(entry, content)
    return made.getvalue()


def here(bundle: Bundle) -> datetime:
    return bundle.at.astimezone(ZoneInfo(bundle.place.zone))


def _as_json(bundle: Bundle) -> str:
    """The same, with words as they were said."""
    tables = {
        table.name: [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        for table in bundle.tables
    }
    head = {
        "title": bundle.title,
        "place": {"name": bundle.place.name, "slug": bundle.place.slug, "uuid": str(bundle.place.uuid)},
        "taken_by": bundle.taken_by,
        "taken_at": here(bundle).isoformat(timespec="seconds"),
        "left_out": bundle.left_out,
    }
    return json.dumps(head | {"tables": tables}, ensure_ascii=False, indent=1, default=date.isoformat)


def to_read(bundle: Bundle, named: Mapping[str, str], more: Iterable[str]) -> str:
    lines = [
        bundle.title,
        f"Taken by {bundle.taken_by} on {dates.day(here(bundle))}.",
        "",
        "What is in it",
        *(f"- {name}: {holds}" for name, holds in named.items()),
        *(f"- {words}" for words in more),
        "",
        "What is not in it",
        *(f"- {words}" for words in bundle.left_out),
        "",
        "In the tables, words that a spreadsheet could take for a formula begin with an apostrophe. In the JSON they",
        "stand as they were said. Counterpoint keeps no copy of this: that it was taken is on the record.",
    ]
    return "\r\n".join(lines) + "\r\n"
