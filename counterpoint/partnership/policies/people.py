"""Who may invite, appoint and put right."""

from __future__ import annotations

from counterpoint.partnership.choices import Channel
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


def why_not_edit(by: Member | None, member: Member) -> str | None:
    """How somebody is named and reached is theirs to say, or a steward's."""
    if by is not None and by.pk != member.pk and why_not_steward(by):
        return f"Only {member.name} or a steward can change this."
    return None


def why_not_write_for(by: Member, them: Member) -> str | None:
    """Who writes down what somebody says who has neither mail nor telephone: people who know how to reach them."""
    if them.left_at or them.channel != Channel.NONE:
        return f"{them.name} is asked directly, and answers alone."
    if by.steward or by.convenor:
        return None
    theirs = {one.organisation_id for one in them.memberships.all() if one.until is None}
    if theirs & {one.organisation_id for one in by.memberships.all() if one.until is None}:
        return None
    return f"Only a steward, a convenor or somebody of the same group can write down what {them.name} says."


def why_not_remove(by: Member | None, member: Member) -> str | None:
    """Anybody may leave. Stewards may end somebody's stay; a place never loses its last steward."""
    if member.left_at:
        return "They have left already."
    if by is not None and by.pk != member.pk and why_not_steward(by):
        return f"Only {member.name} or a steward can do this."
    if member.steward and not other_stewards(member):
        return "A place needs a steward. Name another one first."
    return None


def other_stewards(member: Member) -> bool:
    return Member.objects.here().filter(place_id=member.place_id, steward=True).exclude(pk=member.pk).exists()


def why_not_ask(people: int) -> str | None:
    """Each organisation names one to three who are asked. Any of its people may answer."""
    if people > MOST_ASKED:
        return "Three people at the most are asked for an organisation. Any of its people may answer."
    return None


def why_not_speak_for(by: Member | None, organisation: Organisation) -> str | None:
    """What an organisation is called, and who is asked for it, its own people say, or a steward."""
    if by is None or why_not_steward(by) is None:
        return None
    if any(one.until is None and one.organisation_id == organisation.pk for one in by.memberships.all()):
        return None
    return f"Only somebody from {organisation.called} or a steward can change this."
