"""Files that are bombs are refused before they go off, and honest large ones are not."""

import io
import struct
import zipfile
import zlib

import pytest

from counterpoint.analysis.spreadsheet import Unreadable, read
from counterpoint.analysis.spreadsheet.limits import Corners
from tests.analysis.workbooks import ods, ods_cell, sheet_of, with_sheet_xml, xlsx, zipped


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (zipped(word__document_xml="<w/>"), "a document, not a spreadsheet"),
        (zipped(xl__workbook_bin="x"), "xlsb"),
        (zipped(readme="x"), "could not read"),
    ],
)
def test_another_kind_of_zip_is_named_for_what_it_is(content, sentence):
    with pytest.raises(Unreadable, match=sentence):
        read(content, "x.xlsx")


def test_a_zip_that_unpacks_to_a_thousand_times_its_weight_is_refused():
    bomb = with_sheet_xml(sheet_of(["a"]), lambda xml: xml + b" " * 101_000_000)
    assert len(bomb) < 300_000
    with pytest.raises(Unreadable, match="unpacks to far more"):
        read(bomb, "x.xlsx")


def test_a_zip_that_lies_about_its_size_is_refused_all_the_same():
    honest = with_sheet_xml(sheet_of(["a"]), lambda xml: xml + b" " * 101_000_000)
    size = struct.pack(
        "<I",
        next(
            one.file_size
            for one in zipfile.ZipFile(io.BytesIO(honest)).infolist()
            if "sheet1" in one.filename
        ),
    )
    with pytest.raises(Unreadable, match="unpacks to far more"):
        read(honest.replace(size, struct.pack("<I", 900)), "x.xlsx")


def test_parts_that_share_their_bytes_count_each_time():
    """The zip bomb that overlaps: a thousand names for one part."""
    packed = zlib.compress(b" " * 1_000_000, 9)[2:-4]
    local = (
        struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, len(packed), 1_000_000, 1, 0)
        + b"a"
        + packed
    )
    sizes = (0, len(packed), 1_000_000, 4)
    entry = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, *sizes, 0, 0, 0, 0, 0, 0)
    central = b"".join(entry + b"%04d" % n for n in range(1000))
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1000, 1000, len(central), len(local), 0)
    with pytest.raises(Unreadable, match="unpacks to far more"):
        read(local + central + end, "x.xlsx")


@pytest.mark.parametrize("row", [20_001, 1_048_576])
def test_a_cell_in_the_far_corner_is_refused_before_everything_between_is_made(row):
    def write(book):
        book.add_worksheet().write(row - 1, 3, "far")

    with pytest.raises(Unreadable, match="beyond row 20,000"):
        read(xlsx(write), "x.xlsx")


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="XFD1048576"><v>1</v></c>',
        b"<c\n r = 'XFD1048576' s='1'><v>1</v></c>",
        b'<x:c r="XFD1048576"><v>1</v></x:c>',
        b'<c s="1"/>' * 300 + b"<c><v>1</v></c>",
    ],
)
def test_a_far_cell_is_found_however_it_is_written(cell):
    bomb = with_sheet_xml(sheet_of(["a"]), lambda xml: xml.replace(b"</row>", cell + b"</row>"))
    with pytest.raises(Unreadable, match="beyond row"):
        read(bomb, "x.xlsx")


def test_a_row_that_is_far_down_and_whose_cells_do_not_say_so_is_refused():
    bomb = with_sheet_xml(
        sheet_of(["a"]),
        lambda xml: xml.replace(b"</sheetData>", b'<row r="1048576"><c><v>1</v></c></row></sheetData>'),
    )
    with pytest.raises(Unreadable, match="beyond row"):
        read(bomb, "x.xlsx")


@pytest.mark.parametrize("piece", [1, 7, 4096, 100_000])
def test_a_far_cell_is_found_wherever_the_stream_is_cut(piece):
    xml = b'<row r="1">' + b'<c r="A1" s="1"/>' * 1000 + b'<c r="XFD9"><v>1</v></c></row></sheetData>'
    with pytest.raises(Unreadable, match="beyond row"):
        follow(xml[at : at + piece] for at in range(0, len(xml), piece))


def follow(pieces):
    corners = Corners()
    for piece in pieces:
        corners.feed(piece)


def test_many_sheets_that_are_each_just_small_enough_are_too_much_together():
    def write(book):
        for n in range(5):
            book.add_worksheet(f"S{n}").write(19_999, 99, "x")

    with pytest.raises(Unreadable, match="beyond row"):
        read(xlsx(write), "x.xlsx")


@pytest.mark.parametrize(
    "repeated", [' table:number-columns-repeated="16384"', ' table:number-columns-repeated="201"']
)
def test_an_open_document_cell_repeated_without_end_is_refused(repeated):
    with pytest.raises(Unreadable, match="beyond row"):
        read(ods(f"<table:table-row>{ods_cell('x', repeated)}</table:table-row>"), "x.ods")
    rows = f'<table:table-row table:number-rows-repeated="1000000">{ods_cell("x")}</table:table-row>'
    with pytest.raises(Unreadable, match="beyond row"):
        read(ods(rows), "x.ods")


def test_a_sheet_that_is_only_formatted_to_its_last_row_is_read():
    """As spreadsheets are: borders down to the end, nothing in them."""
    formatted = b'<row r="1048576" ht="12"><c r="A1048576" s="1"/></row></sheetData>'
    content = with_sheet_xml(sheet_of(["Susan"]), lambda xml: xml.replace(b"</sheetData>", formatted))
    assert read(content, "x.xlsx")[0].rows == [["Susan"]]
