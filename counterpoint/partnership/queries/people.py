"""The pages of the place's people: everyone, one organisation, one person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.ledger.queries import head
from counterpoint.partnership import policies
from counterpoint.partnership.choices import Channel, OrganisationKind, Perspective
from counterpoint.partnership.models import Member, Membership, Organisation, Place, is_quiet
from counterpoint.partnership.queries.membership import members
from counterpoint.partnership.queries.names import standing_as
from counterpoint.partnership.queries.succession import (
    Way,
    facts_of,
    facts_of_person,
    ways_of,
    ways_of_person,
)
from counterpoint.web.dates import counted, day, listed
from counterpoint.web.order import alphabetically


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody in a list."""

    number: int
    name: str
    post: str
    marks: tuple[str, ...]  # "asked for it", "steward"
    reached: str  # only to stewards and to themselves


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation with its people, as one reader sees them."""

    number: int
    name: str
    kind: str
    people: tuple[PersonRow, ...]
    unnamed: str  # "two carers and a person with lived experience, who do not sign with their names"
    followed: str = ""  # what became of it: "Since 1 April 2026 it is Northern Counties and Fells ICB."


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Everything partnership/people.jinja may show."""

    place: str
    issue: str
    sentence: str
    stewards: tuple[str, ...]
    convenors: tuple[str, ...]
    organisations: tuple[OrganisationRow, ...]
    alone: OrganisationRow | None  # those who belong to no organisation
    left: tuple[PersonRow, ...]
    quiet_until: date | None
    me: int
    steward: bool


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """Everything partnership/organisation.jinja may show."""

    number: int
    name: str
    facts: tuple[tuple[str, str], ...]
    row: OrganisationRow
    may_edit: bool
    ways: tuple[Way, ...]  # of succession: what its reader may say and open


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything partnership/person.jinja may show."""

    number: int
    name: str
    post: str
    facts: tuple[tuple[str, str], ...]
    organisations: tuple[tuple[str, int, str], ...]  # name, number, "works for it since 3 March 2026"
    mine: bool
    may_edit: bool
    may_appoint: bool
    may_bring_back: bool
    why_not_leave: str | None
    ways: tuple[Way, ...]
    asked_through_others: bool  # they have neither mail nor telephone, and this reader may write for them


def people_key(member: Member, at: datetime) -> str:
    """Everything that the page of people depends on, in one query."""
    place = member.place
    return f"people|{place.pk}|{head(place.pk).hash}|{member.pk}|{member.steward}|{is_quiet(place, at)}"


def people_page(member: Member, at: datetime) -> PeoplePage:
    place = member.place
    everyone = list(members().filter(place=place).order_by(alphabetically("name"), "number"))
    here = [one for one in everyone if one.left_at is None]
    by_organisation: dict[int, list[tuple[Member, Membership | None]]] = defaultdict(list)
    for one in here:
        current = [held for held in one.memberships.all() if held.until is None]
        for held in current:
            by_organisation[held.organisation_id].append((one, held))
        if not current:
            by_organisation[0].append((one, None))
    organisations = list(
        place.organisations.select_related("successor").order_by(alphabetically("name"), "number")
    )
    return PeoplePage(
        place=place.name,
        issue=place.issue,
        sentence=_how_many(len(organisations), len(here)),
        stewards=tuple(one.name for one in here if one.steward),
        convenors=tuple(one.name for one in here if one.convenor),
        organisations=tuple(_organisation(one, by_organisation[one.pk], member) for one in organisations),
        alone=_row(0, "In no organisation", "", by_organisation[0], member) if by_organisation[0] else None,
        left=tuple(_person(one, None, member) for one in everyone if one.left_at and member.steward),
        quiet_until=_day(place.quiet_until, place) if is_quiet(place, at) else None,
        me=member.number,
        steward=member.steward,
    )


def _how_many(organisations: int, people: int) -> str:
    return f"{counted(organisations, 'organisation').capitalize()}, {counted(people, 'person', 'people')}."


def _organisation(
    one: Organisation, people: Sequence[tuple[Member, Membership | None]], reader: Member
) -> OrganisationRow:
    kind = str(OrganisationKind(one.kind).label) if one.kind != OrganisationKind.OTHER else ""
    followed = f"Since {day(one.succeeded_on)} it is {one.successor.name}." if one.successor else ""
    return replace(_row(one.number, one.name, kind, people, reader), followed=followed)


def _row(
    number: int, name: str, kind: str, people: Sequence[tuple[Member, Membership | None]], reader: Member
) -> OrganisationRow:
    named = [(one, held) for one, held in people if _may_name(one, reader)]
    unnamed = [one for one, _ in people if not _may_name(one, reader)]
    return OrganisationRow(
        number, name, kind, tuple(_person(one, held, reader) for one, held in named), _unnamed(unnamed)
    )


def _may_name(one: Member, reader: Member) -> bool:
    """Those who speak by where they stand are named only to stewards, who look after the list, and to themselves."""
    return one.signs or reader.steward or one.pk == reader.pk


def _unnamed(people: Sequence[Member]) -> str:
    if not people:
        return ""
    return f"{counted(len(people), 'person', 'people')} who {'does' if len(people) == 1 else 'do'} not sign with a name"


def _person(one: Member, held: Membership | None, reader: Member) -> PersonRow:
    marks = (
        ("asked for it", held is not None and held.asked),
        ("belongs to it", held is not None and not held.works),
        ("convenor", one.convenor),
        ("moderator", one.moderator),
        ("steward", one.steward),
        ("does not sign with a name", not one.signs),
        ("you", one.pk == reader.pk),
    )
    return PersonRow(
        one.number, one.name, one.post, tuple(words for words, so in marks if so), _reached(one, reader)
    )


def _reached(one: Member, reader: Member) -> str:
    if not (reader.steward or one.pk == reader.pk):
        return ""
    if one.channel == Channel.MAIL:
        return one.email
    return one.phone if one.channel == Channel.TEXT else "in person, by phone or on paper"


def _day(moment: datetime | None, place: Place) -> date | None:
    return day_in(moment, place.zone) if moment else None


def organisation_page(organisation: Organisation, member: Member) -> OrganisationPage:
    theirs = members().filter(left_at=None, memberships__organisation=organisation, memberships__until=None)
    people = [
        (one, _held(one.memberships.all(), organisation))
        for one in theirs.order_by(alphabetically("name"), "number")
    ]
    row = _organisation(organisation, people, member)
    facts = [("Kind", str(OrganisationKind(organisation.kind).label)), ("Also called", organisation.short),
             ("Code or number", organisation.identifier),
             *facts_of(organisation)]  # fmt: skip
    return OrganisationPage(
        organisation.number,
        organisation.name,
        tuple(fact for fact in facts if fact[1]),
        row,
        policies.why_not_speak_for(member, organisation) is None,
        ways_of(organisation, member),
    )


def _held(memberships: Iterable[Membership], organisation: Organisation) -> Membership | None:
    return next(
        (one for one in memberships if one.organisation_id == organisation.pk and one.until is None), None
    )


def person_page(person: Member, member: Member) -> PersonPage | None:
    """None where the reader may not know that there is such a person by name."""
    if not _may_name(person, member) or (person.left_at and not member.steward):
        return None
    here = person.left_at is None
    return PersonPage(
        number=person.number,
        name=person.name,
        post=person.post,
        facts=tuple(fact for fact in (*_facts(person, member), *facts_of_person(person, member)) if fact[1]),
        organisations=tuple(
            (one.organisation.name, one.organisation.number, _since(one, person.pk == member.pk))
            for one in person.memberships.all()
        ),
        mine=person.pk == member.pk,
        may_edit=here and policies.why_not_edit(member, person) is None,
        may_appoint=here and member.steward,
        may_bring_back=not here and member.steward,
        why_not_leave=policies.why_not_remove(member, person),
        ways=ways_of_person(person, member),
        asked_through_others=policies.why_not_write_for(member, person) is None,
    )


def _facts(person: Member, reader: Member) -> tuple[tuple[str, str], ...]:
    held = sorted(person.standpoints.all(), key=lambda one: not one.first)
    held_roles = (
        ("convenor", person.convenor),
        ("moderator", person.moderator),
        ("steward", person.steward),
    )
    roles = [words for words, so in held_roles if so]
    mine = person.pk == reader.pk
    named = f"with {'your' if mine else 'their'} name"
    signs = named if person.signs else f"without a name: “{standing_as(held[0].perspective if held else '')}”"
    return (
        (
            "You stand as" if mine else "Stands as",
            ", ".join(str(Perspective(one.perspective).label) for one in held),
        ),
        ("You look after this place as" if mine else "Looks after this place as", listed(roles)),
        ("You sign" if mine else "Signs", signs),
        ("You are asked by" if mine else "Is asked by", _channel(person, reader)),
        ("Left", day(_day(person.left_at, person.place))),
    )


def _channel(person: Member, reader: Member) -> str:
    reached = _reached(person, reader)
    if not reached or person.channel == Channel.NONE:
        return reached and "somebody, in person, by phone or on paper"
    return f"{Channel(person.channel).label}, {reached}"


def _since(one: Membership, mine: bool) -> str:
    what = (
        ("you work for it" if mine else "works for it")
        if one.works
        else ("you belong to it" if mine else "belongs to it")
    )
    if one.until:
        return f"from {day(one.since)} to {day(one.until)}"
    asked = (", and are asked for it" if mine else ", and is asked for it") if one.asked else ""
    return f"{what}{asked}, since {day(one.since)}"


# What forms begin with


def roles_of(person: Member) -> dict[str, object]:
    return {"steward": person.steward, "convenor": person.convenor, "moderator": person.moderator}


def organisation_choices(place: Place) -> list[tuple[str, str]]:
    return [
        (str(number), name)
        for number, name in place.organisations.filter(successor=None)
        .order_by(alphabetically("name"), "number")
        .values_list("number", "name")
    ]


def chosen_organisation(place: Place, number: str) -> Organisation | None:
    return place.organisations.filter(number=int(number)).first() if number else None


def details_of(person: Member) -> dict[str, object]:
    """What stands in the form that puts somebody right."""
    held = sorted(person.standpoints.all(), key=lambda one: not one.first)
    return {
        "name": person.name, "post": person.post, "email": person.email, "phone": person.phone,
        "channel": person.channel, "signs": "named" if person.signs else "standing",
        "perspectives": [one.perspective for one in held],
    }  # fmt: skip


def organisation_details(organisation: Organisation) -> tuple[dict[str, object], list[tuple[str, str]]]:
    """What stands in the form that puts an organisation right, and the people who might be asked for it."""
    held = organisation.memberships.filter(until=None, member__left_at=None).select_related("member")
    theirs = list(held.order_by(alphabetically("member__name"), "member__number"))
    return {
        "name": organisation.name, "short": organisation.short, "kind": organisation.kind,
        "identifier": organisation.identifier, "asked": [str(one.member.number) for one in theirs if one.asked],
    }, [(str(one.member.number), f"{one.member.name}, {one.member.post}".strip(", ")) for one in theirs]  # fmt: skip
