"""The hour together: one page to run it from, promises in seconds, and each is sent only what is theirs."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.claims.models import Claim
from counterpoint.goals import actions as goals
from counterpoint.goals.models import Goal
from counterpoint.hour import actions, queries
from counterpoint.hour.models import Hour
from counterpoint.promises.choices import PromiseState
from counterpoint.promises.models import Promise
from counterpoint.web.http import Refused
from tests import acts
from tests.claims.visiting import Visitor
from tests.goals.chosen import goal
from tests.work.conftest import Post
from tests.world import World

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now)


@pytest.fixture
def hour(world: World, now: datetime) -> Hour:
    return actions.begin_hour(place=world.place, by=world.ada, at=now)


def sentences(rows: tuple[queries.RecordRow, ...]) -> list[str]:
    return [one.sentence for one in rows]


def test_it_begins_with_the_newest_words_of_somebody_who_uses_services(world: World, now: datetime) -> None:
    page = queries.hour_page(world.ada, now)
    assert page.voice is None
    claim = claims.put(
        place=world.place, kind="shaped", sentence="The leaflet was rewritten", claimants=[world.council],
        named=[Named(world.moira)], by=world.ada, at=now,
    )  # fmt: skip
    claims.answer(claim=claim, verdict=Verdict.YES, words="We chose the words", by=world.moira, at=now)
    claims.answer(
        claim=acts.plain(world, now), verdict=Verdict.YES, words="They did", by=world.kofi, at=now + HOUR
    )
    voice = queries.hour_page(world.ada, now + HOUR).voice
    assert voice is not None
    assert (voice.words, voice.who) == ("We chose the words", "a carer")


def test_words_of_a_contest_in_its_reply_time_are_not_read_out_to_others(world: World, now: datetime) -> None:
    claim = claims.put(
        place=world.place, kind="shaped", sentence="The leaflet was rewritten", claimants=[world.council],
        named=[Named(world.moira)], by=world.ada, at=now,
    )  # fmt: skip
    claims.answer(claim=claim, verdict=Verdict.NO, words="We saw the font", by=world.moira, at=now)
    assert queries.hour_page(world.ruth, now + DAY).voice is None
    heard = queries.hour_page(world.ruth, now + 14 * DAY).voice
    assert heard is not None
    assert heard.words == "We saw the font"


def test_what_is_due_within_a_fortnight_and_silent_stands_there_and_nothing_else(
    world: World, now: datetime
) -> None:
    for days, words in ((13, "In thirteen days"), (15, "In fifteen days"), (-3, "Three days ago")):
        acts.promises.put(
            place=world.place, sentence=words, promiser=world.hospital, named=[Named(world.council)],
            terms=acts.Terms(due_on=(now + days * DAY).date()), by=world.ben, at=now - 5 * DAY,
        )  # fmt: skip
    assert sentences(queries.hour_page(world.ada, now).due) == ["Three days ago", "In thirteen days"]
    overdue = Claim.objects.get(sentence__words="Three days ago")
    claims.answer(claim=overdue, verdict=Verdict.YES, by=world.kofi, at=now)
    assert sentences(queries.hour_page(world.ada, now).due) == ["In thirteen days"]


def test_what_is_nobodys_is_counted_in_words_and_leaves_when_somebody_takes_it(
    world: World, now: datetime
) -> None:
    barrier = acts.raised(world, now)
    claims.ask_for(asked=world.council, sentence="Pay on time", by=world.tunde, at=now)
    page = queries.hour_page(world.ada, now)
    assert page.nobodys_sentence == "One barrier is taken by nobody, and one request has no answer."
    acts.barriers.take(barrier=barrier, organisation=world.council, by=world.kofi, at=now)
    page = queries.hour_page(world.ada, now)
    assert page.nobodys_sentence == "One request has no answer."
    assert sentences(page.barriers) == ["Two forms, one person"]


def test_one_hour_at_a_time_and_one_that_nobody_ended_is_over_after_four(
    world: World, now: datetime, hour: Hour
) -> None:
    with pytest.raises(Refused, match="under way already"):
        actions.begin_hour(place=world.place, by=world.kofi, at=now + HOUR)
    assert queries.current(world.place, now + 3 * HOUR)
    assert queries.current(world.place, now + 4 * HOUR) is None
    second = actions.begin_hour(place=world.place, by=world.kofi, at=now + 5 * HOUR)
    assert (second.number, Hour.objects.get(pk=hour.pk).ended_at) == (2, now + 4 * HOUR)


def written(visitor: Visitor, world: World, who: str, to: str, words: str = "Two beds by Friday") -> str:
    address = f"/{world.place.slug}/hour/promise/"
    visitor.get(address)
    return visitor.post(address, {"sentence": words, "promiser": who, "to": to})


def test_ones_own_promise_is_made_as_it_is_written(world: World, hour: Hour, visitor: Visitor) -> None:
    visitor.sign_in(world.ben)
    written(visitor, world, world.ben.ref, world.council.ref)
    promise = Promise.objects.get()
    assert promise.state != PromiseState.HEARD
    assert promise.claim.claimed_at is not None
    assert "Two beds by Friday" in visitor.get(f"/{world.place.slug}/hour/")


def test_anybody_elses_waits_until_they_own_it(world: World, hour: Hour, visitor: Visitor) -> None:
    visitor.sign_in(world.ada)
    written(visitor, world, world.ben.ref, world.charity.ref)
    promise = Promise.objects.get()
    assert (promise.state, promise.promiser, str(promise.where)) == (
        PromiseState.HEARD,
        world.ben,
        "At the hour together",
    )


def needed(world: World, now: datetime, *words: str) -> Goal:
    made = goal(world, now)
    for one in words:
        goals.need(goal=made, words=one, by=world.moira, at=now)
    return made


def test_first_stands_what_a_goal_takes_and_what_of_it_is_nobodys(
    world: World, now: datetime, hour: Hour, visitor: Visitor
) -> None:
    made = needed(world, now, "A bed on Sundays", "A van")
    line = made.needs.get(position=1)
    goals.promise_need(need=line, promise=acts.promise(world, now).claim, by=world.ben, at=now)
    visitor.sign_in(world.ada)
    said = visitor.get("/aldermouth/hour/")
    first = said.index("Two things are needed. One is promised, one is nobody’s.")
    assert first < said.index("A van") < said.index("Somebody’s words")
    assert "A bed on Sundays" not in said[: said.index("Somebody’s words")], (
        "what is promised waits elsewhere"
    )


def test_a_promise_made_there_ties_itself_to_the_line(
    world: World, now: datetime, hour: Hour, visitor: Visitor
) -> None:
    made = needed(world, now, "A bed on Sundays")
    visitor.sign_in(world.ben)
    visitor.get("/aldermouth/hour/promise/?line=1.1")
    assert visitor.page.count("A bed on Sundays") == 2, (
        "as the words of the promise, and in the list of lines"
    )
    sent = {
        "sentence": "Ten beds on Sundays",
        "promiser": world.ben.ref,
        "to": world.council.ref,
        "line": "1.1",
    }
    visitor.post("/aldermouth/hour/promise/", sent)
    assert visitor.status == 302, visitor.said
    assert made.needs.get().promise == Promise.objects.get().claim
    assert "One thing is needed" not in visitor.get("/aldermouth/hour/"), "nothing of it is nobody’s now"
    assert "It is promised." in visitor.get("/aldermouth/goals/1/")


def test_anybody_elses_is_tied_too_and_the_line_is_nobodys_until_they_own_it(
    world: World, now: datetime, hour: Hour, visitor: Visitor
) -> None:
    made = needed(world, now, "A bed on Sundays")
    visitor.sign_in(world.ada)
    visitor.get("/aldermouth/hour/")
    sent = {
        "sentence": "Ten beds on Sundays",
        "promiser": world.ben.ref,
        "to": world.charity.ref,
        "line": "1.1",
    }
    visitor.post("/aldermouth/hour/promise/", sent)
    assert made.needs.get().promise == Promise.objects.get().claim
    assert "has not owned it yet" in visitor.get("/aldermouth/hour/")


def test_where_the_line_was_promised_meanwhile_nothing_is_written(
    world: World, now: datetime, hour: Hour
) -> None:
    line = needed(world, now, "A bed on Sundays").needs.get()
    goals.promise_need(need=line, promise=acts.promise(world, now).claim, by=world.ben, at=now)
    with pytest.raises(Refused, match="promised already"):
        actions.promise_here(
            hour=hour, sentence="Ten beds", promiser=world.ben, to=Named(world.council), due_on=None,
            by=world.ben, at=now, line=line,
        )  # fmt: skip
    assert Promise.objects.count() == 1


@pytest.mark.parametrize("line", ["9.1", "1.9", "1", "x.y", "²." + "1", "1.1.1", "9" * 30 + ".1"])
def test_a_line_that_is_not_there_is_refused(
    world: World, now: datetime, hour: Hour, visitor: Visitor, line: str
) -> None:
    needed(world, now, "A bed on Sundays")
    visitor.sign_in(world.ben)
    visitor.get(f"/aldermouth/hour/promise/?line={line}")
    assert visitor.status == 200
    sent = {"sentence": "Ten beds", "promiser": world.ben.ref, "to": world.council.ref, "line": line}
    visitor.post("/aldermouth/hour/promise/", sent)
    assert visitor.status == 422
    assert queries.line_said(world.ben, line, now) is None
    assert not Promise.objects.exists()


def test_what_is_missing_is_said_beside_it_and_what_was_typed_stays(
    world: World, hour: Hour, visitor: Visitor
) -> None:
    visitor.sign_in(world.ada)
    said = written(visitor, world, "", world.council.ref)
    assert visitor.status == 422
    assert "Choose who promises." in said
    assert "Two beds by Friday" in visitor.page
    assert not Promise.objects.exists()


def test_without_an_hour_under_way_nothing_is_taken(world: World, visitor: Visitor) -> None:
    visitor.sign_in(world.ada)
    written(visitor, world, world.ben.ref, world.council.ref)
    assert not Promise.objects.exists()
    assert "Begin the hour" in visitor.get(f"/{world.place.slug}/hour/")


def test_when_they_stand_up_each_gets_only_their_own(
    world: World, now: datetime, hour: Hour, post: Post
) -> None:
    at = now + HOUR / 2
    actions.promise_here(
        hour=hour, sentence="Two beds by Friday", promiser=world.hospital, to=Named(world.council), due_on=None,
        by=world.ben, at=at,
    )  # fmt: skip
    actions.promise_here(
        hour=hour,
        sentence="Pay the van",
        promiser=world.kofi,
        to=Named(world.tunde),
        due_on=None,
        by=world.ada,
        at=at,
    )
    actions.end_hour(hour=hour, by=world.ada, at=now + HOUR)
    sent = [one for _, one in post.until(now + HOUR, now + 2 * DAY) if "hour together" in one.text]
    told = {one.to: one.text for one in sent}
    assert world.moira.email not in told
    assert "Two beds by Friday" in told[world.ben.email]
    assert "Pay the van" not in told[world.ben.email]
    assert "Pay the van" in told[world.tunde.email]
    assert "Two beds by Friday" not in told[world.tunde.email]


def test_what_was_promised_after_they_stood_up_goes_home_with_nobody(
    world: World, now: datetime, hour: Hour
) -> None:
    ended = actions.end_hour(hour=hour, by=world.ada, at=now + HOUR)
    acts.promise(world, now + 2 * HOUR)
    assert not queries.taken_home(ended, world.ben)


def test_work_ends_an_hour_that_nobody_ended(world: World, now: datetime, hour: Hour, post: Post) -> None:
    post.at(now + 3 * HOUR)
    assert Hour.objects.get().ended_at is None
    post.at(now + 5 * HOUR)
    assert Hour.objects.get().ended_at == now + 4 * HOUR


def test_the_page_asks_the_database_twelve_times_at_most(
    world: World, now: datetime, hour: Hour, visitor: Visitor, django_assert_max_num_queries: object
) -> None:
    acts.promise(world, now, now.date())
    needed(world, now, "A bed on Sundays", "A van")
    acts.raised(world, now)
    acts.answered(world, now)
    claims.ask_for(asked=world.council, sentence="Pay on time", by=world.tunde, at=now)
    visitor.sign_in(world.ada)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        visitor.get(f"/{world.place.slug}/hour/")


@pytest.fixture
def post() -> Post:
    return Post()
