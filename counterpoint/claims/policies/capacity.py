"""As whom a person is heard on a claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.models import BallotTurn, Claim, Counterpart, PoolSeat
from counterpoint.claims.policies.barred import FOLLOWED, PUT_IT, although_barred, why_barred
from counterpoint.claims.policies.family import Family, family_of
from counterpoint.partnership.models import Member, Membership, Organisation

NOT_ASKED = "You were not asked about this. If you would know, say so: choose “I would know too”."
WITHDRAWN = "This was withdrawn, so it can no longer be answered."
NOTHING_YET = "There is nothing to answer yet. You will be asked when somebody says that it is done."
IN_THE_BOX = (
    "You have put your answer in the box. Nobody can tell it from the others, so it can’t be changed."
)
CLOSED = "The box for this was opened and counted, so no more answers can go in."


@dataclass(frozen=True, slots=True)
class Capacity:
    """As what a person may answer a claim."""

    counterpart: Counterpart | None
    organisation: Organisation | None = None
    works_there: bool = False
    perspective: str = ""
    own_staff: bool = False
    detached: bool = False
    in_the_box: bool = False  # has answered, and it can't be changed


def capacity_of(
    member: Member, claim: Claim, at: datetime, acting_for: int | None = None, family: Family | None = None
) -> Capacity | str:
    """As what a member is heard on a claim, or the sentence that says why not."""
    if claim.withdrawn_at:
        return WITHDRAWN
    if claim.claimed_at is None:
        return NOTHING_YET
    family = family or family_of(claim.place_id)
    barred = why_barred(member, claim, at, family)
    if barred in (PUT_IT, FOLLOWED):
        return barred
    theirs = next((one for one in claim.counterparts.all() if one.member_id == member.pk), None)
    named = theirs if theirs and theirs.counts_from else None
    today = day_in(at, claim.place.zone)
    if barred:
        return _although_barred(claim, member, named, today) or barred
    current = [one for one in member.memberships.all() if one.held_on(today)]
    if acting_for:
        current = [one for one in current if one.organisation_id == acting_for]
    entitled = _entitled(claim, member, named, current, family)
    if entitled is None and theirs is not None:
        return _capacity(theirs, member, current[0] if current else None)  # not asked, but speaks
    return entitled or NOT_ASKED


def _although_barred(claim: Claim, member: Member, named: Counterpart | None, today: date) -> Capacity | None:
    """The exceptions of the table: raisers, a named appointee, and own staff who speak apart."""
    at_work = _membership(member, today)
    if named and although_barred(claim, named):
        return _capacity(named, member, at_work)
    if claim.of.own_staff and not claim.of.detached:
        organisation = at_work.organisation if at_work else None
        return Capacity(None, organisation, True, _perspective(member), own_staff=True)
    return None


def _entitled(
    claim: Claim, member: Member, named: Counterpart | None, current: Sequence[Membership], family: Family
) -> Capacity | None:
    """By name, or by that of somebody whose work one does now; by whom one works for or belongs to; by a seat in a
    pool; by where one stands. In this order.
    """
    first = current[0] if current else None
    if named:
        return _capacity(named, member, first)
    follows = _follows(claim, member, family)
    if follows:
        return _capacity(follows, member, first)
    counting = [one for one in claim.counterparts.all() if one.counts_from]
    for one in counting:
        for membership in current:
            if one.organisation_id in family.stands_for.get(membership.organisation_id, ()):
                return _capacity(one, member, membership)
    pool = next((one for one in counting if one.pool_id and _has_seat(one, member, current)), None)
    if pool:
        return _capacity(pool, member, first)
    held = {one.perspective for one in member.standpoints.all()}
    stands = next((one for one in counting if one.perspective and one.perspective in held), None)
    return replace(_capacity(stands, member, first), perspective=stands.perspective) if stands else None


def _follows(claim: Claim, member: Member, family: Family) -> Counterpart | None:
    """Where somebody was asked by name whose work they do now."""
    for one in claim.counterparts.all():
        if one.counts_from and family.answers_for(member.pk, one, claim.of, None):
            return one
    return None


def _capacity(counterpart: Counterpart, member: Member, membership: Membership | None) -> Capacity:
    detached = counterpart.claim.of.detached or counterpart.pool_id is not None
    return Capacity(
        counterpart,
        membership.organisation if membership else None,
        bool(membership and membership.works),
        _perspective(member),
        detached=detached,
        in_the_box=detached and BallotTurn.objects.filter(counterpart=counterpart, member=member).exists(),
    )


def _has_seat(counterpart: Counterpart, member: Member, current: Sequence[Membership]) -> bool:
    ours = {one.organisation_id for one in current}
    return any(
        seat.member_id == member.pk or seat.organisation_id in ours
        for seat in PoolSeat.objects.filter(pool=counterpart.pool_id or 0)
    )


def _membership(member: Member, today: date) -> Membership | None:
    current = [one for one in member.memberships.all() if one.held_on(today)]
    return current[0] if current else None


def _perspective(member: Member) -> str:
    """Where the member stands unless they say otherwise."""
    held = sorted(member.standpoints.all(), key=lambda one: (not one.first, one.pk))
    return held[0].perspective if held else ""


def why_not_answer(member: Member, claim: Claim, at: datetime) -> str | None:
    capacity = capacity_of(member, claim, at)
    if isinstance(capacity, str):
        return capacity
    if capacity.in_the_box:
        return IN_THE_BOX
    if capacity.detached and claim.counted_at:
        return CLOSED
    return None
