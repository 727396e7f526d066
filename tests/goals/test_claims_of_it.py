"""What is claimed of a goal: carried, shared, met. Who has to say so, and what is refused."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterpoint.analysis.standing import Standing, Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.claims.models import Claim
from counterpoint.claims.policies import why_not_answer
from counterpoint.claims.queries.snapshots import recorded
from counterpoint.goals import actions
from counterpoint.goals.models import Goal
from counterpoint.goals.policies.needs import why_not_matter
from counterpoint.goals.queries.goal_claims import NOT_SHARED, SHARED
from counterpoint.goals.queries.goal_page import goal_page
from counterpoint.partnership.actions import Person, add_member, end_matter, write_matter
from counterpoint.partnership.models import Matter, Member
from counterpoint.partnership.queries import members
from counterpoint.web.http import Refused
from tests.acts import promise
from tests.claims.visiting import Visitor
from tests.goals.acts import national, said
from tests.goals.chosen import goal
from tests.goals.measured import USUAL, measure
from tests.world import World, build

HERE = "/aldermouth/goals/1/"
DAY = timedelta(days=1)


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now)


def says(claim: Claim, who: Member, verdict: Verdict, at: datetime, words: str = "We see it") -> Standing:
    claims.answer(claim=claim, verdict=verdict, words=words, by=members().get(pk=who.pk), at=at)
    return Standing(Claim.objects.get(pk=claim.pk).standing)


# Met, by both


@pytest.mark.parametrize("first", ["kofi", "desmond"])
def test_one_of_the_two_alone_does_not_make_it_met_and_the_page_says_who_is_missing(
    world: World, now: datetime, visitor: Visitor, first: str
) -> None:
    claim = said(goal(world, now), world, now, "met")
    other = {"kofi": "desmond", "desmond": "kofi"}[first]
    missing = {
        "kofi": "Nobody with lived experience, or a carer,",
        "desmond": "Nobody who works in another organisation",
    }
    assert says(claim, getattr(world, first), Verdict.YES, now) == Standing.PARTLY
    visitor.sign_in(world.ruth)
    assert f"{missing[first]} has been heard yet." in visitor.get(f"/aldermouth/claims/{claim.number}/")
    assert says(claim, getattr(world, other), Verdict.YES, now + DAY) == Standing.CONFIRMED
    assert "has been heard yet" not in visitor.get(f"/aldermouth/claims/{claim.number}/")


@pytest.mark.parametrize("who", ["kofi", "desmond"])
def test_a_no_of_either_contests_it(world: World, now: datetime, who: str) -> None:
    claim = said(goal(world, now), world, now, "met")
    for one in (world.kofi, world.desmond):
        says(claim, one, Verdict.YES, now)
    assert says(claim, getattr(world, who), Verdict.NO, now + DAY) == Standing.CONTESTED


def test_nobody_says_it_again_over_a_contest_that_others_cannot_read_yet(world: World, now: datetime) -> None:
    made = goal(world, now)
    says(said(made, world, now, "met"), world.desmond, Verdict.NO, now, "I was sent home at night")

    def offered(at: datetime) -> str:
        page = goal_page(world.kofi, made.number, at)
        assert page is not None
        return page.of_it[2].act

    assert not offered(now + DAY)
    with pytest.raises(Refused, match="It was said already"):
        said(made, world, now + DAY, "met")
    assert offered(now + 14 * DAY) == "Say that it is met"
    said(made, world, now + 14 * DAY, "met")


def test_whoever_was_added_by_others_is_heard_as_those_are_whom_the_claimant_chose(
    world: World, now: datetime
) -> None:
    claim = said(goal(world, now), world, now, "met")
    for one in (world.kofi, world.desmond):
        says(claim, one, Verdict.YES, now)
    claims.add_counterpart(claim=claim, who=world.moira, must_hear=False, by=world.desmond, at=now)
    assert says(claim, world.moira, Verdict.NO, now + DAY) == Standing.CONTESTED


def test_as_at_a_past_day_it_stood_as_it_stood_then(world: World, now: datetime) -> None:
    claim = said(goal(world, now), world, now, "met")
    says(claim, world.kofi, Verdict.YES, now)
    says(claim, world.desmond, Verdict.YES, now + 2 * DAY)
    found = recorded(
        world.place, today=(now + 3 * DAY).date(), since=now.date(), everything=True, at=now + 3 * DAY
    )
    stands = [found.on((now + day * DAY).date())[0].standing for day in (0, 1, 3)]
    assert stands == [Standing.PARTLY, Standing.PARTLY, Standing.CONFIRMED]


def test_a_carer_who_is_here_as_staff_is_no_voice_of_lived_experience(world: World, now: datetime) -> None:
    nurse = add_member(
        place=world.place, by=None, at=now,
        person=Person(name="Nia Holt", post="nurse", email="nia@charity.example", organisation=world.charity,
                      perspectives=["carer"]),
    )  # fmt: skip
    with pytest.raises(Refused, match="lived experience as well"):
        _met(world, now, [world.kofi, nurse])
    claim = _met(world, now, [world.kofi, nurse, world.desmond])
    for one in (world.kofi, nurse):
        assert says(claim, one, Verdict.YES, now) == Standing.PARTLY


def test_colleagues_of_whoever_says_it_in_their_own_name_do_not_answer(world: World, now: datetime) -> None:
    claim = _met(world, now, [world.kofi, world.desmond, world.ruth], claimants=[])
    assert "Your organisation made this claim" in str(
        why_not_answer(members().get(pk=world.ruth.pk), claim, now)
    )
    assert why_not_answer(members().get(pk=world.kofi.pk), claim, now) is None


def _met(world: World, now: datetime, named: list[Any], claimants: list[Any] | None = None) -> Claim:
    return actions.say_of(
        goal=goal(world, now), kind="met", sentence="Nobody waits", by=world.ben, at=now,
        claimants=[world.hospital] if claimants is None else claimants, named=[Named(one) for one in named],
    )  # fmt: skip


# Shared, by here and by a national body, each with what they will do


def test_a_goal_is_not_put_to_be_signed_by_those_here_alone(
    world: World, now: datetime, visitor: Visitor
) -> None:
    goal(world, now)
    visitor.sign_in(world.ben)
    visitor.get(f"{HERE}say/signed/")
    sent = {
        "line_1": "We go home", "line_2": "We open on Sundays", "acting_for": world.hospital.ref,
        "who_organisations": [world.council.ref, world.charity.ref],
    }  # fmt: skip
    visitor.post(f"{HERE}say/signed/", sent)
    assert visitor.status == 422
    assert "Name a national or regional body as well." in visitor.said
    visitor.post(
        f"{HERE}say/signed/", sent | {"line_2": " ", "who_organisations": [national(world, now).ref]}
    )
    assert "Say what you will do for it. Without that it is a wish." in visitor.said
    assert not Claim.objects.exists()


def test_who_signs_without_words_has_not_signed(world: World, now: datetime, visitor: Visitor) -> None:
    made = goal(world, now)
    claim = said(made, world, now, "signed", national(world, now))
    says(claim, world.kofi, Verdict.YES, now, "We staff it")
    sam = Member.objects.get(place=world.place, name="Sam Reed")
    visitor.sign_in(sam)
    visitor.get(f"/aldermouth/claims/{claim.number}/")
    visitor.post(f"/aldermouth/claims/{claim.number}/", {"verdict": "yes", "words": "  "})
    assert Claim.objects.get(pk=claim.pk).standing != Standing.CONFIRMED
    assert NOT_SHARED in visitor.get(HERE)
    says(claim, sam, Verdict.YES, now, "We pay for it")
    assert SHARED in visitor.get(HERE)


# Carried, by one whose organisation does not gain most


@pytest.mark.parametrize(
    ("gains", "why"),
    [
        ("hospital", "gains most by this goal, so it is not carried for others"),
        ("", "Say which organisation gains most"),
    ],
)
def test_nobody_carries_a_goal_by_which_their_own_organisation_gains_most(
    world: World, now: datetime, visitor: Visitor, gains: str, why: str
) -> None:
    goal(world, now)
    visitor.sign_in(world.ben)
    visitor.get(f"{HERE}say/carried/")
    sent = {
        "sentence": "I carry it", "acting_for": world.hospital.ref, "who_people": [world.kofi.ref],
        "gains_most": getattr(world, gains).ref if gains else "",
    }  # fmt: skip
    visitor.post(f"{HERE}say/carried/", sent)
    assert visitor.status == 422
    assert why in visitor.said
    assert not Claim.objects.exists()


def test_an_account_has_the_chart_of_the_goal_beside_it(
    world: World, now: datetime, visitor: Visitor
) -> None:
    made = goal(world, now)
    measure(world, now, USUAL, goal=made, name="Days that people wait")
    said(made, world, now, "carried")
    account = claims.put(
        place=world.place, kind="account", sentence="We aimed at two days.\nIt is four.\nWe open on Sundays.",
        claimants=[world.hospital], named=[Named(world.kofi), Named(world.tunde)], by=world.ben, at=now,
    )  # fmt: skip
    visitor.sign_in(world.kofi)
    with CaptureQueriesContext(connection) as asked:
        page = visitor.get(f"/aldermouth/claims/{account.number}/")
    assert "What the charts say" in page
    assert "Days that people wait" in page
    assert "/aldermouth/measures/1/" in visitor.page
    assert len(asked) <= 12, len(asked)
    other = claims.put(
        place=world.place, kind="account", sentence="Of something else", claimants=[world.council],
        named=[Named(world.ben), Named(world.tunde)], by=world.ada, at=now,
    )  # fmt: skip
    assert "What the charts say" not in visitor.get(f"/aldermouth/claims/{other.number}/")


# What strangers send


def test_a_goal_is_about_five_statements_at_most_and_one_that_ended_makes_room(
    world: World, now: datetime, visitor: Visitor
) -> None:
    made = goal(world, now)
    written = [write_matter(place=world.place, words=f"I know {n}", by=world.moira, at=now) for n in range(5)]
    for one in written:
        actions.tie_matter(goal=made, matter=one, by=world.moira, at=now)
    assert "A goal is about 5 statements at most." in str(
        why_not_matter(Matter(), [one.pk for one in written])
    )
    end_matter(matter=written[0], by=world.moira, at=now)
    sixth = write_matter(place=world.place, words="I know who to ring", by=world.moira, at=now)
    visitor.sign_in(world.moira)
    visitor.get(f"{HERE}what-matters/")
    visitor.post(f"{HERE}what-matters/", {"chosen": str(sixth.number)})
    assert visitor.status == 302
    page = visitor.get(HERE)
    assert "“I know who to ring”" in page
    assert "“I know 0”" not in page


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        (
            "choose/",
            {"words": "x" * 201, "for_whom": "All", "horizon": "now", "standing": ["perspective:carer"]},
        ),
        ("choose/", {"words": "W", "for_whom": "All", "horizon": "now", "standing": ["perspective:king"]}),
        ("choose/", {"words": "W", "for_whom": "All", "horizon": "now", "people": ["member:99999"]}),
        ("choose/", {"words": "W", "for_whom": "All", "horizon": "never", "standing": ["perspective:carer"]}),
        ("1/needs/add/", {"words": "x" * 201}),
        ("1/needs/add/", {"words": "\x00"}),
        ("1/framings/write/", {"words": "x" * 1001, "organisation": "me"}),
        ("1/framings/write/", {"words": "Mine", "organisation": "organisation:99999"}),
        ("1/what-matters/", {"chosen": "9" * 40}),
        ("1/serves/", {"chosen": "²"}),
        ("1/needs/1/promise/", {"chosen": "-1"}),
    ],
)
def test_what_no_form_offers_is_refused_and_nothing_is_kept(
    world: World, now: datetime, visitor: Visitor, path: str, sent: dict[str, Any]
) -> None:
    made = goal(world, now)
    write_matter(place=world.place, words="I know who to ring", by=world.moira, at=now)
    actions.need(goal=made, words="A bed", by=world.moira, at=now)
    said(made, world, now, "carried")
    claims_before, needs = Claim.objects.count(), made.needs.count()
    promise(world, now)
    visitor.sign_in(world.ben)
    visitor.get("/aldermouth/goals/choose/")
    visitor.post(f"/aldermouth/goals/{path}", sent)
    assert visitor.status in (400, 404, 422), (visitor.status, visitor.said[:200])
    assert Goal.objects.count() == 1
    assert (Claim.objects.count(), made.needs.count()) == (claims_before + 1, needs)
    assert not any(kept.exists() for kept in (made.framings, made.matters, made.served_by))


def test_what_another_place_holds_is_not_there(world: World, now: datetime, visitor: Visitor) -> None:
    goal(world, now)
    theirs = build(now, "stowmere")
    goal(theirs, now)
    goal(theirs, now)
    foreign = write_matter(place=theirs.place, words="I know who to ring", by=theirs.moira, at=now)
    write_matter(place=world.place, words="I am asked", by=world.moira, at=now)
    visitor.sign_in(world.ben)
    for path in ("goals/2/", "goals/2/end/", "goals/2/needs/add/", "goals/2/say/met/"):
        visitor.get(f"/aldermouth/{path}")
        assert visitor.status == 404, path
    visitor.get("/stowmere/goals/1/")
    assert visitor.status == 404
    with pytest.raises(Matter.DoesNotExist):
        actions.tie_matter(goal=Goal.objects.get(place=world.place), matter=foreign, by=world.moira, at=now)
