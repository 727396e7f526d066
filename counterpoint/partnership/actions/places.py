"""Founding a place."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.text import slugify

from counterpoint.analysis.identifiers import why_not_say
from counterpoint.ledger.actions import act, begin
from counterpoint.partnership import policies
from counterpoint.partnership.models import Member, Place
from counterpoint.web.http import Refused, require

QUIET_DAYS = 14
TAKEN_WORDS = frozenset(
    {"a", "p", "t", "account", "start", "sign-in", "sign-out", "static", "api", "admin", "be", "about", "-"}
)


@transaction.atomic
def found(
    *,
    name: str,
    at: datetime,
    nation: str = "england",
    zone: str = "Europe/London",
    issue: str = "",
    ons_code: str = "",
    demonstration: bool = False,
    slug: str = "",
    programme: bool = False,
) -> Place:
    """Found a place, with its chain. For a fortnight everything in it is visible to its parties only.

    A `programme` is a place whose partners are places; it makes its promises in the open from the first day.
    """
    name = name.strip()
    slug = slug or slugify(name)[:40]
    if not slug:
        raise Refused("Give the place a name that can be read in an address.", field="name")
    if slug in TAKEN_WORDS or Place.objects.filter(slug=slug).exists():
        raise Refused(
            f"There is a place called {name} here already. Give this one another name.", field="name"
        )
    place = Place.objects.create(
        slug=slug,
        name=name,
        issue=issue,
        nation=nation,
        zone=zone,
        ons_code=ons_code,
        founded_at=at,
        quiet_until=None if programme else at + timedelta(days=QUIET_DAYS),
        demonstration=demonstration,
        programme=programme,
    )
    begin(place_id=place.pk, place_uuid=place.uuid, demonstration=demonstration)
    with act(place.pk, verb="place.founded", by="system", at=at) as event:
        event.subject = place.ref
        event.facts |= {"nation": nation, "zone": zone, "demonstration": demonstration}
        if programme:
            event.facts["programme"] = True
    return place


def correct_place(*, place: Place, name: str, issue: str, nation: str, by: Member, at: datetime) -> Place:
    """Put right what a place is called and what it is about. Its address stays: links to it are out in the world."""
    with act(place.pk, verb="place.corrected", by=by.ref, at=at) as event:
        place = Place.objects.get(pk=place.pk)
        require(policies.why_not_steward(by))
        require(None if name.strip() else "Give the place a name.", field="name")
        require(why_not_say(issue), field="issue")
        place.name, place.issue, place.nation = name.strip(), issue.strip(), nation
        place.save(update_fields=["name", "issue", "nation"])
        event.subject = place.ref
        event.facts["nation"] = nation
    return place
