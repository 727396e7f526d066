"""Working days and the ends of days, against the lists that GOV.UK publishes."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoint.analysis import calendar
from counterpoint.analysis.calendar import Nation, add_working_days, is_working_day, working_days_between

# https://www.gov.uk/bank-holidays, days that fall on Monday to Friday
GOV_UK = {
    ("england", 2025): "1-1 4-18 4-21 5-5 5-26 8-25 12-25 12-26",
    ("wales", 2025): "1-1 4-18 4-21 5-5 5-26 8-25 12-25 12-26",
    ("scotland", 2025): "1-1 1-2 4-18 5-5 5-26 8-4 12-1 12-25 12-26",
    ("northern-ireland", 2025): "1-1 3-17 4-18 4-21 5-5 5-26 7-14 8-25 12-25 12-26",
    ("england", 2026): "1-1 4-3 4-6 5-4 5-25 8-31 12-25 12-28",
    ("scotland", 2026): "1-1 1-2 4-3 5-4 5-25 6-15 8-3 11-30 12-25 12-28",
    ("northern-ireland", 2026): "1-1 3-17 4-3 4-6 5-4 5-25 7-13 8-31 12-25 12-28",
    ("england", 2023): "1-2 4-7 4-10 5-1 5-8 5-29 8-28 12-25 12-26",
}

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
nations = st.sampled_from(Nation)
zones = st.sampled_from(
    [
        "Europe/London",
        "UTC",
        "America/Santiago",
        "America/Havana",
        "Asia/Kathmandu",
        "Pacific/Apia",
        "Africa/Cairo",
    ]
)


@pytest.mark.parametrize(("nation", "year"), GOV_UK)
def test_bank_holidays_are_those_of_gov_uk(nation, year):
    every_day = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    off = [day for day in every_day if day.weekday() < 5 and not is_working_day(day, nation)]
    assert " ".join(f"{day.month}-{day.day}" for day in off) == GOV_UK[nation, year]


@pytest.mark.parametrize(
    ("start", "n", "nation", "end"),
    [
        (date(2026, 11, 2), 5, "england", date(2026, 11, 9)),  # a Monday, a plain week
        (date(2026, 11, 27), 1, "england", date(2026, 11, 30)),
        (date(2026, 11, 27), 1, "scotland", date(2026, 12, 1)),  # St Andrew's Day
        (date(2026, 7, 10), 5, "northern-ireland", date(2026, 7, 20)),
        (date(2026, 12, 23), 5, "wales", date(2027, 1, 4)),  # Christmas and New Year
        (date(2026, 4, 2), 10, "england", date(2026, 4, 20)),  # Easter
        (date(2026, 11, 7), 0, "england", date(2026, 11, 9)),
        (date(2026, 11, 9), 0, "england", date(2026, 11, 9)),
        (date(2026, 11, 7), 1, "england", date(2026, 11, 9)),
    ],
)
def test_the_right_of_reply_ends_on_the_day_a_person_would_count(start, n, nation, end):
    assert add_working_days(start, n, nation) == end


@settings(max_examples=60, deadline=None)
@given(days, st.integers(1, 40), nations)
def test_adding_working_days_and_counting_them_agree(start, n, nation):
    end = add_working_days(start, n, nation)
    assert end > start
    assert is_working_day(end, nation)
    assert working_days_between(start, end, nation) == n
    assert working_days_between(start, end - timedelta(days=1), nation) == n - 1


def test_no_working_days_lie_between_a_day_and_one_that_is_not_later():
    assert working_days_between(date(2026, 3, 4), date(2026, 3, 4), "england") == 0
    assert working_days_between(date(2026, 3, 4), date(2026, 3, 1), "england") == 0


def test_working_days_are_not_counted_backwards_nor_for_a_nation_nobody_knows():
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2026, 3, 4), -1, "england")
    with pytest.raises(ValueError, match="cornwall"):
        is_working_day(date(2026, 3, 4), "cornwall")


@pytest.mark.parametrize(
    ("day", "end"), [((2026, 2, 3), 28), ((2028, 2, 29), 29), ((2026, 12, 31), 31), ((2026, 4, 1), 30)]
)
def test_a_month_alone_means_its_last_day(day, end):
    assert calendar.end_of_month(date(*day)) == date(day[0], day[1], end)


def test_a_summer_evening_in_utc_is_already_tomorrow_in_london():
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert calendar.day_in(late, "Europe/London") == date(2026, 7, 1)
    assert calendar.day_in(int(late.timestamp() * 1000), "Europe/London") == date(2026, 7, 1)
    assert calendar.day_in(late, "UTC") == date(2026, 6, 30)
    assert calendar.last_instant(date(2026, 6, 30), "Europe/London") == datetime(
        2026, 6, 30, 22, 59, 59, 999_000, tzinfo=UTC
    )


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2035, 12, 31)), zones)
def test_a_day_ends_where_the_next_begins_also_when_the_clocks_change(day, zone):
    if zone == "Pacific/Apia" and day in (date(2011, 12, 29), date(2011, 12, 30)):
        return  # Samoa left out 30 December 2011
    end = calendar.last_instant(day, zone)
    assert calendar.day_in(end, zone) == day
    assert calendar.day_in(end + timedelta(milliseconds=1), zone) == day + timedelta(days=1)


def test_an_instant_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        calendar.day_in(datetime(2026, 3, 4), "UTC")  # noqa: DTZ001 - the point of the test


def test_the_table_says_its_version_and_is_not_read_before_it_is_needed():
    assert calendar.TABLE_VERSION.startswith("holidays 0.")
    code = "import sys, counterpoint.analysis.calendar; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
