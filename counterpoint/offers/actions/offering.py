"""Offers: put, taken up, claimed; and what is owed from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.actions import (
    Further,
    Named,
    hash_of,
    issue_ticket,
    locked,
    name_one,
    new_secret,
    record_claim,
    say_done,
)
from counterpoint.claims.choices import Step, kind_of
from counterpoint.claims.models import Claim, Ticket
from counterpoint.claims.policies import why_not_put
from counterpoint.claims.policies.twice import why_not_twice
from counterpoint.ledger.actions import act
from counterpoint.offers import policies
from counterpoint.offers.models import Offer
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.web.http import require

COPRODUCED, PAID = kind_of("coproduced"), kind_of("paid")
FOR_TAKING_PART = (
    "What was offered for taking part in offer {number}"  # its words may be erased: none are copied
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What an offer says besides which decision it is, and to whom it is made."""

    fixed: str
    decides: str
    budget: str
    pay: str
    access: str
    hear_on: date
    owed: str = ""  # each person, for their eyes only
    owed_on: date | None = None


def put(
    *,
    place: Place,
    decision: str,
    organisation: Organisation,
    named: Sequence[Named],
    terms: Terms,
    by: Member,
    at: datetime,
) -> Offer:
    """Offer a decision to make together, before it is made. Whoever is invited will say which step it was."""
    today, who = day_in(at, place.zone), [one.who for one in named]
    with act(place.pk, verb="offer.put", by=by.ref, at=at) as event:
        require(policies.why_not_offer(by, organisation))
        require(policies.why_not_invite(who), field="people")
        require(why_not_put(COPRODUCED, by, [organisation], who, at), field="people")
        require(policies.why_not_hear_on(terms.hear_on, today), field="hear_on")
        require(policies.why_not_owed_on(terms.owed, terms.owed_on, today), field="owed_on")
        require(why_not_twice(COPRODUCED.key, decision, by, at))
        claim = record_claim(
            event,
            place=place,
            kind=COPRODUCED,
            sentence=decision,
            claimants=[organisation],
            named=named,
            by=by,
            acting_for=organisation,
            claimed=False,
        )
        event.facts["hear_on"] = terms.hear_on.isoformat()
        return Offer.objects.create(
            place=place,
            claim=claim,
            organisation=organisation,
            fixed=event.text(terms.fixed, "fixed"),
            decides=event.text(terms.decides, "decides"),
            budget=event.text(terms.budget, "budget"),
            pay=event.text(terms.pay, "pay"),
            access=event.text(terms.access, "access"),
            hear_on=terms.hear_on,
            owed=event.text(terms.owed, "owed") if terms.owed.strip() else None,
            owed_on=terms.owed_on,
        )


def join(*, offer: Offer, by: Member, at: datetime) -> Offer:
    """ "I take part": one of everyone who stands there says so, and is from now on asked, and owed, by name."""
    with act(offer.place_id, verb="offer.joined", by=by.ref, at=at) as event:
        offer = _locked(offer)
        require(policies.why_not_join(by, offer, at))
        event.subject = offer.claim.ref
        name_one(event, offer.claim, Named(by, by_claimant=False), added_by=by)
    return offer


def claim_step(*, offer: Offer, step: int, by: Member, at: datetime) -> Offer:
    """The organiser says which step of the ladder it was. Those who took part are asked, each on their own."""
    with act(offer.place_id, verb="offer.claimed", by=by.ref, at=at) as event:
        offer = _locked(offer)
        require(policies.why_not_claim(by, offer))
        require(None if step in Step.values else "Choose the step that you say it was.", field="step")
        event.subject = offer.claim.ref
        event.facts["step"] = step
        offer.claim.step = step
        offer.claim.save(update_fields=["step"])
        say_done(event, offer.claim, [offer.organisation], by=by)
    return offer


def owe(*, offer: Offer, who: Member, at: datetime) -> Claim:
    """What the offer says that each person is owed, as a claim of its own. The system makes it: nobody can forget to."""
    with act(offer.place_id, verb="claim.owed", by="system", at=at) as event:
        offer = _locked(offer)
        require(policies.why_not_owe(offer, who))
        return record_claim(
            event,
            place=offer.place,
            kind=PAID,
            sentence=_for_taking_part(offer),
            claimants=[offer.organisation],
            named=[Named(who, by_claimant=False)],
            by=None,
            claimed=True,
            further=Further(due_on=offer.owed_on, amount=str(offer.owed), follows=offer.claim),
        )


def owe_by_ticket(*, offer: Offer, perspective: str, at: datetime) -> tuple[Claim, str]:
    """The same, for somebody without an account. Returns the claim, and the secret with which they answer it."""
    with act(offer.place_id, verb="claim.owed", by="system", at=at) as event:
        offer = _locked(offer)
        require(None if offer.owed else "This offer names nothing that each person is owed.")
        claim = record_claim(
            event,
            place=offer.place,
            kind=PAID,
            sentence=_for_taking_part(offer),
            claimants=[offer.organisation],
            named=[],
            by=None,
            claimed=True,
            further=Further(due_on=offer.owed_on, amount=str(offer.owed), follows=offer.claim),
        )
        secret = new_secret()
        ticket = Ticket.objects.create(
            place=offer.place, hash=hash_of(secret), claim=claim, perspective=perspective
        )
        one = name_one(event, claim, Named(ticket, by_claimant=False), added_by=None)
        event.facts["counterparts"] = [one.position]
    return claim, secret


def owe_more(
    *, offer: Offer, who: Member, what: str, amount: str, on: date, by: Member, at: datetime
) -> Claim:
    """What else somebody is owed: fares, another day. They alone say whether it was paid."""
    with act(offer.place_id, verb="claim.owed", by=by.ref, at=at) as event:
        offer = _locked(offer)
        require(policies.why_not_owe_more(by, offer, who, on, at))
        return record_claim(
            event,
            place=offer.place,
            kind=PAID,
            sentence=what,
            claimants=[offer.organisation],
            named=[Named(who, by_claimant=False)],
            by=by,
            acting_for=offer.organisation,
            claimed=True,
            further=Further(due_on=on, amount=amount, follows=offer.claim),
        )


def owe_all(*, offer: Offer, at: datetime) -> int:
    """Everyone who takes part by name and is owed, and is not on the record yet. Done again it does nothing."""
    offer = read(offer.place_id, offer.claim_id)
    if offer.owed is None or offer.claim.withdrawn_at:
        return 0
    known = set(
        policies.debts_of(offer.claim).filter(put_by=None).values_list("counterparts__member", flat=True)
    )
    owed = [
        one.member
        for one in offer.claim.counterparts.select_related("member")
        # Whoever was added by somebody else would know how it was; they were not invited to take part.
        if one.member and one.counts_from and one.added_by_id in (None, one.member_id)
    ]
    new = [one for one in owed if one.pk not in known]
    for who in new:
        owe(offer=offer, who=who, at=at)
    return len(new)


def owe_whatever_was_offered(*, place: Place, at: datetime) -> int:
    """All offers of a place: for `work`, should anybody have been interrupted between an offer and what it owes."""
    found = Offer.objects.filter(place=place, owed__isnull=False, claim__withdrawn_at=None)
    return sum(owe_all(offer=one, at=at) for one in found)


def hand_out(*, offer: Offer, perspective: str, by: Member, at: datetime) -> tuple[str, str]:
    """Two tickets on one slip, for somebody without an account: how it was, and whether they were paid ("" if not owed).

    Two acts, both or neither.
    """
    with transaction.atomic():
        offer = read(offer.place_id, offer.claim_id)
        _, how_it_was = issue_ticket(claim=offer.claim, perspective=perspective, must_hear=True, by=by, at=at)
        if offer.owed is None:
            return how_it_was, ""
        _, paid = owe_by_ticket(offer=offer, perspective=perspective, at=at)
    return how_it_was, paid


def read(place_id: int, claim_id: int) -> Offer:
    return Offer.objects.select_related("place", "claim__place", "organisation", "owed").get(
        place_id=place_id, claim_id=claim_id
    )


def _locked(offer: Offer) -> Offer:
    fresh = read(offer.place_id, offer.claim_id)
    fresh.claim = locked(fresh.claim)
    return fresh


def _for_taking_part(offer: Offer) -> str:
    return FOR_TAKING_PART.format(number=offer.claim.number)
