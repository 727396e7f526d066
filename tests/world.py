"""One small world: a council, a hospital, a charity and the people they are for. Known by first name in every test."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from counterpoint.claims.models import Claim
from counterpoint.partnership.actions import Person, add_member, add_organisation, found
from counterpoint.partnership.models import Member, Organisation, Place


@dataclass
class World:
    """A place founded a month before the test's now, so that its quiet fortnight is over."""

    place: Place
    council: Organisation
    hospital: Organisation
    charity: Organisation
    voices: Organisation
    ada: Member  # council, manager; steward and convenor
    kofi: Member  # council, frontline, asked
    ben: Member  # hospital, executive, asked
    ruth: Member  # hospital, frontline
    tunde: Member  # charity, voluntary sector, asked; steward
    moira: Member  # belongs to the voices, carer, asked
    desmond: Member  # belongs to the voices, lived experience, asked

    def claim(self, number: int) -> Claim:
        return Claim.objects.select_related("place").get(place=self.place, number=number)


PEOPLE = (
    ("ada", "Ada Quill", "council", "integration lead", "manager", {"steward": True, "convenor": True}),
    ("kofi", "Kofi Baah", "council", "hospital social worker", "frontline", {"asked": True}),
    ("ben", "Ben Iver", "hospital", "chief executive", "executive", {"asked": True}),
    ("ruth", "Ruth Vane", "hospital", "ward sister", "frontline", {}),
    ("tunde", "Tunde Oke", "charity", "chief officer", "voluntary", {"asked": True, "steward": True}),
    ("moira", "Moira Tell", "voices", "", "carer", {"asked": True, "works": False}),
    ("desmond", "Desmond Ash", "voices", "", "lived_experience", {"asked": True, "works": False}),
)


def build(now: datetime, slug: str = "aldermouth", *, ago: timedelta = timedelta(days=60)) -> World:
    """Build the world through the product's own actions, begun some days before `now`."""
    begun = now - ago
    place = found(name=slug.title(), slug=slug, at=begun)
    kinds = {"council": "council", "hospital": "acute", "charity": "charity", "voices": "group"}
    made: dict[str, object] = {
        key: add_organisation(place=place, name=f"{slug.title()} {key.title()}", kind=kind, by=None, at=begun)
        for key, kind in kinds.items()
    }
    for key, name, where, post, perspective, more in PEOPLE:
        organisation = made[where]
        assert isinstance(organisation, Organisation)
        made[key] = add_member(
            place=place,
            person=Person(
                name=name,
                post=post,
                email=f"{key}@{slug}.example",
                phone="",
                organisation=organisation,
                perspectives=[perspective],
                **more,  # type: ignore[arg-type]
            ),
            by=None,
            at=begun,
        )
    return World(place=place, **made)  # type: ignore[arg-type]
