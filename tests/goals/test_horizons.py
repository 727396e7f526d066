"""How far everybody looks, and what became of long-term work in months in which things pressed hardest."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.claims.models import Claim, Turn
from counterpoint.claims.queries import to_put_again
from counterpoint.goals import actions
from counterpoint.goals.actions import Figure
from counterpoint.goals.models import Measure
from counterpoint.ledger.models import Event
from counterpoint.partnership.actions import succeed
from counterpoint.partnership.models import Member, Organisation
from counterpoint.promises import actions as promises
from counterpoint.promises.actions import Terms
from counterpoint.promises.models import Promise
from counterpoint.work.models import Notice
from counterpoint.work.notices.again import parts
from counterpoint.work.notices.part import Reader
from counterpoint.work.reactions import long_term_choices_again
from tests.acts import plain
from tests.claims.visiting import Visitor
from tests.experiments.tried import decided, planned
from tests.goals.chosen import goal
from tests.goals.measured import SHIFTS, USUAL, figures, measure, months
from tests.world import World

HERE = "/aldermouth/goals/horizons/"
DAY = timedelta(days=1)


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime, world: World) -> Visitor:
    visitor = Visitor(monkeypatch, now + 40 * DAY)
    visitor.sign_in(world.tunde)
    return visitor


def first_of(count: int, now: datetime) -> date:
    """The first of so many months, of which the last is this one."""
    back = now.year * 12 + now.month - count
    return date(back // 12, back % 12 + 1, 1)


def pressed(world: World, now: datetime, values: Any = SHIFTS, **plan: Any) -> Measure:
    """A chart of pressure up to this month. SHIFTS: worse in the last seven, of which this is one."""
    made = measure(world, now, **{"name": "Staff off sick", "unit": "%", "sort": "pressure", **plan})
    actions.keep(
        measure=made,
        figures=figures(values, first_of(len(values), now)),
        by=plan.get("by") or world.ada,
        at=now,
    )
    return made


def promised(world: World, now: datetime, words: str, horizon: str = "future", **terms: Any) -> Promise:
    return promises.put(
        place=world.place, sentence=words, promiser=world.hospital, named=[Named(world.council)],
        terms=Terms(horizon=horizon, **terms), by=world.ben, at=now,
    )  # fmt: skip


def protected(world: World, now: datetime, says: Verdict = Verdict.YES) -> Claim:
    claim = plain(world, now, kind="longterm")
    claims.answer(claim=claim, verdict=says, words="Not so", by=world.kofi, at=now)
    return world.claim(claim.number)


def pressure_on(page: str) -> str:
    return page[page.index("When things press hardest") :]


# How far we look


def test_what_is_tried_stands_beside_what_is_promised_and_stopping_takes_it_away(
    world: World, now: datetime, visitor: Visitor
) -> None:
    promised(world, now, "A bed on Sundays", "next")
    planned(world, now, horizon="future")
    decided(world, now, "abandon", idea="Two wards", horizon="now")
    said = visitor.get(HERE)
    assert "One ward agrees at 11 who goes home tomorrow planned · Aldermouth Hospital" in said
    assert "Two wards" not in said
    mix = "Aldermouth Hospital One promise and one try: none for now, one for what is next and one for the future."
    assert mix in said
    assert "What do we keep for those who come after us?" in said


def test_the_mix_stands_by_name_and_never_by_how_much(world: World, now: datetime, visitor: Visitor) -> None:
    promised(world, now, "A bed on Sundays", "now")
    for count in range(3):
        promises.put(
            place=world.place, sentence=f"Thing {count}", promiser=world.charity, named=[Named(world.council)],
            terms=Terms(), by=world.tunde, at=now,
        )  # fmt: skip
    said = visitor.get(HERE)
    assert said.index("Aldermouth Charity Three promises:") < said.index("Aldermouth Hospital One promise:")
    assert not re.search(r"\d ?%|score|rank|most of all|best|worst", said[said.index("Is this the mix") :])


def test_a_page_that_nothing_has_changed_for_is_not_sent_twice(
    world: World, now: datetime, visitor: Visitor
) -> None:
    visitor.get(HERE)
    held = visitor.response.headers["ETag"]
    visitor.get(HERE, headers={"If-None-Match": held})
    assert visitor.status == 304
    planned(world, now)
    visitor.get(HERE, headers={"If-None-Match": held})
    assert visitor.status == 200


# When things press hardest


def test_without_a_chart_of_pressure_the_page_says_how_to_begin_one(
    world: World, now: datetime, visitor: Visitor
) -> None:
    assert "Nobody measures pressure here yet" in visitor.get(HERE)
    assert "/aldermouth/measures/begin/?sort=pressure" in visitor.page
    visitor.get("/aldermouth/measures/begin/?sort=pressure")
    assert re.search(r'value="pressure"[^>]*checked', visitor.page)


@pytest.mark.parametrize(
    ("values", "plan", "says"),
    [
        (USUAL, {}, "In no month did a chart of pressure get worse by more than the usual ups and downs."),
        (SHIFTS, {"better": "up"}, "In no month did a chart of pressure get worse"),
        (SHIFTS[-9:], {}, "too few readings of pressure to tell yet. From 13 on, a chart can."),
        (SHIFTS, {"better": "none"}, "No chart of pressure here says which way is worse"),
    ],
)
def test_a_chart_that_shows_nothing_worse_names_no_month(
    world: World, now: datetime, visitor: Visitor, values: Any, plan: dict[str, Any], says: str
) -> None:
    taken = promised(world, now, "A garden for the ward")
    claims.withdraw(claim=taken.claim, words="No money", by=world.ben, at=now)
    pressed(world, now, values, **plan)
    said = pressure_on(visitor.get(HERE))
    assert says in said
    assert "A garden for the ward" not in said
    assert "Begin a chart of pressure" not in said


def test_what_was_dropped_and_what_was_kept_stand_beside_the_chart_of_that_month(
    world: World, now: datetime, visitor: Visitor
) -> None:
    taken = promised(world, now, "A garden for the ward")
    claims.withdraw(claim=taken.claim, words="No money", by=world.ben, at=now)
    moved = promised(world, now, "Two apprentices", "next", due_on=now.date() + 5 * DAY)
    promises.move(promise=moved, due_on=now.date() + 90 * DAY, words="Winter", by=world.ben, at=now)
    sooner = promised(world, now, "A shared rota", "next", due_on=now.date() + 50 * DAY)
    promises.move(promise=sooner, due_on=now.date() + 20 * DAY, words="It goes well", by=world.ben, at=now)
    today = promised(world, now, "Rounds before ten", "now")
    claims.withdraw(claim=today.claim, words="No", by=world.ben, at=now)
    decided(world, now, "abandon", idea="Two wards", horizon="next")
    protected(world, now)
    pressed(world, now)
    said = pressure_on(visitor.get(HERE))
    month = said[: said.index("Staff off sick: 14%", said.index("Staff off sick: 14%") + 1)]
    assert f"{now:%B %Y} Staff off sick: 14% in {now:%B %Y}. That is worse, by more than the usual" in month
    dropped, kept = month.split(" Kept ")[0], month.split(" Kept ")[1]
    for words in (
        "A garden for the ward taken back on",
        "Two apprentices moved from",
        "Two wards stopped on",
    ):
        assert words in dropped, words
    assert "We lent two therapists protected, said those who would know" in kept
    assert "A shared rota" not in month
    assert "Rounds before ten" not in month
    assert not re.search(r"because|caused|led to|due to|as a result|therefore", said, re.IGNORECASE)


def test_only_months_with_a_signal_are_shown(world: World, now: datetime, visitor: Visitor) -> None:
    taken = promised(world, now - 20 * DAY, "A garden for the ward")
    claims.withdraw(claim=taken.claim, words="No money", by=world.ben, at=now - 20 * DAY)
    spike = (*USUAL, 95)
    pressed(world, now, spike)
    said = pressure_on(visitor.get(HERE))
    assert said.count("That is worse") == 1
    before = (now - 20 * DAY).strftime("%B %Y")
    assert ("A garden for the ward" in said) == (before == f"{now:%B %Y}")


def test_a_contest_waits_here_too_until_its_reply_time_is_over(
    world: World, now: datetime, visitor: Visitor
) -> None:
    protected(world, now, Verdict.NO)
    pressed(world, now)
    visitor.at = now + DAY
    assert "We lent two therapists" not in pressure_on(visitor.get(HERE))
    visitor.at = now + 30 * DAY
    assert "We lent two therapists not protected, said those who would know" in pressure_on(visitor.get(HERE))


@pytest.mark.parametrize(("whose", "there"), [("hospital", True), ("charity", False)])
def test_beside_one_partners_own_pressure_stands_only_what_was_theirs(
    world: World, now: datetime, visitor: Visitor, whose: str, there: bool
) -> None:
    protected(world, now)
    pressed(world, now, organisation=getattr(world, whose))
    said = pressure_on(visitor.get(HERE))
    assert "Staff off sick: 14%" in said
    assert ("We lent two therapists" in said) == there


def test_what_was_theirs_stands_beside_the_pressure_of_whoever_followed_them(
    world: World, now: datetime, visitor: Visitor
) -> None:
    protected(world, now)
    for count, heir in enumerate((world.charity, world.council)):  # twice: heirs of heirs count too
        old = (world.hospital, world.charity)[count]
        succeed(old=old, heir=heir, on=now.date(), by=world.ada, at=now + timedelta(hours=count))
    pressed(world, now, organisation=world.council)
    assert "We lent two therapists" in pressure_on(visitor.get(HERE))


def test_whoever_does_not_hold_small_counts_reads_them_rounded_here_too(
    world: World, now: datetime, visitor: Visitor
) -> None:
    pressed(
        world, now, [value * 10 + 1 for value in SHIFTS], unit="", small_counts=True, holder=world.council
    )
    said = pressure_on(visitor.get(HERE))
    assert "Staff off sick: 140 in" in said
    assert "141" not in said
    assert "These are counts of few people" in said
    visitor.sign_in(world.kofi)
    assert "Staff off sick: 141 in" in pressure_on(visitor.get(HERE))


def test_the_page_asks_the_database_at_most_twelve_times(
    world: World, now: datetime, visitor: Visitor
) -> None:
    goal(world, now)
    for count in range(4):
        taken = promised(world, now, f"Thing {count}")
        claims.withdraw(claim=taken.claim, words="No", by=world.ben, at=now)
    planned(world, now)
    protected(world, now)
    pressed(world, now)
    pressed(world, now, name="Beds that are full")
    visitor.get(HERE)
    with CaptureQueriesContext(connection) as asked:
        visitor.get(HERE)
    assert len(asked) <= 15, "\n".join(one["sql"][:150] for one in asked)  # three of them find out who asks


# Asked again when a chart shows pressure


def bring(made: Measure, on: date, value: int, by: Member, at: datetime) -> Event:
    actions.keep(measure=made, figures=[Figure(on, Decimal(value))], by=by, at=at)
    return Event.objects.filter(place_id=made.place_id, verb="measure.read").latest("seq")


def test_a_new_signal_asks_once_whether_what_was_protected_still_is(world: World, now: datetime) -> None:
    claim = protected(world, now)
    protected_later = plain(world, now, kind="longterm")  # nobody has said that it is so
    made = pressed(world, now, USUAL)
    days = months(18, first_of(14, now))
    assert Turn.objects.filter(verb="pressed").count() == 0
    event = bring(made, days[14], 95, world.ada, now + DAY)
    assert event.facts["asks_again"] == [claim.ref]
    assert (event.subject, event.actor) == (made.ref, world.ada.ref)
    drafts = long_term_choices_again(world.place, event, None)
    assert [(one.member, one.about["claim"]) for one in drafts] == [(world.ben, claim.number)]
    found = to_put_again(world.place, now + 2 * DAY)
    assert [(one.claim.number, one.because) for one in found] == [(claim.number, "chart")]
    assert "asks_again" not in bring(made, days[15], 96, world.ada, now + 2 * DAY).facts  # the same signal
    assert "asks_again" not in bring(made, days[16], 60, world.ada, now + 3 * DAY).facts  # it is over
    assert bring(made, days[17], 140, world.ada, now + 4 * DAY).facts["asks_again"] == [
        claim.ref
    ]  # a new one
    assert not Turn.objects.filter(claim=protected_later).exists()


@pytest.mark.parametrize(("whose", "asked"), [("hospital", True), ("charity", False), (None, True)])
def test_a_signal_asks_those_whom_it_concerns(
    world: World, now: datetime, whose: str | None, asked: bool
) -> None:
    claim = protected(world, now)
    organisation: Organisation | None = getattr(world, whose) if whose else None
    made = pressed(world, now, USUAL, organisation=organisation)
    event = bring(made, months(15, first_of(14, now))[14], 95, world.ada, now + DAY)
    assert event.facts.get("asks_again", []) == ([claim.ref] if asked else [])


@pytest.mark.parametrize("sort", ["population", "own"])
def test_no_other_chart_asks_anybody(world: World, now: datetime, sort: str) -> None:
    protected(world, now)
    made = pressed(world, now, USUAL, sort=sort, organisation=world.hospital)
    event = bring(made, months(15, first_of(14, now))[14], 95, world.ada, now + DAY)
    assert "asks_again" not in event.facts


def test_whoever_put_it_reads_why_it_is_asked_about_again(
    world: World, now: datetime, visitor: Visitor
) -> None:
    claim = protected(world, now)
    made = pressed(world, now, USUAL)
    bring(made, months(15, first_of(14, now))[14], 95, world.ada, now + DAY)
    visitor.sign_in(world.ben)
    visitor.at = now + 3 * DAY
    assert re.search(
        r"a chart of pressure got worse on .*: is it still protected\?", visitor.get("/aldermouth/yours/")
    )
    assert "a chart of pressure got worse, so it is asked about again" in visitor.get(
        f"/aldermouth/claims/{claim.number}/"
    )


def test_the_letter_says_that_it_was_a_chart(world: World, now: datetime) -> None:
    claim = protected(world, now)
    made = pressed(world, now, USUAL)
    bring(made, months(15, first_of(14, now))[14], 95, world.ada, now + DAY)
    reader = Reader(world.place, world.ben, now + 2 * DAY)
    (part,) = parts(reader, [Notice(about={"claim": claim.number})])
    assert part.lines[0] == "A chart of pressure has got worse since. That is when it counts most."
