"""Who is here: every person and organisation of a place at once, in three queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from counterpoint.claims.policies import Family, family_from, people_followed
from counterpoint.partnership.choices import Perspective
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.partnership.queries import standing_as

COLUMNS = (
    "pk", "number", "name", "post", "email", "phone", "signs", "convenor", "steward",
    "standpoints__perspective", "standpoints__first",
    "memberships__organisation", "memberships__asked", "memberships__works", "memberships__until",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Someone:
    """A member, as far as the Mirror needs to know them. Lighter than the row: a place has hundreds."""

    number: int
    name: str
    post: str
    email: str
    phone: str
    signs: bool
    convenor: bool
    steward: bool


@dataclass(slots=True)
class Person:
    """Somebody here, with where they stand and whom they are here for."""

    member: Someone
    perspectives: dict[str, bool] = field(default_factory=dict)  # and which comes first
    organisations: dict[int, tuple[bool, bool]] = field(default_factory=dict)  # asked, works

    @property
    def first(self) -> str:
        return max(self.perspectives, key=lambda one: self.perspectives[one], default="")


@dataclass(frozen=True, slots=True)
class Directory:
    """The people and organisations of a place, as they are now."""

    people: dict[int, Person]
    organisations: dict[int, Organisation]
    family: Family
    within: dict[int, list[int]]  # organisation to its people
    holding: dict[str, set[int]]  # perspective to the people who hold it

    def called(self, key: int | None) -> str:
        found = self.organisations.get(key or 0)
        return found.called if found else ""

    def named(self, person: Person) -> str:
        """A person as Next names them: name and post, or only where they stand."""
        if person.member.signs:
            return ", ".join(part for part in (person.member.name, person.member.post) if part)
        return standing_as(person.first, person.member.post)

    def heir(self, organisation: int | None) -> int | None:
        """Who an organisation is today."""
        seen: set[int] = set()
        while organisation is not None and organisation not in seen:
            seen.add(organisation)
            following = self.organisations.get(organisation)
            if following is None or following.successor_id is None:
                return organisation
            organisation = following.successor_id
        return organisation

    def whoever_now(self, key: int | None) -> Person | None:
        """A person, or whoever does their work now."""
        return self.people.get(self.family.now.get(key or 0, key or 0))

    def someone_from(
        self, organisation: int | None, prefer: Collection[str] = (), but: int | None = None
    ) -> Person | None:
        """Whoever speaks for an organisation, or for the one that followed it, `but` for one person.

        Somebody who works there before somebody who belongs to it; then a preferred perspective; then who is asked.
        """
        heir = self.heir(organisation)
        there = [self.people[key] for key in self.within.get(heir or 0, ()) if key != but]
        return min(
            there,
            key=lambda one: (
                not one.organisations[heir or 0][1],
                not any(perspective in prefer for perspective in one.perspectives),
                not one.organisations[heir or 0][0],
                one.member.number,
            ),
            default=None,
        )

    def someone_who_is(self, perspective: str) -> Person | None:
        there = [self.people[key] for key in self.holding.get(perspective, ())]
        return min(there, key=lambda one: one.member.number, default=None)

    def convenor(self) -> Person | None:
        """Who brings people together: the convenor, or else a steward."""
        looking_after = [one for one in self.people.values() if one.member.convenor or one.member.steward]
        return min(looking_after, key=lambda one: (not one.member.convenor, one.member.number), default=None)

    def standing_here(self) -> list[str]:
        """The perspectives that somebody here has, in the product's order."""
        return [one.value for one in Perspective if self.holding.get(one.value)]

    def asked_for(self, organisation: int) -> list[int]:
        """Through whom an organisation is asked: those named for it, or else all its people."""
        heir = self.heir(organisation) or 0
        there = self.within.get(heir, [])
        return [key for key in there if self.people[key].organisations[heir][0]] or there


def directory(place: Place) -> Directory:
    organisations = {one.pk: one for one in Organisation.objects.filter(place=place).order_by("number")}
    houses = ((one.pk, one.successor_id, one.host_id, one.followed_at) for one in organisations.values())
    family = family_from(houses, people_followed(place.pk))
    people: dict[int, Person] = {}
    memberships: dict[int, dict[int, tuple[bool, bool]]] = defaultdict(dict)
    rows = Member.objects.here().filter(place=place).order_by("number").values_list(*COLUMNS)
    for (
        pk,
        number,
        name,
        post,
        email,
        phone,
        signs,
        convenor,
        steward,
        stands,
        first,
        works_for,
        asked,
        works,
        until,
    ) in rows:
        if pk not in people:
            member = Someone(number, name, post, email, phone, signs, convenor, steward)
            people[pk] = Person(member, organisations=memberships[pk])
        if stands:
            people[pk].perspectives[stands] = first
        if works_for and until is None:
            memberships[pk][works_for] = (asked, works)
    within: dict[int, list[int]] = defaultdict(list)
    holding: dict[str, set[int]] = defaultdict(set)
    for key, person in people.items():
        for organisation in person.organisations:
            within[organisation].append(key)
        for perspective in person.perspectives:
            holding[perspective].add(key)
    return Directory(people, organisations, family, dict(within), dict(holding))
