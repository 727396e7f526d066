"""Small counts: whoever does not hold them can work none of them back from anything that a chart shows."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoint.analysis.disclosure import served_count
from counterpoint.goals import actions
from counterpoint.goals.actions import Figure
from counterpoint.goals.models import Measure, Reading
from counterpoint.goals.policies.small import FEW, Figures, rounded
from counterpoint.goals.queries.charts import Drawn, charts_of_place
from counterpoint.goals.queries.measure_page import measure_page
from counterpoint.partnership.models import Member
from tests.claims.visiting import Visitor
from tests.goals.measured import figures, measure, months
from tests.world import World

DAY = timedelta(days=1)
COUNTS = (9, 12, 3, 14, 11, 8, 17, 2, 13, 10, 0, 12, 19, 6, 21, 16)


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now)


def counted(world: World, now: datetime, values: tuple[int, ...] = COUNTS) -> Measure:
    made = measure(world, now, unit="people", small_counts=True, holder=world.hospital)
    actions.keep(measure=made, figures=figures(values), by=world.ben, at=now)
    return made


def seen_by(world: World, who: Member, at: datetime) -> Drawn:
    [drawn] = charts_of_place(who, at)
    return drawn


@given(st.integers(0, 5000))
def test_a_count_is_rounded_as_every_count_of_people_served_is(people: int) -> None:
    shown = rounded(Figures(float(people)))
    assert (shown.words or f"{shown.value:,.0f}") == served_count(people)


@given(st.integers(1, 60), st.integers(1, 60))
def test_a_share_is_worked_out_from_rounded_counts_or_not_at_all(part: int, whole: int) -> None:
    shown = rounded(Figures(100 * part / whole, float(part), float(whole)))
    if min(part, whole) <= 7:
        assert shown.value is None
    else:
        assert shown.value == 100 * (5 * ((part + 2) // 5)) / (5 * ((whole + 2) // 5))


def test_those_who_hold_the_counts_see_them_and_others_see_them_rounded(world: World, now: datetime) -> None:
    counted(world, now)
    ours, theirs = seen_by(world, world.ruth, now).drawing, seen_by(world, world.kofi, now).drawing
    assert ours is not None
    assert theirs is not None
    assert [row[1].split()[0] for row in ours.rows] == [str(one) for one in COUNTS]
    assert [row[1].removesuffix(" people") for row in theirs.rows] == [served_count(one) for one in COUNTS]


def alike(one: int) -> list[int]:
    """Every count that is shown as this one is."""
    return [other for other in range(60) if served_count(other) == served_count(one)]


@settings(max_examples=25)
@given(st.data())
def test_nothing_that_a_chart_shows_tells_two_hidden_series_apart(data: st.DataObject) -> None:
    """The attack that beats all others: whatever differs between two series that round alike could be used, and
    nothing does. Dots, limits, mean, flags, sentence and table are worked out from the rounded numbers alone."""
    from counterpoint.analysis import spc

    hidden = data.draw(st.lists(st.integers(0, 40), min_size=14, max_size=30))
    other = [data.draw(st.sampled_from(alike(one))) for one in hidden]
    charts = []
    for series in (hidden, other):
        values = [rounded(Figures(float(one))).value for one in series]
        chart = spc.chart(values, spc.MDC, dates=months(len(values)), better=spc.Better.DOWN)
        charts.append((chart, spc.in_words(chart)))
    assert charts[0] == charts[1]


def test_the_page_of_two_hidden_series_that_round_alike_is_the_same_to_the_letter(
    world: World, now: datetime, visitor: Visitor
) -> None:
    first = counted(world, now)
    second = counted(world, now, tuple(alike(one)[-1] for one in COUNTS))
    visitor.sign_in(world.kofi)
    pages = []
    for made in (first, second):
        visitor.get(f"/aldermouth/measures/{made.number}/")
        pages.append(re.sub(rf"measure-{made.number}|measures/{made.number}/", "", visitor.page))
        pages[-1] = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", pages[-1])
    assert pages[0] == pages[1]
    assert FEW in pages[0]


def test_a_hidden_count_is_not_found_by_trying_every_one_against_the_limits(
    world: World, now: datetime
) -> None:
    """Somebody knows all counts but one, and tries each possible one against the mean and the limits that are drawn."""
    counted(world, now)
    chart = seen_by(world, world.kofi, now).chart
    assert chart is not None
    phase = chart.phases[0]

    def mean_with(guess: int) -> float:
        tried = [*COUNTS[:2], guess, *COUNTS[3:]]
        return sum(rounded(Figures(float(one))).value or 0 for one in tried) / len(tried)

    fits = [guess for guess in range(41) if abs(mean_with(guess) - phase.mean) < 1e-9]
    assert fits == [1, 2, 3, 4, 5, 6, 7]  # as much as the table says
    true_mean = sum(COUNTS) / len(COUNTS)
    assert abs(phase.mean - true_mean) > 1e-9  # the true one would give it away


def test_two_hidden_counts_cannot_be_told_from_one_another_by_their_difference() -> None:
    """Numerators and denominators: no share tells which of the counts that round to it were there."""
    seen: dict[object, set[tuple[int, int]]] = {}
    for part, whole in product(range(8, 31), range(8, 31)):
        if part <= whole:
            shown = rounded(Figures(100 * part / whole, float(part), float(whole)))
            seen.setdefault(shown.value, set()).add((part, whole))
    assert min(len(pairs) for pairs in seen.values()) > 1


def test_a_correction_that_rounds_to_the_same_is_not_told_to_others(world: World, now: datetime) -> None:
    made = counted(world, now)
    actions.keep(
        measure=made,
        figures=[Figure(months(1)[0], Decimal(10)), Figure(months(3)[2], Decimal(9))],
        by=world.ben,
        at=now + DAY,
    )
    theirs = measure_page(world.kofi, fresh(made), now + DAY).corrections
    ours = measure_page(world.ben, fresh(made), now + DAY).corrections
    assert [(was, now_) for _, was, now_, _ in theirs] == [(FEW, "10 people")]
    assert len(ours) == 2


def test_the_ledger_holds_no_digest_of_small_counts(world: World, now: datetime) -> None:
    """Of a few small numbers a digest could be found out by trying."""
    from counterpoint.ledger.models import Event

    made = counted(world, now)
    event = Event.objects.filter(place_id=world.place.pk, verb="measure.read").latest("seq")
    assert "digest" not in event.facts
    assert event.facts["readings"] == Reading.objects.filter(measure=made).count()


def fresh(made: Measure) -> Measure:
    return Measure.objects.select_related(
        "name", "source", "organisation", "holder", "goal", "goal__words", "place"
    ).get(pk=made.pk)
