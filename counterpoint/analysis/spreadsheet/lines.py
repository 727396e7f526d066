"""A CSV of any length, row by row: of a file of a million rows no more is held than one row."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from counterpoint.analysis.spreadsheet.limits import Unreadable
from counterpoint.analysis.spreadsheet.reading import (
    UNCLOSED,
    delimiter_of,
    refuse_another_kind,
)

SAMPLE = 64_000  # bytes by which a file is known
LONGEST_LINE = 200_000  # characters
TOO_LONG = "A line of this file is longer than any row should be. Save it as CSV again, and try once more."
AS_WINDOWS = "counterpoint-as-windows"


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """What is no UTF-8 was written by Excel in Britain."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error(AS_WINDOWS, _as_windows)


def rows_of(file: BinaryIO) -> Iterator[list[str]]:
    """Its rows as they stand, from the beginning of the file. Raises `Unreadable`. Closes the file at its end."""
    file.seek(0)
    opening = file.read(SAMPLE)
    file.seek(0)
    refuse_another_kind(opening)
    wide = opening.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encoding, errors = ("utf-16", "replace") if wide else ("utf-8-sig", AS_WINDOWS)
    first = opening.decode(encoding, errors="replace").splitlines()
    words = io.TextIOWrapper(file, encoding, errors, newline="")
    try:
        yield from csv.reader(_lines(words), delimiter=delimiter_of(first))
    except csv.Error as error:
        raise Unreadable(UNCLOSED) from error
    finally:
        words.close()


def _lines(words: io.TextIOWrapper) -> Iterator[str]:
    while line := words.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise Unreadable(TOO_LONG)
        yield line
