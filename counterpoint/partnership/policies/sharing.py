"""Who may join a programme for a place, and who chooses what the place shares."""

from __future__ import annotations

from counterpoint.partnership.models import Member, Organisation, Place, Sharing
from counterpoint.partnership.policies.people import why_not_steward


def why_not_invite_places(by: Member | None, programme: Place) -> str | None:
    if not programme.programme:
        return f"{programme.name} is a place, not a programme. Only a programme has places for partners."
    return why_not_steward(by)


def why_not_join(by: Member | None, place: Place, programme: Place) -> str | None:
    """Joining is the place's own act. `by` None: whoever loads a demonstration."""
    if not programme.programme:
        return f"{programme.name} is a place, not a programme, so no place can join it."
    if place.programme:
        return f"{place.name} is a programme itself. Only a place can join one."
    if by is not None and (by.place_id != place.pk or why_not_steward(by)):
        return f"Only a steward of {place.name} can join a programme for it."
    if Organisation.objects.filter(place=programme, stands_for=place.uuid).exists():
        return f"{place.name} is in {programme.name} already."
    return None


def why_not_share(by: Member | None, sharing: Sharing | None) -> str | None:
    if sharing is None:
        return "This place is not in that programme, so there is nothing to choose."
    return why_not_steward(by) if by is not None else None


def why_not_name(by: Member, person: Member, partner: Organisation | None) -> str | None:
    """Who answers for a place in a programme is named by one of its stewards, and is somebody of the place."""
    if partner is None:
        return "This place is not in that programme, so nobody answers for it there."
    if person.left_at or person.place_id != by.place_id:
        return "Name somebody who is in this place."
    return why_not_steward(by)
