"""Files as they come: whatever is in them is read, or refused with a sentence that says what to do."""

import base64
import zlib
from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoint.analysis.spreadsheet import Unreadable, read
from tests.analysis.workbooks import ods, ods_cell, sheet_of, xlsx


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
