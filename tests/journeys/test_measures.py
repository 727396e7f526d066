"""A measure by keyboard: pasted from a spreadsheet, seen at once, kept, corrected; on a desk and on a phone."""

from __future__ import annotations

import pytest

from counterpoint.analysis.calendar import end_of_month
from counterpoint.goals.models import Measure, Reading
from tests.goals.measured import SHIFTS, months
from tests.journeys.conftest import DESK, PHONE, Sit
from tests.journeys.site import Site

LINES = [f"{on:%b-%y}\t{value}" for on, value in zip(months(20), SHIFTS, strict=True)]


def as_excel_copies(*lines: str) -> str:
    """Tabs between the cells, and the line ends of Windows."""
    return "\r\n".join(lines) + "\r\n"


@pytest.mark.parametrize("at", [PHONE, DESK], ids=["on a phone", "on a desk"])
def test_two_columns_are_pasted_seen_as_a_chart_kept_and_one_of_them_corrected(
    site: Site, sit: Sit, at: dict[str, int]
) -> None:
    ada = sit(site.world.ada, at=at)
    ada.open("/aldermouth/measures/begin/")
    ada.looks()
    ada.type("What is measured?", "Days that people wait to go home")
    ada.type("In what?", "days")
    ada.choose("Which way is better?", "Lower is better")
    ada.leave_to("Go on to its numbers")
    ada.looks()
    ada.type("Paste two columns", as_excel_copies("Month\tDays", *LINES, "Total\t223"))
    ada.leave_to("Show me the chart")
    ada.reads("We read twenty lines, from April 2024 to November 2025.", "Total · 223", "This is not a date.")
    assert ada.page.locator("svg.xmr, .xmr svg").count() >= 1
    assert not Reading.objects.filter(place=site.world.place).exists()
    ada.leave_to("Keep these")
    made = Measure.objects.get(place=site.world.place)
    assert made.readings.count() == 20
    ada.reads("7 points in a row lie above the middle")

    ada.leave_to("Bring its numbers")
    ada.type("Paste two columns", as_excel_copies(LINES[0].replace("10", "11"), *LINES[1:]))
    ada.leave_to("Show me the chart")
    ada.reads(
        "One would correct what is kept.", "Nineteen say the same as what is kept.", "What it would correct"
    )
    ada.leave_to("Keep these")
    ada.reads("What was corrected", "10 days", "11 days")
    first = end_of_month(months(1)[0])
    assert list(made.readings.filter(on=first).values_list("version", flat=True)) == [1, 2]
    assert made.readings.count() == 21
