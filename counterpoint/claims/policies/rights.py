"""Who may put, answer, add, reply and withdraw. A refusal is one sentence, for the person who will read it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from counterpoint.analysis.calendar import add_working_days, day_in
from counterpoint.claims.choices import Bars, Kind
from counterpoint.claims.models import BallotTurn, Claim, Counterpart, PoolSeat
from counterpoint.claims.policies.voices import Family, family_of
from counterpoint.partnership.models import Member, Membership, Organisation

ADD_DAYS = 10  # working days in which a counterpart may be added

PUT_IT = "You put this yourself. Only those it was done for, or with, can say whether it is so."
OWN_WORK = "Your organisation made this claim. Only those it was done for, or with, can say whether it is so."
NOT_ASKED = "You were not asked about this. If you would know, say so: choose “I would know too”."
WITHDRAWN = "This was withdrawn, so it can no longer be answered."
NOTHING_YET = "There is nothing to answer yet. You will be asked when somebody says that it is done."
IN_THE_BOX = "You have put your answer in the box. Nobody can tell it from the others, so it can’t be changed."
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


def _works(member: Member, days: Collection[date]) -> set[int]:
    return {
        one.organisation_id
        for one in member.memberships.all()
        if one.works and any(one.held_on(day) for day in days)
    }


def barred_organisations(claim: Claim, family: Family) -> frozenset[int]:
    """The claimants' organisations, their successors and their hosts."""
    found: set[int] = set()
    for claimant in claim.claimants.all():
        if claimant.organisation_id:
            found |= family.bars.get(claimant.organisation_id, frozenset())
    return frozenset(found)


def why_barred(member: Member, claim: Claim, at: datetime, family: Family | None = None) -> str | None:
    """Whoever put the claim, and whoever works or speaks for the claimant, never answers.

    A person's organisations are those they worked for when the claim was put or made, and those of today.
    """
    zone = claim.place.zone
    days = {day_in(one, zone) for one in (claim.put_at, claim.claimed_at, at) if one is not None}
    if not claim.of.raiser_always and claim.put_by_id == member.pk:
        return PUT_IT
    for claimant in claim.claimants.all():
        if claimant.member_id == member.pk:
            return PUT_IT
    if claim.of.bars == Bars.PUTTER:
        return None
    if _works(member, days) & barred_organisations(claim, family or family_of(claim.place_id)):
        return OWN_WORK
    return None


def capacity_of(member: Member, claim: Claim, at: datetime, acting_for: int | None = None) -> Capacity | str:
    """As what a member is heard on a claim, or the sentence that says why not."""
    if claim.withdrawn_at:
        return WITHDRAWN
    if claim.claimed_at is None:
        return NOTHING_YET
    family = family_of(claim.place_id)
    barred = why_barred(member, claim, at, family)
    if barred == PUT_IT:
        return PUT_IT
    counting = [one for one in claim.counterparts.all() if one.counts_from]
    named = next((one for one in counting if one.member_id == member.pk), None)
    today = day_in(at, claim.place.zone)
    if barred:
        return _although_barred(claim, member, named, today) or barred
    return _entitled(claim, member, named, counting, today, family, acting_for) or NOT_ASKED


def _although_barred(claim: Claim, member: Member, named: Counterpart | None, today: date) -> Capacity | None:
    """The exceptions of the table: raisers, a named appointee, and own staff who speak apart."""
    at_work = _membership(member, today)
    if named and (claim.of.raiser_always and not named.by_claimant or claim.of.named_staff and not named.must_hear):
        return _capacity(named, member, at_work)
    if claim.of.own_staff and not claim.of.detached:
        return Capacity(None, at_work.organisation if at_work else None, True, _perspective(member), own_staff=True)
    return None


def _entitled(
    claim: Claim,
    member: Member,
    named: Counterpart | None,
    counting: Sequence[Counterpart],
    today: date,
    family: Family,
    acting_for: int | None,
) -> Capacity | None:
    current = [one for one in member.memberships.all() if one.held_on(today)]
    if named:
        return _capacity(named, member, current[0] if current else None)
    for one in counting:
        for membership in current:
            if acting_for and membership.organisation_id != acting_for:
                continue
            if one.organisation_id in family.stands_for.get(membership.organisation_id, ()):
                return _capacity(one, member, membership)
    for one in counting:
        if one.pool_id and _has_seat(one, member, current):
            return _capacity(one, member, current[0] if current else None)
    held = {one.perspective for one in member.standpoints.all()}
    for one in counting:
        if one.perspective and one.perspective in held:
            capacity = _capacity(one, member, current[0] if current else None)
            return Capacity(one, capacity.organisation, capacity.works_there, one.perspective)
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
        for seat in PoolSeat.objects.filter(pool_id=counterpart.pool_id)
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


def why_not_put(
    kind: Kind, by: Member | None, claimants: Collection[Organisation], named: Sequence[object], at: datetime
) -> str | None:
    """A claim with no possible counterpart can't be put."""
    if by is not None and by.left_at is not None:
        return "You have left this place, so you can’t put anything to it."
    family = family_of(next(iter(claimants)).place_id) if claimants else None
    barred = {key for one in claimants for key in (family.bars.get(one.pk, ()) if family else ())}
    possible = 0
    for one in named:
        if isinstance(one, Organisation):
            if one.pk in barred and kind.bars == Bars.CLAIMANT:
                return f"{one.name} makes this claim, so it can’t also say whether it is so. Name somebody else."
            if not one.memberships.filter(until__isnull=True, member__left_at__isnull=True).exists():
                return f"Nobody from {one.name} is here yet. Invite someone there who would know, then put this."
        if isinstance(one, Member) and by is not None and one.pk == by.pk and not kind.raiser_always:
            return "You can’t answer what you put yourself. Name somebody it was done for, or with."
        if isinstance(one, Member) and kind.bars == Bars.CLAIMANT and not (kind.named_staff or kind.raiser_always):
            if _works(one, {day_in(at, one.place.zone)}) & barred and not kind.own_staff:
                return f"{one.name} works for whoever makes this claim, so can’t also say whether it is so."
        possible += 1
    if possible == 0:
        return "Nobody could say whether this is so. Name someone it was done for, or with."
    if possible < kind.fewest and not any(isinstance(one, str) for one in named):
        people = "two peers" if kind.fewest == 2 else f"{kind.fewest} people"
        return f"Name at least {people}. With fewer, each could guess what the others said."
    return None


def why_not_add(member: Member, claim: Claim, at: datetime) -> str | None:
    """For ten working days the people a claim is about, any partner and the lived-experience group may add one."""
    if claim.withdrawn_at:
        return "This was withdrawn, so nobody can be added."
    begun = day_in(claim.claimed_at or claim.put_at, claim.place.zone)
    if day_in(at, claim.place.zone) > add_working_days(begun, ADD_DAYS, claim.place.nation):
        return (
            "Ten working days have passed since this was put, so nobody can be added. "
            "Whoever would know may still say so: they choose “I would know too”."
        )
    if member.left_at:
        return "You have left this place."
    return None


def why_not_know_too(member: Member, claim: Claim, at: datetime) -> str | None:
    if claim.withdrawn_at:
        return WITHDRAWN
    if claim.claimed_at is None:
        return NOTHING_YET
    if claim.of.detached:
        return "Answers to this go into a box, so only those who were asked can put one in."
    capacity = capacity_of(member, claim, at)
    if isinstance(capacity, str):
        return None if capacity == NOT_ASKED else capacity
    return "You are among those who are asked: just answer."


def why_not_adopt(member: Member, claim: Claim, counterpart: Counterpart, at: datetime) -> str | None:
    """Whoever spoke unasked is added by any one counterpart."""
    if counterpart.counts_from:
        return "They are already among those who are asked."
    if counterpart.member_id == member.pk:
        return "Somebody else who was asked has to add you."
    capacity = capacity_of(member, claim, at)
    if isinstance(capacity, str) or capacity.own_staff:
        return "Only someone who was asked about this can add another voice."
    return None


def why_not_issue_ticket(member: Member, claim: Claim, at: datetime) -> str | None:
    """A claimant does not hand out the tickets with which its own claim is answered."""
    if why_barred(member, claim, at):
        return "Your side makes this claim. Ask someone outside it to hand out the tickets."
    if claim.withdrawn_at:
        return WITHDRAWN
    return None


def is_party(member: Member, claim: Claim, family: Family) -> bool:
    """Does the claim concern this member: as putter, claimant, counterpart, or one of their people?"""
    if claim.put_by_id == member.pk:
        return True
    ours = {one.organisation_id for one in member.memberships.all() if one.until is None}
    ours |= {key for one in ours for key in family.stands_for.get(one, ())}
    held = {one.perspective for one in member.standpoints.all()}
    for claimant in claim.claimants.all():
        if claimant.member_id == member.pk or claimant.organisation_id in ours:
            return True
    return any(
        one.member_id == member.pk or one.organisation_id in ours or (one.perspective and one.perspective in held)
        for one in claim.counterparts.all()
    )


def reads_contest(member: Member | None, claim: Claim, family: Family) -> bool:
    """A contest reaches the parties at once, and the place after five working days."""
    return member is not None and is_party(member, claim, family)


def why_not_withdraw(member: Member, claim: Claim) -> str | None:
    if claim.withdrawn_at:
        return "This is withdrawn already."
    if claim.put_by_id == member.pk or any(one.member_id == member.pk for one in claim.claimants.all()):
        return None
    ours = {one.organisation_id for one in member.memberships.all() if one.until is None and one.works}
    if any(one.organisation_id in ours for one in claim.claimants.all()):
        return None
    return "Only whoever put this can withdraw it."


def why_not_reply(member: Member, claim: Claim, at: datetime) -> str | None:
    """The claimant replies to a contest; so may whoever contested."""
    if claim.standing not in ("contested", "partly"):
        return "There is nothing to reply to yet."
    return None if is_party(member, claim, family_of(claim.place_id)) else "Only those it concerns can reply here."


def why_not_change_message(member: Member, claim: Claim) -> str | None:
    if claim.spoken:
        return "Somebody has answered, so it stays with the message it speaks to."
    if claim.put_by_id == member.pk or member.steward:
        return None
    return "Only whoever put this, or a steward, can change the message it speaks to."


def why_not_refuse_request(member: Member, claim: Claim) -> str | None:
    """A request is answered by the people of the organisation that was asked."""
    request = claim.request
    if request.answered_at:
        return "This request has been answered."
    if claim.withdrawn_at:
        return "This request was withdrawn."
    if any(one.organisation_id == request.asked_id and one.works and one.until is None for one in member.memberships.all()):
        return None
    return f"This was asked of {request.asked.name}. Only its people can answer it."


