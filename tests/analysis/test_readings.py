"""What people paste is read line by line: what was read, what was not and why, and what had to be supposed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.analysis.readings import (
    Columns,
    Decimal,
    Order,
    decimal_sign,
    order_of,
    read_number,
    read_period,
    read_series,
)

TODAY = date(2026, 9, 30)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-03-31", date(2026, 3, 31)),
        ("31/03/2026", date(2026, 3, 31)),
        ("31.3.26", date(2026, 3, 31)),
        ("31 March 2026", date(2026, 3, 31)),
        ("March 31, 2026", date(2026, 3, 31)),
        ("31-Mar-26", date(2026, 3, 31)),
        ("Mar-26", date(2026, 3, 31)),
        ("March 2026", date(2026, 3, 31)),
        ("2026-03", date(2026, 3, 31)),
        ("03/2026", date(2026, 3, 31)),
        ("2025/26", date(2026, 3, 31)),
        ("2025/26 Q1", date(2025, 6, 30)),
        ("2025/26 Q4", date(2026, 3, 31)),
        ("2025 Q4", date(2025, 12, 31)),
        ("2025", date(2025, 12, 31)),
        ("2026-W05", date(2026, 1, 26)),
        ("46112", date(2026, 3, 31)),  # a spreadsheet's own number for it
    ],
)
def test_a_period_is_read_in_many_hands(written: str, day: date) -> None:
    assert read_period(written, today=TODAY) == day


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "There is no date."),
        ("Total", "This is not a date."),
        ("31/02/2026", "There is no such day."),
        ("3 March", "It has no year."),
        ("01/01/1066", "Its year is far from now."),
    ],
)
def test_what_is_no_period_says_why(written: str, why: str) -> None:
    assert read_period(written, today=TODAY) == why


def test_dates_say_which_comes_first_or_it_is_said_that_they_do_not() -> None:
    assert order_of(["03/04/2026", "13/04/2026"]) == Order.DAY
    assert order_of(["03/04/2026", "04/13/2026"]) == Order.MONTH
    assert order_of(["03/04/2026", "04/05/2026"]) is None
    assert order_of(["13/04/2026", "04/13/2026"]) is None
    american = read_series([["1/31/2026", "4"], ["2/28/2026", "5"]], today=TODAY)
    assert [one.on for one in american.readings] == [date(2026, 1, 31), date(2026, 2, 28)]
    unsaid = [["1/2/2026", "4"], ["1/3/2026", "5"]]
    assert not read_series(unsaid, today=TODAY).order_is_said
    turned = read_series(unsaid, today=TODAY, order=Order.MONTH)
    assert [one.on for one in turned.readings] == [date(2026, 1, 2), date(2026, 1, 3)]


@pytest.mark.parametrize(
    ("written", "decimal", "value"),
    [
        ("1,204", Decimal.POINT, 1204),
        ("1 204.5", Decimal.POINT, 1204.5),
        ("12,5", Decimal.COMMA, 12.5),
        ("1.204,5", Decimal.COMMA, 1204.5),
        ("£3.20", Decimal.POINT, 3.2),
        ("−4", Decimal.POINT, -4),
        ("41 %", Decimal.POINT, 41),
        ("1'204", Decimal.POINT, 1204),
        (".5", Decimal.POINT, 0.5),
    ],
)
def test_a_number_is_read_as_it_is_written(written: str, decimal: Decimal, value: float) -> None:
    assert read_number(written, decimal).value == pytest.approx(value)


def test_the_sign_of_decimals_is_told_by_the_column() -> None:
    assert decimal_sign(["12,5", "1.204"]) == Decimal.COMMA
    assert decimal_sign(["1,204", "12"]) == Decimal.POINT
    assert decimal_sign(["12,5", "12.5"]) == Decimal.POINT
    mixed = read_series([["Jan 2026", "12,5"], ["Feb 2026", "12.5"]], today=TODAY)
    assert [(one.line, one.why) for one in mixed.left] == [
        (1, "We can’t tell where the decimals begin: we read “.” as their sign.")
    ]


@pytest.mark.parametrize("cell", ["*", "c", "[c]", "<5", "Value suppressed for disclosure control reasons"])
def test_a_suppressed_figure_is_not_a_missing_one(cell: str) -> None:
    (one,) = read_series([["Jan 2026", cell]], Columns(0, 1), today=TODAY).readings
    assert (one.value, one.suppressed) == (None, True)
    (gap,) = read_series([["Jan 2026", "n/a"]], Columns(0, 1), today=TODAY).readings
    assert (gap.value, gap.suppressed) == (None, False)


def test_each_line_that_is_not_read_says_why_and_the_rest_is_read() -> None:
    rows = [
        ["Month", "Share"],
        ["Jan 2026", "41%"],
        ["Feb 2026", "about 40"],
        ["Mar 2026", "lots"],
        ["Apr 2026", "39%"],
        ["Apr 2026", "38%"],
        ["May 2026", "37%"],
        ["May 2026", "37%"],
        ["Total", "200%"],
        ["", ""],
        ["Jan 2027", "50%"],
    ]
    found = read_series(rows, today=TODAY)
    assert found.header == 1
    assert found.percent
    assert [(one.on.month, one.value) for one in found.readings] == [(1, 41), (5, 37)]
    assert [(one.line, one.why) for one in found.left] == [
        (3, "This is not a number alone."),
        (4, "This is not a number."),
        (5, "Lines 5 and 6 say different things of one period."),
        (6, "Lines 5 and 6 say different things of one period."),
        (8, "Line 7 says the same."),
        (9, "This is not a date."),
        (11, "That is in the future."),
    ]


def test_the_columns_are_found_wherever_they_stand() -> None:
    rows = [["Northshire", "4", "Jan 2026", "x"], ["Northshire", "5", "Feb 2026", "x"]]
    assert [one.value for one in read_series(rows, today=TODAY).readings] == [4, 5]


def test_a_share_is_worked_out_from_its_two_numbers() -> None:
    columns = Columns(0, None, numerator=1, denominator=2)
    found = read_series([["Jan 2026", "17", "20"], ["Feb 2026", "1", "0"]], columns, today=TODAY)
    assert [one.value for one in found.readings] == [85]
    assert found.left[0].why.startswith("Nothing can be divided by nothing")


@given(st.lists(st.lists(st.text(max_size=12), max_size=4), max_size=12))
def test_whatever_is_pasted_every_line_is_read_or_left_with_a_reason(rows: list[list[str]]) -> None:
    found = read_series(rows, today=TODAY)
    filled = {
        line for line, row in enumerate(rows, 1) if any(cell.strip() for cell in row) and line > found.header
    }
    assert {one.line for one in found.readings} | {one.line for one in found.left} == filled
    assert all(one.why for one in found.left)
