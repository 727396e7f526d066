"""Ending a goal, in the open; and who is in on it while it goes on."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.goals import actions
from counterpoint.goals.queries.needs import nobodys
from counterpoint.ledger.models import Event
from counterpoint.web.http import Refused
from tests.claims.visiting import Visitor
from tests.goals.acts import said
from tests.goals.chosen import goal
from tests.world import World

HERE = "/aldermouth/goals/1/"
DAY = timedelta(days=1)


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now)


def test_a_goal_that_ended_stays_readable_and_says_since_when_and_why(
    world: World, now: datetime, visitor: Visitor
) -> None:
    made = goal(world, now)
    actions.need(goal=made, words="A bed on Sundays", by=world.moira, at=now)
    visitor.sign_in(world.moira)
    visitor.get(f"{HERE}end/")
    visitor.post(f"{HERE}end/", {"words": "We chose another"})
    event = Event.objects.filter(place_id=world.place.pk).latest("seq")
    assert (event.verb, event.subject, "We chose" in str(event.facts)) == ("goal.ended", "goal:1", False)
    visitor.sign_in(world.kofi)
    page = visitor.get(HERE)
    assert "Ended on 2 November 2026. A carer says why: “We chose another”" in page
    assert page.index("We chose another") < page.index("A bed on Sundays")
    assert "I promise this" not in page
    assert "End this goal" not in page
    assert "ended on 2 November 2026" in visitor.get("/aldermouth/goals/")
    assert nobodys(world.place, now) == (), "the hour together asks for nothing more for it"


@pytest.mark.parametrize(
    "path",
    ["needs/add/", "framings/write/", "say/carried/", "end/"],
)
def test_nothing_is_added_to_a_goal_that_ended(
    world: World, now: datetime, visitor: Visitor, path: str
) -> None:
    actions.end_goal(goal=goal(world, now), why="We chose another", by=world.moira, at=now)
    visitor.sign_in(world.ben)
    visitor.get(HERE + path)
    sent = {
        "words": "More", "organisation": world.hospital.ref, "sentence": "I carry it",
        "acting_for": world.hospital.ref, "who_people": [world.kofi.ref], "gains_most": world.council.ref,
    }  # fmt: skip
    visitor.post(HERE + path, sent)
    assert visitor.status in (403, 409, 422)
    assert "was ended" in visitor.said


def test_it_is_ended_by_whoever_wrote_it_down_or_carries_it_or_a_steward(world: World, now: datetime) -> None:
    made = goal(world, now)
    with pytest.raises(Refused, match="Only whoever wrote this goal down"):
        actions.end_goal(goal=made, why="It costs too much", by=world.ben, at=now)
    claim = said(made, world, now, "carried")
    with pytest.raises(
        Refused, match="Only whoever wrote this goal down"
    ):  # so far they alone say that they carry it
        actions.end_goal(goal=made, why="It costs too much", by=world.ben, at=now)
    claims.answer(claim=claim, verdict=Verdict.YES, words="", by=world.kofi, at=now)
    actions.end_goal(goal=made, why="It costs too much", by=world.ben, at=now)
    with pytest.raises(Refused, match="already"):
        actions.end_goal(goal=made, why="It costs too much", by=world.ada, at=now)
    actions.end_goal(goal=goal(world, now, words="Another"), why="It is the same", by=world.ada, at=now)


@pytest.mark.parametrize("why", ["", "   ", "x" * 301, "Ring about 943 476 5919"])
def test_it_is_not_ended_without_a_reason_that_can_be_read(
    world: World, now: datetime, visitor: Visitor, why: str
) -> None:
    made = goal(world, now)
    with pytest.raises(Refused):
        actions.end_goal(goal=made, why=why, by=world.moira, at=now)
    visitor.sign_in(world.moira)
    visitor.get(f"{HERE}end/")
    visitor.post(f"{HERE}end/", {"words": why})
    assert visitor.status == 422


def test_while_people_are_asked_whether_it_is_met_nobody_ends_it(world: World, now: datetime) -> None:
    made = goal(world, now)
    claim = said(made, world, now, "met")
    with pytest.raises(Refused, match="are being asked whether it is met"):
        actions.end_goal(goal=made, why="It is met", by=world.moira, at=now)
    claims.answer(claim=claim, verdict=Verdict.NO, words="It is not", by=world.desmond, at=now)
    with pytest.raises(Refused, match="are being asked"):
        actions.end_goal(goal=made, why="It is met", by=world.moira, at=now + DAY)
    ended = actions.end_goal(goal=made, why="It is not met", by=world.moira, at=now + 14 * DAY)
    assert ended.ended_by == world.moira


# Who is in


def test_who_is_in_on_a_goal_is_in_with_whoever_carries_it(
    world: World, now: datetime, visitor: Visitor
) -> None:
    made = goal(world, now)
    visitor.sign_in(world.tunde)
    assert "Once somebody carries it" in visitor.get(HERE)
    claim = said(made, world, now, "carried")
    visitor.get(HERE)
    link = f"/aldermouth/claims/{claim.number}/in/"
    assert link in visitor.page
    assert f"/aldermouth/claims/{claim.number}/talk/" in visitor.page
    visitor.get(link)
    visitor.post(link, {"brings": "room", "words": ""})
    assert "One is in." in visitor.get(HERE)
    assert f"/aldermouth/claims/{claim.number}/#help" in visitor.page
    assert link not in visitor.page, "they are in"
    claims.withdraw(claim=claim, words="I leave", by=world.ben, at=now)
    assert "Once somebody carries it" in visitor.get(HERE), "nobody does any more"
