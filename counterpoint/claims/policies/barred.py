"""Who never answers: whoever put the claim, and whoever works or speaks for the claimant."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Rule
from counterpoint.claims.choices import Bars
from counterpoint.claims.models import Claim, Counterpart
from counterpoint.claims.policies.family import Family, family_of
from counterpoint.partnership.models import Member

PUT_IT = "You put this yourself. Only those it was done for, or with, can say whether it is so."
FOLLOWED = (
    "Whoever did your work before you put this, so you answer for it now. "
    "Only those it was done for, or with, can say whether it is so."
)
OWN_WORK = "Your organisation made this claim. Only those it was done for, or with, can say whether it is so."


def works_for(member: Member, days: Collection[date]) -> set[int]:
    return {
        one.organisation_id
        for one in member.memberships.all()
        if one.works and any(one.held_on(day) for day in days)
    }


def on_whose_side(member: Member, days: Collection[date], today: date, family: Family) -> set[int]:
    """Those they worked for on these days; and whoever still works for one that became another works for that."""
    became = (family.became.get(one, frozenset()) for one in works_for(member, {today}))
    return works_for(member, days).union(*became)


def barred_organisations(claim: Claim, family: Family) -> frozenset[int]:
    """The claimants' organisations, their successors and their hosts.

    Where both sides are to be heard, colleagues of one who claims it in their own name are no other organisation.
    """
    found: set[int] = set()
    for claimant in claim.claimants.all():
        if claimant.organisation_id:
            found |= family.bars.get(claimant.organisation_id, frozenset())
        elif claim.of.rule == Rule.BOTH and claimant.member:
            found |= works_for(claimant.member, {day_in(claimant.at, claim.place.zone)})
    return frozenset(found)


def why_barred(member: Member, claim: Claim, at: datetime, family: Family | None = None) -> str | None:
    """Whoever put the claim, whoever works or speaks for the claimant, and whoever follows them, never answers.

    A person's organisations are those they worked for when the claim was put or made, and those of today.
    """
    zone = claim.place.zone
    if not claim.of.raiser_always and claim.put_by_id == member.pk:
        return PUT_IT
    if any(one.member_id == member.pk for one in claim.claimants.all()):
        return PUT_IT
    family = family or family_of(claim.place_id)
    if _follows_the_claimant(member, claim, family):
        return FOLLOWED
    if claim.of.bars == Bars.PUTTER:
        return None
    days = {day_in(one, zone) for one in (claim.put_at, claim.claimed_at, at) if one is not None}
    if on_whose_side(member, days, day_in(at, zone), family) & barred_organisations(claim, family):
        return OWN_WORK
    return None


def _follows_the_claimant(member: Member, claim: Claim, family: Family) -> bool:
    """Do they do the work now of somebody who put it, or who makes the claim in their own name?"""
    if not claim.of.raiser_always and family.did(member.pk, claim.put_by_id, claim.put_at):
        return True
    return any(family.did(member.pk, one.member_id, one.at) for one in claim.claimants.all())


def although_barred(claim: Claim, counterpart: Counterpart) -> bool:
    """The exceptions of the table, for one who is named: whoever raised a barrier, and an appointee.

    They are that person's own, and pass on to nobody: else a claimant could send somebody to follow them.
    """
    raised_it = claim.of.raiser_always and not counterpart.by_claimant
    return raised_it or (claim.of.named_staff and not counterpart.must_hear)


def why_not_ask(member: Member, counterpart: Counterpart, at: datetime, family: Family) -> str | None:
    """Nobody is asked for an answer that would be refused."""
    claim = counterpart.claim
    barred = why_barred(member, claim, at, family)
    if barred == OWN_WORK and counterpart.member_id == member.pk and although_barred(claim, counterpart):
        return None
    return barred
