"""The three ways to raise a barrier, and who could guess in each: the same words wherever they are offered."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from counterpoint.claims.policies import apart, family_of
from counterpoint.partnership.models import Member, Place
from counterpoint.partnership.queries import members
from counterpoint.web import dates


@dataclass(frozen=True, slots=True)
class Way:
    """One way to raise a barrier. No address: it is the one that the page is about."""

    name: str
    guess: str
    url: str


def ways(place: Place, here: str, *, tell: bool) -> tuple[Way, ...]:
    """`here`: the address's name of the page. `tell`: is there a steward whom one could tell, apart from one's own?"""
    found = (
        ("raise_quietly", "Without your name", "Nobody knows who you are. They may guess from your words."),
        (
            "tell_stewards",
            "With your name for the stewards only",
            "Only stewards who work elsewhere read it. Nobody else can, but they may guess from your words.",
        ),
        ("raise", "With your name", "Everyone here reads it, so nobody has to guess."),
    )
    return tuple(
        Way(name, guess, "" if view == here else reverse(f"barriers:{view}", kwargs={"slug": place.slug}))
        for view, name, guess in found
        if tell or view != "tell_stewards"
    )


def stewards_apart(member: Member) -> list[Member]:
    """Who reads the name of somebody who tells only the stewards: none who works where they do."""
    family = family_of(member.place_id)
    found = members().filter(place_id=member.place_id, steward=True, left_at__isnull=True).order_by("number")
    return [one for one in found if one.pk != member.pk and apart(member, one, family)]


def named(people: list[Member]) -> str:
    """ "Tunde Oke (Aldermouth Charity) and Ada Quill (Aldermouth Council)"."""
    said = []
    for one in people:
        house = next((each.organisation.called for each in one.memberships.all() if each.until is None), "")
        said.append(f"{one.name} ({house})" if house else one.name)
    return dates.listed(said)
