"""Small counts: whoever does not hold them can work none of them back from anything that a chart shows."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import product

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoint.analysis.disclosure import served_count
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.goals import actions
from counterpoint.goals.actions import Figure, sets
from counterpoint.goals.models import Goal, Measure, Reading
from counterpoint.goals.policies.small import FEW, Figures, rounded
from counterpoint.goals.queries.charts import Drawn, charts_of_place
from counterpoint.goals.queries.measure_page import measure_page
from counterpoint.ledger.models import Event
from counterpoint.partnership.models import Member
from tests.claims.visiting import Visitor
from tests.goals.acts import said
from tests.goals.acts_sets import a_set
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
        of_it = rf"measure-{made.number}|measures/{made.number}/|{made.name}"
        pages.append(re.sub(of_it, "", visitor.page))
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


def test_a_correction_that_rounds_to_the_same_moves_no_date_for_others(world: World, now: datetime) -> None:
    made = counted(world, now)
    actions.keep(measure=made, figures=[Figure(months(1)[0], Decimal(10))], by=world.ben, at=now + DAY)
    theirs, ours = (dict(measure_page(who, fresh(made), now + DAY).facts) for who in (world.kofi, world.ben))
    assert theirs["Numbers last brought"] == "2 November 2026"
    assert ours["Numbers last brought"] == "3 November 2026"


def test_whoever_does_not_hold_the_counts_is_not_shown_them_beside_a_paste_of_their_own(
    world: World, now: datetime, visitor: Visitor
) -> None:
    """The page of a paste says what is kept now and would be corrected: only to those who may bring numbers."""
    made = counted(world, now)
    pasted = "\n".join(f"{on:%b %Y}\t{901 + at}" for at, on in enumerate(months(len(COUNTS))))
    bring = f"/aldermouth/measures/{made.number}/bring/"
    visitor.sign_in(world.ben)
    visitor.get(bring)
    assert "What it would correct" in visitor.post(bring, {"words": pasted})
    table = re.search(r'name="table" value="([^"]+)"', visitor.page)
    assert table
    visitor.sign_in(world.kofi)
    visitor.get("/aldermouth/measures/begin/")  # a form, and its token
    for sent in ({"words": pasted}, {"table": table[1], "do": "again"}, {"table": table[1], "do": "keep"}):
        visitor.post(bring, sent)
        assert "Only people of Aldermouth Hospital bring these numbers." in visitor.said
        assert "correct" not in visitor.said
        assert "xmr" not in visitor.page


PAST = "?as-at=2026-11-02"
OF_SET = f"goals/sets/{a_set().key}/"
DRAFT = f"{OF_SET}{a_set().quarters[0].key}/"
READ_BY_ALL = (
    "measures/1/", f"measures/1/{PAST}", "measures/", f"measures/{PAST}", "goals/1/", f"goals/1/{PAST}", "goals/",
    f"goals/{PAST}", "goals/horizons/", "mirror/", f"mirror/{PAST}", "mirror/3/", f"mirror/3/{PAST}", "record/",
    "measures/1/bring/", "measures/1/forecast/", "measures/1/lock/", "measures/1/rebase/", "exports/", "threads/goals/1/",
    "claims/1/", f"claims/1/{PAST}", "claims/2/", "claims/3/", f"claims/3/{PAST}", "hour/", OF_SET, DRAFT,
    f"{DRAFT}draft.txt", f"{DRAFT}draft.xlsx",
)  # fmt: skip
STANDS_ON = {
    "goals/horizons/": b"on trolleys: ", "claims/2/": b"What the charts say", "claims/3/": b"ithin normal variation",
    f"{DRAFT}draft.txt": b"Answered by: Days that people wait", f"mirror/{PAST}": b"wait to go home: about",
}  # fmt: skip
SALTED = {"salt", "name", "source"}  # of an event: of chance
SECRETS = re.compile(
    rb'name="(?:csrfmiddlewaretoken|once)" value="[^"]*"|nonce="[^"]*"|hx-headers=\S+|"X-CSRFToken":\s*"[^"]*"|href="/a/[^"]*"'
)


def test_nothing_that_others_can_read_tells_two_hidden_series_apart(
    world: World, now: datetime, visitor: Visitor
) -> None:
    """Every page on which a measure stands, with a target, a forecast, a baseline and a correction, for two histories
    that round alike; and the ledger. What differs could be used; nothing does."""
    seen = []
    for take in (0, -1):
        with transaction.atomic():
            _hidden_history(world, now, [alike(one)[take] for one in COUNTS])
            visitor.at = now + 9 * DAY
            visitor.sign_in(world.kofi)
            pages = {}
            for address in READ_BY_ALL:
                read = visitor.client.get(f"/aldermouth/{address}")
                pages[address] = (read.status_code, SECRETS.sub(b"", read.content))
            events = Event.objects.filter(verb__startswith="measure.").order_by("seq")
            facts = [{name: said for name, said in one.facts.items() if name not in SALTED} for one in events]
            seen.append((pages, facts))
            visitor.client.logout()
            transaction.set_rollback(True)
    assert {address: status for address, (status, _) in seen[0][0].items() if status != 200} == {}
    for address, words in STANDS_ON.items():
        assert words in seen[0][0][address][1], address
    for address in READ_BY_ALL:
        assert seen[0][0][address] == seen[1][0][address], address
    assert seen[0][1] == seen[1][1]


def _hidden_history(world: World, now: datetime, counts: list[int]) -> None:
    goal = actions.choose(
        place=world.place, words="Nobody waits", for_whom="People", choosers=["carer"], by=world.ada, at=now
    )
    small = {"small_counts": True, "holder": world.hospital, "unit": "people", "goal": goal}
    made = measure(world, now, **small)
    actions.keep(measure=made, figures=figures(tuple(counts)), by=world.ben, at=now)
    actions.set_target(measure=made, value=Decimal(5), from_on=months(1)[0], by=world.ben, at=now)
    actions.lock_baseline(measure=made, points=12, by=world.ben, at=now)
    own = measure(world, now, sort="own", organisation=world.hospital, name="Sent home late", **small)
    actions.keep(measure=own, figures=figures(tuple(reversed(counts))), by=world.ben, at=now)
    presses = measure(world, now, sort="pressure", name="People on trolleys", **small)
    actions.keep(measure=presses, figures=figures((*counts, 56 + counts[3] % 2)), by=world.ben, at=now)
    _said_of_it(world, now, goal, made)
    corrected = [Figure(months(8)[7], Decimal(3 if counts[7] != 3 else 4))]  # 2 to 3: both are "1 to 7"
    actions.keep(measure=made, figures=corrected, by=world.ben, at=now + DAY)


def _said_of_it(world: World, now: datetime, goal: Goal, made: Measure) -> None:
    """That it is carried, an account and a success, all of which say what the chart says; and it answers a metric."""
    said(goal, world, now, "carried")
    for kind, sentence in (("account", "We aimed at two days"), ("plainly", "Late ones are down by a tenth")):
        claim = claims.put(
            place=world.place, kind=kind, sentence=sentence, claimants=[world.hospital],
            named=[Named(world.kofi), Named(world.tunde)], by=world.ben, at=now,
        )  # fmt: skip
        actions.serve(goal=goal, claim=claim, by=world.ben, at=now)
    sets.pick(place=world.place, metrics=a_set(), by=world.ada, at=now)
    metric = next(one for one in a_set().metrics if one.every == made.every)
    sets.tie(place=world.place, metrics=a_set(), metric=metric, measure=made, by=world.ada, at=now)


@given(st.floats(0, 60, allow_nan=False))
def test_what_is_no_whole_number_tells_no_more_than_one_that_is(count: float) -> None:
    shown = rounded(Figures(count))
    assert shown.value in (0, 4) or (shown.value is not None and shown.value >= 10 and shown.value % 5 == 0)


@pytest.mark.parametrize("of", [1, 100, 1_000, 100_000])
def test_a_rate_stays_a_rate_of_as_many(of: int) -> None:
    shown = rounded(Figures(of * 41 / 1003, 41.0, 1003.0))
    assert shown.value == of * 40 / 1005


def test_the_ledger_holds_no_digest_of_small_counts(world: World, now: datetime) -> None:
    """Of a few small numbers a digest could be found out by trying."""
    made = counted(world, now)
    event = Event.objects.filter(place_id=world.place.pk, verb="measure.read").latest("seq")
    assert set(event.facts) == {"v", "salt", "readings"}
    assert event.facts["readings"] == Reading.objects.filter(measure=made).count()


def fresh(made: Measure) -> Measure:
    return Measure.objects.select_related(
        "name", "source", "organisation", "holder", "goal", "goal__words", "place"
    ).get(pk=made.pk)
