"""The front door: what this is, the places somebody is in, and in the demonstration whom one may be."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from counterpoint.partnership.choices import A_CONVENORS_DAY, A_DAY, Perspective
from counterpoint.partnership.models import Member, Place
from counterpoint.partnership.queries.membership import members
from counterpoint.web.order import alphabetically


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody of the demonstration whom anyone may be."""

    slug: str
    number: int
    name: str
    post: str  # "ward 7 sister, Mere Valley Hospitals"
    day: str


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of one demonstration place: a few to begin with, then everybody."""

    place: str
    issue: str
    first: tuple[Persona, ...]
    others: tuple[Persona, ...]


@dataclass(frozen=True, slots=True)
class FrontPage:
    """Everything partnership/front.jinja may show."""

    casts: tuple[Cast, ...]
    empty: bool  # no place has been founded here


@dataclass(frozen=True, slots=True)
class PlaceLink:
    slug: str
    name: str
    issue: str
    name_there: str  # who one is there
    home: str  # where one begins there


@dataclass(frozen=True, slots=True)
class PlacesPage:
    """Everything partnership/places.jinja may show."""

    places: tuple[PlaceLink, ...]


@dataclass(frozen=True, slots=True)
class CastPage:
    """Everything partnership/be.jinja may show."""

    casts: tuple[Cast, ...]


def front_page(demonstration: bool) -> FrontPage:
    return FrontPage(_casts() if demonstration else (), not Place.objects.exists())


def cast_page() -> CastPage:
    return CastPage(_casts())


def places_page(account_id: int) -> PlacesPage:
    found = (
        Member.objects.here()
        .filter(account_id=account_id)
        .select_related("place")
        .order_by(alphabetically("place__name"), "pk")
    )
    return PlacesPage(
        tuple(PlaceLink(m.place.slug, m.place.name, m.place.issue, m.name, home_of(m.place)) for m in found)
    )


def home_of(place: Place) -> str:
    """Somebody of a place begins with what waits for them; of a programme, with what places say of it."""
    return reverse("programme:show" if place.programme else "claims:yours", kwargs={"slug": place.slug})


def persona(slug: str, number: int) -> Member | None:
    """Only ever somebody of a demonstration."""
    found = Member.objects.here().filter(place__slug=slug, place__demonstration=True, number=number)
    return found.select_related("account", "place").first()


def _casts() -> tuple[Cast, ...]:
    people: dict[Place, list[Member]] = {}
    for member in (
        members()
        .filter(place__demonstration=True, left_at=None)
        .order_by("place__programme", alphabetically("place__name"), "number")
    ):
        people.setdefault(member.place, []).append(member)
    return tuple(_cast(place, here) for place, here in people.items())


def _cast(place: Place, here: list[Member]) -> Cast:
    """To begin with: the convenor, then the first who stands in each place of the list of perspectives."""
    convenor = next((one for one in here if one.convenor), None)
    picked: dict[int, str] = {convenor.pk: A_CONVENORS_DAY} if convenor else {}
    for perspective, day in A_DAY.items():
        stands = next(
            (one for one in here if one.pk not in picked and stands_first(one) == perspective), None
        )
        if stands:
            picked[stands.pk] = day
    by_key = {one.pk: one for one in here}
    return Cast(
        place.name,
        place.issue,
        tuple(_persona(by_key[key], day) for key, day in picked.items()),
        tuple(_persona(one) for one in here if one.pk not in picked),
    )


def stands_first(member: Member) -> str:
    """The perspective somebody acts in unless they say otherwise."""
    held = list(member.standpoints.all())
    first = next((one for one in held if one.first), held[0] if held else None)
    return first.perspective if first else ""


def _persona(member: Member, day: str = "") -> Persona:
    ours = next((one.organisation.called for one in member.memberships.all() if one.until is None), "")
    post = member.post or (Perspective(stands_first(member)).label if stands_first(member) else "")
    return Persona(
        member.place.slug, member.number, member.name, ", ".join(part for part in (post, ours) if part), day
    )
