"""Who is here: every person and organisation of a place at once, in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.policies import Family, family_from
from counterpoint.claims.policies.family import Followed, followed_by
from counterpoint.claims.queries.sql import moment, told_by
from counterpoint.partnership.choices import Perspective
from counterpoint.partnership.models import Organisation, Place
from counterpoint.partnership.queries import standing_as

# Organisations first; then everybody who is here, once for each place where they stand and each organisation that they
# are here for; last, whoever has left and is followed by somebody.
HOUSE, HERE = 0, 1
# Names, posts, addresses and where people stand are as they are now; who was here, for whom, and who had followed whom,
# as at the day.
EVERYBODY = """SELECT 0, o.id, o.number, o.name, o.short, o.kind, '', FALSE, FALSE, FALSE, '', FALSE,
    CAST(NULL AS bigint), FALSE, FALSE, o.successor_id, o.host_id, o.followed_at, FALSE
    FROM partnership_organisation o WHERE o.place_id = %(place)s <o joined>
UNION ALL SELECT 1, m.id, m.number, m.name, m.post, m.email, m.phone, m.signs, m.convenor, m.steward, s.perspective, s.first,
    w.organisation_id, w.asked, w.works, NULL, NULL, NULL, FALSE
    FROM partnership_member m LEFT JOIN partnership_standpoint s ON s.member_id = m.id
    LEFT JOIN partnership_membership w ON w.member_id = m.id AND <w held>
    WHERE m.place_id = %(place)s AND <m here> <m joined>
UNION ALL SELECT 2, m.id, m.number, '', '', '', '', FALSE, FALSE, FALSE, '', FALSE, NULL, FALSE, FALSE,
    m.successor_id, NULL, m.followed_at, <h here>
    FROM partnership_member m JOIN partnership_member h ON h.id = m.successor_id
    WHERE m.place_id = %(place)s AND m.followed_at <followed>
ORDER BY 1, 3"""
NOW = {
    "<o joined>": "", "<m joined>": "", "<w held>": "w.until IS NULL", "<m here>": "m.left_at IS NULL",
    "<h here>": "h.left_at IS NULL", "<followed>": "IS NOT NULL",
}  # fmt: skip
THEN = {
    "<o joined>": "AND o.joined_at <= %(until)s", "<m joined>": "AND m.joined_at <= %(until)s",
    "<w held>": "w.since <= %(day)s AND (w.until IS NULL OR w.until > %(day)s)",
    "<m here>": "(m.left_at IS NULL OR m.left_at > %(until)s)",
    "<h here>": "(h.left_at IS NULL OR h.left_at > %(until)s)", "<followed>": "<= %(until)s",
}  # fmt: skip


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
    """The people and organisations of a place: those of now, or of a past day."""

    people: dict[int, Person]
    organisations: dict[int, Organisation]
    family: Family
    within: dict[int, list[int]]  # organisation to its people
    through: dict[
        int, list[int]
    ]  # organisation to the people through whom it is asked: those named, or else all
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
        """Through whom an organisation is asked, or the one that followed it."""
        return self.through.get(self.heir(organisation) or 0, [])


def directory(place: Place, until: datetime | None = None) -> Directory:
    """Who is here; who was here at the end of a past day."""
    query = EVERYBODY
    for name, words in (THEN if until else NOW).items():
        query = query.replace(name, words)
    day = day_in(until, place.zone) if until else None
    organisations: dict[int, Organisation] = {}
    people: dict[int, Person] = {}
    followed: list[Followed] = []
    for what, key, *told in told_by(query, place=place.pk, until=until, day=day):
        if what == HOUSE:
            organisations[key] = _organisation(place, until, key, *told)
        elif what == HERE:
            _add(people, key, *told[:13])
        else:
            followed.append((key, told[13], moment(told[15]), bool(told[16])))
    family = family_from(
        ((one.pk, one.successor_id, one.host_id, one.followed_at) for one in organisations.values()), followed
    )
    within: dict[int, list[int]] = defaultdict(list)
    holding: dict[str, set[int]] = defaultdict(set)
    for key, one in people.items():
        for organisation in one.organisations:
            within[organisation].append(key)
        for perspective in one.perspectives:
            holding[perspective].add(key)
    through = {
        key: [one for one in there if people[one].organisations[key][0]] or there
        for key, there in within.items()
    }
    return Directory(people, organisations, family, dict(within), through, dict(holding))


def _add(
    people: dict[int, Person], key: int, number: int, name: str, post: str, email: str, phone: str, signs: bool,
    convenor: bool, steward: bool, stands: str | None, first: bool, works_for: int | None, asked: bool, works: bool,
) -> None:  # fmt: skip
    if key not in people:
        people[key] = Person(
            Someone(number, name, post, email, phone, bool(signs), bool(convenor), bool(steward))
        )
    if stands:
        people[key].perspectives[stands] = bool(first)
    if works_for:
        people[key].organisations[works_for] = (bool(asked), bool(works))


def _organisation(
    place: Place, until: datetime | None, key: int, number: int, name: str, short: str, kind: str, *told: Any
) -> Organisation:
    successor, host, when, _ = told[-4:]
    then = moment(when) if when else None
    followed = followed_by(then, until)
    return Organisation(
        id=key, place=place, number=number, name=name, short=short, kind=kind, host_id=host,
        successor_id=successor if followed else None, followed_at=then if followed else None,
    )  # fmt: skip
