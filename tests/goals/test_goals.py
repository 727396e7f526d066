"""Choosing a goal."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.goals import actions
from counterpoint.goals.queries.finding import NOBODY_WHO_USES
from counterpoint.goals.queries.goal_claims import NOT_SHARED, SHARED
from counterpoint.goals.queries.goal_page import goal_page
from counterpoint.ledger.models import Event
from counterpoint.partnership.models import Member, Place
from counterpoint.partnership.queries import members
from counterpoint.web.http import Refused
from tests.acts import promise
from tests.claims.visiting import Visitor
from tests.goals.acts import national, said
from tests.goals.chosen import WORDS, goal
from tests.goals.measured import USUAL, measure
from tests.world import World


def test_a_goal_is_one_event_that_says_who_chose_it(world: World, now: datetime) -> None:
    made = goal(world, now)
    event = Event.objects.filter(place_id=world.place.pk).latest("seq")
    assert (event.verb, event.subject) == ("goal.chosen", "goal:1")
    assert event.facts["chosen_by"] == ["perspective:lived_experience", world.hospital.ref]
    assert WORDS not in str(event.facts)
    assert str(made.words) == WORDS


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"words": " "}, "Say what should be different"),
        ({"for_whom": ""}, "Say whom it is for"),
        ({"choosers": []}, "Name those first who use the services"),
        ({"words": "Ring about 943 476 5919"}, "NHS number"),
        ({"horizon": "soon"}, "Choose when"),
    ],
)
def test_a_goal_that_says_too_little_or_too_much_is_refused(
    world: World, now: datetime, change: dict[str, object], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        goal(world, now, **change)
    assert not Event.objects.filter(place_id=world.place.pk, verb="goal.chosen").exists()


# What is claimed of the goal itself


def test_that_a_goal_is_carried_is_a_claim_tied_to_it_in_one_event(world: World, now: datetime) -> None:
    made = goal(world, now)
    claim = said(made, world, now, "carried")
    made.refresh_from_db()
    event = Event.objects.filter(place_id=world.place.pk).latest("seq")
    assert (event.verb, event.subject, event.facts["goal"]) == ("goal.carried", claim.ref, "goal:1")
    assert (made.carried_id, claim.message) == (claim.pk, 3)


def test_it_is_said_once_and_again_only_when_it_was_taken_back(world: World, now: datetime) -> None:
    made = goal(world, now)
    claim = said(made, world, now, "carried")
    later = now + timedelta(hours=1)
    with pytest.raises(Refused, match="already"):
        said(made, world, later, "carried")
    claims.withdraw(claim=claim, words="I leave", by=world.ben, at=later)
    assert said(made, world, later, "carried").pk != claim.pk


def test_a_goal_is_shared_only_between_here_and_a_national_body(world: World, now: datetime) -> None:
    made = goal(world, now)
    with pytest.raises(Refused, match="national or regional body as well"):
        said(made, world, now, "signed")
    body = national(world, now)
    claim = said(made, world, now, "signed", body)
    assert goal_page(_met(world.ruth), 1, now).of_it[1].words == NOT_SHARED  # type: ignore[union-attr]
    sam = Member.objects.get(place=world.place, name="Sam Reed")
    for who, words in ((world.kofi, "We staff it"), (sam, "We pay for it")):
        claims.answer(claim=claim, verdict=Verdict.YES, words=words, by=_met(who), at=now)
    assert goal_page(_met(world.ruth), 1, now).of_it[1].words == SHARED  # type: ignore[union-attr]


def test_that_it_is_met_asks_for_another_organisation_and_for_lived_experience(
    world: World, now: datetime
) -> None:
    made = goal(world, now)
    for named in ([world.kofi], [world.desmond], [world.ruth, world.desmond]):
        with pytest.raises(Refused):
            actions.say_of(
                goal=made, kind="met", sentence="Nobody waits", claimants=[world.hospital],
                named=[Named(one) for one in named], by=world.ben, at=now,
            )  # fmt: skip
    assert said(made, world, now, "met").kind == "met"


# The pages


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime, world: World) -> Visitor:
    made = Visitor(monkeypatch, now)
    made.sign_in(world.ben)
    return made


def test_a_goal_that_nobody_who_uses_the_services_chose_says_so(
    world: World, now: datetime, visitor: Visitor
) -> None:
    goal(world, now, choosers=[world.hospital, world.kofi])
    assert NOBODY_WHO_USES in visitor.get("/aldermouth/goals/1/")
    assert NOBODY_WHO_USES in visitor.get("/aldermouth/goals/")
    Member.objects.filter(pk=world.desmond.pk).update(signs=True)
    goal(world, now, choosers=[world.hospital, world.kofi, world.desmond])
    said_of = visitor.get("/aldermouth/goals/2/")
    assert NOBODY_WHO_USES not in said_of
    assert "Chosen by Desmond Ash, Kofi Baah and Aldermouth Hospital" in said_of, "those who use them first"


def test_whoever_does_not_sign_is_not_named_as_one_who_chose(
    world: World, now: datetime, visitor: Visitor
) -> None:
    Member.objects.filter(pk=world.desmond.pk).update(signs=False)
    goal(world, now, choosers=[world.desmond])
    said_of = visitor.get("/aldermouth/goals/1/")
    assert "Chosen by A person with lived experience" in said_of
    assert "Desmond" not in said_of


def test_a_goal_is_chosen_on_its_page(world: World, now: datetime, visitor: Visitor) -> None:
    visitor.get("/aldermouth/goals/choose/")
    visitor.post("/aldermouth/goals/choose/", {"words": WORDS, "for_whom": "All of us", "horizon": "now"})
    assert visitor.status == 422
    assert "Say who chose it" in visitor.said
    sent = {"words": WORDS, "for_whom": "All of us", "horizon": "now", "standing": ["perspective:carer"]}
    visitor.post("/aldermouth/goals/choose/", sent)
    assert visitor.response.url == "/aldermouth/goals/1/"


def test_an_empty_page_of_goals_says_what_belongs_there(world: World, visitor: Visitor) -> None:
    assert "Nobody has yet said what should change for people." in visitor.get("/aldermouth/goals/")
    assert "Nothing was chosen, promised or tried yet" in visitor.get("/aldermouth/goals/horizons/")


def test_the_form_of_the_goal_puts_the_claim(world: World, now: datetime, visitor: Visitor) -> None:
    goal(world, now)
    assert "I carry" in visitor.get("/aldermouth/goals/1/say/carried/")
    sent = {
        "sentence": "I carry it", "acting_for": world.hospital.ref, "who_people": [world.kofi.ref],
        "gains_most": world.council.ref,
    }  # fmt: skip
    visitor.post("/aldermouth/goals/1/say/carried/", sent)
    assert visitor.response.url == "/aldermouth/claims/1/?put"
    assert "I carry it" in visitor.get("/aldermouth/goals/1/")


def test_what_is_not_a_goal_is_not_there(world: World, now: datetime, visitor: Visitor) -> None:
    for path in ("9/", "9/framings/", "9/needs/add/", "9/say/met/"):
        visitor.get(f"/aldermouth/goals/{path}")
        assert visitor.status == 404
    goal(world, now)
    for path in ("1/needs/1/promise/", "1/say/sacrifice/"):
        visitor.get(f"/aldermouth/goals/{path}")
        assert visitor.status == 404


def test_in_its_quiet_fortnight_a_goal_is_read_by_those_who_chose_it(
    world: World, now: datetime, visitor: Visitor
) -> None:
    goal(world, now, choosers=[world.council], by=world.kofi)
    Place.objects.filter(pk=world.place.pk).update(quiet_until=now + timedelta(days=3))
    visitor.get("/aldermouth/goals/1/")
    assert visitor.status == 404
    visitor.sign_in(world.ada)
    visitor.get("/aldermouth/goals/1/")
    assert visitor.status == 200


def test_three_horizons_show_the_mix_and_ask(world: World, now: datetime, visitor: Visitor) -> None:
    goal(world, now, horizon="future")
    promise(world, now)
    said_of = visitor.get("/aldermouth/goals/horizons/")
    assert (
        "Aldermouth Hospital One promise: one for now, none for what is next and none for the future."
        in said_of
    )
    assert said_of.index("The future") < said_of.index(WORDS)


def test_no_page_of_goals_without_charts_asks_more_than_twelve_things(
    world: World, now: datetime, visitor: Visitor
) -> None:
    made = goal(world, now)
    for count in range(3):
        need = actions.need(goal=made, words=f"Thing {count}", by=world.moira, at=now)
        claim = promise(world, now + timedelta(hours=count)).claim
        actions.promise_need(need=need, promise=claim, by=world.ben, at=now)
    said(made, world, now, "carried")
    for path in ("", "1/", "1/framings/", "horizons/", "choose/"):
        with CaptureQueriesContext(connection) as asked:
            visitor.get(f"/aldermouth/goals/{path}")
        assert visitor.status == 200
        assert len(asked) <= 12, path + "\n" + "\n".join(one["sql"][:150] for one in asked)


def _met(member: Member) -> Member:
    return members().get(pk=member.pk)


def test_a_goal_that_nothing_has_changed_for_is_not_sent_twice(
    world: World, now: datetime, visitor: Visitor
) -> None:
    made = goal(world, now)
    visitor.get("/aldermouth/goals/1/")
    held = visitor.response.headers["ETag"]
    visitor.get("/aldermouth/goals/1/", headers={"If-None-Match": held})
    assert visitor.status == 304
    actions.need(goal=made, words="Money", by=world.moira, at=now)
    visitor.get("/aldermouth/goals/1/", headers={"If-None-Match": held})
    assert visitor.status == 200


def test_each_goal_in_the_list_has_its_first_chart_of_what_changed_for_people(
    world: World, now: datetime, visitor: Visitor
) -> None:
    for count in range(3):
        made = goal(world, now, words=f"Goal {count}")
        measure(world, now, USUAL, goal=made, name=f"Days of {count}")
        name = f"Ours alone, {count}"
        measure(world, now, USUAL, goal=made, name=name, sort="own", organisation=world.hospital)
    with CaptureQueriesContext(connection) as asked:
        said_of = visitor.get("/aldermouth/goals/")
    assert [f"Days of {count}" in said_of for count in range(3)] == [True] * 3
    assert "Ours alone" not in said_of
    assert len(asked) <= 12, "\n".join(one["sql"][:150] for one in asked)


def test_what_changed_for_people_stands_before_what_partners_count_of_themselves(
    world: World, now: datetime, visitor: Visitor
) -> None:
    made = goal(world, now)
    measure(world, now, USUAL, goal=made, name="Ours alone", sort="own", organisation=world.hospital)
    measure(world, now, USUAL, goal=made, name="Days that people wait")
    said_of = visitor.get("/aldermouth/goals/1/")
    places = [
        said_of.index(words)
        for words in (
            "Nobody has said yet what it takes", "What changed for people", "Days that people wait",
            "What partners count of themselves", "Ours alone",
        )
    ]  # fmt: skip
    assert places == sorted(places)
