"""The organisations of a place and the people in them, in two queries: enough for every rule of who may speak."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from counterpoint.claims.models import Claim, Claimant, Counterpart
from counterpoint.claims.policies import Family
from counterpoint.claims.policies.family import family_from, people_followed
from counterpoint.partnership.models import Member, Membership, Organisation, Place, Standpoint

MEMBERSHIP, MEMBER = "memberships__", "memberships__member__"
COLUMNS = (
    "id", "successor_id", "host_id", "followed_at", "number", "name", "short", "stands_for", f"{MEMBERSHIP}id",
    f"{MEMBERSHIP}works",
    f"{MEMBERSHIP}asked", f"{MEMBERSHIP}since", f"{MEMBERSHIP}until", f"{MEMBER}id", f"{MEMBER}name",
    f"{MEMBER}post", f"{MEMBER}signs", f"{MEMBER}standpoints__perspective", f"{MEMBER}standpoints__first",
    f"{MEMBER}left_at",
)  # fmt: skip


@dataclass(slots=True)
class Person:
    """What is known of somebody who is in an organisation here."""

    name: str
    post: str
    signs: bool
    memberships: dict[int, Membership] = field(default_factory=dict)
    stands: dict[str, bool] = field(default_factory=dict)  # a perspective: is it the one they act in first?


class Members(dict[int, Member]):
    """Members of a place, each made when first asked for: most of a large place never are."""

    def __init__(self, reader: Member, people: dict[int, Person]) -> None:
        super().__init__({reader.pk: reader})
        self.place, self.people = reader.place, people

    def __missing__(self, key: int) -> Member:
        person = self.people[key]
        member = Member(pk=key, place=self.place, name=person.name, post=person.post, signs=person.signs)
        stands = [
            Standpoint(pk=n, perspective=one, first=person.stands[one]) for n, one in enumerate(person.stands)
        ]
        held = {"memberships": list(person.memberships.values()), "standpoints": stands}
        # As prefetch_related would leave it: what asks a member for these asks no database.
        member._prefetched_objects_cache = held  # type: ignore[attr-defined]
        self[key] = member
        return member

    def get(self, key: int, default: Member | None = None) -> Member | None:  # type: ignore[override]
        return self[key] if key in self or key in self.people else default


@dataclass(frozen=True, slots=True)
class House:
    """Who is where in a place."""

    family: Family
    organisations: dict[int, Organisation]
    people: dict[int, Person]  # all who have not left, and are or were in an organisation here
    members: Members

    def memberships(self) -> dict[int, list[Membership]]:
        """Each organisation's current memberships, first come first."""
        found: dict[int, list[Membership]] = defaultdict(list)
        current = (
            one for person in self.people.values() for one in person.memberships.values() if one.until is None
        )
        for one in sorted(current, key=lambda one: one.pk):
            found[one.organisation_id].append(one)
        return dict(found)

    def introduce(self, claims: Iterable[Claim]) -> None:
        """Tell claims, read without them, who their people and organisations are."""
        claims = list(claims)
        parties: list[Claimant | Counterpart] = []
        for claim in claims:
            parties += [*claim.claimants.all(), *claim.counterparts.all()]
        keys = {one.member_id for one in parties} | {claim.put_by_id for claim in claims}
        keys |= {one.added_by_id for one in parties if isinstance(one, Counterpart)}
        strangers = {key for key in keys if key is not None and self.members.get(key) is None}
        self.members.update(_strangers(strangers) if strangers else {})
        for one in parties:
            one.organisation = self.organisations[one.organisation_id] if one.organisation_id else None
            one.member = self.members[one.member_id] if one.member_id else None
            if isinstance(one, Counterpart):
                one.added_by = self.members[one.added_by_id] if one.added_by_id else None
        for claim in claims:
            claim.put_by = self.members[claim.put_by_id] if claim.put_by_id else None


def _strangers(keys: set[int]) -> dict[int, Member]:
    """People who have left, or are in no organisation: one query more, and only where there are any."""
    found = Member.objects.filter(pk__in=keys).prefetch_related("memberships", "standpoints")
    return {one.pk: one for one in found}


def house_of(reader: Member) -> House:
    """The place of `reader`, who is in it as they were read."""
    rows = (
        Organisation.objects.filter(place_id=reader.place_id)
        .order_by(f"{MEMBERSHIP}pk")
        .values_list(*COLUMNS)
    )
    organisations: dict[int, Organisation] = {}
    family: set[tuple[int, int | None, int | None, datetime | None]] = set()
    people: dict[int, Person] = {}
    for row in rows:
        _read_row(row, reader.place, organisations, people)
        family.add(row[:4])
    followed = people_followed(reader.place_id)
    return House(family_from(family, followed), organisations, people, Members(reader, people))


def _read_row(
    row: tuple[Any, ...], place: Place, organisations: dict[int, Organisation], people: dict[int, Person]
) -> None:
    key, successor, host, _, number, name, short, stands_for, membership, works, asked, since, until, *of = (
        row
    )
    person, full_name, post, signs, perspective, first, left_at = of
    if key not in organisations:
        organisations[key] = Organisation(
            pk=key, place=place, number=number, name=name, short=short, successor_id=successor, host_id=host,
            stands_for=stands_for,
        )  # fmt: skip
    if membership is None or left_at is not None:
        return
    known = people.setdefault(person, Person(full_name, post, signs))
    if membership not in known.memberships:
        known.memberships[membership] = Membership(
            pk=membership, place_id=place.pk, member_id=person, organisation_id=key, works=works, asked=asked,
            since=since, until=until,
        )  # fmt: skip
    if perspective:
        known.stands[perspective] = first
