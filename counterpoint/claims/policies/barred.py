"""Who never answers: whoever put the claim, and whoever works or speaks for the claimant."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import Bars
from counterpoint.claims.models import Claim, Counterpart
from counterpoint.claims.policies.voices import Family, family_of
from counterpoint.partnership.models import Member

PUT_IT = "You put this yourself. Only those it was done for, or with, can say whether it is so."
OWN_WORK = "Your organisation made this claim. Only those it was done for, or with, can say whether it is so."


def works_for(member: Member, days: Collection[date]) -> set[int]:
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
    if works_for(member, days) & barred_organisations(claim, family or family_of(claim.place_id)):
        return OWN_WORK
    return None


def although_barred(claim: Claim, counterpart: Counterpart) -> bool:
    """The exceptions of the table, for one who is named: whoever raised a barrier, and an appointee."""
    raised_it = claim.of.raiser_always and not counterpart.by_claimant
    return raised_it or (claim.of.named_staff and not counterpart.must_hear)


def why_not_ask(member: Member, counterpart: Counterpart, at: datetime, family: Family) -> str | None:
    """Nobody is asked for an answer that would be refused."""
    claim = counterpart.claim
    barred = why_barred(member, claim, at, family)
    if barred == OWN_WORK and counterpart.member_id == member.pk and although_barred(claim, counterpart):
        return None
    return barred
