"""Naming those who would know, after the claim was put."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from counterpoint.claims import policies
from counterpoint.claims.actions.putting import Named, Someone, name_one
from counterpoint.claims.actions.standing import locked, restand
from counterpoint.claims.actions.turns import record_turn
from counterpoint.claims.choices import TurnVerb
from counterpoint.claims.models import Claim, Counterpart, Ticket
from counterpoint.ledger.actions import act
from counterpoint.partnership.models import Member, Organisation
from counterpoint.web.http import Refused, require

TWICE = "They are among those who are asked already."


def add_counterpart(*, claim: Claim, who: Someone, must_hear: bool, by: Member, at: datetime) -> Counterpart:
    """Add someone who would know. Nobody in the claimant's organisation can be added."""
    with act(claim.place_id, verb="claim.counterpart_added", by=by.ref, at=at) as event:
        claim = locked(claim)
        require(policies.why_not_add(by, claim, at))
        claimants = [
            one.organisation for one in claim.claimants.select_related("organisation") if one.organisation
        ]
        require(policies.why_not_put(claim.of, None, claimants, [who] * claim.of.fewest, at))
        if isinstance(who, Member):
            require(
                policies.why_barred(who, claim, at)
                and f"{who.name} works for whoever makes this claim, or put it."
            )
        if any(_same(one, who) for one in claim.counterparts.all()):
            raise Refused(TWICE)
        event.subject = claim.ref
        added = name_one(
            event,
            claim,
            Named(who, must_hear=must_hear, by_claimant=policies.why_barred(by, claim, at) is not None),
            added_by=by,
        )
        restand(locked(claim))
    return added


def know_too(*, claim: Claim, by: Member, at: datetime) -> Counterpart:
    """ "I would know too": shown as not asked, but spoke, until any one counterpart adds them."""
    with act(claim.place_id, verb="claim.knows_too", by=by.ref, at=at) as event:
        claim = locked(claim)
        require(policies.why_not_know_too(by, claim, at))
        if any(one.member_id == by.pk for one in claim.counterparts.all()):
            raise Refused("You have said so already.")
        event.subject = claim.ref
        return name_one(
            event, claim, Named(by, must_hear=False, by_claimant=False), added_by=by, counts=False
        )


def know_too_by_ticket(*, claim: Claim, perspective: str, how: str, at: datetime) -> tuple[Ticket, str]:
    """Somebody without an account would know too, and says how. Returns the ticket and its secret, kept nowhere."""
    with act(claim.place_id, verb="claim.knows_too", by="ticket", at=at) as event:
        claim = locked(claim)
        require(policies.why_nobody_knows_too(claim))
        require(None if how.strip() else "Say in one line how you would know.", field="how")
        secret = new_secret()
        ticket = Ticket.objects.create(
            place_id=claim.place_id, hash=hash_of(secret), claim=claim, perspective=perspective
        )
        named = Named(ticket, must_hear=False, by_claimant=False)
        one = name_one(event, claim, named, added_by=None, counts=False)
        record_turn(event, claim, TurnVerb.KNOWS, by=None, words=how, position=one.position)
    return ticket, secret


def adopt(*, counterpart: Counterpart, by: Member, at: datetime) -> Counterpart:
    """One who was asked adds one who spoke unasked: from now on their answer counts."""
    with act(counterpart.place_id, verb="claim.adopted", by=by.ref, at=at) as event:
        claim = locked(counterpart.claim)
        counterpart = Counterpart.objects.select_related("member").get(pk=counterpart.pk)
        require(policies.why_not_adopt(by, claim, counterpart, at))
        counterpart.counts_from, counterpart.adopted_by = event.at, by
        counterpart.save(update_fields=["counts_from", "adopted_by"])
        event.subject = claim.ref
        event.facts["position"] = counterpart.position
        restand(locked(claim))
    return counterpart


def issue_ticket(
    *, claim: Claim, perspective: str, must_hear: bool, by: Member, at: datetime
) -> tuple[Ticket, str]:
    """Hand someone a secret link to answer with. Returns the ticket and its secret, which is kept nowhere."""
    with act(claim.place_id, verb="claim.ticket_issued", by=by.ref, at=at) as event:
        claim = locked(claim)
        require(policies.why_not_issue_ticket(by, claim, at))
        secret = new_secret()
        ticket = Ticket.objects.create(
            place_id=claim.place_id, hash=hash_of(secret), claim=claim, perspective=perspective, issued_by=by
        )
        event.subject = claim.ref
        name_one(event, claim, Named(ticket, must_hear=must_hear, by_claimant=False), added_by=by)
    return ticket, secret


def new_secret() -> str:
    """128 bits, for a link."""
    return secrets.token_urlsafe(16)


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _same(one: Counterpart, who: Someone) -> bool:
    if isinstance(who, Organisation):
        return one.organisation_id == who.pk
    if isinstance(who, Member):
        return one.member_id == who.pk and one.counts_from is not None
    return isinstance(who, str) and one.perspective == who
