"""An experiment’s page as at a past day, when it has not changed, and what the try led to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.experiments import actions
from counterpoint.experiments.models import Experiment, LedTo
from counterpoint.experiments.queries import ExperimentPage, experiment_page
from counterpoint.experiments.queries.then import CHANGED, REWRITTEN
from counterpoint.partnership.queries import members
from counterpoint.promises import actions as promises
from tests.acts import promise
from tests.claims.visiting import Visitor
from tests.experiments.tried import begun, decided, plan, planned, studied
from tests.world import World

DAY = timedelta(days=1)
HERE = "/aldermouth/experiments/1/"


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime, world: World) -> Visitor:
    visitor = Visitor(monkeypatch, now)
    visitor.sign_in(world.tunde)
    return visitor


def steps(world: World) -> list[Callable[[datetime], Any]]:
    """One a day, from the plan to what others say of what was learned, and the next try."""

    def one() -> Experiment:
        return Experiment.objects.get(number=1)

    def decide(at: datetime) -> None:
        named = [Named(world.council), Named(world.desmond)]
        actions.decide(
            experiment=one(), decision="adapt", learned="No cover", named=named, by=world.ruth, at=at
        )

    def answer(at: datetime) -> None:
        claim = one().claim
        assert claim is not None
        claims.answer(claim=claim, verdict=Verdict.YES, by=world.kofi, at=at)

    return [
        lambda at: planned(world, at),
        lambda at: actions.begin(experiment=one(), by=world.ruth, at=at),
        lambda at: actions.say_happened(experiment=one(), words="Two came late", by=world.ruth, at=at),
        lambda at: actions.study(experiment=one(), result="4 of 11", came="yes", by=world.ruth, at=at),
        decide,
        answer,
        lambda at: actions.put(
            place=world.place, plan=plan(idea="Three wards"), organisation=world.hospital, follows=one(),
            by=world.ruth, at=at,
        ),
    ]  # fmt: skip


def read(world: World, at: datetime, day: datetime | None = None) -> ExperimentPage | None:
    member = members().get(pk=world.tunde.pk)
    return experiment_page(member, 1, at, day.date() if day else None)


def without_today(page: ExperimentPage) -> ExperimentPage:
    """Without what a page of the past has not: what can be done, and links to today."""
    chain = tuple(replace(one, url=one.url.partition("?")[0]) for one in page.chain)
    learned = page.learned and replace(page.learned, url=page.learned.url.partition("?")[0])
    as_at = replace(page.as_at, past="", today_iso="", day_iso="")
    return replace(page, acts=(), led_to_url="", serve_url="", as_at=as_at, chain=chain, learned=learned)


def test_each_page_is_read_again_as_it_was_at_the_end_of_its_day(world: World, now: datetime) -> None:
    days, stood = [now + count * DAY for count in range(7)], []
    for day, step in zip(days, steps(world), strict=True):
        step(day)
        page = read(world, day)
        assert page is not None
        stood.append(without_today(page))
    assert len(set(map(repr, stood))) == 7
    for day, was in zip(days, stood, strict=True):
        then = read(world, now + 30 * DAY, day)
        assert then is not None
        assert without_today(then) == was
        assert (then.acts, then.led_to_url, then.serve_url, then.not_kept) == ((), "", "", ())
    assert read(world, now + 30 * DAY, now - DAY) is None


def test_what_was_written_anew_is_never_read_as_if_it_had_stood_then(world: World, now: datetime) -> None:
    made = planned(world, now)
    actions.change(experiment=made, plan=plan(aim="Home sooner"), by=world.ruth, at=now + DAY)
    actions.begin(experiment=made, by=world.ruth, at=now + 2 * DAY)
    for count, words in ((3, "First words"), (4, "Other words")):
        actions.say_happened(experiment=made, words=words, by=world.ruth, at=now + count * DAY)
    at = now + 30 * DAY
    said = [read(world, at, now + count * DAY) for count in range(5)]
    assert [page and page.not_kept for page in said] == [(CHANGED,), (), (), (REWRITTEN,), ()]
    assert [page and page.happened for page in said] == ["", "", "", "", "Other words"]


def test_a_page_of_the_past_says_so_and_leads_on_into_the_past(
    world: World, now: datetime, visitor: Visitor
) -> None:
    for count, step in enumerate(steps(world)):
        step(now + count * DAY)
    visitor.at = now + 10 * DAY
    day = (now + 6 * DAY).date().isoformat()
    said = visitor.get(f"{HERE}?as-at={day}")
    assert "This is how it stood at the end of" in said
    assert "Plan the next try" not in said
    assert f"/aldermouth/experiments/2/?as-at={day}" in visitor.page
    assert f"/aldermouth/claims/1/?as-at={day}" in visitor.page
    visitor.get(f"{HERE}?as-at={(now - DAY).date().isoformat()}")
    assert visitor.status == 404


@pytest.mark.parametrize("path", ["1/", "", "stopped/", "foresight/"])
def test_what_has_not_changed_is_not_sent_twice(
    world: World, now: datetime, visitor: Visitor, path: str
) -> None:
    made = begun(world, now)
    address = f"/aldermouth/experiments/{path}"
    visitor.get(address)
    held = visitor.response.headers["ETag"]
    with CaptureQueriesContext(connection) as asked:
        visitor.get(address, headers={"If-None-Match": held})
    assert visitor.status == 304
    assert len(asked) <= 4  # they find out who asks
    actions.say_happened(experiment=made, words="Two came late", by=world.ruth, at=now)
    visitor.get(address, headers={"If-None-Match": held})
    assert visitor.status == 200


@pytest.mark.parametrize("as_at", ["", "?as-at={day}"])
def test_the_longest_page_asks_the_database_at_most_twelve_times(
    world: World, now: datetime, visitor: Visitor, as_at: str
) -> None:
    for count, step in enumerate(steps(world)):
        step(now + count * DAY)
    visitor.at = now + 10 * DAY
    address = HERE + as_at.format(day=(now + 6 * DAY).date().isoformat())
    visitor.get(address)
    with CaptureQueriesContext(connection) as asked:
        visitor.get(address)
    assert visitor.status == 200
    assert len(asked) <= 16, "\n".join(one["sql"][:150] for one in asked)  # four of them find out who asks


# What it led to


def test_anybody_here_says_what_a_try_led_to_and_both_pages_show_it(
    world: World, now: datetime, visitor: Visitor
) -> None:
    before = promise(world, now - DAY)
    begun(world, now)
    came = plain_promise(world, now + DAY)
    visitor.at = now + 2 * DAY
    assert "Say what this try led to" in visitor.get(HERE)
    said = visitor.get(f"{HERE}led-to/")
    assert f"Promise {came}: A list at eleven" in said
    assert f"Promise {before.claim.number}:" not in said  # it was there before
    visitor.post(f"{HERE}led-to/", {"chosen": str(came)})
    assert visitor.status == 302
    assert LedTo.objects.get().claim.number == came
    assert "A list at eleven" in visitor.get(HERE)
    assert "One ward agrees at 11" in visitor.get(f"/aldermouth/promises/{came}/")


def plain_promise(world: World, at: datetime) -> int:
    return promises.put(
        place=world.place, sentence="A list at eleven", promiser=world.hospital, named=[Named(world.council)],
        terms=promises.Terms(), by=world.ben, at=at,
    ).claim.number  # fmt: skip


@pytest.mark.parametrize(
    ("number", "says"),
    [("", "Choose one"), ("9", "Choose one"), ("x", "Choose one")],
)
def test_what_is_not_in_the_list_is_not_tied(
    world: World, now: datetime, visitor: Visitor, number: str, says: str
) -> None:
    begun(world, now)
    plain_promise(world, now)
    visitor.get(f"{HERE}led-to/")
    assert says in visitor.post(f"{HERE}led-to/", {"chosen": number})
    assert visitor.status == 422
    assert not LedTo.objects.exists()


def test_before_it_began_nothing_can_have_come_of_it(world: World, now: datetime, visitor: Visitor) -> None:
    planned(world, now)
    assert "Say what this try led to" not in visitor.get(HERE)
    said = visitor.get(f"{HERE}led-to/")
    assert "This has not begun, so nothing can have come of it." in said


def test_with_nothing_on_the_record_since_the_page_says_so(
    world: World, now: datetime, visitor: Visitor
) -> None:
    studied(world, now)
    assert "Nothing has been put on the record since it began." in visitor.get(f"{HERE}led-to/")


def test_stopping_leads_to_its_own_page_newest_first(world: World, now: datetime, visitor: Visitor) -> None:
    decided(world, now, "abandon", "The numbers were wrong", idea="A call in 48 hours")
    decided(world, now + DAY, "abandon", "Nobody reads the board", idea="A board on the ward")
    visitor.at = now + 2 * DAY
    said = visitor.get("/aldermouth/experiments/stopped/")
    assert said.index("Nobody reads the board") < said.index("The numbers were wrong")
