"""How the organisations and the people of a place follow one another, and what passes on with that.

Whoever follows takes rights and bars at once (docs/adr/0010). What was said before stays as it was heard then: a
succession never changes what earlier answers add up to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, CharField, DateTimeField, F, QuerySet, Value
from django.db.models.functions import Cast

from counterpoint.analysis.standing import Rule
from counterpoint.claims.choices import Kind
from counterpoint.claims.models import Counterpart
from counterpoint.partnership.models import Member, Organisation

NOBODY: frozenset[int] = frozenset()

type House = tuple[
    int, int | None, int | None, datetime | None
]  # its key, successor, host, when it was followed
type Followed = tuple[
    int, int, datetime, bool
]  # a person, who does their work now, since when, whether that one is here

type Told = tuple[
    str, int, int | None, int | None, datetime | None, datetime | None
]  # as `told_of` reads them


@dataclass(frozen=True, slots=True)
class Handed:
    """What somebody has from one whose work they do now: all up to one instant, to speak for from another on."""

    until: datetime  # when the work was handed on: what came later is not theirs
    since: datetime  # when it came to them: later than `until`, where it went through other hands


@dataclass(frozen=True, slots=True)
class Family:
    """How a place's organisations follow and host one another, and its people follow each other, by their keys."""

    stands_for: Mapping[int, frozenset[int]]  # an organisation: itself, and all that it has succeeded
    bars: Mapping[int, frozenset[int]]  # a claimant: itself, its successors, and whoever hosts any of them
    became: Mapping[int, frozenset[int]] = field(default_factory=dict)  # itself, and its successors
    since: Mapping[tuple[int, int], datetime] = field(default_factory=dict)  # (heir, old): from when on
    handed: Mapping[int, Mapping[int, Handed]] = field(default_factory=dict)  # a person: whom they follow
    now: Mapping[int, int] = field(default_factory=dict)  # a person: who does their work now, if still here

    def spoke_for(self, organisation: int, other: int, at: datetime) -> bool:
        """Did an organisation speak for another at that instant: itself, or one that it had succeeded by then?"""
        if other not in self.stands_for.get(organisation, NOBODY):
            return False
        begun = self.since.get((organisation, other))
        return begun is None or begun <= at

    def before(self, member: int | None) -> Mapping[int, Handed]:
        return self.handed.get(member or 0, {})

    def did(self, member: int, other: int | None, at: datetime) -> bool:
        """Was what `other` did at that instant part of the work that this person does now?"""
        handed = self.before(member).get(other or 0)
        return handed is not None and at <= handed.until

    def answers_for(
        self, member: int | None, counterpart: Counterpart, kind: Kind, at: datetime | None
    ) -> bool:
        """May this person answer where somebody was asked whose work they do now? None: as it is now."""
        handed = self.before(member).get(counterpart.member_id or 0)
        if handed is None or not passes_on(kind) or counterpart.at > handed.until:
            return False
        return at is None or handed.since <= at

    def asked_now(self, counterpart: Counterpart, kind: Kind) -> int | None:
        """Who does the work now of a person who was asked; None where they are asked themselves."""
        heir = self.now.get(counterpart.member_id or 0)
        return heir if heir and self.answers_for(heir, counterpart, kind, None) else None


def passes_on(kind: Kind) -> bool:
    """What somebody saw, felt or is owed themselves nobody can say in their stead; nor does a box take two answers."""
    own_experience = kind.lived_only or kind.named_staff or kind.rule == Rule.ALL or kind.owed
    return not (own_experience or kind.detached)


def family_of(place_id: int, until: datetime | None = None) -> Family:
    """In one query. `until`: as they followed one another at that instant; of hosts only those of today are known."""
    return family_told(told_of(place_id), until)


def told_of(place_id: int) -> list[Told]:
    """Who follows and hosts whom: of any instant, a family can be told from it."""
    houses: QuerySet[Any, Any] = Organisation.objects.filter(place_id=place_id).order_by()
    people: QuerySet[Any, Any] = Member.objects.filter(
        place_id=place_id, successor__isnull=False, followed_at__isnull=False
    ).order_by()
    rows = houses.annotate(
        what=Value("house", CharField()), left=Cast(Value(None), DateTimeField()), then=F("followed_at")
    ).values_list("what", "id", "successor_id", "host_id", "then", "left")
    more = people.annotate(
        what=Value("person", CharField()),
        left=F("successor__left_at"),
        none=Cast(Value(None), BigIntegerField()),
        then=F("followed_at"),
    ).values_list("what", "id", "successor_id", "none", "then", "left")
    return list(rows.union(more, all=True))


def family_told(told: Iterable[Told], until: datetime | None = None) -> Family:
    found = [
        (what, key, heir if followed_by(then, until) else None, host, then, left)
        for what, key, heir, host, then, left in told
    ]
    return family_from(
        [(key, heir, host, then) for what, key, heir, host, then, _ in found if what == "house"],
        [
            (key, heir, then, left is None or (until is not None and left > until))
            for what, key, heir, _, then, left in found
            if what == "person" and heir and then
        ],
    )


def followed_by(then: datetime | None, until: datetime | None) -> bool:
    """Had one been followed by an instant, who was followed `then`?"""
    return until is None or then is None or then <= until


def people_followed(place_id: int) -> list[Followed]:
    """Who follows whom in a place: seldom anybody."""
    found = Member.objects.filter(place_id=place_id, successor__isnull=False, followed_at__isnull=False)
    return [
        (key, heir, then, left is None)
        for key, heir, then, left in found.values_list(
            "id", "successor_id", "followed_at", "successor__left_at"
        )
        if heir is not None and then is not None
    ]


def family_from(organisations: Iterable[House], people: Iterable[Followed] = ()) -> Family:
    """From each organisation's key, its successor's and its host's; and from whoever is followed by whom."""
    rows = list(organisations)
    successor = {key: (heir, then) for key, heir, _, then in rows if heir}
    host = {key: hosted_by for key, _, hosted_by, _ in rows if hosted_by}
    lines = {key: _line(key, successor) for key, _, _, _ in rows}
    stands_for: dict[int, set[int]] = {key: {key} for key in lines}
    since: dict[tuple[int, int], datetime] = {}
    for key, line in lines.items():
        for heir, then in line[1:]:
            stands_for[heir].add(key)
            if then is not None:
                since[heir, key] = then
    became = {key: frozenset(heir for heir, _ in line) for key, line in lines.items()}
    bars = {}
    for key, all_of in became.items():
        hosts = {host[one] for one in all_of if one in host}
        bars[key] = all_of.union(*(became.get(one, frozenset({one})) for one in hosts))
    handed, now = _handed(people)
    return Family(
        {key: frozenset(theirs) for key, theirs in stands_for.items()}, bars, became, since, handed, now
    )


def _line(
    first: int, successor: Mapping[int, tuple[int, datetime | None]]
) -> list[tuple[int, datetime | None]]:
    """Itself and whoever followed it, each with when it came to them."""
    line: list[tuple[int, datetime | None]] = [(first, None)]
    seen = {first}
    while (following := successor.get(line[-1][0])) is not None and following[0] not in seen:
        line.append(following)
        seen.add(following[0])
    return line


def _handed(people: Iterable[Followed]) -> tuple[dict[int, dict[int, Handed]], dict[int, int]]:
    rows = list(people)
    successor = {key: (heir, then) for key, heir, then, _ in rows}
    here = {heir for _, heir, _, is_here in rows if is_here}
    handed: dict[int, dict[int, Handed]] = {}
    now: dict[int, int] = {}
    for key, _, until, _ in rows:
        for heir, then in _line(key, successor)[1:]:
            handed.setdefault(heir, {})[key] = Handed(until, then or until)
            if heir in here:
                now[key] = heir
    return handed, now
