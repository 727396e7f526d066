"""Who may take, refuse and lift a barrier."""

from __future__ import annotations

from counterpoint.barriers.choices import BarrierState
from counterpoint.barriers.models import Barrier
from counterpoint.claims.models import Ticket, Unsealed
from counterpoint.claims.policies import family_of
from counterpoint.partnership.choices import Perspective
from counterpoint.partnership.models import Member, Organisation, Place

LEADERS = (Perspective.MANAGER, Perspective.EXECUTIVE, Perspective.ELECTED)
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


def asked_of(barrier: Barrier) -> Organisation | None:
    """Whose turn it is: whoever took it on, or could remove it."""
    return barrier.owner or barrier.could_remove


def why_over(barrier: Barrier) -> str | None:
    """What stands in the way of any act on it, whoever acts."""
    if barrier.claim.withdrawn_at:
        return "This barrier was withdrawn by whoever raised it."
    if barrier.same_as is not None:
        number = barrier.same_as.claim.number
        return f"This is the same as barrier {number}. What is done about it is done there."
    return None


def why_not_take(member: Member, barrier: Barrier, organisation: Organisation) -> str | None:
    over = why_over(barrier)
    if over:
        return over
    if barrier.state == BarrierState.GONE:
        return "This barrier is said to be gone. Whoever raised it says whether it is."
    if not works_for(member, organisation):
        return f"Only someone who works for {organisation.name} can take this on for it."
    return None


def why_not_refuse(member: Member, barrier: Barrier) -> str | None:
    asked = asked_of(barrier)
    if barrier.state in (BarrierState.GONE, BarrierState.REFUSED) or why_over(barrier):
        return "There is nothing to refuse here any more."
    if asked is None or not works_for(member, asked):
        return "Only someone who could remove it can refuse, and says why."
    return None


def why_not_hand_on(member: Member, barrier: Barrier) -> str | None:
    """By those whose turn it is. Where nobody is named yet, a steward finds somebody."""
    over = why_over(barrier)
    if over:
        return over
    if barrier.state == BarrierState.GONE:
        return "This barrier is said to be gone. Whoever raised it says whether it is."
    asked = asked_of(barrier)
    if asked is None:
        return None if member.steward else "Nobody is named who could remove this. A steward can hand it on."
    return (
        None
        if works_for(member, asked)
        else f"Only someone who works for {asked.name} can hand this on: it is with them."
    )


def why_not_hand_to(barrier: Barrier, to: Organisation) -> str | None:
    asked = asked_of(barrier)
    if asked is not None and asked.pk == to.pk:
        return f"It is with {to.name} already. Choose another organisation."
    return None


def why_not_say_gone(member: Member, barrier: Barrier) -> str | None:
    over = why_over(barrier)
    if over:
        return over
    if barrier.state not in (BarrierState.TAKEN, BarrierState.GONE) or barrier.owner is None:
        return "Take the barrier on first: then you can say that it is gone."
    if barrier.state == BarrierState.GONE and barrier.claim.standing not in ("contested", "partly"):
        return "This is said to be gone already. Whoever raised it says whether it is."
    return (
        None
        if works_for(member, barrier.owner)
        else f"Only {barrier.owner.name} can say so: it took this on."
    )


def why_nobody_joins(barrier: Barrier) -> str | None:
    return why_over(barrier)


def why_not_stops_me_too(member: Member, barrier: Barrier) -> str | None:
    if is_stopped(member, barrier):
        return "You are among those it stops already. You will be asked when it is said to be gone."
    return why_nobody_joins(barrier)


def is_stopped(who: Member | Ticket, barrier: Barrier) -> bool:
    """Did they raise it, or say that it stops them too?"""
    named = barrier.claim.counterparts.all()
    if isinstance(who, Member):
        return any(one.member_id == who.pk and one.counts_from for one in named)
    return any(one.ticket_id == who.pk for one in named)


def why_not_merge(who: Member | Ticket, barrier: Barrier, into: Barrier) -> str | None:
    """Only somebody whom it stops can say that it is the same as another."""
    if not is_stopped(who, barrier):
        return "Only somebody whom this stops can say that it is the same as another."
    if barrier.pk == into.pk:
        return "This is the barrier itself. Choose another."
    if barrier.claim.claimed_at is not None:
        return "Somebody says that this is gone, so it stays by itself: say whether it is."
    return why_over(barrier) or why_over(into)


def why_not_went_and_asked(member: Member) -> str | None:
    """ "Found by a leader who went and asked" is said by leaders."""
    leads = any(one.perspective in LEADERS for one in member.standpoints.all())
    return None if leads else "Only somebody who leads here can say that they went and asked."


def why_not_write_quietly(place: Place) -> str | None:
    """A limit that needs to know nothing of who writes: how much may wait at once to be sealed."""
    if Unsealed.objects.filter(place=place, act__in=("raise", "me_too")).count() >= MOST_WAITING:
        return "Many people have written here today, so we can’t take more until tomorrow. Please come back then."
    return None
