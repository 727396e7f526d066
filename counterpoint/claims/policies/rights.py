"""Who may put, add, reply and withdraw. A refusal is one sentence, for the person who will read it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from counterpoint.analysis.calendar import add_working_days, day_in
from counterpoint.analysis.standing import Rule, Standing
from counterpoint.claims.choices import Again, Bars, Kind
from counterpoint.claims.models import Claim, Counterpart
from counterpoint.claims.policies.barred import on_whose_side, why_barred
from counterpoint.claims.policies.capacity import NOT_ASKED, NOTHING_YET, WITHDRAWN, capacity_of
from counterpoint.claims.policies.family import Family, family_of
from counterpoint.claims.policies.own_rules import why_not_withdraw_what_is_owed
from counterpoint.partnership.models import Member, Organisation

ONLY_THEIRS = "Only whoever is owed this says whether it was paid, so nobody else is asked."
ADD_DAYS = 10  # working days in which a counterpart may be added

STOPS_OTHERS = (
    "It stops others too, so one of you can’t take it off the record. When it is gone for you, say so."
)


def why_not_put(
    kind: Kind, by: Member | None, claimants: Collection[Organisation], named: Sequence[object], at: datetime
) -> str | None:
    """A claim with no possible counterpart can't be put."""
    if by is not None and by.left_at is not None:
        return "You have left this place, so you can’t put anything to it."
    family = family_of(next(iter(claimants)).place_id) if claimants else None
    barred = {key for one in claimants for key in (family.bars.get(one.pk, ()) if family else ())}
    for one in named:
        refusal = _why_not_name(kind, by, one, barred, at, family)
        if refusal:
            return refusal
    possible = sum(not _is_place_of_nobody(one) for one in named)
    if possible == 0:
        return "Nobody could say whether this is so. Name someone it was done for, or with."
    if possible < kind.fewest and not any(isinstance(one, str) for one in named):
        people = "two peers" if kind.fewest == 2 else f"{kind.fewest} people"
        return f"Name at least {people}. With fewer, each could guess what the others said."
    return None


def _why_not_name(
    kind: Kind, by: Member | None, one: object, barred: Collection[int], at: datetime, family: Family | None
) -> str | None:
    if isinstance(one, Organisation):
        became = family.became.get(one.pk, frozenset()) if family else frozenset()
        if ({one.pk} | became) & set(barred) and kind.bars == Bars.CLAIMANT:
            return f"{one.name} makes this claim, so it can’t also say whether it is so. Name somebody else."
        if one.stands_for is None and _has_nobody(one):
            return f"Nobody from {one.name} is here yet. Invite someone there who would know, then put this."
    if isinstance(one, Member):
        if by is not None and one.pk == by.pk and not kind.raiser_always:
            return "You can’t answer what you put yourself. Name somebody it was done for, or with."
        may = kind.named_staff or kind.raiser_always or kind.own_staff or kind.bars != Bars.CLAIMANT
        if not may and family and _works_on(one, at, family) & set(barred):
            return f"{one.name} works for whoever makes this claim, so can’t also say whether it is so."
    return None


def _has_nobody(one: Organisation) -> bool:
    return not one.memberships.filter(until__isnull=True, member__left_at__isnull=True).exists()


def _is_place_of_nobody(one: object) -> bool:
    """In a programme, a place is promised things from the day it joins; it is asked once somebody answers for it."""
    return isinstance(one, Organisation) and one.stands_for is not None and _has_nobody(one)


def _works_on(one: Member, at: datetime, family: Family) -> set[int]:
    today = day_in(at, one.place.zone)
    return on_whose_side(one, {today}, today, family)


def why_not_add(member: Member, claim: Claim, at: datetime) -> str | None:
    """For ten working days the people it is about, any partner and the lived-experience group may add one."""
    if claim.withdrawn_at:
        return "This was withdrawn, so nobody can be added."
    if claim.of.owed:
        return ONLY_THEIRS
    if claim.of.rule == Rule.ASKER:
        return "Only whoever asked for this says whether it was answered, so nobody can be added."
    begun = day_in(claim.claimed_at or claim.put_at, claim.place.zone)
    if day_in(at, claim.place.zone) > add_working_days(begun, ADD_DAYS, claim.place.nation):
        return (
            "Ten working days have passed since this was put, so nobody can be added. "
            "Whoever would know may still say so: they choose “I would know too”."
        )
    if member.left_at:
        return "You have left this place."
    return None


def why_nobody_knows_too(claim: Claim) -> str | None:
    """What stands in the way of anyone who would know, whoever they are."""
    if claim.withdrawn_at:
        return WITHDRAWN
    if claim.claimed_at is None:
        return NOTHING_YET
    if claim.of.owed:
        return ONLY_THEIRS
    if claim.of.detached:
        return "Answers to this go into a box, so only those who were asked can put one in."
    return None


def why_not_know_too(member: Member, claim: Claim, at: datetime, family: Family | None = None) -> str | None:
    nobody = why_nobody_knows_too(claim)
    if nobody:
        return nobody
    capacity = capacity_of(member, claim, at, family=family)
    if isinstance(capacity, str):
        return None if capacity == NOT_ASKED else capacity
    if capacity.own_staff:
        return "You work for whoever makes this claim. You may answer it: your answer is shown apart."
    if capacity.counterpart and capacity.counterpart.counts_from is None:
        return "You have said so already."
    return "You are among those who are asked: just answer."


def why_not_adopt(
    member: Member, claim: Claim, counterpart: Counterpart, at: datetime, family: Family | None = None
) -> str | None:
    """Whoever spoke unasked is added by any one counterpart."""
    if counterpart.counts_from:
        return "They are already among those who are asked."
    if counterpart.member_id == member.pk:
        return "Somebody else who was asked has to add you."
    capacity = capacity_of(member, claim, at, family=family)
    asked = None if isinstance(capacity, str) else capacity.counterpart
    if asked is None or asked.counts_from is None:
        return "Only someone who was asked about this can add another voice."
    return None


def why_not_issue_ticket(
    member: Member, claim: Claim, at: datetime, family: Family | None = None
) -> str | None:
    """A claimant does not hand out the tickets with which its own claim is answered."""
    if why_barred(member, claim, at, family):
        return "Your side makes this claim. Ask someone outside it to hand out the tickets."
    if claim.of.owed:
        return ONLY_THEIRS
    if claim.withdrawn_at:
        return WITHDRAWN
    return None


def is_party(member: Member, claim: Claim, family: Family) -> bool:
    """Does the claim concern this member: as putter, claimant, counterpart, one of their people, or in their stead?"""
    if claim.put_by_id == member.pk or family.did(member.pk, claim.put_by_id, claim.put_at):
        return True
    ours = {one.organisation_id for one in member.memberships.all() if one.until is None}
    ours |= {key for one in ours for key in family.stands_for.get(one, ())}
    held = {one.perspective for one in member.standpoints.all()}
    for claimant in claim.claimants.all():
        if claimant.member_id == member.pk or claimant.organisation_id in ours:
            return True
        if family.did(member.pk, claimant.member_id, claimant.at):
            return True
    return any(
        one.member_id == member.pk
        or one.organisation_id in ours
        or one.perspective in held
        or family.did(member.pk, one.member_id, one.at)
        for one in claim.counterparts.all()
    )


def reads_contest(member: Member | None, claim: Claim, family: Family) -> bool:
    """A contest reaches the parties at once, and the place after five working days."""
    return member is not None and is_party(member, claim, family)


def why_not_withdraw(member: Member, claim: Claim) -> str | None:
    if claim.withdrawn_at:
        return "This is withdrawn already."
    if claim.of.owed:
        return why_not_withdraw_what_is_owed(member, list(claim.counterparts.all()))
    if claim.put_by_id == member.pk:
        return STOPS_OTHERS if claim.kind == "barrier" and _stops_others(member, claim) else None
    if claim.of.raiser_always:
        # Whoever was asked, or took it on, can't make a request or a barrier vanish.
        return "Only whoever raised this, or asked for it, can withdraw it."
    if any(one.member_id == member.pk for one in claim.claimants.all()):
        return None
    ours = {one.organisation_id for one in member.memberships.all() if one.until is None and one.works}
    if any(one.organisation_id in ours for one in claim.claimants.all()):
        return None
    return "Only whoever put this can withdraw it."


def _stops_others(member: Member, claim: Claim) -> bool:
    """Are there others who raised it, or say that it stops them too?"""
    return any(
        one.counts_from and not one.by_claimant and one.member_id != member.pk
        for one in claim.counterparts.all()
    )


def why_not_put_again(member: Member, claim: Claim, *, followed: bool) -> str | None:
    """A long-term choice is put again by its owner, once, as a new claim that follows it."""
    if claim.of.again != Again.NEW_CLAIM:
        return "Only a long-term choice is put again. Others are asked about again by themselves."
    if claim.withdrawn_at:
        return "This was withdrawn. Put a new one instead."
    if followed:
        return "This has been put again already."
    return "Only whoever put this can put it again." if why_not_withdraw(member, claim) else None


def why_not_reply(member: Member, claim: Claim, at: datetime, family: Family | None = None) -> str | None:
    """The claimant replies to a contest; so may whoever contested."""
    if claim.standing not in (Standing.CONTESTED, Standing.PARTLY):
        return "There is nothing to reply to yet."
    if is_party(member, claim, family or family_of(claim.place_id)):
        return None
    return "Only those it concerns can reply here."


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
    family = family_of(claim.place_id)
    ours = {one.organisation_id for one in member.memberships.all() if one.until is None and one.works}
    if any(request.asked_id in family.stands_for.get(one, ()) for one in ours):
        return None
    return f"This was asked of {request.asked.name}. Only its people can answer it."
