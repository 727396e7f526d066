"""Who follows whom, as a page says it; and what the forms of succession offer."""

from __future__ import annotations

from dataclasses import dataclass

from counterpoint.partnership import policies
from counterpoint.partnership.models import Member, Organisation
from counterpoint.web.dates import day, listed
from counterpoint.web.order import alphabetically

type Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Way:
    """Something that this reader may open or do."""

    words: str
    name: str  # of the address
    number: int


def partners_but(organisation: Organisation) -> Choices:
    """Every partner that it could have become, or that could host it."""
    found = Organisation.objects.filter(place_id=organisation.place_id, successor=None).exclude(
        pk=organisation.pk
    )
    return [
        (str(number), name)
        for number, name in found.order_by(alphabetically("name"), "number").values_list("number", "name")
    ]


def its_people(organisation: Organisation) -> Choices:
    held = organisation.memberships.filter(until=None, member__left_at=None).select_related("member")
    return [
        (str(one.member.number), _named(one.member))
        for one in held.order_by(alphabetically("member__name"), "member__number")
    ]


def who_could_follow(person: Member, reader: Member) -> Choices:
    """Everybody here whom this reader may know by name, and whose own work nobody else does."""
    here = Member.objects.here().filter(place_id=person.place_id, successor=None).exclude(pk=person.pk)
    return [
        (str(one.number), _named(one))
        for one in here.order_by(alphabetically("name"), "number")
        if one.signs or reader.steward or one.pk == reader.pk
    ]


def _named(member: Member) -> str:
    return ", ".join(part for part in (member.name, member.post) if part)


def facts_of(organisation: Organisation) -> list[tuple[str, str]]:
    """What it became, and what became it."""
    before = list(organisation.succeeds.order_by("succeeded_on", "number"))
    heir = organisation.successor
    return [
        ("Hosted by", organisation.host.name if organisation.host else ""),
        ("Became", f"{heir.name}, on {day(organisation.succeeded_on)}" if heir else ""),
        ("Was before", listed([f"{one.name}, until {day(one.succeeded_on)}" for one in before])),
    ]


def facts_of_person(person: Member, reader: Member) -> list[tuple[str, str]]:
    """Who does their work now, and whose work they do, by names that this reader may know."""
    heir = person.successor
    before = [one for one in person.succeeds.order_by("succeeded_on", "number") if _may_name(one, reader)]
    mine = person.pk == reader.pk
    return [
        (
            "Does your work now" if mine else "Does their work now",
            f"{heir.name}, since {day(person.succeeded_on)}" if heir and _may_name(heir, reader) else "",
        ),
        (
            "You do the work of" if mine else "Does the work of",
            listed([f"{one.name}, since {day(one.succeeded_on)}" for one in before]),
        ),
    ]


def _may_name(one: Member, reader: Member) -> bool:
    return one.signs or reader.steward or reader.pk in (one.pk, one.successor_id)


def ways_of(organisation: Organisation, reader: Member) -> tuple[Way, ...]:
    """What may be said of its succession, and read because of it."""
    found = []
    ours = {one.organisation_id for one in reader.memberships.all() if one.until is None}
    if {organisation.pk, organisation.successor_id} & ours or reader.steward:
        found.append(Way("What is under way: to hand over", "claims:handover_of_house", organisation.number))
    if organisation.succeeds.exists() and (organisation.pk in ours or reader.steward):
        found.append(
            Way("What it inherits, refuses or lets die", "claims:inherit_for_house", organisation.number)
        )
    if policies.why_not_steward(reader) is None and organisation.successor_id is None:
        found.append(Way("Say that it became another", "partnership:became", organisation.number))
        found.append(Way("Say who hosts it", "partnership:host", organisation.number))
    return tuple(found)


def ways_of_person(person: Member, reader: Member) -> tuple[Way, ...]:
    mine = person.pk == reader.pk
    found = []
    if mine or reader.steward or person.successor_id == reader.pk:
        found.append(Way("What is under way: to hand over", "claims:handover", person.number))
    for one in person.succeeds.order_by("number") if mine or reader.steward else ():
        found.append(Way(f"What {one.name} was in the middle of", "claims:handover", one.number))
    if (mine or reader.steward) and person.succeeds.exists():
        found.append(
            Way(
                "What you inherit, refuse or let die" if mine else "What they inherit, refuse or let die",
                "claims:inherit",
                person.number,
            )
        )
    if policies.why_not_name_successor(reader, person) is None:
        found.append(Way("Say who does this work now", "partnership:follow", person.number))
    return tuple(found)
