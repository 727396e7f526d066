"""Partners: who they are, who hosts them, who follows them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from counterpoint.ledger.actions import Act, act
from counterpoint.partnership import policies
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.web.http import Refused, require


def add_organisation(
    *,
    place: Place,
    name: str,
    kind: str,
    by: Member | None,
    at: datetime,
    short: str = "",
    identifier: str = "",
) -> Organisation:
    with act(place.pk, verb="organisation.added", by=by.ref if by else "system", at=at) as event:
        return record_organisation(
            event, place=place, name=name, kind=kind, short=short, identifier=identifier
        )


def record_organisation(
    event: Act, *, place: Place, name: str, kind: str, short: str = "", identifier: str = ""
) -> Organisation:
    """Write an organisation inside an act under way."""
    name = name.strip()
    if not name:
        raise Refused("Give the organisation’s name.", field="name")
    if _called(place.pk, name):
        raise Refused(f"{name} is here already.", field="name")
    organisation = Organisation.objects.create(
        place=place,
        number=event.number(Organisation),
        name=name,
        short=short,
        kind=kind,
        identifier=identifier,
        joined_at=event.at,
    )
    event.subject = organisation.ref
    event.facts |= {"kind": kind}
    return organisation


def _called(place_id: int, name: str) -> set[int]:
    """The keys of organisations of this name, in capitals or small: databases differ in whose capitals they know."""
    here = Organisation.objects.filter(place_id=place_id).values_list("pk", "name")
    return {key for key, other in here if other.casefold() == name.casefold()}


def correct_organisation(
    *,
    organisation: Organisation,
    name: str,
    short: str,
    kind: str,
    identifier: str,
    asked: Collection[int],
    by: Member,
    at: datetime,
) -> Organisation:
    """Put right what an organisation is called, and who is asked for it: `asked` holds numbers of members."""
    with act(organisation.place_id, verb="organisation.corrected", by=by.ref, at=at) as event:
        organisation = Organisation.objects.get(pk=organisation.pk)
        require(policies.why_not_speak_for(by, organisation))
        require(None if name.strip() else "Give the organisation’s name.", field="name")
        if _called(organisation.place_id, name.strip()) - {organisation.pk}:
            raise Refused(f"There is another {name.strip()} here already.", field="name")
        require(policies.why_not_ask(len(asked)), field="asked")
        organisation.name, organisation.short = name.strip(), short.strip()
        organisation.kind, organisation.identifier = kind, identifier.strip()
        organisation.save(update_fields=["name", "short", "kind", "identifier"])
        theirs = organisation.memberships.filter(until__isnull=True)
        theirs.filter(member__number__in=asked, asked=False).update(asked=True)
        theirs.filter(asked=True).exclude(member__number__in=asked).update(asked=False)
        event.subject = organisation.ref
        event.facts |= {"kind": kind, "asked": sorted(asked)}
    return organisation
