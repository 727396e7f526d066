"""Which row is the header, and which column is what: by the header's words and by what stands below it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from counterpoint.analysis.likeness import looks_like_organisation
from counterpoint.analysis.spreadsheet.days import read_day
from counterpoint.analysis.spreadsheet.words import CALLED, STATUS_WORDS, Table

LOOKED_AT = 40  # rows in which a header is looked for, and from which a column's content is judged
SAME = 100
ALSO = 70  # a name that a column of this kind sometimes has
WITHIN = 60  # the name among other words: "Named lead (organisation)"
SLIP = 50  # the name with a slip of the finger: "Organistion"
ENOUGH = 45  # of name and content together, for a column to be taken for something


@dataclass(frozen=True, slots=True)
class Found:
    """A table in a sheet: its header ([] if none), its filled rows, and their numbers in the sheet from 1."""

    header: list[str]
    rows: list[list[str]]
    numbers: list[int]


def find_header(rows: Sequence[Sequence[str]]) -> Found:
    """The table under its title rows and blank lines. Blank rows and repeats of the header are left out."""
    scores = [_header_score(rows, n) for n in range(min(LOOKED_AT, len(rows)))]
    best = max(scores, default=0)
    start = scores.index(best) if best else -1
    header = list(rows[start]) if best else []
    body = [
        (n, list(row))
        for n, row in enumerate(rows, start=1)
        if n > start + 1 and any(row) and list(row) != header
    ]
    return Found(header, [row for _, row in body], [n for n, _ in body])


def guess_columns(header: Sequence[str], rows: Sequence[Sequence[str]], wanted: Table) -> dict[str, int]:
    """Field to column (from 0) for the fields of a table that were found; each column is at most one field.

    Without a header (`[]`) only the content speaks.
    """
    width = max([len(header), *(len(row) for row in rows[:LOOKED_AT])], default=0)
    scored = sorted(
        (
            (
                -_score(header[column] if column < len(header) else "", _below(rows, column), wanted, field),
                n,
                column,
            )
            for n, field in enumerate(CALLED[wanted])
            for column in range(width)
        ),
    )
    fields = list(CALLED[wanted])
    found: dict[str, int] = {}
    for score, n, column in scored:
        if -score >= ENOUGH and fields[n] not in found and column not in found.values():
            found[fields[n]] = column
    return {field: found[field] for field in fields if field in found}


def guess_tables(
    header: Sequence[str], rows: Sequence[Sequence[str]], sheet: str = ""
) -> dict[Table, dict[str, int]]:
    """The tables that this one holds, with their columns: one sheet may hold actions, their owners and their
    employers.

    `sheet` is the sheet's name, which decides between a list of people and one of organisations where
    nothing else does."""
    guesses = {table: guess_columns(header, rows, table) for table in Table}
    return {table: columns for table, columns in guesses.items() if _is_there(table, guesses, header, sheet)}


def _is_there(
    table: Table, guesses: Mapping[Table, Mapping[str, int]], header: Sequence[str], sheet: str
) -> bool:
    columns, people = guesses[table].keys(), guesses[Table.PEOPLE].keys()
    if table is Table.ACTIONS:
        return "what" in columns and bool(columns & {"owner", "owner_organisation", "due", "status"})
    if table is Table.PEOPLE:
        named = bool(columns & {"name", "last", "email"})
        more = columns & {"email", "phone", "job", "last"}
        kind = guesses[Table.ORGANISATIONS].get("kind")
        if "perspective" in columns and guesses[table]["perspective"] != kind:
            more |= {"perspective"}
        if _is_there(Table.ACTIONS, guesses, header, sheet):
            more &= {"email", "phone"}
        return named and bool(more or (columns & {"organisation"} and _says(sheet, PEOPLE_SHEETS)))
    if "name" not in columns:
        return False
    called = header[guesses[table]["name"]] if header else ""
    plain_name = _plain(called) in {"name", "title", ""}
    return (
        not plain_name
        or bool(columns & {"kind", "identifier"})
        or (not people & {"email", "job"} and bool(called))
    )


PEOPLE_SHEETS = {"people", "contacts", "members", "attendees", "staff", "names"}


def _says(words: str, any_of: set[str]) -> bool:
    return bool(set(_plain(words).split()) & any_of)


# Scores


def _header_score(rows: Sequence[Sequence[str]], n: int) -> int:
    """How much a row looks like a header: known names, nothing that looks like content, rows below it."""
    cells = [cell for cell in rows[n] if cell]
    known = sum(
        any(_named(cell, table, field) >= WITHIN for table in Table for field in CALLED[table])
        for cell in cells
    )
    content = sum(_is_email(cell) or _is_phone(cell) or _is_day(cell) or len(cell) > 60 for cell in cells)
    if len(cells) < 2 or known * 2 < len(cells) or content or len(set(cells)) < len(cells) - 1:
        return 0
    below = [sum(bool(cell) for cell in row) for row in rows[n + 1 : n + 6]]
    return known * 10 + len(cells) + (5 if max(below, default=0) >= 2 else 0)


def _score(called: str, cells: Sequence[str], table: Table, field: str) -> int:
    name = _named(called, table, field) if called else 0
    looks = LOOKS.get(field)
    share = sum(map(looks, cells)) / len(cells) if looks and cells else None
    if share is None:
        return name
    if name >= WITHIN:
        return name + round(20 * share) - (40 if cells and field in MUST_LOOK and share < 0.2 else 0)
    weight = 80 if field in MUST_LOOK else 30
    return name + round(weight * share) if share > 0.5 else name


def _named(called: str, table: Table, field: str) -> int:
    plain = _plain(called)
    strong, weak = CALLED[table][field]
    if plain in strong:
        return SAME
    if plain in weak:
        return ALSO
    if not plain or len(plain) > 60:
        return 0
    within = [len(name) for name in strong if f" {name} " in f" {plain} "]
    if within:
        return WITHIN + min(max(within), 9)
    return SLIP if any(len(name) > 4 and fuzz.ratio(name, plain) >= 85 for name in strong) else 0


def _below(rows: Sequence[Sequence[str]], column: int) -> list[str]:
    return [row[column] for row in rows[:LOOKED_AT] if column < len(row) and row[column]]


def _plain(words: str) -> str:
    return " ".join(
        re.sub(r"[^a-z0-9@]+", " ", words.casefold().replace("e-mail", "email").replace("&", " and ")).split()
    )


# What content looks like


def _is_email(cell: str) -> bool:
    return bool(re.fullmatch(r"(?:mailto:)?[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+|.*<[^\s@<>]+@[^\s@<>]+>", cell))


def _is_phone(cell: str) -> bool:
    digits = re.sub(r"\D", "", cell)
    return bool(re.fullmatch(r"[+()\d\s./x-]+(?:ext\.?\s*\d+)?", cell, re.I)) and 9 <= len(digits) <= 14


def _is_day(cell: str) -> bool:
    return (
        read_day(cell, near=date(2026, 1, 1)).day is not None
    )  # whichever year: only whether it is a day at all


def _is_name(cell: str) -> bool:
    words = cell.split()
    return (
        2 <= len(words) <= 4
        and not re.search(r"[\d@:;!?]", cell)
        and all(word[:1].isupper() for word in words)
    )


def _is_person(cell: str) -> bool:
    return _is_name(cell) and not looks_like_organisation(cell)


def _is_organisation(cell: str) -> bool:
    return looks_like_organisation(cell)


def _is_sentence(cell: str) -> bool:
    return len(cell.split()) >= 4


def _is_status(cell: str) -> bool:
    return _plain(cell) in STATUS_WORDS


def _is_identifier(cell: str) -> bool:
    return bool(re.fullmatch(r"(?:GB-[A-Z]{3,5}-)?[A-Z0-9]{3,10}", cell)) and any(
        one.isdigit() for one in cell
    )


LOOKS: Mapping[str, Callable[[str], bool]] = {
    "email": _is_email,
    "phone": _is_phone,
    "due": _is_day,
    "raised": _is_day,
    "name": _is_person,
    "organisation": _is_organisation,
    "owner": _is_person,
    "owner_organisation": _is_organisation,
    "what": _is_sentence,
    "status": _is_status,
    "identifier": _is_identifier,
}
MUST_LOOK = {"email", "phone"}  # unmistakable: content alone is enough, and a header alone is not
