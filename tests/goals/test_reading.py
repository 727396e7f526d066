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
from counterpoint.goals.queries.bringing import Brought, Said, read_table
from tests.claims.visiting import Visitor
from tests.goals.measured import measure
from tests.world import World

TODAY = date(2026, 11, 2)
FINGERTIPS = "tests/goals/fingertips.csv"


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
    pasted = "Indicator Name,Area Name,Time period,Value\nFalls,Here,2018 - 20,5\nFalls,Here,2019 - 21,6"
    found = read(measure(world, now, every="year"), pasted)
    assert [one.on.year for one in found.figures] == [2020, 2021]
    assert any("several years together" in one for one in found.supposed)


# Files


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
