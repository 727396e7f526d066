"""Harrowmere’s return: what the record says of a quarter in which the money for preventing frailty went."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from counterpoint.goals.policies.sets import known_sets
from counterpoint.goals.queries.sets_draft import text_of
from counterpoint.goals.queries.sets_quarter import QuarterPage, quarter_page
from counterpoint.partnership.models import Member

pytestmark = pytest.mark.usefixtures("demonstration")

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def quarter(number: int) -> QuarterPage:
    metrics = known_sets()["bcf-2025-26"]
    convenor = Member.objects.select_related("place").get(place__slug="harrowmere", convenor=True)
    found = quarter_page(convenor, metrics, metrics.quarters[number - 1], NOW)
    assert found is not None
    return found


def test_each_headline_metric_or_its_part_is_answered_by_one_of_its_measures() -> None:
    answered = {
        one.words.partition(",")[0]: [each.words for each in one.numbers]
        for one in quarter(4).parts
        if one.measure
    }
    assert list(answered.values()) == [
        ["1,835 per 100,000", "1,762 per 100,000", "1,709 per 100,000"],
        ["6.8 days", "5.2 days", "5 days"],
        ["158 per 100,000"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "Ward 12 says it is a teaching ward."),
        (2, "Saturday and Sunday, real people, real phone."),
        (3, "So far."),
        (4, "Moved to corridor staffing on 9 January. We heard from a supplier."),
        (4, "It shuts at 4.15."),
    ],
)
def test_each_quarter_has_the_words_of_those_who_would_know(number: int, words: str) -> None:
    assert words in text_of(quarter(number))
