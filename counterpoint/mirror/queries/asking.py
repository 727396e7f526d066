"""Who was asked, who was heard, and who never was asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from counterpoint.analysis.standing import Standing, Verdict
from counterpoint.claims.models import Answer, BallotTurn, Counterpart
from counterpoint.mirror.queries.people import Directory
from counterpoint.mirror.queries.reading import View
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
    rows = (
        counting.annotate(by_ticket=Case(When(ticket=None, then=False), default=True))
        .values_list(
            "claim__message", "organisation", "member", "perspective", "ticket__perspective", "by_ticket"
        )
        .annotate(asked=Count("pk"), heard=Value(0))
        .order_by()
    )
    both = rows.union(_heard(view, of), _heard_in_boxes(view, of), all=True).order_by()
    return [
        Asked(message, organisation, member, perspective or given or "", ticket, times, heard)
        for message, organisation, member, perspective, given, ticket, times, heard in both
    ]


def _heard(view: View, of: Collection[int] | None) -> QuerySet[Answer, tuple[Any, ...]]:
    """How many counterparts somebody who can tell has answered as."""
    answers = _claimed(view, of, Answer.objects.filter(own_staff=False), "claim__")
    answers = answers.exclude(verdict=Verdict.CANT_TELL)
    there = "claim__counterparts__"
    # Coalesce keeps the database from looking among all that somebody was ever asked: their claim is shorter.
    named = Counterpart.objects.annotate(who=Coalesce("member", Value(0))).filter(
        claim=OuterRef("claim"), who=OuterRef("member"), counts_from__isnull=False
    )
    acting = Q(**{f"{there}organisation": F("organisation")})
    if view.heirs:
        acting |= Q(**{f"{there}organisation__successor": F("organisation")})
        acting |= Q(**{f"{there}organisation__successor__successor": F("organisation")})
    acting |= Q(**{f"{there}perspective": F("perspective")}) & ~Q(perspective="")
    in_person = Q(**{f"{there}member": F("member")}) | Q(**{f"{there}ticket": F("ticket")})
    heard_as = in_person | (acting & ~Exists(named))
    counting = Q(**{f"{there}counts_from__isnull": False})
    if view.until:
        answers = answers.filter(recorded_at__lte=view.until)
        counting &= Q(**{f"{there}counts_from__lte": view.until})
    return _of_nobody(answers.filter(heard_as & counting), "claim__message", "claim__counterparts")


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
            none_1=Value("", output_field=CharField()), none_2=Value("", output_field=CharField()),
            no=Value(False, output_field=BooleanField()),
        )
        .values_list(message, "nobody_1", "nobody_2", "none_1", "none_2", "no")
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
