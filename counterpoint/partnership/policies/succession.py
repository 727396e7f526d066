"""Who may say that one organisation became another, who hosts whom, and who does somebody's work now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from counterpoint.analysis.calendar import day_in
from counterpoint.partnership.choices import WHO_USES_SERVICES
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.partnership.policies.people import why_not_steward

NOT_YET = "That day has not come yet. Say so when it has."


def why_not_succeed(old: Organisation, heir: Organisation, on: date, today: date) -> str | None:
    """One organisation becomes one other, once, and never itself by whatever way round."""
    if old.pk == heir.pk:
        return "An organisation can’t succeed itself."
    if old.place_id != heir.place_id:
        return "Both have to be partners in this place."
    if old.successor_id:
        return f"{old.name} has a successor already."
    if _leads_to(heir, old, lambda one: one.successor):
        return "That would make a circle of successions."
    if heir.successor is not None:
        return f"{heir.name} has become {_last(heir).name} since. Choose that instead."
    return why_not_on_that_day(on, today, old.name, day_in(old.joined_at, old.place.zone))


def why_not_on_that_day(on: date, today: date, name: str, joined: date) -> str | None:
    if on > today:
        return NOT_YET
    if on < joined:
        return f"{name} was not here yet on that day. Give a day on or after the one it joined."
    return None


def _last(organisation: Organisation) -> Organisation:
    while organisation.successor is not None:
        organisation = organisation.successor
    return organisation


def why_not_host(organisation: Organisation, host: Organisation) -> str | None:
    """A host pays or keeps a group; it is another partner that is still there, and no circle."""
    if organisation.pk == host.pk:
        return "An organisation can’t host itself."
    if organisation.place_id != host.place_id:
        return "Both have to be partners in this place."
    if organisation.successor is not None:
        return f"{organisation.name} has become {_last(organisation).name} since. Say who hosts that."
    if host.successor is not None:
        return f"{host.name} has become {_last(host).name} since. Choose that instead."
    if _leads_to(host, organisation, lambda one: one.host):
        return f"{organisation.name} hosts {host.name}, so it can’t be hosted by it."
    return None


def why_not_name_successor(by: Member | None, member: Member) -> str | None:
    """They say it themselves, or a steward does; and only of work. Whoever speaks for themselves nobody follows."""
    if by is not None and by.pk != member.pk and why_not_steward(by):
        return f"Only {member.name} or a steward can say who does this work now."
    if member.successor is not None:
        return f"{member.successor.name} does this work already. Nobody can have two successors."
    if speaks_for_themselves(member):
        return f"{member.name} speaks for themselves here. Nobody can do that in their stead."
    return None


def speaks_for_themselves(member: Member) -> bool:
    """Belonging is not working: who works for nobody here, and never has, has no work to pass on."""
    held = list(member.memberships.all())
    if held:
        return not any(one.works for one in held)
    return any(one.perspective in WHO_USES_SERVICES for one in member.standpoints.all())


def why_not_follow(
    by: Member | None, member: Member, heir: Member, on: date, place: Place, today: date
) -> str | None:
    return (
        why_not_name_successor(by, member)
        or _why_not_heir(member, heir)
        or why_not_on_that_day(on, today, member.name, day_in(member.joined_at, place.zone))
    )


def _why_not_heir(member: Member, heir: Member) -> str | None:
    if heir.pk == member.pk:
        return "Choose somebody else: nobody follows themselves."
    if heir.place_id != member.place_id:
        return "Only somebody who is in this place can do this work here."
    if heir.left_at:
        return f"{heir.name} has left this place. Choose somebody who is here."
    if _leads_to(heir, member, lambda one: one.successor):
        return f"{member.name} does the work of {heir.name} now, so it can’t go round in a circle."
    if heir.successor is not None:
        return f"{heir.successor.name} does the work of {heir.name} now. Choose them instead."
    return None


def _leads_to[M: (Member, Organisation)](first: M, wanted: M, following: Callable[[M], M | None]) -> bool:
    """However many there are between the two."""
    one: M | None = first
    seen: set[int] = set()
    while one is not None and one.pk not in seen:
        if one.pk == wanted.pk:
            return True
        seen.add(one.pk)
        one = following(one)
    return False
