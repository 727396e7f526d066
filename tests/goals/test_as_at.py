"""Goals and measures as at a day: what was there by its end, as it stood, and nothing to be done about it."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.goals import actions
from counterpoint.goals.actions import Figure
from counterpoint.goals.models import Measure
from counterpoint.goals.queries.account import beside_account
from counterpoint.goals.queries.goal_list import goals_page
from counterpoint.goals.queries.goal_page import GoalPage, goal_page
from counterpoint.goals.queries.measure_page import MeasurePage, measure_page, measures_page
from counterpoint.mirror.queries.pages import Asking, mirror_page
from counterpoint.partnership.models import Member, Membership
from counterpoint.partnership.queries import members
from tests.acts import promise
from tests.claims.visiting import Visitor
from tests.goals.acts import said
from tests.goals.chosen import goal
from tests.goals.measured import TWO, USUAL, figures, measure, months
from tests.world import World

DAY = timedelta(days=1)


def page_of(world: World, now: datetime, days: int, reader: Member | None = None) -> GoalPage | None:
    """Goal 1, read thirty days on, as at the end of the day that is so many after the first."""
    return goal_page(reader or world.kofi, 1, now + 30 * DAY, (now + days * DAY).date())


def chart_of(world: World, now: datetime, made: Measure, days: int) -> MeasurePage:
    fresh = Measure.objects.select_related("name", "place", "organisation", "holder").get(pk=made.pk)
    shown = measure_page(world.kofi, fresh, now + 30 * DAY, (now + days * DAY).date())
    assert shown is not None
    return shown


def test_a_line_was_nobodys_then_promised_then_nobodys_again(world: World, now: datetime) -> None:
    made = goal(world, now)
    line = actions.need(goal=made, words="A bed on Sundays", by=world.moira, at=now)
    first = promise(world, now)
    actions.promise_need(need=line, promise=first.claim, by=world.ben, at=now + 2 * DAY)
    claims.withdraw(claim=first.claim, by=world.ben, at=now + 4 * DAY, words="No")
    second = promise(world, now + 6 * DAY)
    actions.promise_need(need=line, promise=second.claim, by=world.ben, at=now + 8 * DAY)
    said_then = []
    for days in (0, 2, 4, 8):
        page = page_of(world, now, days)
        assert page is not None
        [listed] = goals_page(world.kofi, now + 30 * DAY, (now + days * DAY).date()).goals
        assert listed.sentence == page.takes.sentence
        [one] = (*page.takes.nobodys, *page.takes.promised)
        said_then.append((one.nobodys, one.promise_url.partition("?")[0]))
    urls = [f"/aldermouth/promises/{one.claim.number}/" for one in (first, second)]
    assert said_then == [(True, ""), (False, urls[0]), (True, urls[0]), (False, urls[1])]
    assert page_of(world, now, -1) is None


def test_what_was_said_of_a_goal_stands_as_it_stood_and_an_earlier_claim_in_its_place(
    world: World, now: datetime
) -> None:
    made = goal(world, now)
    first = said(made, world, now, "carried")
    claims.withdraw(claim=first, by=world.ben, at=now + 2 * DAY, words="I leave")
    second = said(made, world, now + 4 * DAY, "carried")
    for days, claim, stands in ((0, first, "unanswered"), (2, first, "withdrawn"), (4, second, "unanswered")):
        page = page_of(world, now, days)
        assert page is not None
        line = page.of_it[0].claim
        assert line is not None
        assert f"/{claim.number}/?as-at=" in line.url
        assert line.mark == stands
        assert not any(one.act for one in page.of_it)
        assert set(page.urls) == {"framings"}


def test_a_chart_has_the_numbers_the_baseline_and_the_phases_of_its_day(world: World, now: datetime) -> None:
    made = measure(world, now, TWO[:20], goal=goal(world, now))
    late = [Figure(months(21)[20], Decimal("49"))]
    actions.keep(measure=made, figures=[*late, *figures((58,))], by=world.ada, at=now + 2 * DAY)
    actions.lock_baseline(measure=made, points=12, by=world.ada, at=now + 4 * DAY)
    rebase = actions.ask_for_rebase(
        measure=made, on=months(14)[13], reason="Monday cover", by=world.ben, acting_for=world.hospital,
        named=[Named(world.council), Named(world.desmond)], at=now + 6 * DAY,
    )  # fmt: skip
    for who in (world.kofi, world.desmond):
        claims.answer(claim=rebase, verdict=Verdict.YES, words="", by=who, at=now + 8 * DAY)
    seen = []
    for days in (0, 2, 4, 6, 8):
        shown = chart_of(world, now, made, days)
        chart = shown.drawn.chart
        assert chart is not None
        facts = dict(shown.facts)
        seen.append(
            (
                len(chart.points),
                chart.points[0].value,
                "Baseline" in facts,
                len(shown.asked),
                len(chart.phases),
            )
        )
        assert set(shown.urls) == {"measures", "goal"}
    assert seen == [
        (20, 60, False, 0, 1), (21, 58, False, 0, 1), (21, 58, True, 0, 1), (21, 58, True, 1, 1), (21, 58, True, 1, 2),
    ]  # fmt: skip
    assert not measures_page(world.kofi, now + 30 * DAY, (now - DAY).date()).groups


def test_small_counts_are_rounded_for_whoever_may_not_read_them_now_or_could_not_then(
    world: World, now: datetime
) -> None:
    made = goal(world, now)
    measure(world, now, (9, 12, 3, 14, 11, 8, 17), goal=made, small_counts=True, holder=world.hospital)
    day = now + 10 * DAY
    Membership.objects.filter(member=world.ruth).update(until=day.date())
    Membership.objects.filter(member=world.ben).update(since=day.date())
    for who in (world.ruth, world.ben):
        page = page_of(world, now, 5, members().get(pk=who.pk))
        assert page is not None
        [chart] = page.charts[0].drawn
        assert chart.drawing is not None
        assert chart.drawing.rows[2][1] == "1 to 7"


@pytest.mark.parametrize("path", ["goals/", "goals/1/", "measures/", "measures/1/"])
def test_a_past_page_says_so_and_offers_nothing_to_do(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    measure(world, now, USUAL, goal=goal(world, now))
    visitor = Visitor(monkeypatch, now + 5 * DAY)
    visitor.sign_in(world.ada)
    past = visitor.get(f"/aldermouth/{path}?as-at={(now + DAY).date()}")
    assert "This is how it stood at the end of 3 November 2026." in past
    held = visitor.response.headers["ETag"]
    assert "/begin/" not in visitor.page
    assert "/bring/" not in visitor.page
    assert "/choose/" not in visitor.page
    assert "This is how it stood" not in visitor.get(f"/aldermouth/{path}")
    assert visitor.response.headers["ETag"] != held


FEW = (9, 12, 3, 14, 11, 8, 17, 2, 13, 10, 0, 12, 19, 6)


def test_what_charts_say_elsewhere_is_rounded_for_whoever_may_not_read_them_now_or_could_not_then(
    world: World, now: datetime
) -> None:
    """On the Mirror, beside an account, and beside a claim of success: no page of the past reads more than another."""
    made = goal(world, now)
    measure(world, now, FEW, unit="people", goal=made, small_counts=True, holder=world.hospital)
    said(made, world, now, "carried")
    account = claims.put(
        place=world.place, kind="account", sentence="We aimed at two", claimants=[world.hospital],
        named=[Named(world.kofi), Named(world.tunde)], by=world.ben, at=now,
    )  # fmt: skip
    day = now + 10 * DAY
    Membership.objects.filter(member=world.ruth).update(until=day.date())
    Membership.objects.filter(member=world.ben).update(since=day.date())
    then, at = (now + 5 * DAY).date(), now + 30 * DAY

    def read(one: Member) -> tuple[str, ...]:
        who = members().get(pk=one.pk)
        beside = [each.words for each in beside_account(who, account.number, at, then).said]
        return (mirror_page(who, Asking(as_at=then), at).change.words, *beside)

    assert read(world.ruth) == read(world.ben) == read(world.kofi)
    assert "about 9.8" in read(world.kofi)[0]  # of the rounded counts: the true mean is 9.7


def test_the_mirror_says_of_a_day_what_the_chart_said_on_it(world: World, now: datetime) -> None:
    """Before a baseline was locked, and a new beginning confirmed or withdrawn, it was read without."""
    # The first twelve lie at 60, with the thirteenth at 61.
    before = (59, 62, 59, 61, 59, 63, 61, 59, 62, 61, 59, 60, 63)
    made = measure(world, now, (*before, *TWO[13:]), goal=goal(world, now))
    read: list[str] = []

    def change(at: datetime, then: datetime | None = None) -> str:
        return mirror_page(world.kofi, Asking(as_at=then.date() if then else None), at).change.words

    read.append(change(now))
    actions.lock_baseline(measure=made, points=12, by=world.ada, at=now + 2 * DAY)
    read.append(change(now + 2 * DAY))
    rebase = actions.ask_for_rebase(
        measure=made, on=months(14)[13], reason="Monday cover", by=world.ben, acting_for=world.hospital,
        named=[Named(world.council), Named(world.desmond)], at=now + 4 * DAY,
    )  # fmt: skip
    read.append(change(now + 4 * DAY))
    for who in (world.kofi, world.desmond):
        claims.answer(claim=rebase, verdict=Verdict.YES, words="", by=who, at=now + 6 * DAY)
    read.append(change(now + 6 * DAY))
    claims.withdraw(claim=rebase, by=world.ben, at=now + 8 * DAY, words="It was the old rota")
    read.append(change(now + 8 * DAY))
    assert [one.partition("about ")[2] for one in read] == [
        "61.", "60.", "60.", "50, for thirteen months. It has not changed. Before, it was about 60.", "60.",
    ]  # fmt: skip
    days = [now + number * DAY for number in (0, 2, 4, 6, 8)]
    assert [change(now + 30 * DAY, day) for day in days] == read
