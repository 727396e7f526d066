"""What people bring: read line by line, said what was supposed, and never half kept."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from counterpoint.analysis.readings import Columns, Order
from counterpoint.analysis.spreadsheet import read as read_sheets
from counterpoint.goals.models import Measure, Reading
from counterpoint.goals.queries.bringing import Brought, Said, chosen, read_table
from tests.analysis.workbooks import sheet_of
from tests.claims.visiting import Visitor
from tests.goals.measured import measure
from tests.world import World

TODAY = date(2026, 11, 2)


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now)


def read(made: Measure, pasted: str | bytes, said: Said | None = None) -> Brought:
    sheets = [(one.name, one.rows) for one in read_sheets(pasted, "")]
    return read_table(sheets, said or Said(), made, TODAY)


def values(brought: Brought) -> dict[date, Decimal | None]:
    return {one.on: one.value for one in brought.figures}


@pytest.mark.parametrize(
    "written",
    [
        "31/03/2026", "31.3.26", "31-03-2026", "2026-03-31", "31 March 2026", "31 Mar 26", "Mar 2026", "March 2026",
        "Mar-26", "2026-03", "31st March 2026", "Tuesday 31 March 2026",
    ],
)  # fmt: skip
def test_a_month_is_the_same_month_however_it_is_written(world: World, now: datetime, written: str) -> None:
    found = read(measure(world, now), f"{written}\t12")
    assert values(found) == {date(2026, 3, 31): Decimal(12)}, found.left


def test_the_first_and_the_last_day_of_a_month_are_one_period(world: World, now: datetime) -> None:
    found = read(measure(world, now), "01/03/2026\t5\n30/04/2026\t6")
    assert list(values(found)) == [date(2026, 3, 31), date(2026, 4, 30)]


def test_two_orders_of_dates_are_supposed_and_can_be_turned(world: World, now: datetime) -> None:
    made, pasted = measure(world, now, every="day"), "03/04/2026\t5\n04/04/2026\t6"
    found = read(made, pasted)
    assert found.asks_order
    assert list(values(found))[0] == date(2026, 4, 3)
    assert any("took the first for the day" in one for one in found.supposed)
    turned = read(made, pasted, Said(order=Order.MONTH))
    assert list(values(turned))[0] == date(2026, 3, 4)


def test_dates_that_say_their_order_themselves_are_not_asked_about(world: World, now: datetime) -> None:
    assert not read(measure(world, now), "13/04/2026\t5\n04/05/2026\t6").asks_order


def test_decimal_commas_are_read_and_said(world: World, now: datetime) -> None:
    found = read(measure(world, now), "Jan 2026\t12,5\nFeb 2026\t1.204,75")
    assert list(values(found).values()) == [Decimal("12.5"), Decimal("1204.75")]
    assert any("comma" in one for one in found.supposed)


def test_percent_signs_are_read(world: World, now: datetime) -> None:
    made = measure(world, now, unit="%")
    assert list(values(read(made, "Jan 2026\t41%\nFeb 2026\t38.5 %")).values()) == [
        Decimal(41),
        Decimal("38.5"),
    ]


def test_shares_of_one_become_percentages_and_one_may_say_no(world: World, now: datetime) -> None:
    made, pasted = measure(world, now, unit="%"), "Jan 2026\t0.41\nFeb 2026\t0.07"
    assert list(values(read(made, pasted)).values()) == [Decimal(41), Decimal(7)]
    assert list(values(read(made, pasted, Said(share=False))).values()) == [Decimal("0.41"), Decimal("0.07")]


def test_two_numbers_for_one_month_are_neither_and_the_lines_are_named(world: World, now: datetime) -> None:
    found = read(measure(world, now), "01/03/2026\t5\n31/03/2026\t6\n30/04/2026\t7")
    assert list(values(found)) == [date(2026, 4, 30)]
    assert [one.line for one in found.left] == [1, 2]
    assert "Lines 1 and 2 say different things of one month." in found.left[0].why


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("12 people", "This is not a number alone."),
        ("good", "This is not a number."),
        ("1.2.3", "We can’t tell where the decimals begin"),
        ("99999999999999999", "too large"),
        ("n/a", "There is no number in this line. It stays a gap."),
    ],
)
def test_a_line_that_is_not_read_says_why(world: World, now: datetime, cell: str, why: str) -> None:
    found = read(measure(world, now), f"Jan 2026\t5\nFeb 2026\t{cell}\nMar 2026\t6")
    assert len(found.figures) == 2
    assert [one.line for one in found.left] == [2]
    assert why in found.left[0].why


def test_what_a_publisher_holds_back_is_suppressed_and_not_missing(world: World, now: datetime) -> None:
    found = read(measure(world, now), "Jan 2026\t5\nFeb 2026\t*\nMar 2026\t<5")
    assert [(one.value, one.suppressed) for one in found.figures][1:] == [(None, True), (None, True)]


def test_a_percentage_is_worked_out_from_its_parts(world: World, now: datetime) -> None:
    found = read(
        measure(world, now, unit="%"),
        "Month,Yes,Asked\nJan 2026,14,40\nFeb 2026,17,34",
        Said(columns=Columns(0, None, 1, 2)),
    )
    assert [one.value for one in found.figures] == [Decimal(35), Decimal(50)]
    assert found.figures[0].denominator == 40


def test_a_table_of_fingertips_is_read_by_its_names(world: World, now: datetime) -> None:
    made = measure(world, now, every="year")
    head = "Indicator ID,Indicator Name,Parent Code,Area Code,Area Name,Sex,Age,Time period,Value,Count,Denominator,Value note"
    lines = [
        f"{number},{name},E1,{code},{area},Persons,65+ yrs,{period},{value},{count},1000,{note}"
        for number, name in (("22401", "Falls"), ("90000", "Flu"))
        for code, area in (("E06", "Harrowmere"), ("E07", "Saltreach"))
        for period, value, count, note in (
            ("2021/22", "41.5", "41", ""),
            ("2022/23", "", "", "Value suppressed for disclosure control reasons"),
            ("2023/24", "39.5" if number == "22401" else "9", "39", ""),
        )
    ]
    found = read(made, "\n".join([head, *lines]))
    assert [words for _, words in found.what] == ["Falls, Persons, 65+ yrs", "Flu, Persons, 65+ yrs"]
    assert [words for _, words in found.where] == ["Harrowmere", "Saltreach"]
    assert [(one.on.year, one.value, one.suppressed) for one in found.figures] == [
        (2022, Decimal("41.5"), False),
        (2023, None, True),
        (2024, Decimal("39.5"), False),
    ]
    flu = read(made, "\n".join([head, *lines]), Said(what=found.what[1][0], where=found.where[1][0]))
    assert [one.value for one in flu.figures] == [Decimal("41.5"), None, Decimal(9)]


def test_years_taken_together_are_read_by_the_last_and_said(world: World, now: datetime) -> None:
    pasted = "Indicator Name,Area Name,Time period,Value\nFalls,Here,1998 - 00,4\nFalls,Here,2018 - 20,5\nFalls,Here,2019 - 2021,6"
    found = read(measure(world, now, every="year"), pasted)
    assert [one.on.year for one in found.figures] == [2000, 2020, 2021]
    assert any("several years together" in one for one in found.supposed)


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("Jan 2026\t1,204\nFeb 2026\t12,050", ["1204", "12050"]),
        ("Jan 2026\t1 204\nFeb 2026\t1'204.5", ["1204", "1204.5"]),
        ("Jan 2026\t£3.20\nFeb 2026\t−4", ["3.2", "-4"]),
        ("Jan 2026\t5\n\n\t\nFeb 2026\t6\n", ["5", "6"]),
        ("Jan 2026\t5\r\nFeb 2026\t6\r\n", ["5", "6"]),
        ("46053\t5\n46081\t6", ["5", "6"]),
        ("Days waited, by month\n\nMonth\tDays\nJan 2026\t5\nFeb 2026\t6", ["5", "6"]),
        ("5\tJan 2026\n6\tFeb 2026", ["5", "6"]),
    ],
    ids=["thousands", "spaces", "signs", "empty lines", "Windows", "Excel’s own days", "a title", "days second"],
)  # fmt: skip
def test_what_people_write_is_read(world: World, now: datetime, pasted: str, kept: list[str]) -> None:
    found = read(measure(world, now), pasted)
    assert {on: str(value) for on, value in values(found).items()} == {
        date(2026, 1, 31): str(Decimal(repr(float(kept[0])))),
        date(2026, 2, 28): str(Decimal(repr(float(kept[1])))),
    }
    assert not found.left


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Jan 2027\t5", "That is in the future."),
        ("31/02/2026\t5", "There is no such day."),
        ("March\t5", "It has no year."),
        ("Total\t5", "This is not a date."),
        ("\t5", "There is no date."),
        ("01/01/1066\t5", "Its year is far from now."),
        ("Jan 2026\t4", "Line 1 says the same."),
        ("Jan 2026\t9", "Lines 1 and 2 say different things of one period."),
        ("Feb 2026\tnan", "This is not a number."),
        ("Feb 2026\tinf", "This is not a number."),
        ("Feb 2026\t1e308", "This is not a number alone."),
        ("Feb 2026\t4; 5", "This is not a number alone."),
        ("Feb 2026\t#DIV/0!", "There is no number in this line. It stays a gap."),
    ],
)
def test_each_line_that_is_not_read_is_named_with_its_reason(
    world: World, now: datetime, line: str, why: str
) -> None:
    found = read(measure(world, now), f"Jan 2026\t4\n{line}\nMar 2026\t6")
    assert (found.left[-1].line, found.left[-1].why) == (2, why)
    assert date(2026, 3, 31) in values(found)


# Files


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("Month;Tage\r\nJan 2026;12,5\r\nFeb 2026;13\r\n".encode("utf-16"), "a.csv"),
        ("Month;£\nJan 2026;12,5\nFeb 2026;13".encode("cp1252"), "a.csv"),
        ("\ufeffMonth;£\nJan 2026;12,5\nFeb 2026;13".encode(), "a.csv"),
        (b"sep=;\nMonth;Days\nJan 2026;12,5\nFeb 2026;13", "a.csv"),
        (sheet_of(["Month", "Days"], ["Jan 2026", 12.5], ["Feb 2026", 13]), "a.xlsx"),
        (sheet_of(["Month", "Days"], ["Jan 2026", 12.5], ["Feb 2026", 13]), "with macros.xlsm"),
        (sheet_of(["Month", "Days"], ["Jan 2026", 12.5], ["Feb 2026", 13]), "no ending"),
    ],
    ids=["UTF-16", "Windows", "a mark first", "Excel’s hint", "xlsx", "macros", "by its bytes"],
)
def test_a_file_is_read_for_what_it_is(world: World, now: datetime, content: bytes, name: str) -> None:
    sheets = [(one.name, one.rows) for one in read_sheets(content, name)]
    found = read_table(sheets, Said(), measure(world, now), TODAY)
    assert [str(one.value) for one in found.figures] == ["12.5", "13.0"]


NOT_READ = {
    "nothing": (b"", "That file is empty."),
    "blank": (b" \n,\n", "There is nothing in this file."),
    "nul": (b"Jan 2026,\0\0", "We could not read this file."),
    "locked": (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "This file has a password."),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "We could not read this file."),
    "a PDF": (b"%PDF-1.7", "This is a PDF."),
    "a cut-off xlsx": (sheet_of(["a"])[:700], "We could not read this file."),
    "an open quotation": (b'a,b\n"' + b"x,\n" * 60_000, "A quotation mark in this file is opened and never closed."),
}  # fmt: skip


@pytest.mark.parametrize("case", NOT_READ)
def test_a_file_that_is_not_read_says_why_and_keeps_what_was_typed(
    world: World, now: datetime, visitor: Visitor, case: str
) -> None:
    content, why = NOT_READ[case]
    made = measure(world, now)
    visitor.sign_in(world.ada)
    here = f"/aldermouth/measures/{made.number}/bring/"
    visitor.get(here)
    said = visitor.post(here, {"file": SimpleUploadedFile("a.xlsx", content), "words": "Jan 2026 5, typed"})
    assert visitor.status == 422
    assert why in said
    assert "Jan 2026 5, typed" in visitor.page
    assert not Reading.objects.exists()


def test_where_no_number_is_read_the_lines_say_why_and_the_columns_are_asked_for(
    world: World, now: datetime, visitor: Visitor
) -> None:
    made = measure(world, now, (1, 2, 3))
    said = sent(made, world, visitor, b"Sue,works here\nAnn,does too\n", "people.csv")
    assert "We could read no number in it." in said
    assert "xmr" not in visitor.page  # no chart of what was there before, as if it had been brought
    assert "Which column says when?" in said
    assert "Keep these" not in said


def sent(made: Measure, world: World, visitor: Visitor, content: bytes, name: str) -> str:
    visitor.sign_in(world.ada)
    here = f"/aldermouth/measures/{made.number}/bring/"
    visitor.get(here)
    said: dict[str, Any] = {"file": SimpleUploadedFile(name, content)}
    return visitor.post(here, said)


def test_a_million_rows_are_refused_with_a_sentence(world: World, now: datetime, visitor: Visitor) -> None:
    said = sent(measure(world, now), world, visitor, b"1,2\n" * 1_000_000, "big.csv")
    assert visitor.status == 422
    assert "This has more than 20,000 rows. Keep only those we need, and try again." in said
    assert not Reading.objects.exists()


def test_a_file_of_over_a_megabyte_is_read_from_its_first_line(
    world: World, now: datetime, visitor: Visitor
) -> None:
    lines = ["2024-04-30,411," + "so many " * 20 + "\r\n", *(f",,{'x' * 160}\r\n" for _ in range(6_600))]
    content = "".join(["When,How many,\r\n", *lines]).encode()
    assert len(content) > 1_000_000
    said = sent(measure(world, now), world, visitor, content, "long.csv")
    assert "30 April 2024" in said or "April 2024" in said
    assert "411" in said


def test_a_zip_bomb_is_refused_with_a_sentence(world: World, now: datetime, visitor: Visitor) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 120_000_000)
    said = sent(measure(world, now), world, visitor, held.getvalue(), "bomb.xlsx")
    assert visitor.status == 422
    assert "unpacks to far more than a spreadsheet should" in said


def test_of_a_sheet_with_formulas_the_values_are_read(world: World, now: datetime, visitor: Visitor) -> None:
    openpyxl = pytest.importorskip("xlsxwriter", reason="writes a formula with its value")
    held = io.BytesIO()
    with openpyxl.Workbook(held) as book:
        sheet = book.add_worksheet()
        for row, (month, value) in enumerate((("Jan 2026", 4), ("Feb 2026", 5), ("Mar 2026", 6))):
            sheet.write(row, 0, month)
            sheet.write_formula(row, 1, f"={value - 1}+1", None, value)
    said = sent(measure(world, now), world, visitor, held.getvalue(), "formulas.xlsx")
    assert "We read three lines, from January 2026 to March 2026." in said
    assert not Reading.objects.exists()


def test_of_numbers_that_a_publisher_holds_back_it_says_how_many(
    world: World, now: datetime, visitor: Visitor
) -> None:
    said = sent(measure(world, now), world, visitor, b"Jan 2026,5\nFeb 2026,*\nMar 2026,7\n", "held.csv")
    assert (
        "We read three lines, from January 2026 to March 2026. One has no number, because its publisher"
        in said
    )


def test_a_table_that_somebody_changed_on_its_way_is_not_read(
    world: World, now: datetime, visitor: Visitor
) -> None:
    made = measure(world, now)
    sent(made, world, visitor, b"Jan 2026,5\nFeb 2026,6\n", "small.csv")
    table = re.search(r'name="table" value="([^"]+)"', visitor.page)
    assert table
    said = visitor.post(
        f"/aldermouth/measures/{made.number}/bring/", {"table": table[1][:-3] + "abc", "do": "keep"}
    )
    assert "no longer knows the table" in said
    assert not Reading.objects.exists()


def test_turning_the_order_of_dates_is_one_press(world: World, now: datetime, visitor: Visitor) -> None:
    made = measure(world, now, every="day")
    sent(made, world, visitor, b"03/04/2026,5\n04/04/2026,6\n", "days.csv")
    assert "In dates like 03/04/2026, which comes first?" in visitor.said
    table = re.search(r'name="table" value="([^"]+)"', visitor.page)
    assert table
    said = visitor.post(
        f"/aldermouth/measures/{made.number}/bring/",
        {"table": table[1], "do": "again", "order": "month", "on": "0", "value": "1"},
    )
    assert "from 4 March 2026 to 4 April 2026" in said


@pytest.mark.parametrize("typed", ["²", "9" * 5_000, "-1", "x"])
def test_a_choice_that_no_page_offers_is_none(typed: str) -> None:
    assert chosen({"sheet": typed}, "sheet") is None
