"""What was said by those who would know, who was asked, and who never was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import SAYS_NO, Standing, Verdict
from counterpoint.claims.choices import KINDS, MESSAGES
from counterpoint.claims.models import Answer, BallotTurn, Claimant, Counterpart, Turn
from counterpoint.mirror.queries.knowing import TALKING
from counterpoint.mirror.queries.people import Directory
from counterpoint.mirror.queries.reading import View
from counterpoint.partnership.choices import WHO_USES_SERVICES
from counterpoint.partnership.models import Member, is_quiet
from counterpoint.partnership.queries import described

LIVED_ONLY = [kind.key for kind in KINDS.values() if kind.lived_only]
QUARTER = timedelta(days=92)
NEWEST = 200  # answers with words, in which every lively row finds its newest


@dataclass(frozen=True, slots=True)
class Spoken:
    """One voice's newest answer to one claim."""

    claim: int
    message: int | None
    verdict: Verdict
    step: int | None
    words: str
    lang: str
    who: str  # "a ward 7 sister": never a name
    on: date
    must_hear: bool
    organisation: int | None
    claimant: int | None
    number: int
    kind: str
    lived: bool = False  # by a person who uses services, or a carer, there as that
    contested_on: date | None = None  # the claim: since when it stands contested
    talked: bool = False  # somebody has offered to talk about it


@dataclass(frozen=True, slots=True)
class Asked:
    """One counterpart of any claims of a message: how often asked, how often heard."""

    message: int
    organisation: int | None
    member: int | None
    perspective: str
    ticket: bool  # one of those to whom a ticket was given
    asked: int
    heard: int


def spoken(view: View, crowded: Collection[int], hidden: Collection[int]) -> list[Spoken]:
    """Newest first: all words of rows that are drawn claim by claim, the newest of each crowded one, recent contests.

    `hidden`: as at a past day, the claims whose words are not for this reader. What is cheap to ask narrows; what
    is not (had they to be heard, have they changed their mind) is only asked of what is left.
    """
    drawn = Q(claim__message__in=set(MESSAGES) - set(crowded))
    wanted = drawn & (Q(words__isnull=False) | Q(claim__kind="coproduced", step__isnull=False))
    against = Q(verdict__in=[one.value for one in SAYS_NO], organisation__isnull=False)
    wanted |= against & Q(recorded_at__gte=(view.until or view.at) - QUARTER)
    if crowded:
        worded = _answers(view).filter(words__isnull=False, claim__message__in=crowded)
        wanted |= Q(pk__in=worded.order_by("-pk").values("pk")[:NEWEST])
    lived = Q(perspective__in=WHO_USES_SERVICES, works_there=False, verdict=Verdict.YES, claim__message=1)
    wanted |= Q(pk=Subquery(_answers(view).filter(lived).order_by("-pk").values("pk")[:1]))
    found = _read(view, hidden, wanted)
    quiet = set(crowded) - {one.message for one in found if one.must_hear and one.words}
    if quiet:
        # Long silent rows, and seldom any: their newest words lie further back.
        worded = _answers(view).filter(words__isnull=False, claim__message__in=quiet)
        found += _read(view, hidden, Q(pk__in=worded.values("pk")))
    return found


def _read(view: View, hidden: Collection[int], wanted: Q) -> list[Spoken]:
    claimants = Claimant.objects.filter(claim=OuterRef("claim"), organisation__isnull=False).order_by("pk")
    talks = Turn.objects.filter(claim=OuterRef("claim"), verb__in=TALKING)
    if view.until:
        talks = talks.filter(at__lte=view.until)
    rows = (
        _answers(view)
        .filter(wanted)
        .annotate(
            must=_must(view), readable=_readable(view, hidden),
            claimant=Subquery(claimants.values("organisation")[:1]), talked=Exists(talks),
        )
        .order_by("-recorded_at", "-pk")
        .values_list(
            "readable", "claim", "claim__message", "verdict", "step", "words__words", "words__erased_at",
            "words__lang", "member", "member__post", "member__signs", "perspective", "recorded_at", "must",
            "organisation", "claimant", "claim__number", "claim__kind", "works_there", "claim__stood_at",
            "claim__standing", "talked",
        )
    )  # fmt: skip
    return [_spoken(view, row[1:]) for row in rows if row[0]]


def _spoken(view: View, row: tuple[Any, ...]) -> Spoken:
    claim, message, verdict, step, words, erased, lang, member, post, signs, perspective, at, *rest = row
    who = described(Member(pk=member, post=post, signs=signs) if member else None, perspective)
    must, organisation, claimant, number, kind, works, stood, standing, talked = rest
    zone = view.place.zone
    return Spoken(
        claim, message, Verdict(verdict), step, "" if erased else words or "", lang or "", who, day_in(at, zone), must,
        organisation, claimant, number, kind, perspective in WHO_USES_SERVICES and not works,
        day_in(stood, zone) if stood and standing == Standing.CONTESTED else None, talked,
    )  # fmt: skip


def _answers(view: View) -> QuerySet[Answer]:
    answers = Answer.objects.filter(place=view.place, own_staff=False)
    if is_quiet(view.place, view.at):
        answers = answers.filter(claim__in=view.seen.values("pk"))
    return answers.filter(recorded_at__lte=view.until) if view.until else answers


def _readable(view: View, hidden: Collection[int]) -> Case:
    """Is this the voice's newest answer, to a claim that stands, and may this reader know of it?"""
    later = Answer.objects.filter(claim=OuterRef("claim"), position__gt=OuterRef("position"))
    later = later.filter(Q(member=OuterRef("member")) | Q(ticket=OuterRef("ticket")))
    if view.until:
        later = later.filter(recorded_at__lte=view.until)
    withdrawn = Q(claim__withdrawn_at__isnull=False) & ~Q(claim__standing=Standing.CONTESTED)
    waits = Q(claim__standing=Standing.CONTESTED, claim__reply_until__gte=view.today)
    return Case(
        When(withdrawn, then=False),
        When(Q(claim__in=list(hidden)), then=False),
        When(waits & ~view.told("claim", "claim__"), then=False),
        When(Exists(later), then=False),
        default=True,
    )


def _must(view: View) -> Case:
    """Had this answer to be heard? As `policies.heard_on` matches them: a person first, then whom they act for."""
    there = _counting(view).filter(claim=OuterRef("claim"))
    as_themselves = Q(member=OuterRef("member")) | Q(ticket=OuterRef("ticket"))
    acting = Q(organisation=OuterRef("organisation")) | (
        Q(perspective=OuterRef("perspective")) & ~Q(perspective="")
    )
    if view.heirs:
        acting |= Q(organisation__successor=OuterRef("organisation"))
        acting |= Q(organisation__successor__successor=OuterRef("organisation"))
    lived = ~Q(claim__kind__in=LIVED_ONLY) | Q(perspective__in=WHO_USES_SERVICES, works_there=False)
    return Case(
        When(~lived, then=False),
        When(Exists(there.filter(as_themselves)), then=Exists(there.filter(as_themselves, must_hear=True))),
        default=Exists(there.filter(acting, must_hear=True)),
    )


def _counting(view: View) -> QuerySet[Counterpart]:
    counting = Counterpart.objects.filter(place=view.place, counts_from__isnull=False)
    return counting.filter(counts_from__lte=view.until) if view.until else counting


def asked(view: View, of: Collection[int] | None) -> list[Asked]:
    """Who was asked about what is claimed, by message. `of`: as at a past day, the claims that were claimed and due."""
    counting = _counting(view)
    if of is not None:
        counting = counting.filter(claim__in=list(of))
    else:
        not_due = Q(claim__due_on__gt=view.day, claim__spoken=False)
        withdrawn = Q(claim__withdrawn_at__isnull=False) & ~Q(claim__standing=Standing.CONTESTED)
        counting = counting.filter(claim__claimed_at__isnull=False).exclude(not_due).exclude(withdrawn)
        if is_quiet(view.place, view.at):
            counting = counting.filter(claim__in=view.seen.values("pk"))
    rows = (
        counting.filter(claim__message__isnull=False)
        .annotate(was_heard=_was_heard(view), by_ticket=Case(When(ticket=None, then=False), default=True))
        .values_list(
            "claim__message", "organisation", "member", "perspective", "ticket__perspective", "by_ticket"
        )
        .annotate(asked=Count("pk"), heard=Sum("was_heard"))
        .order_by()
    )
    return [
        Asked(message, organisation, member, perspective or given or "", ticket, times, heard)
        for message, organisation, member, perspective, given, ticket, times, heard in rows
    ]


def _was_heard(view: View) -> Case:
    """1 where somebody who can tell has answered as this counterpart."""
    answers = Answer.objects.filter(claim=OuterRef("claim"), own_staff=False).exclude(
        verdict=Verdict.CANT_TELL
    )
    if view.until:
        answers = answers.filter(recorded_at__lte=view.until)
    named = Counterpart.objects.filter(
        claim=OuterRef("claim"), member=OuterRef("member"), counts_from__isnull=False
    )
    for_it = Q(organisation=OuterRef("organisation"))
    if view.heirs:
        for_it |= Q(organisation__succeeds=OuterRef("organisation"))
        for_it |= Q(organisation__succeeds__succeeds=OuterRef("organisation"))
    put_in = BallotTurn.objects.filter(counterpart=OuterRef("pk"))
    opened = Q(claim__counted_at__isnull=False)
    if view.until:
        opened &= Q(claim__counted_at__lte=view.until)
    return Case(
        When(claim__spoken=False, then=0),
        When(opened & Exists(put_in), then=1),
        When(Q(member__isnull=False) & Exists(answers.filter(member=OuterRef("member"))), then=1),
        When(Q(ticket__isnull=False) & Exists(answers.filter(ticket=OuterRef("ticket"))), then=1),
        When(
            Q(organisation__isnull=False) & Exists(answers.filter(for_it).filter(~Exists(named))), then=1
        ),
        When(
            ~Q(perspective="") & Exists(answers.filter(perspective=OuterRef("perspective"))), then=1
        ),
        default=Value(0),
        output_field=IntegerField(),
    )  # fmt: skip


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
            found[one.perspective] |= {
                key for key, person in who.people.items() if one.perspective in person.perspectives
            }
        for key, person in _people(one, who):
            for perspective in person.perspectives:
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


def people_heard(view: View, message: int, hidden: Collection[int] = ()) -> dict[str, int]:
    """How many people answered, each in the perspective of their newest answer to this message."""
    answers = _answers(view).filter(claim__message=message).exclude(verdict=Verdict.CANT_TELL)
    answers = answers.annotate(readable=_readable(view, hidden)).filter(readable=True)
    voices: dict[tuple[int | None, int | None], str] = {}
    for member, ticket, perspective in answers.order_by("pk").values_list("member", "ticket", "perspective"):
        voices[member, ticket] = perspective
    groups: dict[str, int] = defaultdict(int)
    for perspective in voices.values():
        groups[perspective] += 1
    return dict(groups)


def _people(one: Asked, who: Directory) -> list[tuple[int, Any]]:
    if one.member:
        return [(one.member, who.people[one.member])] if one.member in who.people else []
    if one.organisation:
        heir = who.heir(one.organisation) or 0
        there = [(key, person) for key, person in who.people.items() if heir in person.organisations]
        return [(key, person) for key, person in there if person.organisations[heir][0]] or there
    return []
