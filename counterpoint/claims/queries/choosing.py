"""Whom one may name on a form: partners, people, and everyone who stands somewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from counterpoint.claims.models import Claim
from counterpoint.partnership.choices import EVERYONE_WITH
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.web.order import alphabetically

EVERY_PLACE = "places"  # on the forms of a programme
SHORT = 90  # letters of a claim in a list

type Choice = tuple[str, str]  # (value, words)
type Nameable = Organisation | Member | str


@dataclass(frozen=True, slots=True)
class Nameables:
    """Everyone who can be named. The value is a reference as the ledger writes it."""

    organisations: tuple[Choice, ...]
    people: tuple[Choice, ...]
    perspectives: tuple[Choice, ...]

    @property
    def all(self) -> tuple[Choice, ...]:
        return (*self.organisations, *self.people, *self.perspectives)


def who_can_be_named(place: Place, *, but: Member | None = None) -> Nameables:
    """Partners that have somebody here, people who have not left, and the perspectives. `but`: whoever asks."""
    return directory(place).nameables(but=but)


def full_name(member: Member, organisation: Organisation | None = None) -> str:
    """Somebody as one picks them from a list. How they sign their answers is another matter."""
    return ", ".join(
        one for one in (member.name, member.post, organisation.called if organisation else "") if one
    )


def partners_of(place: Place) -> tuple[Choice, ...]:
    """Every partner that has no successor."""
    found = Organisation.objects.filter(place=place, successor__isnull=True).order_by(
        alphabetically("name"), "number"
    )
    return tuple((one.ref, one.name) for one in found)


def worked_for(member: Member) -> tuple[Choice, ...]:
    """The organisations in whose name a member may act: those they work for, or those that followed them."""
    found: dict[int, Organisation] = {}
    for one in member.memberships.all():
        if one.works and one.until is None:
            heir = one.organisation
            while heir.successor_id and heir.successor is not None:
                heir = heir.successor
            found[heir.pk] = heir
    return tuple((one.ref, one.name) for one in found.values())


def claim_choice(claim: Claim) -> Choice:
    """A claim by its number: "Promise 12: We open at eight on …"."""
    noun, words = claim.of.noun, str(claim.sentence)
    short = words if len(words) <= SHORT else words[:SHORT].rsplit(" ", 1)[0] + " …"
    return str(claim.number), f"{noun[:1].upper()}{noun[1:]} {claim.number}: {short}"


@dataclass(frozen=True, slots=True)
class Directory:
    """Everyone in a place by reference: for turning what a form says into whom it means."""

    organisations: Mapping[str, Organisation]
    people: Mapping[str, Member]

    def organisation(self, ref: str) -> Organisation | None:
        return self.organisations.get(ref)

    def person(self, ref: str) -> Member | None:
        return self.people.get(ref)

    def anyone(self, ref: str) -> Nameable | None:
        kind, _, key = ref.partition(":")
        if kind == "perspective":
            return key if key in EVERYONE_WITH else None
        return self.organisation(ref) or self.person(ref)

    def all_of(self, refs: Sequence[str]) -> list[Nameable]:
        """Each once, in the order in which they were chosen; every place of a programme, where that was chosen."""
        every = [one.ref for one in self.places]
        each = (ref for chosen in refs if chosen for ref in (every if chosen == EVERY_PLACE else [chosen]))
        found = (self.anyone(ref) for ref in dict.fromkeys(each))
        return [one for one in found if one is not None]

    @property
    def places(self) -> list[Organisation]:
        """In a programme: those of its partners that are places."""
        return [one for one in self.organisations.values() if one.stands_for is not None]

    def nameables(self, *, but: Member | None = None) -> Nameables:
        current = {
            member.ref: [one.organisation for one in member.memberships.all() if one.until is None]
            for member in self.people.values()
        }
        peopled = {one.pk for houses in current.values() for one in houses}
        partners = (
            one for one in self.organisations.values() if one.pk in peopled and one.successor_id is None
        )
        people = (one for one in self.people.values() if but is None or one.pk != but.pk)
        every = ((EVERY_PLACE, "every place that has joined"),) if self.places else ()
        return Nameables(
            organisations=(*every, *((one.ref, one.name) for one in partners)),
            people=tuple((one.ref, full_name(one, next(iter(current[one.ref]), None))) for one in people),
            perspectives=tuple((f"perspective:{key.value}", words) for key, words in EVERYONE_WITH.items()),
        )


def directory(place: Place) -> Directory:
    """Three queries, by name."""
    organisations = {
        one.pk: one
        for one in Organisation.objects.filter(place=place).order_by(alphabetically("name"), "number")
    }
    people = list(
        Member.objects.here()
        .filter(place=place)
        .prefetch_related("memberships")
        .order_by(alphabetically("name"), "number")
    )
    for one in organisations.values():
        if one.successor_id:
            one.successor = organisations[one.successor_id]
    for member in people:
        for membership in member.memberships.all():
            membership.organisation = organisations[membership.organisation_id]
    return Directory({one.ref: one for one in organisations.values()}, {one.ref: one for one in people})
