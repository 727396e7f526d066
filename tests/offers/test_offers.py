"""Offers: said before, taken up by those they are made to, claimed at a step, and paid for as promised."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterpoint.analysis.standing import Standing, Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Further, Named
from counterpoint.claims.models import Claim, Counterpart
from counterpoint.claims.queries import people_to_ask, snapshots, today_in
from counterpoint.ledger.models import Event
from counterpoint.offers import actions as offers
from counterpoint.offers.models import Offer
from counterpoint.partnership.models import Member
from counterpoint.web.http import Refused
from counterpoint.work.loop import Work
from tests.acts import later, offer
from tests.claims.visiting import Visitor
from tests.world import World, build

DAY = timedelta(days=1)
HERE = "/aldermouth/offers/"
SAID = {
    "sentence": "When the Sunday clinic is open",
    "organisation": "organisation:2",
    "fixed": "The money",
    "decides": "The six of us",
    "budget": "£12,000",
    "pay": "£12.50 an hour",
    "access": "By bus 4",
    "hear_on_day": "1",
    "hear_on_month": "3",
    "hear_on_year": "2027",
}


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now + DAY)


def reads(visitor: Visitor, member: Member, address: str) -> str:
    visitor.client.logout()
    visitor.sign_in(member)
    return visitor.get(address)


def page_of(made: Offer) -> str:
    return f"{HERE}{made.claim.number}/"


def debt(made: Offer, who: Member) -> Claim:
    return Claim.objects.select_related("place", "amount").get(follows=made.claim, counterparts__member=who)


# Said before


def test_an_offer_says_everything_before_it_begins(world: World, now: datetime, visitor: Visitor) -> None:
    made = offer(world, now)
    page = reads(visitor, world.tunde, page_of(made))
    for words in (
        "When the Sunday clinic is open", "offered, not claimed yet", "What was offered, before it began",
        "What is fixed The money", "Who decides The six of us", "Money for it £12,000", "Pay for taking part £12.50 an hour",
        "So that people can come By bus 4, or by phone", "You hear what came of it by 2 December 2026, in 29 days",
    ):  # fmt: skip
        assert words in page


def test_what_each_is_owed_is_read_by_those_it_concerns_only(
    world: World, now: datetime, visitor: Visitor
) -> None:
    made = offer(world, now)
    offers.owe_all(offer=made, at=now)
    owed = debt(made, world.moira)
    address = f"/aldermouth/claims/{owed.number}/"
    for member, may in ((world.moira, True), (world.ruth, True), (world.tunde, False), (world.ada, False)):
        assert ("£75" in reads(visitor, member, page_of(made))) is may, member.name
        assert ("£75" in reads(visitor, member, address)) is may, member.name
        assert ("£75" in visitor.get("/aldermouth/record/")) is False


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({}, "Invite somebody who uses services, or who cares for one"),
        ({"fixed": ""}, "Say what is fixed already. “Nothing” is an answer too."),
        ({"decides": ""}, "Say who decides in the end."),
        ({"budget": ""}, "Say what money there is. “None” is an answer too."),
        ({"pay": ""}, "Say how people are paid. “Not at all” is an answer too."),
        ({"access": ""}, "Say what you do so that people can come."),
        ({"hear_on_year": ""}, "The day must have a year."),
        (
            {"people": ["member:6"], "hear_on_year": "2025"},
            "That day has passed. Say by which day they hear back",
        ),
        ({"people": ["member:6"], "owed": "£75"}, "Say both: what each person is owed, and by which day."),
        ({"people": ["member:1"]}, "Choose from these."),  # a manager of the council
    ],
)
def test_an_offer_that_leaves_something_out_is_refused_beside_it(
    world: World, visitor: Visitor, said: dict[str, Any], refused: str
) -> None:
    visitor.sign_in(world.ben)
    visitor.get(f"{HERE}put/")
    page = visitor.post(f"{HERE}put/", {**SAID, **said})
    assert visitor.status == 422
    assert page.count(refused) == 2
    assert "£12,000" in visitor.page or "budget" in said
    assert not Claim.objects.exists()


def test_an_offer_is_put_by_its_form_once_and_owes_at_once(world: World, visitor: Visitor) -> None:
    visitor.sign_in(world.ben)
    visitor.get(f"{HERE}put/")
    said = {
        **SAID, "people": [world.moira.ref], "standing": ["perspective:lived_experience"], "owed": "£75",
        "owed_on_day": "", "owed_on_month": "2", "owed_on_year": "2027",
    }  # fmt: skip
    visitor.post(f"{HERE}put/", said)
    first = visitor.response["Location"]
    visitor.post(f"{HERE}put/", said)
    assert visitor.response["Location"] == first
    made = Offer.objects.get()
    assert made.claim.claimed_at is None
    assert [one.member or one.perspective for one in made.claim.counterparts.all()] == [
        world.moira,
        "lived_experience",
    ]
    owed = debt(made, world.moira)
    assert (str(owed.amount), str(owed.due_on), owed.put_by) == ("£75", "2027-02-28", None)
    assert "It is offered." in visitor.get(first)


def test_only_people_with_lived_experience_are_invited(world: World, now: datetime) -> None:
    for who, refused in (
        (world.ada, "does not stand here as somebody who uses services"),
        ("manager", "Invite people who use services"),
        (world.voices, "Invite people who use services"),
    ):
        with pytest.raises(Refused, match=refused):
            offer(world, now, [Named(who)])
    assert offer(world, now, [Named("carer")]).claim.counterparts.get().perspective == "carer"


def test_nobody_offers_in_the_name_of_another_organisation(world: World, now: datetime) -> None:
    with pytest.raises(Refused, match="Only someone who works for Aldermouth Hospital"):
        offers.put(
            place=world.place, decision="x", organisation=world.hospital, named=[Named(world.moira)],
            terms=offers.Terms("a", "b", "c", "d", "e", now.date()), by=world.kofi, at=now,
        )  # fmt: skip


def test_in_a_quiet_fortnight_an_offer_is_seen_by_those_it_is_made_to(
    now: datetime, visitor: Visitor, db: None
) -> None:
    world = build(now, "newplace", ago=DAY)
    made = offer(world, now)
    address = f"/newplace/offers/{made.claim.number}/"
    for member, status in ((world.moira, 200), (world.desmond, 200), (world.ruth, 200), (world.tunde, 404)):
        reads(visitor, member, address)
        assert visitor.status == status, member.name
    for act in ("step/", "owe/", "ticket/"):
        reads(visitor, world.tunde, f"{address}{act}")
        assert visitor.status == 404


# Taking part


def test_one_of_everyone_who_was_invited_takes_part_by_name(
    world: World, now: datetime, visitor: Visitor
) -> None:
    made = offer(world, now)
    assert "I take part" in reads(visitor, world.desmond, page_of(made))
    visitor.post(f"{page_of(made)}join/")
    assert visitor.status == 302
    assert Counterpart.objects.get(claim=made.claim, member=world.desmond).must_hear
    assert str(debt(made, world.desmond).amount) == "£75"
    with pytest.raises(Refused, match="You take part already"):
        offers.join(offer=made, by=world.desmond, at=later(now))


def test_whoever_was_not_invited_does_not_take_part(world: World, now: datetime, visitor: Visitor) -> None:
    made = offer(world, now, [Named(world.moira)])
    assert "I take part" not in reads(visitor, world.desmond, page_of(made))
    for member, refused in (
        (world.desmond, "made to others"),
        (world.ruth, "Your organisation makes this offer"),
    ):
        with pytest.raises(Refused, match=refused):
            offers.join(offer=made, by=member, at=now)


def test_a_ticket_says_what_is_offered_and_answers_both(
    world: World, now: datetime, visitor: Visitor
) -> None:
    made = offer(world, now)
    visitor.sign_in(world.tunde)
    visitor.get(f"{page_of(made)}ticket/")
    page = visitor.post(f"{page_of(made)}ticket/", {"perspective": "carer"})
    assert "What is fixed The money" in page
    how_it_was, paid = dict.fromkeys(re.findall(r'href="[^"]*(/t/[^"]+)"', visitor.page))
    visitor.client.logout()
    assert "There is nothing to answer yet" in visitor.get(how_it_was)
    assert "You are owed: £75." in visitor.get(paid)
    visitor.client.post(paid, {"say": "no", "words": "Not a penny"})
    owed = Claim.objects.get(follows=made.claim)
    assert owed.standing == Standing.CONTESTED
    offers.claim_step(offer=made, step=6, by=world.ben, at=later(now))
    visitor.at = later(now, 2)
    visitor.client.post(how_it_was, {"say": "step-3"})
    assert made.claim.answers.get().step == 3


def test_the_organiser_hands_out_no_tickets_to_its_own_offer(world: World, now: datetime) -> None:
    made = offer(world, now)
    with pytest.raises(Refused, match="Ask someone outside it"):
        offers.hand_out(offer=made, perspective="carer", by=world.ruth, at=now)
    assert not Claim.objects.filter(follows=made.claim).exists()


def test_a_slip_is_both_tickets_or_none(world: World, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    made = offer(world, now)

    def breaks(**_: Any) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(offers.offering, "owe_by_ticket", breaks)
    with pytest.raises(RuntimeError):
        offers.hand_out(offer=made, perspective="carer", by=world.tunde, at=now)
    assert made.claim.tickets.count() == 0


# Which step it was


def steps(world: World, now: datetime, chosen: list[int], claimed: int = 6) -> Claim:
    made = offer(world, now, [Named("carer")], owed="")
    secrets = [offers.hand_out(offer=made, perspective="carer", by=world.tunde, at=now)[0] for _ in chosen]
    offers.claim_step(offer=made, step=claimed, by=world.ben, at=now)
    for secret, step in zip(secrets, chosen, strict=True):
        ticket = made.claim.tickets.get(hash=claims.hash_of(secret))
        claims.answer_by_ticket(ticket=ticket, verdict=Verdict.YES, step=step, at=now)
    return world.claim(made.claim.number)


@pytest.mark.parametrize(
    ("chosen", "standing"),
    [
        ([6, 6, 6, 6, 6], Standing.CONFIRMED),
        ([5, 5, 6, 7, 7], Standing.CONFIRMED),  # the middle one is what was claimed
        ([5, 5, 5, 7, 7], Standing.PARTLY),  # nearly so
        ([4, 4, 4, 7, 7], Standing.CONTESTED),
        ([4, 5, 5, 7, 7], Standing.PARTLY),  # nearly contested
        ([6, 6, 6, 6], Standing.FEW),  # four who agree are few
        ([], Standing.UNANSWERED),
    ],
)
def test_the_step_is_what_those_say_who_took_part(
    world: World, now: datetime, chosen: list[int], standing: Standing
) -> None:
    assert steps(world, now, chosen).standing == standing


def test_until_a_step_is_claimed_nothing_is_claimed(world: World, now: datetime) -> None:
    made = offer(world, now)
    today = today_in(world.place, now)
    (seen,) = snapshots(world.place, today=today, everything=True)
    assert (seen.state, seen.counted) == ("offered", False)
    with pytest.raises(Refused, match="There is nothing to answer yet"):
        claims.answer(claim=made.claim, verdict=Verdict.YES, step=6, by=world.moira, at=now)
    for member, refused in (
        (world.moira, "Only someone who works for"),
        (world.ada, "Only someone who works for"),
    ):
        with pytest.raises(Refused, match=refused):
            offers.claim_step(offer=made, step=6, by=member, at=now)
    offers.claim_step(offer=made, step=6, by=world.ruth, at=now)
    (seen, *_) = snapshots(world.place, today=today, everything=True)
    assert (seen.state, seen.counted) == ("unanswered", True)
    with pytest.raises(Refused, match="said already which step"):
        offers.claim_step(offer=made, step=7, by=world.ruth, at=now)


def test_as_at_a_day_before_its_step_was_claimed_it_was_an_offer(world: World, now: datetime) -> None:
    made = offer(world, now)
    offers.claim_step(offer=made, step=6, by=world.ben, at=now + 5 * DAY)
    today = today_in(world.place, now + 6 * DAY)
    then = snapshots(world.place, today=today, as_at=today_in(world.place, now + DAY), everything=True)
    assert [one.state for one in then] == ["offered"]


def test_co_production_without_an_offer_says_so(world: World, now: datetime, visitor: Visitor) -> None:
    bare = claims.put(
        place=world.place, kind="coproduced", sentence="The card", claimants=[world.hospital],
        named=[Named(world.moira)], further=Further(step=6), by=world.ben, at=now,
    )  # fmt: skip
    offered = offer(world, now)
    offers.claim_step(offer=offered, step=6, by=world.ben, at=now)
    said = "No offer came before this"
    assert said in reads(visitor, world.ada, f"{HERE}{bare.number}/")
    assert said not in visitor.get(page_of(offered))
    visitor.get(f"/aldermouth/claims/{bare.number}/")
    assert visitor.response["Location"] == f"{HERE}{bare.number}/"


# Paid as promised


def test_each_person_is_owed_once_however_often_it_is_looked_at(world: World, now: datetime) -> None:
    made = offer(world, now)
    assert [offers.owe_all(offer=made, at=now) for _ in range(3)] == [1, 0, 0]
    offers.join(offer=made, by=world.desmond, at=now)
    assert offers.owe_all(offer=made, at=now) == 1
    with pytest.raises(Refused, match="on the record already"):
        offers.owe(offer=made, who=world.moira, at=now)
    made_by = {one.actor for one in Event.objects.filter(verb="claim.owed")}
    assert made_by == {"system"}


def test_what_an_interrupted_page_left_out_is_owed_by_the_next_round_of_work(
    world: World, now: datetime
) -> None:
    made = offer(world, now)
    claims.add_counterpart(claim=made.claim, who=world.tunde, must_hear=False, by=world.ada, at=now)
    work = Work()
    work.ask(world.place, now + timedelta(hours=1))
    assert str(debt(made, world.moira).amount) == "£75"
    assert Claim.objects.filter(follows=made.claim).count() == 1  # Tunde would know; nobody invited him


def test_an_offer_that_pays_nothing_owes_nothing(world: World, now: datetime) -> None:
    made = offer(world, now, owed="")
    assert offers.owe_all(offer=made, at=now) == 0
    with pytest.raises(Refused, match="names nothing"):
        offers.owe(offer=made, who=world.moira, at=now)


def test_they_are_asked_on_the_day_it_is_due_and_not_before(world: World, now: datetime) -> None:
    made = offer(world, now)
    offers.owe_all(offer=made, at=now)
    asked = lambda days: [  # noqa: E731
        one.member for one in people_to_ask(world.place, later(now, days)) if one.claim.kind == "paid"
    ]
    assert (asked(19), asked(20)) == ([], [world.moira])


def test_only_whoever_is_owed_says_that_it_was_paid_or_lets_it_go(world: World, now: datetime) -> None:
    made = offer(world, now)
    offers.owe_all(offer=made, at=now)
    owed = debt(made, world.moira)
    for member in (world.ben, world.ruth):
        with pytest.raises(Refused, match="Your organisation made this claim"):
            claims.answer(claim=owed, verdict=Verdict.YES, by=member, at=later(now, 21))
        with pytest.raises(Refused, match="Only the person who is owed can let this go"):
            claims.withdraw(claim=owed, words="Paid", by=member, at=later(now, 21))
    for act in (
        lambda: claims.add_counterpart(claim=owed, who=world.kofi, must_hear=True, by=world.tunde, at=now),
        lambda: claims.know_too(claim=owed, by=world.tunde, at=now),
        lambda: claims.issue_ticket(claim=owed, perspective="carer", must_hear=True, by=world.tunde, at=now),
    ):
        with pytest.raises(Refused, match="Only whoever is owed this says"):
            act()
    claims.answer(claim=owed, verdict=Verdict.YES, by=world.moira, at=later(now, 21))
    assert world.claim(owed.number).standing == Standing.CONFIRMED
    claims.withdraw(claim=owed, words="A gift", by=world.moira, at=later(now, 22))


def test_what_else_is_owed_is_put_by_the_organiser_for_those_who_take_part(
    world: World, now: datetime, visitor: Visitor
) -> None:
    made = offer(world, now)
    visitor.sign_in(world.ben)
    said = {
        "who": world.moira.ref,
        "what": "Bus fares",
        "amount": "£4.60",
        "on_day": "9",
        "on_month": "12",
        "on_year": "2026",
    }
    visitor.get(f"{page_of(made)}owe/")
    visitor.post(f"{page_of(made)}owe/", said)
    assert visitor.status == 302
    page = visitor.get(page_of(made))
    assert "due 9 December 2026 · Bus fares" in page
    with pytest.raises(Refused, match="does not take part"):
        offers.owe_more(
            offer=made,
            who=world.desmond,
            what="x",
            amount="£1",
            on=later(now, 3).date(),
            by=world.ben,
            at=now,
        )
    with pytest.raises(Refused, match="Only someone who works for"):
        offers.owe_more(
            offer=made, who=world.moira, what="x", amount="£1", on=later(now, 3).date(), by=world.ada, at=now
        )


def test_since_when_something_is_owed_is_said(world: World, now: datetime, visitor: Visitor) -> None:
    made = offer(world, now)
    offers.owe_all(offer=made, at=now)
    visitor.at = later(now, 30)
    page = reads(visitor, world.tunde, f"/aldermouth/claims/{debt(made, world.moira).number}/")
    assert "Due since 22 November 2026, 10 days ago" in page
    assert "Put by Counterpoint, from the offer" in page
    assert "overdue, no answer" in page


def test_an_offer_with_twenty_people_costs_no_more_queries(
    world: World, now: datetime, visitor: Visitor
) -> None:
    made = offer(world, now)
    offers.owe_all(offer=made, at=now)
    for _ in range(6):
        offers.hand_out(offer=made, perspective="carer", by=world.tunde, at=now)
    visitor.sign_in(world.ben)
    visitor.get(page_of(made))
    with CaptureQueriesContext(connection) as queries:
        visitor.get(page_of(made))
    ours = list(queries)
    assert len(ours) <= 12, "\n".join(one["sql"][:120] for one in ours)
