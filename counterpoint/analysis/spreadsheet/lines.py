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
LONGEST_ROW = (
    5_000  # characters: of what is read some is kept, so that a short file of long rows is held whole
)
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
    lines = _Lines(words)
    try:
        for row in csv.reader(lines, delimiter=delimiter_of(first)):
            lines.taken = 0
            yield row
    except csv.Error as error:
        raise Unreadable(UNCLOSED) from error
    finally:
        words.close()


class _Lines:
    """Line by line, of which a row in quotation marks may take several. `taken`: characters since the last row."""

    def __init__(self, words: io.TextIOWrapper) -> None:
        self.words, self.taken = words, 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.words.readline(LONGEST_ROW + 1)
        if not line:
            raise StopIteration
        self.taken += len(line)
        if self.taken > LONGEST_ROW:
            raise Unreadable(TOO_LONG if len(line) > LONGEST_ROW else UNCLOSED)
        return line
