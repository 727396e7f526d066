"""Asking those who would know. A budget delays the notice, never the right to answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from counterpoint.claims.actions.putting import Named, name_one
from counterpoint.claims.actions.standing import locked
from counterpoint.claims.models import Ask, Claim, Counterpart
from counterpoint.ledger.actions import act
from counterpoint.partnership.models import Member, Organisation
from counterpoint.web.http import Refused


def ask(*, member: Member, counterparts: Sequence[Counterpart], at: datetime) -> list[Ask]:
    """Ask one person about one or more claims: one event, and, for `work`, one mail or text."""
    with act(member.place_id, verb="member.asked", by="system", at=at) as event:
        asks = []
        for counterpart in counterparts:
            before = Ask.objects.filter(claim=counterpart.claim_id, member=member).count()
            asks.append(
                Ask.objects.create(
                    place_id=member.place_id,
                    claim_id=counterpart.claim_id,
                    counterpart=counterpart,
                    member=member,
                    round=before + 1,
                    at=event.at,
                )
            )
        event.subject = member.ref
        event.facts["asks"] = [
            {"claim": one.claim.ref, "position": one.counterpart.position, "round": one.round} for one in asks
        ]
    return asks


def ask_whoever_now(*, counterpart: Counterpart, who: Organisation | Member, at: datetime) -> Counterpart:
    """After two unanswered asks, whoever does that work now is asked, and the page says that the first could not be reached."""
    with act(counterpart.place_id, verb="claim.asked_instead", by="system", at=at) as event:
        claim: Claim = locked(counterpart.claim)
        if claim.counterparts.filter(instead_of=counterpart).exists():
            raise Refused("Someone is asked instead already.")
        event.subject = claim.ref
        event.facts["instead_of"] = counterpart.position
        return name_one(
            event,
            claim,
            Named(who, must_hear=counterpart.must_hear, by_claimant=counterpart.by_claimant),
            added_by=None,
            instead_of=counterpart,
        )
