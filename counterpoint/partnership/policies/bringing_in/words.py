"""The parts of a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from counterpoint.analysis import likeness
from counterpoint.analysis.spreadsheet import Sheet, Table

SAME, APART = "same", "apart"

NO_PATIENTS = (
    "A cell looks like a number of a patient, or a date of birth. We took it out, and leave this row out. "
    "Counterpoint holds no patient records."
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a person said that the spreadsheet is to be read. What they left alone is guessed."""

    columns: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # "0-people" -> {"name": 2}
    answers: Mapping[str, str] = field(default_factory=dict)  # the key of a doubt -> same or apart


@dataclass(frozen=True, slots=True)
class Here:
    """Who is in the place already."""

    organisations: Sequence[tuple[int, str, str]]  # number, name, short
    people: Sequence[tuple[int, likeness.Someone]]


@dataclass(frozen=True, slots=True)
class ReadTable:
    """One table of one sheet, with the column that each field was found in."""

    key: str  # "0-people"
    sheet: Sheet
    table: Table
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]  # number in the sheet from 1, and cells
    columns: Mapping[str, int]
    several: bool  # the file has more than one sheet, so a row is named with its sheet

    def cell(self, row: Sequence[str], name: str) -> str:
        column = self.columns.get(name, -1)
        return " ".join(row[column].split()) if 0 <= column < len(row) else ""

    def where(self, number: int) -> str:
        return f"{self.sheet.name}, row {number}" if self.several and self.sheet.name else f"Row {number}"


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation as it would be brought in, or as it is here already."""

    key: str
    name: str
    kind: str
    identifier: str
    here: int | None  # its number, if it is here
    spellings: tuple[str, ...]  # what else it is called in the file


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as they would be brought in, or as they are here already."""

    key: str
    name: str
    post: str
    email: str
    phone: str
    partner: str  # the key of their organisation, or ""
    works: bool
    perspective: str
    here: int | None
    asked: bool
    where: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """An old action: who said that they would do what, by when."""

    words: str
    owner_words: str
    owner: str  # the key of a person, or ""
    owner_partner: str  # the key of an organisation, or ""
    for_partner: str
    due: date | None
    due_words: str
    status: str
    where: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two that may be one."""

    key: str
    of: str  # "person" or "organisation"
    one: str
    other: str
    why: str
    answer: str  # same, apart, or "" where nobody has said and we are not sure


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be taken as it stands, where, and what happens to it."""

    where: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that would be done, in the order of the file."""

    partners: tuple[Partner, ...]
    people: tuple[Someone, ...]
    deeds: tuple[Deed, ...]
    doubts: tuple[Doubt, ...]
    problems: tuple[Problem, ...]
