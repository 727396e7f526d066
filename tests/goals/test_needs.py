"""What it takes: every line has a promise, or it is nobody's."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.models import Claim
from counterpoint.goals import actions
from counterpoint.goals.models import Goal, Need
from counterpoint.goals.queries.needs import Takes, nobodys, what_it_takes
from counterpoint.ledger.models import Event
from counterpoint.promises.actions import disown, own
from counterpoint.promises.models import Promise
from counterpoint.web.http import Refused
from tests.acts import heard, promise
from tests.claims.visiting import Visitor
from tests.goals.chosen import goal
from tests.world import World


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now)


@pytest.fixture
def chosen(world: World, now: datetime) -> Goal:
    return goal(world, now)


def need(chosen: Goal, world: World, now: datetime, words: str = "A bed on Sundays") -> Need:
    return actions.need(goal=chosen, words=words, by=world.moira, at=now)


def promised(chosen: Goal, world: World, now: datetime) -> tuple[Need, Claim]:
    line, claim = need(chosen, world, now), promise(world, now, due=now.date()).claim
    return actions.promise_need(need=line, promise=claim, by=world.ben, at=now), claim


def taken(world: World, at: datetime) -> Takes:
    return nobodys(world.place, at)[0]


@pytest.mark.parametrize(
    ("needed", "promised", "kept", "says"),
    [
        (7, 4, 0, "Seven things are needed. Four are promised, three are nobody’s."),
        (3, 1, 0, "Three things are needed. One is promised, two are nobody’s."),
        (1, 0, 0, "One thing is needed. It is nobody’s."),
        (1, 1, 0, "One thing is needed. It is promised."),
        (2, 0, 0, "Two things are needed. Both are nobody’s."),
        (5, 0, 0, "Five things are needed. All five are nobody’s."),
        (2, 2, 1, "Two things are needed. Both are promised. One of the promises was kept."),
        (1, 1, 1, "One thing is needed. It is promised. The promise was kept."),
        (
            3,
            2,
            2,
            "Three things are needed. Two are promised, one is nobody’s. All that was promised was kept.",
        ),
        (0, 0, 0, "Nobody has said yet what it takes."),
    ],
)
def test_the_sentence_of_what_it_takes(needed: int, promised: int, kept: int, says: str) -> None:
    assert what_it_takes(needed=needed, promised=promised, kept=kept) == says


def test_a_line_is_nobodys_until_a_promise_is_tied_to_it(world: World, now: datetime, chosen: Goal) -> None:
    line = need(chosen, world, now)
    need(chosen, world, now, "Somebody who can say yes on a Sunday")
    assert taken(world, now).sentence == "Two things are needed. Both are nobody’s."
    actions.promise_need(need=line, promise=promise(world, now).claim, by=world.ben, at=now)
    assert taken(world, now).sentence == "Two things are needed. One is promised, one is nobody’s."
    assert [one.who for one in taken(world, now).promised] == ["Aldermouth Hospital"]
    event = Event.objects.filter(place_id=world.place.pk).latest("seq")
    assert (event.verb, event.subject, event.facts["promise"]) == ("goal.promised", "goal:1", "claim:1")


def test_a_line_whose_promise_was_taken_back_is_nobodys_again_and_says_so(
    world: World, now: datetime, chosen: Goal
) -> None:
    _, claim = promised(chosen, world, now)
    claims.withdraw(claim=claim, words="No money", by=world.ben, at=now)
    line = taken(world, now).nobodys[0]
    assert "taken back" in line.why
    assert line.promise == "Ward rounds before ten"


def test_a_line_whose_promise_was_not_kept_is_nobodys_again_once_the_reply_time_is_over(
    world: World, now: datetime, chosen: Goal
) -> None:
    _, claim = promised(chosen, world, now)
    later = now + timedelta(days=1)
    claims.answer(claim=claim, verdict=Verdict.NO, words="They were not", by=world.kofi, at=later)
    assert not taken(world, later).nobodys, "in reply time the place reads no contest"
    assert "not kept" in taken(world, later + timedelta(days=14)).nobodys[0].why


def test_what_is_promised_is_not_promised_over_again(world: World, now: datetime, chosen: Goal) -> None:
    line, claim = promised(chosen, world, now)
    other = promise(world, now + timedelta(hours=1)).claim
    with pytest.raises(Refused, match="promised already"):
        actions.promise_need(need=line, promise=other, by=world.ben, at=now)
    claims.withdraw(claim=claim, words="No money", by=world.ben, at=now)
    assert actions.promise_need(need=line, promise=other, by=world.ben, at=now).promise == other


def test_only_whoever_wrote_a_line_or_a_steward_takes_it_off(
    world: World, now: datetime, chosen: Goal
) -> None:
    line = need(chosen, world, now)
    with pytest.raises(Refused, match="Only whoever wrote this line"):
        actions.end_need(need=line, by=world.ben, at=now)
    actions.end_need(need=line, by=world.moira, at=now)
    assert nobodys(world.place, now) == ()


def test_what_a_place_needs_is_read_in_three_queries_however_much_it_is(world: World, now: datetime) -> None:
    for count in range(3):
        made = goal(world, now, words=f"Goal {count}")
        promised(made, world, now + timedelta(hours=count))
        need(made, world, now, "Money")
    with CaptureQueriesContext(connection) as asked:
        assert len(nobodys(world.place, now)) == 3
    assert len(asked) <= 3


def test_the_goal_says_first_what_it_takes(
    world: World, now: datetime, chosen: Goal, visitor: Visitor
) -> None:
    promised(chosen, world, now)
    need(chosen, world, now, "Somebody who can say yes on a Sunday")
    visitor.sign_in(world.kofi)
    visitor.get("/aldermouth/goals/1/")
    page = visitor.page
    assert page.index("One is promised, one is nobody’s.") < page.index("Older people on a ward")
    assert page.index("Somebody who can say yes") < page.index("A bed on Sundays"), "what is nobody's first"


def pressed(world: World, visitor: Visitor, words: str) -> None:
    """Ben presses *I promise this* on the goal, and keeps what the form then says."""
    sent = {"sentence": words, "promiser": world.hospital.ref, "to": world.council.ref}
    visitor.post("/aldermouth/goals/1/needs/1/promise-it/", sent)


def test_i_promise_this_opens_the_form_with_its_words_and_the_promise_ties_itself_to_the_line(
    world: World, now: datetime, chosen: Goal, visitor: Visitor
) -> None:
    line = need(chosen, world, now)
    visitor.sign_in(world.ben)
    said = visitor.get("/aldermouth/goals/1/needs/1/promise-it/")
    assert f"It is needed for the goal “{chosen.words}”" in said
    assert "A bed on Sundays" in visitor.page
    for _ in "twice":
        pressed(world, visitor, "Ten beds on Sundays")
        assert visitor.response.url == "/aldermouth/goals/1/"
    line.refresh_from_db()
    assert line.promise == Promise.objects.get().claim, "pressed twice, it is one promise"
    assert "It is promised." in visitor.get("/aldermouth/goals/1/")


def test_where_another_promised_it_meanwhile_the_form_says_so_and_nothing_is_written(
    world: World, now: datetime, chosen: Goal, visitor: Visitor
) -> None:
    _, claim = promised(chosen, world, now)
    visitor.sign_in(world.ben)
    visitor.get("/aldermouth/goals/1/needs/1/promise-it/")
    pressed(world, visitor, "Ten beds on Sundays")
    assert "This is promised already." in visitor.said
    assert "Ten beds on Sundays" in visitor.page, "what was typed stays"
    assert [one.claim for one in Promise.objects.all()] == [claim]


@pytest.mark.parametrize("address", ["2/needs/1", "1/needs/2"])
def test_a_line_that_is_not_there_is_promised_by_nobody(
    world: World, now: datetime, chosen: Goal, visitor: Visitor, address: str
) -> None:
    need(chosen, world, now)
    visitor.sign_in(world.ben)
    visitor.get(f"/aldermouth/goals/{address}/promise-it/")
    assert visitor.status == 404


def test_a_promise_that_is_owned_later_carries_its_line_from_then_on(
    world: World, now: datetime, chosen: Goal
) -> None:
    line, promise_heard = need(chosen, world, now), heard(world, now)
    actions.promise_need(need=line, promise=promise_heard.claim, by=world.ada, at=now)
    [waiting] = taken(world, now).nobodys
    assert "has not owned it yet" in waiting.why
    own(promise=promise_heard, by=world.kofi, at=now + timedelta(hours=1))
    assert [one.words for one in taken(world, now + timedelta(hours=1)).promised] == ["A bed on Sundays"]


def test_a_promise_that_nobody_made_carries_nothing(world: World, now: datetime, chosen: Goal) -> None:
    line, promise_heard = need(chosen, world, now), heard(world, now)
    disown(promise=promise_heard, words="I did not say that", by=world.kofi, at=now)
    with pytest.raises(Refused, match="nobody owns it"):
        actions.promise_need(need=line, promise=promise_heard.claim, by=world.ada, at=now)
