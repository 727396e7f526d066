"""Founding a place."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.text import slugify

from counterpoint.ledger.actions import act, begin
from counterpoint.partnership.models import Place
from counterpoint.web.http import Refused

QUIET_DAYS = 14
TAKEN_WORDS = frozenset({"a", "t", "start", "sign-in", "sign-out", "static", "api", "admin", "be", "about"})


@transaction.atomic
def found(
    *, name: str, at: datetime, nation: str = "england", zone: str = "Europe/London", issue: str = "",
    ons_code: str = "", demonstration: bool = False, slug: str = "",
) -> Place:
    """Found a place, with its chain. For a fortnight everything in it is visible to its parties only."""
    name = name.strip()
    slug = slug or slugify(name)[:40]
    if not slug:
        raise Refused("Give the place a name that can be read in an address.", field="name")
    if slug in TAKEN_WORDS or Place.objects.filter(slug=slug).exists():
        raise Refused(f"There is a place called {name} here already. Give this one another name.", field="name")
    place = Place.objects.create(
        slug=slug, name=name, issue=issue, nation=nation, zone=zone, ons_code=ons_code, founded_at=at,
        quiet_until=at + timedelta(days=QUIET_DAYS), demonstration=demonstration,
    )
    begin(place_id=place.pk, place_uuid=place.uuid, demonstration=demonstration)
    with act(place.pk, verb="place.founded", by="system", at=at) as event:
        event.subject = place.ref
        event.facts |= {"nation": nation, "zone": zone, "demonstration": demonstration}
    return place
