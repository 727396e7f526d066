from datetime import UTC, date, datetime

import pytest

from counterpoint.web import dates

TODAY = date(2026, 3, 3)


def test_a_date_is_written_out() -> None:
    assert dates.day(date(2026, 3, 3)) == "3 March 2026"
    assert dates.day(datetime(2026, 3, 3, 23, 59, tzinfo=UTC)) == "3 March 2026"
    assert dates.day(None) == ""


def test_a_month_is_written_out() -> None:
    assert dates.month(date(2026, 3, 31)) == "March 2026"
    assert dates.short_month(date(2026, 9, 1)) == "Sep 2026"


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [(0, 0, "midnight"), (9, 5, "9.05am"), (12, 0, "midday"), (12, 30, "12.30pm"), (16, 0, "4pm")],
)
def test_an_hour_is_said_as_people_say_it(hour: int, minute: int, said: str) -> None:
    assert dates.day_and_time(datetime(2026, 3, 3, hour, minute, tzinfo=UTC)) == f"3 March 2026 at {said}"


def test_a_month_alone_ends_on_its_last_day_also_in_a_leap_year() -> None:
    assert dates.last_day(2028, 2) == date(2028, 2, 29)
    assert dates.last_day(2026, 12) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("number", "said"), [(0, "none"), (1, "one"), (20, "twenty"), (21, "21"), (1204, "1,204")]
)
def test_numbers_up_to_twenty_are_words(number: int, said: str) -> None:
    assert dates.number_word(number) == said


def test_nought_is_said_as_the_sentence_needs() -> None:
    assert dates.number_word(0, none="nobody") == "nobody"
    assert dates.counted(0, "claim") == "no claims"
    assert dates.counted(1, "claim") == "one claim"
    assert dates.counted(3, "body", "bodies") == "three bodies"


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 3, 3), "today"),
        (date(2026, 3, 4), "tomorrow"),
        (date(2026, 3, 2), "yesterday"),
        (date(2026, 3, 7), "in 4 days"),
        (date(2026, 2, 3), "28 days ago"),
        (date(2026, 9, 3), "in 6 months"),
        (date(2023, 3, 3), "3 years ago"),
    ],
)
def test_how_long_ago_or_until(on: date, said: str) -> None:
    assert dates.ago_or_in(on, TODAY) == said


def test_a_list_is_joined_as_in_a_sentence() -> None:
    assert dates.listed([]) == ""
    assert dates.listed(["a"]) == "a"
    assert dates.listed(["a", "b", "c"]) == "a, b and c"
    assert dates.listed(["a", "b"], "or") == "a or b"
