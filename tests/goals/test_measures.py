"""Measures: begun, brought, corrected, locked, and shown with all of that."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterpoint.goals import actions
from counterpoint.goals.actions import Figure, Plan
from counterpoint.goals.models import Measure, Reading
from counterpoint.goals.policies.figures import digest_of
from counterpoint.goals.queries.charts import charts_of_place
from counterpoint.goals.queries.goal_page import goal_page
from counterpoint.ledger.models import Event
from counterpoint.web.http import Refused
from tests.claims.visiting import Visitor
from tests.goals.measured import SHIFTS, USUAL, figures, measure, months
from tests.world import World

DAY = timedelta(days=1)


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now)


def last(world: World) -> Event:
    event = Event.objects.filter(place_id=world.place.pk).order_by("-seq").first()
    assert event is not None
    return event


def test_all_numbers_of_a_paste_are_one_event_with_their_count_and_digest(
    world: World, now: datetime
) -> None:
    made = measure(world, now)
    actions.keep(measure=made, figures=figures(SHIFTS), by=world.ada, at=now)
    event = last(world)
    assert (event.verb, event.facts["readings"], event.facts["corrected"]) == ("measure.read", 20, 0)
    assert event.facts["digest"] == digest_of(figures(SHIFTS))
    assert Reading.objects.filter(measure=made).count() == 20


def test_the_ledger_holds_no_binary_fraction_of_a_measure(world: World, now: datetime) -> None:
    made = measure(world, now, (0.1, 0.2, 0.3))
    actions.set_target(measure=made, value=Decimal("4.50"), from_on=date(2024, 4, 1), by=world.ada, at=now)
    actions.lock_forecast(measure=made, points=[(date(2027, 3, 31), Decimal("5.2"))], by=world.ada, at=now)
    for event in Event.objects.filter(place_id=world.place.pk, verb__startswith="measure."):
        assert not [value for value in str(event.facts).split() if re.fullmatch(r"\d+\.\d+[,}\]]*", value)]
    assert last(world).facts["points"] == [["2027-03-31", "5.2"]]


def test_a_correction_is_a_new_reading_and_the_old_one_stays(world: World, now: datetime) -> None:
    made = measure(world, now, USUAL)
    kept = actions.keep(
        measure=made, figures=[Figure(months(1)[0], Decimal("58"))], by=world.ada, at=now + DAY
    )
    assert (kept.new, kept.corrected) == (0, 1)
    versions = list(Reading.objects.filter(measure=made, on=months(1)[0]).values_list("version", "value"))
    assert versions == [(1, Decimal("60")), (2, Decimal("58"))]
    [drawn] = charts_of_place(world.ada, now + DAY)
    assert drawn.chart is not None
    assert drawn.chart.points[0].value == 58


def test_what_is_kept_already_is_not_kept_twice(world: World, now: datetime) -> None:
    made = measure(world, now, USUAL)
    with pytest.raises(Refused, match="kept already"):
        actions.keep(measure=made, figures=figures(USUAL), by=world.ada, at=now + DAY)
    assert Reading.objects.filter(measure=made).count() == len(USUAL)


def test_one_number_that_cannot_be_kept_keeps_all_the_others_out(world: World, now: datetime) -> None:
    made = measure(world, now)
    wrong = [*figures(USUAL), Figure(date(2027, 1, 31), Decimal("1e15"))]
    with pytest.raises(Refused, match="too large"):
        actions.keep(measure=made, figures=wrong, by=world.ada, at=now)
    assert not Reading.objects.filter(measure=made).exists()


def test_only_people_of_who_holds_small_counts_bring_them(world: World, now: datetime) -> None:
    made = measure(world, now, small_counts=True, holder=world.hospital)
    with pytest.raises(Refused, match="Only people of Aldermouth Hospital"):
        actions.keep(measure=made, figures=figures(USUAL), by=world.ada, at=now)
    actions.keep(measure=made, figures=figures(USUAL), by=world.ruth, at=now)


@pytest.mark.parametrize("sort", ["own", "pressure"])
def test_whoever_began_what_another_organisation_counts_of_itself_does_not_bring_its_numbers(
    world: World, now: datetime, sort: str
) -> None:
    """Else one partner would say how another does, and on the Mirror too; or ask them all about what they protected."""
    plan = Plan(name="Complaints", sort=sort, organisation=world.council)
    made = actions.begin_measure(place=world.place, plan=plan, by=world.ben, at=now)
    with pytest.raises(Refused, match="Only people of Aldermouth Council"):
        actions.keep(measure=made, figures=figures(USUAL), by=world.ben, at=now)
    actions.keep(measure=made, figures=figures(USUAL), by=world.kofi, at=now)


def test_small_counts_have_somebody_who_holds_them(world: World, now: datetime) -> None:
    with pytest.raises(Refused, match="who holds the counts"):
        measure(world, now, small_counts=True)


def test_a_baseline_is_locked_once_and_keeps_its_day(world: World, now: datetime) -> None:
    made = measure(world, now, SHIFTS)
    locked = actions.lock_baseline(measure=made, points=12, by=world.ada, at=now)
    assert (locked.baseline, locked.baseline_locked_on) == (12, now.date())
    with pytest.raises(Refused, match="locked on 2 November 2026"):
        actions.lock_baseline(measure=made, points=8, by=world.ada, at=now + DAY)


def test_a_baseline_is_not_locked_from_numbers_that_are_not_there(world: World, now: datetime) -> None:
    with pytest.raises(Refused, match="only fourteen"):
        actions.lock_baseline(measure=measure(world, now, USUAL), points=15, by=world.ada, at=now)


def test_a_forecast_is_drawn_before_and_never_after(world: World, now: datetime) -> None:
    made = measure(world, now, USUAL)
    with pytest.raises(Refused, match="drawn before"):
        actions.lock_forecast(measure=made, points=[(now.date(), Decimal("5"))], by=world.ada, at=now)


def test_targets_change_over_time_and_the_one_that_holds_says_whether_it_is_met(
    world: World, now: datetime
) -> None:
    made = measure(world, now, USUAL)
    for value, from_on in (("50", date(2024, 4, 1)), ("70", date(2025, 1, 1)), ("40", date(2026, 1, 1))):
        actions.set_target(measure=made, value=Decimal(value), from_on=from_on, by=world.ada, at=now)
    [drawn] = charts_of_place(world.ada, now)
    assert drawn.chart is not None
    assert drawn.chart.target == 70
    assert drawn.drawing is not None
    assert len(drawn.drawing.steps) == 2


def test_a_month_without_a_number_stays_a_gap(world: World, now: datetime) -> None:
    measure(world, now, (*USUAL[:5], None, *USUAL[6:]))
    [drawn] = charts_of_place(world.ada, now)
    assert drawn.drawing is not None
    assert len(drawn.drawing.line) == 2
    assert drawn.drawing.rows[5][1] == "none"
    assert drawn.drawing.gaps == "5"


def test_twelve_charts_take_no_more_queries_than_one(world: World, now: datetime) -> None:
    from counterpoint.goals.actions import choose

    goal = choose(
        place=world.place,
        words="Home when ready",
        for_whom="People",
        choosers=["carer"],
        by=world.ada,
        at=now,
    )
    counts = []
    for count in (1, 12):
        for number in range(Measure.objects.count(), count):
            small = {"small_counts": True, "holder": world.hospital} if number % 2 else {}
            measure(world, now, USUAL, goal=goal, name=f"Measure {number}", **small)
        with CaptureQueriesContext(connection) as taken:
            page = goal_page(world.kofi, goal.number, now)
        assert page
        assert sum(len(sort.drawn) for sort in page.charts) == count
        counts.append(len(taken))
    assert counts[1] <= 12
    assert counts[1] - counts[0] <= 3  # for small counts: who works where, and what followed what


def test_the_page_shows_chart_table_corrections_and_rules(
    world: World, now: datetime, visitor: Visitor
) -> None:
    made = measure(world, now, SHIFTS, source="The discharge return")
    actions.keep(measure=made, figures=[Figure(months(1)[0], Decimal("11"))], by=world.ada, at=now)
    visitor.sign_in(world.kofi)
    visitor.get(f"/aldermouth/measures/{made.number}/")
    for words in (
        "XmR chart, rules of Making Data Count",
        "The same as a table",
        "7 points in a row lie above the middle",
        "What was corrected",
        "The discharge return",
    ):
        assert words in visitor.said


def test_a_measure_is_begun_and_its_numbers_pasted_seen_and_kept(
    world: World, now: datetime, visitor: Visitor
) -> None:
    visitor.sign_in(world.ada)
    visitor.get("/aldermouth/measures/begin/")
    begun = {
        "name": "Days to go home",
        "unit": "days",
        "better": "down",
        "every": "month",
        "sort": "population",
    }
    visitor.post("/aldermouth/measures/begin/", {**begun, "rules": "mdc"})
    made = Measure.objects.get(place=world.place)
    bring = f"/aldermouth/measures/{made.number}/bring/"
    assert visitor.response.url == bring
    pasted = "\n".join(f"{on:%b %Y}\t{value}" for on, value in zip(months(20), SHIFTS, strict=True))
    visitor.post(bring, {"words": f"Month\tDays\n{pasted}\nwinter\t7"})
    assert "We read twenty lines, from April 2024" in visitor.said
    assert 'class="xmr"' in visitor.page
    assert "winter · 7" in visitor.said
    assert "This is not a date." in visitor.said
    assert not Reading.objects.exists()
    table = re.search(r'name="table" value="([^"]+)"', visitor.page)
    assert table
    visitor.post(bring, {"table": table[1], "do": "keep", "on": "0", "value": "1"})
    assert visitor.status == 302
    assert Reading.objects.filter(measure=made).count() == 20


def test_somebody_of_another_place_finds_no_measure(world: World, now: datetime, visitor: Visitor) -> None:
    from tests.world import build

    made = measure(world, now, USUAL)
    other = build(now, "elsewhere")
    visitor.sign_in(other.ada)
    visitor.get(f"/aldermouth/measures/{made.number}/")
    assert visitor.status == 404


def test_a_plan_says_whose_own_measure_it_is(world: World, now: datetime) -> None:
    with pytest.raises(Refused, match="Say which organisation"):
        actions.begin_measure(place=world.place, plan=Plan(name="Beds", sort="own"), by=world.ada, at=now)


def test_no_two_have_one_name_for_nobody_could_choose_between_them(world: World, now: datetime) -> None:
    measure(world, now, name="Beds")
    with pytest.raises(Refused, match="There is a measure of this name already"):
        measure(world, now, name="  beds ")
    measure(world, now, name="Beds", sort="own", organisation=world.hospital)  # said beside its name


def test_a_month_is_one_period_whichever_of_its_days_was_given(world: World, now: datetime) -> None:
    made = measure(world, now)
    actions.keep(measure=made, figures=[Figure(date(2026, 3, 1), Decimal(5))], by=world.ada, at=now)
    kept = actions.keep(measure=made, figures=[Figure(date(2026, 3, 31), Decimal(6))], by=world.ada, at=now)
    assert (kept.new, kept.corrected) == (0, 1)
    twice = [Figure(date(2026, 4, 1), Decimal(5)), Figure(date(2026, 4, 30), Decimal(6))]
    with pytest.raises(Refused, match="same period"):
        actions.keep(measure=made, figures=twice, by=world.ada, at=now)
