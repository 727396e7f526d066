"""Who may take a copy away, of what, and when."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.models import PlaceExport
from counterpoint.claims.policies.family import Family
from counterpoint.partnership.models import Member, Organisation, is_quiet
from counterpoint.web import dates

WAITS = timedelta(days=7)  # for another steward to agree
OPEN = timedelta(days=1)  # to be taken, once both want it

NOT_A_STEWARD = "Only a steward can do this with a copy of the whole place."
NO_ORGANISATION = "You belong to no organisation here, and it takes two stewards of different ones. Ask another steward to begin."
NOBODY_ELSE = (
    "It takes two stewards of different organisations, and no other organisation has one. Name one first."
)


class Stage(StrEnum):
    """Where a copy of the whole place is on its way. What is nobody's act is derived from the time."""

    WAITING = "waiting"  # for a steward of another organisation to agree
    LAPSED = "lapsed"
    AGREED = "agreed"  # can be taken
    NOT_TAKEN = "not_taken"
    TAKEN = "taken"


def stage_of(export: PlaceExport, at: datetime) -> Stage:
    if export.taken_at:
        return Stage.TAKEN
    if export.agreed_at:
        return Stage.AGREED if at <= export.agreed_at + OPEN else Stage.NOT_TAKEN
    return Stage.WAITING if at <= export.asked_at + WAITS else Stage.LAPSED


def under_way(export: PlaceExport | None, at: datetime) -> bool:
    return export is not None and stage_of(export, at) in (Stage.WAITING, Stage.AGREED)


def asked_for(member: Member) -> list[Organisation]:
    """The organisations that this member is asked for: whose copy they may take."""
    return [one.organisation for one in member.memberships.all() if one.until is None and one.asked]


def why_not_export_organisation(member: Member, organisation: Organisation) -> str | None:
    if member.left_at is None and any(one.pk == organisation.pk for one in asked_for(member)):
        return None
    return (
        f"Only those who are asked for {organisation.called} can take a copy of what it said and was asked."
    )


def why_not_ask_for_place(
    member: Member, newest: PlaceExport | None, others: list[Member], family: Family, at: datetime
) -> str | None:
    """`others` are the place's other stewards; `newest` is the copy that was asked for last."""
    refusal = _why_not_at_all(member, at)
    if refusal:
        return refusal
    if newest is not None and under_way(newest, at):
        return "A copy of the whole place has been asked for already. One at a time."
    if not _current(member):
        return NO_ORGANISATION
    return None if any(apart(member, one, family) for one in others) else NOBODY_ELSE


def why_not_agree(member: Member, export: PlaceExport, family: Family, at: datetime) -> str | None:
    refusal = _why_not_at_all(member, at)
    if refusal:
        return refusal
    stage = stage_of(export, at)
    if stage == Stage.LAPSED:
        return "This was asked for more than seven days ago, so it has lapsed. Ask for a new one."
    if stage != Stage.WAITING:
        return "Another steward has agreed to this already."
    if export.asked_by_id == member.pk:
        return "You asked for this. A steward of another organisation has to agree."
    return _why_not_these_two(export.asked_by, member, family)


def why_not_take(member: Member, export: PlaceExport, family: Family, at: datetime) -> str | None:
    refusal = _why_not_at_all(member, at)
    if refusal:
        return refusal
    stage = stage_of(export, at)
    if stage == Stage.TAKEN:
        return "This copy has been taken. It can be taken once only: ask for a new one."
    if stage == Stage.NOT_TAKEN:
        return (
            "This could be taken for one day after both stewards wanted it, and that day is over. Ask again."
        )
    if stage != Stage.AGREED or export.agreed_by is None:
        return "A steward of another organisation has to agree first."
    if member.pk not in (export.asked_by_id, export.agreed_by_id):
        return "Only the two stewards who asked and agreed can take this copy."
    return _why_not_these_two(export.asked_by, export.agreed_by, family)


def apart(one: Member, other: Member, family: Family) -> bool:
    """Are they of different organisations? Not if one follows or hosts the other's."""
    mine, theirs = _kin(one, family), _kin(other, family)
    return bool(mine and theirs) and not mine & theirs


def _why_not_at_all(member: Member, at: datetime) -> str | None:
    if member.left_at or not member.steward:
        return NOT_A_STEWARD
    place = member.place
    if is_quiet(place, at) and place.quiet_until:
        until = dates.day(day_in(place.quiet_until, place.zone))
        return f"Until {until} what is written here is seen only by those it is about, so there is no copy of all of it."
    return None


def _why_not_these_two(asked: Member, agreed: Member, family: Family) -> str | None:
    for one in (asked, agreed):
        if one.left_at or not one.steward:
            return f"{one.name} is no longer a steward here, so this has lapsed. Ask for a new one."
    if apart(asked, agreed, family):
        return None
    return "You are both of one organisation, or of two that belong together. A steward of another one has to agree."


def _current(member: Member) -> set[int]:
    return {one.organisation_id for one in member.memberships.all() if one.until is None}


def _kin(member: Member, family: Family) -> set[int]:
    """Their organisations, what these follow, what follows them, and who hosts any of these."""
    found: set[int] = set()
    for key in _current(member):
        found |= family.stands_for.get(key, frozenset()) | family.bars.get(key, frozenset())
    return found
