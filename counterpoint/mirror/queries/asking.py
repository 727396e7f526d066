"""Who was asked, who was heard, and who never was asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from counterpoint.claims.queries.sql import Part, told_by
from counterpoint.mirror.queries.people import Directory
from counterpoint.mirror.queries.reading import Then, View
from counterpoint.mirror.queries.scans import ASKED, CLAIMED, HEARD_THEN


@dataclass(frozen=True, slots=True)
class Asked:
    """Of one message: somebody who was asked, and how often; or, of nobody by name, how often one was heard."""

    message: int
    organisation: int | None
    member: int | None
    perspective: str
    ticket: bool  # one of those to whom a ticket was given
    asked: int
    heard: int


def asked(view: View, then: Then | None) -> list[Asked]:
    """Who was asked about what is claimed and due, and how many of them were heard. One query.

    `then`: of a past day, the claims that were claimed and due. Whom an answer is heard as is kept with the standing,
    by `policies.first_heard`; of few claims it has changed since.
    """
    query = ASKED.replace("<claimed>", CLAIMED if then is None else "AND c.id IN %(of)s")
    query = query.replace("<heard>", HEARD_THEN if view.until else "p.heard_at")
    query = query.replace("<by then>", "<= %(until)s" if view.until else "IS NOT NULL")
    query = query.replace("<message>", "%(message)s" if then else "c.message")
    otherwise = then.record.otherwise_heard(view.day) if then else {}
    rows = told_by(
        query, place=view.place.pk, today=view.day, until=view.until, of=tuple(then.due if then else ()),
        seen=view.among_seen, message=_message_then(then) if then else None,
        more=tuple(key for key, heard in otherwise.items() if heard),
        less=tuple(key for key, heard in otherwise.items() if not heard),
    )  # fmt: skip
    return [
        Asked(message, organisation, member, perspective or ticket or "", ticket is not None, times, heard)
        for message, organisation, member, perspective, ticket, times, heard in rows
    ]


def _message_then(then: Then) -> Part:
    """The message of claim `c`, which was another of a few."""
    few = then.otherwise
    if not few:
        return Part("c.message")
    whens = " ".join("WHEN %s THEN %s" for _ in few)
    return Part(f"CASE c.id {whens} ELSE c.message END", tuple(one for pair in few.items() for one in pair))


def perspectives_asked(asked: Iterable[Asked], who: Directory) -> dict[str, set[int]]:
    """Perspective to the people who were asked in it: by name, through their organisation, or as one of all.

    Someone with a ticket is a number below nought: nobody knows who they are.
    """
    found: dict[str, set[int]] = defaultdict(set)
    tickets = 0
    for one in asked:
        if one.ticket:
            found[one.perspective] |= {-number for number in range(tickets + 1, tickets + one.asked + 1)}
            tickets += one.asked
        elif one.perspective:
            found[one.perspective] |= who.holding.get(one.perspective, set())
        elif one.organisation or one.member:
            for key in who.asked_for(one.organisation) if one.organisation else (one.member or 0,):
                for perspective in who.people[key].perspectives if key in who.people else ():
                    found[perspective].add(key)
    return found


def people_asked(asked: Iterable[Asked], who: Directory) -> dict[str, int]:
    """How many people were asked, each in the one perspective that comes first for them."""
    groups: dict[str, set[int]] = defaultdict(set)
    for perspective, people in perspectives_asked(asked, who).items():
        for key in people:
            person = who.people.get(key)
            groups[person.first if person else perspective].add(key)
    return {perspective: len(people) for perspective, people in groups.items()}
