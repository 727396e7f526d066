"""Who may take, refuse and lift a barrier."""

from __future__ import annotations

from counterpoint.barriers.choices import BarrierState
from counterpoint.barriers.models import Barrier
from counterpoint.claims.models import Unsealed
from counterpoint.claims.policies import family_of
from counterpoint.partnership.models import Member, Organisation, Place

MOST_WAITING = 60  # written without a name in one place, and not sealed yet


def works_for(member: Member, organisation: Organisation) -> bool:
    family = family_of(organisation.place_id)
    return any(
        one.works and one.until is None and organisation.pk in family.stands_for.get(one.organisation_id, ())
        for one in member.memberships.all()
    )


def owns(member: Member, barrier: Barrier) -> bool:
    """Has this member taken it on, or does whoever they work for?"""
    if barrier.owner_member_id == member.pk:
        return True
    return barrier.owner is not None and works_for(member, barrier.owner)


def why_not_take(member: Member, barrier: Barrier, organisation: Organisation) -> str | None:
    if barrier.claim.withdrawn_at:
        return "This barrier was withdrawn by whoever raised it."
    if barrier.state == BarrierState.GONE:
        return "This barrier is said to be gone. Whoever raised it says whether it is."
    if not works_for(member, organisation):
        return f"Only someone who works for {organisation.name} can take this on for it."
    return None


def why_not_refuse(member: Member, barrier: Barrier) -> str | None:
    asked = barrier.owner or barrier.could_remove
    if barrier.state in (BarrierState.GONE, BarrierState.REFUSED) or barrier.claim.withdrawn_at:
        return "There is nothing to refuse here any more."
    if asked is None or not works_for(member, asked):
        return "Only someone who could remove it can refuse, and says why."
    return None


def why_not_say_gone(member: Member, barrier: Barrier) -> str | None:
    if barrier.claim.withdrawn_at:
        return "This barrier was withdrawn by whoever raised it."
    if barrier.state not in (BarrierState.TAKEN, BarrierState.GONE) or barrier.owner is None:
        return "Take the barrier on first: then you can say that it is gone."
    if barrier.state == BarrierState.GONE and barrier.claim.standing not in ("contested", "partly"):
        return "This is said to be gone already. Whoever raised it says whether it is."
    return (
        None
        if works_for(member, barrier.owner)
        else f"Only {barrier.owner.name} can say so: it took this on."
    )


def why_not_stops_me_too(member: Member, barrier: Barrier) -> str | None:
    if barrier.claim.withdrawn_at:
        return "This barrier was withdrawn by whoever raised it."
    if any(one.member_id == member.pk for one in barrier.claim.counterparts.all()):
        return "You are among those it stops already. You will be asked when it is said to be gone."
    return None


def why_not_raise_quietly(place: Place) -> str | None:
    """A limit that needs to know nothing of who writes: how much may wait at once to be sealed."""
    if Unsealed.objects.filter(place=place, act="raise").count() >= MOST_WAITING:
        return "Many people have written here today, so we can’t take more until tomorrow. Please come back then."
    return None
