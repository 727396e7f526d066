"""Files as they come: whatever is in them is read, or refused with a sentence that says what to do."""

import base64
import io
import struct
import zipfile
import zlib
from datetime import date, datetime, time

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoint.analysis.spreadsheet import Unreadable, read
from counterpoint.analysis.spreadsheet.limits import Corners


def xlsx(write, **options):
    """A workbook made by `write(book)`."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True, **options}) as book:
        write(book)
    return kept.getvalue()


def sheet_of(*rows, name="Sheet1"):
    def write(book):
        sheet = book.add_worksheet(name)
        for n, row in enumerate(rows):
            sheet.write_row(n, 0, row)

    return xlsx(write)


def with_sheet_xml(content, change):
    """The same workbook with the bytes of its first sheet changed."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part) if name == "xl/worksheets/sheet1.xml" else part)
    return kept.getvalue()


def ods(table):
    kept = io.BytesIO()
    spaces = "urn:oasis:names:tc:opendocument:xmlns:"
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{spaces}manifest:1.0"/>'
        )
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content xmlns:office="{spaces}office:1.0" '
            f'xmlns:table="{spaces}table:1.0" xmlns:text="{spaces}text:1.0"><office:body><office:spreadsheet>'
            f'<table:table table:name="People">{table}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        )
    return kept.getvalue()


def ods_cell(words, repeated=""):
    return (
        f'<table:table-cell office:value-type="string"{repeated}><text:p>{words}</text:p></table:table-cell>'
    )


def test_numbers_dates_and_ticks_come_as_a_person_would_write_them():
    def write(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [7700900123, 12, 1.5, -3, "  two  words ", True])
        sheet.write_datetime(1, 0, date(2026, 3, 31), book.add_format({"num_format": "dd/mm/yy"}))
        afternoon = datetime.fromisoformat("2026-03-31T14:30")
        sheet.write_datetime(1, 1, afternoon, book.add_format({"num_format": "dd/mm/yy hh:mm"}))
        sheet.write_datetime(1, 2, time(14, 30), book.add_format({"num_format": "hh:mm"}))
        sheet.write_datetime(1, 3, date(2026, 4, 1), book.add_format({"num_format": "mmm-yy"}))
        sheet.write_formula(1, 4, "=NA()", None, "#N/A")
        sheet.write_formula(1, 5, "=1+1", None, 2)

    (sheet,) = read(xlsx(write), "x.xlsx")
    assert sheet.rows == [
        ["7700900123", "12", "1.5", "-3", "two  words", "yes"],
        ["2026-03-31", "2026-03-31 14:30", "14:30:00", "2026-04-01", "", "2"],
    ]


def test_visible_sheets_come_in_order_and_hidden_and_empty_ones_do_not():
    def write(book):
        for name in ("Partners", "Lookups", "Empty", "Actions"):
            sheet = book.add_worksheet(name)
            if name != "Empty":
                sheet.write(3, 2, name)
            if name == "Lookups":
                sheet.hide()

    assert [(sheet.name, sheet.rows[3]) for sheet in read(xlsx(write), "x.xlsx")] == [
        ("Partners", ["", "", "Partners"]),
        ("Actions", ["", "", "Actions"]),
    ]


def test_a_cell_merged_down_says_the_same_in_every_row_and_a_title_merged_across_says_it_once():
    def write(book):
        sheet = book.add_worksheet()
        sheet.merge_range("A1:C1", "Our partners")
        sheet.merge_range("A2:A4", "Harrowmere Council")
        sheet.write_column(1, 1, ["Susan", "Kofi", "Ann"])

    (sheet,) = read(xlsx(write), "x.xlsx")
    assert sheet.rows == [
        ["Our partners", ""],
        *[["Harrowmere Council", name] for name in ("Susan", "Kofi", "Ann")],
    ]


def test_an_open_document_sheet_is_read_and_its_endless_empty_rows_are_not():
    filler = '<table:table-cell table:number-columns-repeated="16382"/>'
    rows = (
        f"<table:table-row>{ods_cell('Name')}{ods_cell('Post')}{filler}</table:table-row>"
        f"<table:table-row>{ods_cell('Susan')}{ods_cell('Director')}{filler}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048574">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    (sheet,) = read(ods(rows), "people.ods")
    assert (sheet.name, sheet.rows) == ("People", [["Name", "Post"], ["Susan", "Director"]])


# A workbook of Excel 97 with "Name", "Phone", "Susan" and a number: packed, as nothing of ours writes it.
OLD = (
    "eNrtWE1oE0EU/mY3aX5s001NhVaooWDUtpfSi5d2W0F7MkY9KCLo1gSUxlSiPdSL/TFHQfGkeCn04qXGiz/owd48CBU9CIKQ6NGT"
    "YMFDmvXNy6yk2kMDtlSZb5lv3r55M/N25s3szr5djpbmH3eW8RuGYKLqhtBUpxOUQt6NBSp3XSl6eZCSq/FPIRSkiWzy40XLm4Cc"
    "QznfZRgo+paIgc+UzuIKkhO5THwLcYh9cIT0YZBY4AFpIuhgr9qYLzDvZH7Eli+Zh1lzi3mQbEviDJbtZM9BFcWnjW4ui0C2+5Tr"
    "fGRNP9rxWkbxjduiZuvHSP6Sk92eBV2+ZiyA5m00k8vknWwJMZrABay4ceC7t1JfxbV+a/UCpP+xVh9YR3/X8AHTcM9zgBewA0um"
    "LDFxLJuuYA9MvgHILOlczviB1EVaiJSfnLzq5MJyQ+YFbK1ZwC0c2M3EabSyHOXwtmiLrjz89u7oWMo+x5pp3rRrW/te6Q1czMga"
    "VDnCJcYv7mHuZZ7lVnez3Mkco6CkPJFqV8KROba5yaUJ6meA8d7eVyfvJ7nw9fizrsIX+wDJi6Pl67HFD/Y8uulVk6b68ppDn+gT"
    "9+9JPLe9XKht4BNzxx9bQtCwlO+uen+1YhVhFqPMtTs5OkLZi3XsBdvLFk0aE8H2QPFOolgZGTLa8ISHaLjuRRmGhoaGhoaGhoaG"
    "xraEUB/36pRB3+61I0RA/ddZpVTVv0n+W5zABF3X6GB6GDnK85hqKH52wS+8tsQG63j/CyVOUe95jGOM/RhvOH7pCCjqn2fDFa2/"
    "t4Qa7b/aiJ+b3P9PNeXC5w=="
)


def test_an_old_excel_sheet_is_read():
    (sheet,) = read(zlib.decompress(base64.b64decode(OLD)), "x.xls")
    assert (sheet.name, sheet.rows) == ("Old", [["Name", "Phone"], ["Susan", "7700900123"]])


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (b"Name,Org\nSusan,HC\n", [["Name", "Org"], ["Susan", "HC"]]),
        ("\ufeffName;Org\r\nZoë;HC\r\n".encode(), [["Name", "Org"], ["Zoë", "HC"]]),
        ("Name\tOrg\nZoë\tHC".encode("utf-16"), [["Name", "Org"], ["Zoë", "HC"]]),
        ("Name,Org\nZoë,O’Hearn – “HC”".encode("cp1252"), [["Name", "Org"], ["Zoë", "O’Hearn – “HC”"]]),
        (b"sep=;\nName;Org\nDalby, Susan;HC", [["Name", "Org"], ["Dalby, Susan", "HC"]]),
        (b"a|b\nc|d", [["a", "b"], ["c", "d"]]),
        ("Name,Org\nSusan,HC", [["Name", "Org"], ["Susan", "HC"]]),
        ("Who\tWhat\nSusan\t\"Ring, write\nand ask\"", [["Who", "What"], ["Susan", "Ring, write\nand ask"]]),
        ("What;Who\nRing, ask;Sue\nGo, now;Ann", [["What", "Who"], ["Ring, ask", "Sue"], ["Go, now", "Ann"]]),
        ("Action log\n\nWhat,Who\nGo,Sue", [["Action log", ""], ["", ""], ["What", "Who"], ["Go", "Sue"]]),
        ("one\ntwo", [["one"], ["two"]]),
        ("a,b,,\nc,,,\n,,,\n", [["a", "b"], ["c", ""]]),
        ("a\0b\tc\x07d\xa0", [["ab", "cd"]]),
        ('She said "yes", twice\tHC\nno\tHC', [['She said "yes", twice', "HC"], ["no", "HC"]]),
    ],
)  # fmt: skip
def test_words_between_marks_are_read_whatever_the_mark_and_the_encoding(content, rows):
    (sheet,) = read(content, "C:\\files\\our.people.csv")
    assert (sheet.name, sheet.rows) == ("our.people", rows)


def test_pasted_words_have_a_sheet_without_a_name():
    assert read("a\tb", "")[0].name == ""


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
WORDS = {
    "too large": (b"a,b\n" * 1_300_000, "larger than 5 MB"),
    "too many rows": (b"a,b\n" * 20_001, "more than 20,000 rows"),
    "too many columns": (b"a," * 200 + b"a", "more than 200 columns"),
    "empty": (b"", "nothing in this file"),
    "blank": (b" \n\n , \n", "nothing in this file"),
    "a PDF": (b"%PDF-1.7 ...", "This is a PDF"),
    "a web page": (b"\xef\xbb\xbf <HTML><table>", "web page"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "could not read"),
    "a cut-off xlsx": (sheet_of(["a"])[:900], "could not read"),
    "a zip of something": (b"PK\x03\x04" + b"x" * 50, "could not read"),
    "a cut-off xls": (OLE, "could not read"),
    "a locked xlsx": (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "an open quotation mark": (b'a,b\n"' + b"x,\n" * 60_000, "quotation mark"),
}  # fmt: skip


@pytest.mark.parametrize("case", WORDS)
def test_what_cannot_be_read_says_why_and_what_to_do(case):
    content, sentence = WORDS[case]
    with pytest.raises(Unreadable, match=sentence) as refused:
        read(content, "x.xlsx")
    assert len(str(refused.value)) < 160


def zipped(**parts):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), part)
    return kept.getvalue()


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


def test_a_long_sheet_within_the_limits_is_read_whole():
    rows = [[f"Person {n}", f"p{n}@example.org", n] for n in range(20_000)]
    (sheet,) = read(sheet_of(*rows), "x.xlsx")
    assert len(sheet.rows) == 20_000
    assert sheet.rows[-1] == ["Person 19999", "p19999@example.org", "19999"]


def rows_or_refusal(content):
    """How wide the rows are, or the sentence that refuses them; anything else is a crash."""
    try:
        return {len(row) for sheet in read(content, "x.xlsx") for row in sheet.rows}
    except Unreadable as refused:
        return str(refused)


@settings(deadline=None)
@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda junk: b"PK\x03\x04" + junk))
def test_any_bytes_are_read_or_refused_and_never_crash(junk):
    found = rows_or_refusal(junk)
    assert found.endswith(".") if isinstance(found, str) else len(found) == 1


@settings(deadline=None)
@given(st.integers(0, 5_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_read_or_refused_and_never_crashes(at, damage):
    assert rows_or_refusal(WHOLE[:at] + damage + WHOLE[at + len(damage) :])


WHOLE = sheet_of(["Name", "Org"], ["Susan", "HC"])
