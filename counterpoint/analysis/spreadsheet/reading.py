"""From a file or from pasted words to sheets of plain strings.

A file is recognised by its first bytes, never by its name. Whatever cannot be read raises `Unreadable`,
which carries the sentence for the person who brought it."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from counterpoint.analysis.spreadsheet.limits import (
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    Unreadable,
    check_opens_small,
)

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

DELIMITERS = "\t;,|"
SAMPLE_LINES = 50

NOT_A_SPREADSHEET = (
    "We could not read this file. Open it in the program that made it, save it as .xlsx or .csv, "
    "and try again. Or copy the cells and paste them."
)
IS_LOCKED = "This file has a password. Save a copy without one, and try again."
PDF = "This is a PDF. Bring the spreadsheet it was made from, or copy the table and paste it."
DOCUMENT = "This is a document, not a spreadsheet. Copy the table in it and paste it."
WEB_PAGE = (
    "This file calls itself a spreadsheet but is a web page inside. Open it, save it as .xlsx, and try again."
)
BINARY_XLSX = "We cannot read .xlsb files. Save it as .xlsx, and try again."
EMPTY = "There is nothing in this file."
UNCLOSED = "A quotation mark in this file is opened and never closed. Find it, and try again."
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as strings, its rows all as long. Dates are ISO ("2026-03-31"); whole numbers have no ".0"."""

    name: str
    rows: list[list[str]]


def read(content: bytes | str, name: str) -> list[Sheet]:
    """The visible sheets that have anything in them, in their order. `name` is the file's, "" for pasted
    words.

    Raises `Unreadable` for more than 5 MB, 20,000 rows or 200 columns, for a file that unpacks to far more
    than it weighs, and for whatever is not a spreadsheet."""
    size = len(content) if isinstance(content, bytes) else len(content.encode(errors="replace"))
    if size > MOST_BYTES:
        raise Unreadable(
            f"This is larger than {MOST_BYTES // 1_000_000} MB. Take out what we do not need, and try again."
        )
    words = content if isinstance(content, str) else None
    if isinstance(content, bytes):
        if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
            return _some(_workbook(content))
        words = _decoded(content)
    rows = _tidy(_separated(words or ""))
    return _some([Sheet(_stem(name), rows)])


def _some(sheets: list[Sheet]) -> list[Sheet]:
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise Unreadable(EMPTY)
    return filled


def _stem(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]


# Workbooks


def _workbook(content: bytes) -> list[Sheet]:
    # Imported where first needed: most pages never read a spreadsheet.
    from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Unreadable(IS_LOCKED)
    if content.startswith(b"PK"):
        check_opens_small(content, not_a_spreadsheet=NOT_A_SPREADSHEET, document=DOCUMENT, binary=BINARY_XLSX)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            shown = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
            return [_sheet(book.get_sheet_by_name(one)) for one in shown]
    except Unreadable:
        raise
    except PasswordError as error:
        raise Unreadable(IS_LOCKED) from error
    except BaseException as error:
        # A reader written in Rust says "panic" with an exception that is not an Exception.
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        raise Unreadable(NOT_A_SPREADSHEET) from error


def _sheet(sheet: "CalamineSheet") -> Sheet:
    rows = _filled_down(sheet.to_python(skip_empty_area=False), sheet.merged_cell_ranges)
    return Sheet(sheet.name, _tidy(rows))


def _filled_down(
    rows: Sequence[Sequence[object]], merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] | None
) -> Iterator[list[str]]:
    """Every cell as a string; a cell merged over several rows says the same in each of them."""
    strings = [[_string(value) for value in row] for row in rows]
    for (top, left), (bottom, _) in merged or ():
        if top < len(strings) and left < len(strings[top]):
            for row in strings[top + 1 : bottom + 1]:
                row[left] = row[left] or strings[top][left]
    return iter(strings)


def _string(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


# Words with something between the columns


def refuse_another_kind(content: bytes) -> None:
    """What is no table of words, by its first bytes."""
    for opening, sentence in ((b"%PDF", PDF), (b"{\\rtf", DOCUMENT)):
        if content.startswith(opening):
            raise Unreadable(sentence)
    if content.startswith(UTF_16):
        return
    if (
        content[:200]
        .lstrip(b"\xef\xbb\xbf \r\n\t")
        .lower()
        .startswith((b"<!doctype", b"<html", b"<table", b"<?xml"))
    ):
        raise Unreadable(WEB_PAGE)
    if b"\0" in content:
        raise Unreadable(NOT_A_SPREADSHEET)


def _decoded(content: bytes) -> str:
    refuse_another_kind(content)
    if content.startswith(UTF_16):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")  # what Excel in Britain writes


def _separated(words: str) -> Iterator[list[str]]:
    words = words.lstrip("\ufeff").replace("\0", "")
    lines = words.splitlines()
    if lines and lines[0][:4].lower() == "sep=" and len(lines[0]) == 5:  # a hint that Excel writes and reads
        return _rows(words.partition("\n")[2], lines[0][4])
    return _rows(words, delimiter_of(lines))


def _rows(words: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(words, newline=""), delimiter=delimiter)
    except (
        csv.Error
    ) as error:  # one cell of more than 131,072 characters: a quotation mark that is never closed
        raise Unreadable(UNCLOSED) from error


def delimiter_of(lines: Sequence[str]) -> str:
    """What stands between the columns: the mark that cuts most of the lines into the same number of cells,
    above one.

    Python's own `csv.Sniffer` is not used: it takes a letter for the mark where the first lines are a title.
    """
    sample = "\n".join(lines[:SAMPLE_LINES])
    return max(DELIMITERS, key=lambda mark: (_evenness(sample, mark), -DELIMITERS.index(mark)))


def _evenness(sample: str, mark: str) -> int:
    try:
        widths = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=mark) if row]
    except csv.Error:
        return 0
    wide = [width for width in widths if width > 1]
    return max((wide.count(width) * min(width, 4) for width in set(wide)), default=0)


# All of them


def _tidy(rows: Iterator[list[str]]) -> list[list[str]]:
    """Cells without spaces around them and without control characters, no empty edges, all rows as long."""
    kept: list[list[str]] = []
    for row in rows:
        kept.append([clean(cell) for cell in row])
        if len(kept) > MOST_ROWS and any(kept[-1]):
            raise Unreadable(
                f"This has more than {MOST_ROWS:,} rows. Keep only those we need, and try again."
            )
    while kept and not any(kept[-1]):
        kept.pop()
    width = max((n for row in kept for n, cell in enumerate(row, start=1) if cell), default=0)
    if width > MOST_COLUMNS:
        raise Unreadable(
            f"This has more than {MOST_COLUMNS} columns. Keep only those we need, and try again."
        )
    return [row[:width] + [""] * (width - len(row)) for row in kept]


_ERRORS = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)", re.I)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def clean(cell: str) -> str:
    if _ERRORS.fullmatch(cell):
        return ""
    cell = cell.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    return _CONTROL.sub("", cell).strip()
