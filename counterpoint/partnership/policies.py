"""Who may found, invite and appoint."""

from __future__ import annotations

from counterpoint.partnership.models import Member, Organisation, Place

MOST_ASKED = 3


def why_not_steward(member: Member | None) -> str | None:
    """Stewards look after a place: several of them, from different organisations."""
    if member is None or member.left_at or not member.steward:
        return "Only a steward of this place can do this."
    return None


def why_not_invite(by: Member | None, place: Place) -> str | None:
    """Any member may bring somebody in: a partnership is not a club with a door-keeper."""
    if by is not None and (by.left_at or by.place_id != place.pk):
        return "Only somebody who is in this place can invite others to it."
    return None


def why_not_succeed(old: Organisation, heir: Organisation) -> str | None:
    if old.pk == heir.pk:
        return "An organisation can’t succeed itself."
    if old.successor_id:
        return f"{old.name} has a successor already."
    seen = {old.pk}
    following: Organisation | None = heir
    while following is not None:
        if following.pk in seen:
            return "That would make a circle of successions."
        seen.add(following.pk)
        following = following.successor
    return None
