"""How much a file may hold, checked before a reader believes what the file says of itself.

Two kinds of bomb are known: a zip that unpacks to a thousand times its weight, and a small sheet with one
cell in its far corner, for which a reader that keeps every cell between asks for gigabytes. Both are
measured here, streaming, in less memory than the file takes."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

MOST_BYTES = 5_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_UNPACKED = 100_000_000  # bytes: 5 MB of honest sheet are about 50
MOST_CELLS = 2_000_000  # filled or not, in all sheets from the first cell to the last one filled
MOST_PARTS = 2_000  # files in the zip
PIECE = 1 << 20

TOO_MUCH = "This file unpacks to far more than a spreadsheet should. Copy the cells and paste them."
TOO_FAR = (
    f"A cell in this file lies beyond row {MOST_ROWS:,} or column {MOST_COLUMNS}. "
    "Delete what is far below or to the right, and try again."
)


class Unreadable(Exception):
    """Why a file cannot be read, as a sentence for the person who brought it."""


def check_opens_small(content: bytes, *, not_a_spreadsheet: str, document: str, binary: str) -> None:
    """Raise `Unreadable` unless this zip is an xlsx or ods that a reader can hold."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Unreadable(not_a_spreadsheet) from error
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS:
        raise Unreadable(TOO_MUCH)
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise Unreadable(document)
    if "xl/workbook.bin" in names:
        raise Unreadable(binary)
    unpacked, corners = 0, Corners()
    for part in parts:
        corners.next_sheet()
        for piece in _unpack(content, part, not_a_spreadsheet):
            unpacked += len(piece)
            if unpacked > MOST_UNPACKED:
                raise Unreadable(TOO_MUCH)
            corners.feed(piece)
    corners.next_sheet()


def _unpack(content: bytes, part: zipfile.ZipInfo, not_a_spreadsheet: str) -> Iterator[bytes]:
    """What a part truly unpacks to, piece by piece: the size that it states for itself may be a lie."""
    at = part.header_offset
    if content[at : at + 4] != b"PK\x03\x04":
        raise Unreadable(not_a_spreadsheet)
    name, extra = (int.from_bytes(content[at + n : at + n + 2], "little") for n in (26, 28))
    start = at + 30 + name + extra
    packed = content[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield packed
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise Unreadable(not_a_spreadsheet)
    inflate = zlib.decompressobj(-15)
    try:
        while packed:
            yield inflate.decompress(packed, PIECE)
            packed = inflate.unconsumed_tail
    except zlib.error as error:
        raise Unreadable(not_a_spreadsheet) from error


# xlsx: <row r="7">, <c r="B7" t="s">; ods: <table:table-row table:number-rows-repeated="9">,
# <table:table-cell ...>. A tag that closes itself holds nothing, and readers leave it out: whole sheets are
# formatted down to the last row.
_TAG = re.compile(rb"<(?:\w+:)?(row|c|table|table-row|table-cell|covered-table-cell)((?:[\s/][^<>]*)?)>")
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,7})(\d{0,9})["']""")
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d{1,9})["']""")
_TAIL = 4096  # bytes kept from one piece to the next, so that no tag is cut in two


class Corners:
    """Follows the tags of each sheet as they stream past; raises where filled cells lie too far out."""

    def __init__(self) -> None:
        self.cells = 0  # in the sheets before this one
        self.last_row = self.last_column = 0  # of a filled cell in this one
        self.next_sheet()

    def next_sheet(self) -> None:
        """Begin again at the first cell; raises where the sheets so far ask for too many cells together."""
        self.cells += self.last_row * self.last_column
        if self.cells > MOST_CELLS:
            raise Unreadable(TOO_FAR)
        self.row = self.column = self.rows_in_one = self.last_row = self.last_column = 0
        self.kept = b""

    def feed(self, piece: bytes) -> None:
        """Read on, keeping a tag that this piece cuts in two for the next."""
        text = self.kept + piece
        end = text.rfind(b"<")
        whole = text[:end] if end >= 0 and len(text) - end < _TAIL else text
        self.kept = text[len(whole) :]
        for tag in _TAG.finditer(whole):
            self._tag(tag.group(1), tag.group(2))

    def _tag(self, name: bytes, attributes: bytes) -> None:
        filled = not attributes.rstrip().endswith(b"/")
        if name in (b"row", b"c"):
            self._xlsx(name, attributes, filled)
        elif name == b"table":
            kept = self.kept
            self.next_sheet()
            self.kept = kept
        else:
            self._ods(name, attributes, filled)

    def _xlsx(self, name: bytes, attributes: bytes, filled: bool) -> None:
        place = _PLACE.search(attributes)
        letters, digits = place.groups() if place else (b"", b"")
        if name == b"row":
            self.row, self.column = (int(digits) if digits else self.row + 1), 0
            return
        self.column = _number(letters) if letters else self.column + 1
        self._filled(int(digits) if digits else self.row, filled)

    def _ods(self, name: bytes, attributes: bytes, filled: bool) -> None:
        repeated = _REPEATED.search(attributes)
        times = int(repeated.group(1)) if repeated else 1
        if name == b"table-row":
            self.row, self.rows_in_one, self.column = self.row + self.rows_in_one, times, 0
            return
        self.column += times
        self._filled(self.row + self.rows_in_one, filled)

    def _filled(self, row: int, filled: bool) -> None:
        if not filled:
            return
        if row > MOST_ROWS or self.column > MOST_COLUMNS:
            raise Unreadable(TOO_FAR)
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, self.column)


def _number(letters: bytes) -> int:
    """A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
