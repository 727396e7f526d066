"""What a chart says at the top of the Mirror: in the words of a measure's name, and true also after a new beginning."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from counterpoint.analysis import spc
from counterpoint.goals.queries.told import Now, Of, reversed_in_words, told
from tests.goals.measured import SHIFTS, TWO, USUAL

DAYS = [date(2024 + month // 12, month % 12 + 1, 1) for month in range(3, 40)]


def chart(values: Any, better: str = "down", **how: Any) -> spc.Chart:
    return spc.chart(values, spc.MDC, dates=DAYS[: len(values)], better=spc.Better(better), **how)


def said(name: str, unit: str, values: Any = USUAL, better: str = "down", **how: Any) -> str:
    found = told(Of(name, unit, "month"), chart(values, better, **how))
    return found[1] if found else ""


@pytest.mark.parametrize(
    ("name", "unit", "begins"),
    [
        ("The wait of people who could go home", "days", "The wait of people who could go home: about 61 days, for"),
        ("Days to a first contact", "days", "Days to a first contact: about 61, for"),
        ("Days to a first contact (median of the month)", "days", "Days to a first contact: about 61, for"),
        ("Today’s wait", "day", "Today’s wait: about 61 day, for"),
        ("Beds (all) in use", "%", "Beds (all) in use: about six in ten, for"),
        ("Carers who say “I get a break”", "%", "For fourteen months about six in ten carers have said that they get a break."),
        ("Carers who say “I get a break” (15 to 30 cards)", "%", "For fourteen months about six in ten carers have said that"),
        ("GPs who say yes", "%", "For fourteen months about six in ten GPs have said yes."),
        ("Carers who say “I get a break”", "carers", "Carers who say “I get a break”: about 61, for"),
    ],
)  # fmt: skip
def test_the_name_is_said_without_how_it_is_counted_and_no_unit_twice(
    name: str, unit: str, begins: str
) -> None:
    assert said(name, unit).startswith(begins)


@pytest.mark.parametrize("locked", [True, False])
def test_what_was_before_is_never_the_mean_of_before_and_after(locked: bool) -> None:
    """Without a locked baseline the middle line of a chart holds the good months, too."""
    how = {"baseline": 13} if locked else {}
    found = told(Of("A wait", "days", "month", locked=locked), chart(TWO, **how))
    assert found == (
        Now.BETTER,
        "A wait: 49 days in May 2026. It has been better since May 2025: before, it was about 61 days.",
    )


def test_after_a_new_beginning_it_speaks_of_what_came_since_and_says_what_was() -> None:
    assert said("A wait", "days", TWO, phases=[13]) == (
        "A wait: about 50 days, for thirteen months. It has not changed. Before, it was about 61 days."
    )


def test_too_few_points_since_a_new_beginning_say_nothing() -> None:
    assert said("A wait", "days", TWO[:22], phases=[13]) == ""


def test_where_neither_way_is_better_nothing_is_said() -> None:
    assert said("A wait", "days", SHIFTS, better="none") == ""


def test_better_once_is_said_of_a_chart_that_ends_as_usual_and_of_no_other() -> None:
    back = (*(60, 62, 59, 61, 60, 63, 61, 60, 62, 61, 59, 60), *(50, 51, 49, 52, 50, 48, 51), 60, 62, 61)
    then = chart(back, baseline=12)
    assert (
        reversed_in_words(then, "month")
        == "It was better from February 2025 to November 2025, and is not now."
    )
    assert reversed_in_words(chart(back[:19], baseline=12), "month") == ""
    assert reversed_in_words(chart(USUAL), "month") == ""


def test_a_quarter_is_called_by_the_month_with_which_it_ends() -> None:
    """Its readings are kept on its last day: "from December" would be another quarter."""
    found = told(Of("Waits", "days", "quarter"), chart(SHIFTS))
    assert found is not None
    assert "in the quarter to" in found[1]
    assert "since the quarter to" in found[1]
