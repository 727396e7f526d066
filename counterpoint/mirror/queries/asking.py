"""Who was asked, who was heard, and who never was asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    Model,
    Q,
    QuerySet,
    Sum,
    Value,
)

from counterpoint.analysis.standing import Standing
from counterpoint.claims.models import BallotTurn, Counterpart
from counterpoint.mirror.queries.people import Directory
from counterpoint.mirror.queries.reading import View
from counterpoint.mirror.queries.sql import HEARD, HEIRS, NUMBER, rows_of, sql
from counterpoint.partnership.models import is_quiet


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


def asked(view: View, of: Collection[int] | None) -> list[Asked]:
    """Who was asked about what is claimed and due, and how many of them were heard. One query.

    `of`: as at a past day, the claims that were claimed and due. Whom each answer is heard as follows
    `policies.heard_on`: a person, a ticket, else the organisation or the perspective that they speak for.
    """
    counting = _claimed(view, of, Counterpart.objects.filter(counts_from__isnull=False), "claim__")
    if view.until:
        counting = counting.filter(counts_from__lte=view.until)
    heard = HEARD.replace("<heirs>", HEIRS if view.heirs else "")
    given = {"place": view.place.pk} | ({"until": view.until} if view.until else {})
    heard = heard.replace("<by then>", "AND a.recorded_at <= %(until)s" if view.until else "")
    columns = ("claim", "member", "ticket", "organisation", "perspective")
    rows = (
        counting.values_list("claim__message", "organisation", "member", "perspective", "ticket__perspective")
        .annotate(asked=Count("pk"), heard=Sum(sql(heard, NUMBER, *columns, **given)))
        .order_by()
    )
    both = rows.union(_heard_in_boxes(view, of), all=True).order_by()
    return [
        Asked(message, organisation, member, perspective or ticket or "", ticket is not None, times, heard)
        for message, organisation, member, perspective, ticket, times, heard in rows_of(both)
    ]


def _heard_in_boxes(view: View, of: Collection[int] | None) -> QuerySet[BallotTurn, tuple[Any, ...]]:
    """Whoever put an answer in a box is heard when it is opened."""
    claim = "counterpart__claim__"
    opened = BallotTurn.objects.filter(counterpart__claim__counted_at__isnull=False)
    if view.until:
        opened = opened.filter(counterpart__claim__counted_at__lte=view.until)
    return _of_nobody(_claimed(view, of, opened, claim), f"{claim}message", "pk")


def _of_nobody[M: Model](rows: QuerySet[M], message: str, counted: str) -> QuerySet[M, tuple[Any, ...]]:
    """Counts by message, in the shape of those who were asked."""
    nobody = Value(None, output_field=BigIntegerField())
    counts: QuerySet[M, tuple[Any, ...]] = (
        rows.annotate(
            nobody_1=nobody, nobody_2=nobody,
            none_1=Value("", output_field=CharField()), none_2=Value(None, output_field=CharField()),
        )
        .values_list(message, "nobody_1", "nobody_2", "none_1", "none_2")
        .annotate(asked=Value(0), heard=Count(counted, distinct=True))
        .order_by()
    )  # fmt: skip
    return counts


def _claimed[M: Model](view: View, of: Collection[int] | None, rows: QuerySet[M], claim: str) -> QuerySet[M]:
    """Those rows of a place whose claim is claimed, due, not withdrawn, and this reader's to know of."""
    rows = rows.filter(place=view.place)
    if of is not None:
        return rows.filter(**{f"{claim}pk__in": list(of), f"{claim}message__isnull": False})
    not_due = Q(**{f"{claim}due_on__gt": view.day, f"{claim}spoken": False})
    withdrawn = Q(**{f"{claim}withdrawn_at__isnull": False}) & ~Q(**{f"{claim}standing": Standing.CONTESTED})
    rows = rows.filter(**{f"{claim}claimed_at__isnull": False, f"{claim}message__isnull": False})
    rows = rows.exclude(not_due).exclude(withdrawn)
    if is_quiet(view.place, view.at):
        rows = rows.filter(**{f"{claim}pk__in": view.seen.values("pk")})
    return rows


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
