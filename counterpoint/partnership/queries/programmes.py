"""Which programmes a place is in, who its partners are, and the link by which a place joins one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.core import signing

from counterpoint.partnership.choices import OrganisationKind, Shows
from counterpoint.partnership.models import Member, Organisation, Place, Sharing
from counterpoint.web.order import alphabetically

SIGNED = "partnership.join"
LINK_LASTS = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Joined:
    """A programme that a place is in."""

    programme: Place
    sharing: Sharing

    @property
    def sees_nothing(self) -> bool:
        return self.sharing.shows == Shows.NOTHING


def programmes_of(place: Place) -> tuple[Joined, ...]:
    """Oldest first. One that lies in another installation is not known here."""
    sharings = {one.programme: one for one in Sharing.objects.filter(place=place).order_by("pk")}
    if not sharings:
        return ()
    programmes = {one.uuid: one for one in Place.objects.filter(uuid__in=sharings, programme=True)}
    found = []
    for key, sharing in sharings.items():
        if key in programmes:
            sharing.place = place
            found.append(Joined(programmes[key], sharing))
    return tuple(found)


def programme_called(place: Place, slug: str) -> Joined | None:
    return next((one for one in programmes_of(place) if one.programme.slug == slug), None)


def partner_in(programme: Place, place: Place) -> Organisation | None:
    """The organisation that is this place, in a programme."""
    return Organisation.objects.select_related("place").filter(place=programme, stands_for=place.uuid).first()


def team_of(programme: Place) -> Organisation | None:
    """The programme's own team, or whoever has followed it."""
    national = Organisation.objects.select_related("place").filter(
        place=programme, kind=OrganisationKind.NATIONAL
    )
    return national.filter(successor=None).order_by("number").first()


def sharing_in(programme: UUID, place: UUID) -> Sharing | None:
    """What a place lets a programme see, by their uuids."""
    return Sharing.objects.select_related("place").filter(programme=programme, place__uuid=place).first()


def join_token(programme: Place, today: date) -> str:
    """The end of the link that a programme sends to a place. It says which programme, and until when."""
    until = today + LINK_LASTS
    return signing.dumps({"programme": str(programme.uuid), "until": until.isoformat()}, salt=SIGNED)


def programme_of_token(token: str, today: date) -> Place | None:
    """None for a link that is not ours, or has run out."""
    try:
        held = signing.loads(token, salt=SIGNED)
    except signing.BadSignature:
        return None
    if date.fromisoformat(held["until"]) < today:
        return None
    return Place.objects.filter(uuid=held["programme"], programme=True).first()


def stewarded_by(account_id: int, programme: Place) -> list[Member]:
    """As whom an account could join a programme: the places it is a steward of, and that are not in it yet."""
    partners = Organisation.objects.filter(place=programme, stands_for__isnull=False).values("stands_for")
    here = Member.objects.here().filter(account_id=account_id, steward=True, place__programme=False)
    return list(
        here.exclude(place__uuid__in=partners)
        .select_related("place")
        .order_by(alphabetically("place__name"), "pk")
    )
