"""The same barrier, met by several: merged by those whom it stops, lifted once, and all of them are told and asked."""

from __future__ import annotations

from datetime import datetime

from counterpoint.barriers import policies
from counterpoint.barriers.actions.lifting import fresh
from counterpoint.barriers.models import Barrier
from counterpoint.claims.actions import Named, locked, name_one, record_turn, restand
from counterpoint.claims.choices import TurnVerb
from counterpoint.claims.models import Claim, Counterpart, Ticket
from counterpoint.ledger.actions import Act, act, together
from counterpoint.partnership.models import Member
from counterpoint.web.http import require


def merge(*, barrier: Barrier, into: Barrier, by: Member, at: datetime) -> Barrier:
    """Say that `barrier`, which stops you, is the same as `into`. One act, and an event in the story of each."""
    return _merge(barrier, into, by, at)


def merge_by_ticket(*, ticket: Ticket, into: Barrier, at: datetime) -> Barrier:
    """The same, by somebody without a name, when it is sealed."""
    return _merge(Barrier.objects.get(claim=ticket.claim_id), into, ticket, at)


def _merge(barrier: Barrier, into: Barrier, by: Member | Ticket, at: datetime) -> Barrier:
    actor = by.ref if isinstance(by, Member) else "ticket"
    member = by if isinstance(by, Member) else None
    with together(barrier.place_id):
        with act(barrier.place_id, verb="barrier.merged", by=actor, at=at) as event:
            barrier, into = fresh(barrier), fresh(into)
            require(policies.why_not_merge(by, barrier, into))
            record_turn(event, barrier.claim, TurnVerb.SAME, by=member, into=into.claim.number)
            barrier.same_as = into
            barrier.save(update_fields=["same_as"])
            Barrier.objects.filter(same_as=barrier).update(same_as=into)
        with act(barrier.place_id, verb="barrier.gathered", by=actor, at=at) as event:
            now_must = bring_over(event, barrier.claim, into.claim)
            record_turn(
                event,
                into.claim,
                TurnVerb.GATHERED,
                by=member,
                other=barrier.claim.number,
                was=" ".join(map(str, now_must)) or None,  # those who did not have to be heard until now
            )
    return into


def bring_over(event: Act, claim: Claim, into: Claim) -> list[int]:
    """Those whom one stops are asked of the other: whoever had to be heard still has to be. A ticket opens the other.

    Returns the positions of those who were asked there already, and have to be heard from now on.
    """
    there = {_who(one): one for one in into.counterparts.all()}
    now_must = []
    for one in claim.counterparts.select_related("organisation", "member", "ticket"):
        who = one.organisation or one.member or one.ticket or one.perspective
        if not who or one.counts_from is None:
            continue
        known = there.get(_who(one))
        if known is None:
            name_one(event, into, Named(who, must_hear=one.must_hear, by_claimant=False), added_by=None)
        elif one.must_hear and not known.must_hear:
            known.must_hear = True
            known.save(update_fields=["must_hear"])
            now_must.append(known.position)
    Ticket.objects.filter(place_id=claim.place_id, claim=claim).update(claim=into)
    restand(locked(into))
    return now_must


def _who(one: Counterpart) -> tuple[object, ...]:
    return one.organisation_id, one.member_id, one.ticket_id, one.perspective
