"""Who somebody was on a past day: a page as at that day is read with the rights of that day."""

from __future__ import annotations

import copy
from datetime import date, datetime

from counterpoint.analysis.calendar import day_in, last_instant
from counterpoint.partnership.models import Member, Membership, Place


def last_instant_of(as_at: date | None, place: Place, at: datetime) -> datetime | None:
    """The end of a past day, in the place's zone. None: it is read as it stands now, so also as at a day to come."""
    if as_at is None or as_at >= day_in(at, place.zone):
        return None
    return last_instant(as_at, place.zone)


def held_then(one: Membership, day: date) -> bool:
    """Was it held at the end of that day? A membership's last day is one on which it ends."""
    return one.since <= day and (one.until is None or one.until > day)


def member_then(member: Member, day: date) -> Member:
    """The same person with the memberships of that day; where they stand, and how they sign, is as it is now."""
    then = copy.copy(member)
    rows = Membership.objects.filter(member=member)
    known = [_membership_then(one, day) for one in member.memberships.all() if one.since <= day]
    rows._result_cache = known
    kept = getattr(member, "_prefetched_objects_cache", {})
    then._prefetched_objects_cache = {**kept, "memberships": rows}  # type: ignore[attr-defined]
    return then


def _membership_then(one: Membership, day: date) -> Membership:
    then = copy.copy(one)
    if held_then(one, day):
        then.until = None
    return then
