"""What those who would know have said, in their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import SAYS_NO, Standing, Verdict
from counterpoint.claims.choices import KINDS, MESSAGES
from counterpoint.claims.models import Answer, Counterpart
from counterpoint.claims.policies import Family
from counterpoint.claims.queries.sql import NUMBER, PERSONAL, TRUTH, Part, as_stored, moment, sql
from counterpoint.mirror.queries.candidates import CLAIMANT, TURNED
from counterpoint.mirror.queries.knowing import TALKING, told_until
from counterpoint.mirror.queries.reading import Then, View
from counterpoint.partnership.choices import WHO_USES_SERVICES
from counterpoint.partnership.models import is_quiet
from counterpoint.partnership.queries import standing_as

LIVED_ONLY = [kind.key for kind in KINDS.values() if kind.lived_only]
QUARTER = timedelta(days=92)
VERDICTS = {one.value: one for one in Verdict}
# Did the same person, or ticket, answer claim <1> again later?
LATER = """EXISTS (SELECT 1 FROM claims_answer l WHERE l.claim_id = <1> AND l.position > <2>
    AND (l.member_id = <3> OR l.ticket_id = <4>) %(by_then)s)"""
NEWEST = 200  # answers: enough for every lively row to find its newest words, and for every habit to show


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
    voice: tuple[int | None, int | None]  # a person or a ticket
    perspective: str
    lived: bool = False  # by a person who uses services, or a carer, there as that
    contested_on: date | None = None  # the claim: since when it stands contested
    talked: bool = False  # somebody has offered to talk about it


def spoken(
    view: View, crowded: Collection[int], then: Then | None, *, opened: int = 0, at_once: bool = False
) -> list[Spoken]:
    """Newest first: all words of rows that are drawn claim by claim, the newest of each crowded one, recent contests.

    `then`: how each claim stood, of a past day. `opened`: a message of which everything
    that was said is read, and of the others no words are looked for. What is cheap to ask narrows; what is not (had they
    to be heard, have they changed their mind) is only asked of what is left.
    """
    drawn = Q(claim__message__in=set(MESSAGES) - set(crowded))
    wanted = drawn & (Q(words__isnull=False) | Q(claim__kind="coproduced", step__isnull=False))
    against = _answers(view).filter(
        verdict__in=[one.value for one in SAYS_NO], organisation__isnull=False,
        recorded_at__gte=(view.until or view.at) - QUARTER,
    )  # fmt: skip
    wanted |= Q(pk__in=against.order_by("-pk").values("pk")[:NEWEST])
    if opened:
        wanted |= Q(claim__message=opened)
    elif crowded:
        worded = _answers(view).filter(words__isnull=False, claim__message__in=crowded)
        wanted |= Q(pk__in=worded.order_by("-pk").values("pk")[:NEWEST])
    lived = Q(perspective__in=WHO_USES_SERVICES, works_there=False, verdict=Verdict.YES, claim__message=1)
    wanted |= Q(pk=Subquery(_answers(view).filter(lived).order_by("-pk").values("pk")[:1]))
    if opened or at_once:
        return _read(view, then, wanted | (Q() if opened else _newest(view, then, crowded)))
    found = _read(view, then, wanted)
    told = {one.message for one in found if one.must_hear and one.words}
    quiet = {message for message in crowded if message not in told}
    # Long silent rows, and seldom any: their newest words lie further back.
    return found + _read(view, then, _newest(view, then, quiet)) if quiet else found


def _newest(view: View, then: Then | None, messages: Collection[int]) -> Q:
    """Of each of these messages the newest words of somebody who had to be heard, however far back."""
    worded = _answers(view).filter(words__isnull=False, words__erased_at__isnull=True)
    worded = worded.annotate(must=_must(view), readable=_readable(view, then))
    worded = worded.filter(must=True, readable=True).order_by("-pk")
    newest = (Q(pk=Subquery(worded.filter(claim__message=one).values("pk")[:1])) for one in sorted(messages))
    return reduce(or_, newest, Q(pk__in=[]))


def _read(view: View, then: Then | None, wanted: Q) -> list[Spoken]:
    rows = (
        _answers(view)
        .filter(wanted)
        .annotate(
            must=_must(view), readable=_readable(view, then),
            claimant=told_until(view.until, CLAIMANT, NUMBER, "claim"),
            talked=told_until(view.until, TURNED, TRUTH, "claim", verbs=TALKING),
        )
        .order_by("-recorded_at", "-pk")
        .values_list(
            "readable", "claim", "claim__message", "verdict", "step", "words__words", "words__erased_at",
            "words__lang", "member", "ticket", "member__post", "member__signs", "perspective", "recorded_at", "must",
            "organisation", "claimant", "claim__number", "claim__kind", "works_there", "claim__stood_at",
            "claim__standing", "talked",
        )
    )  # fmt: skip
    contested = then.contested if then else None
    return [_spoken(view, row[1:], contested) for row in as_stored(rows) if row[0]]


def _spoken(view: View, row: tuple[Any, ...], contested: Mapping[int, datetime | None] | None) -> Spoken:
    (
        claim,
        message,
        verdict,
        step,
        words,
        erased,
        lang,
        member,
        ticket,
        post,
        signs,
        perspective,
        at,
        *rest,
    ) = row
    must, organisation, claimant, number, kind, works, stood, standing, talked = rest
    # As `partnership.described`, without a row.
    who = standing_as(perspective, post if member and signs else "")
    since = stood if standing == Standing.CONTESTED else None
    if contested is not None:
        since = contested.get(claim)
    zone = view.place.zone
    return Spoken(
        claim, message, VERDICTS[verdict], step, "" if erased else words or "", lang or "", who, day_in(moment(at), zone),
        bool(must), organisation, claimant, number, kind, (member, ticket), perspective,
        perspective in WHO_USES_SERVICES and not works, day_in(moment(since), zone) if since else None, bool(talked),
    )  # fmt: skip


def _answers(view: View) -> QuerySet[Answer]:
    answers = Answer.objects.filter(place=view.place, own_staff=False)
    if is_quiet(view.place, view.at):
        answers = answers.filter(claim__in=view.seen.values("pk"))
    return answers.filter(recorded_at__lte=view.until) if view.until else answers


def _readable(view: View, then: Then | None) -> Case:
    """Is this the voice's newest answer, to a claim that stands, and may this reader know of it?"""
    by_then = Part("AND l.recorded_at <= %s", (view.until,)) if view.until else Part("")
    later = Q(sql(LATER, TRUTH, "claim", "position", "member", "ticket", by_then=by_then))
    if then is not None:
        return Case(When(Q(claim__in=then.unread), then=False), When(later, then=False), default=True)
    withdrawn = Q(claim__withdrawn_at__isnull=False) & ~Q(claim__standing=Standing.CONTESTED)
    waits = Q(claim__standing=Standing.CONTESTED, claim__reply_until__gte=view.today)
    return Case(
        When(withdrawn, then=False),
        When(waits & ~view.told("claim", "claim__put_by"), then=False),
        When(later, then=False),
        default=True,
    )


def _must(view: View) -> Case:
    """Had this answer to be heard? As `policies.heard_on` matches them: a person first, then whom they act for."""
    there = _counting(view).filter(claim=OuterRef("claim"))
    as_themselves = Q(member=OuterRef("member")) | Q(ticket=OuterRef("ticket"))
    if view.family.handed:
        there = there.annotate(
            speaks=ExpressionWrapper(OuterRef("member"), BigIntegerField()),
            said=ExpressionWrapper(OuterRef("recorded_at"), DateTimeField()),
        )
        as_themselves |= _in_their_stead(view.family)
    acting = Q(organisation=OuterRef("organisation")) | (
        Q(perspective=OuterRef("perspective")) & ~Q(perspective="")
    )
    if view.heirs:
        said = OuterRef("recorded_at")
        first = Q(organisation__followed_at__isnull=True) | Q(organisation__followed_at__lte=said)
        last = "organisation__successor__followed_at"
        acting |= first & Q(organisation__successor=OuterRef("organisation"))
        acting |= Q(organisation__successor__successor=OuterRef("organisation")) & (
            Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__lte": said})
        )
    lived = ~Q(claim__kind__in=LIVED_ONLY) | Q(perspective__in=WHO_USES_SERVICES, works_there=False)
    return Case(
        When(~lived, then=False),
        When(Exists(there.filter(as_themselves)), then=Exists(there.filter(as_themselves, must_hear=True))),
        default=Exists(there.filter(acting, must_hear=True)),
    )


def _in_their_stead(family: Family) -> Q:
    """Of people, whoever does their work now speaks for them, since then."""
    found = Q(pk__in=[])
    for heir, before in family.handed.items():
        for key, one in before.items():
            found |= Q(member=key, at__lte=one.until, speaks=heir, said__gte=one.since)
    return found & ~Q(claim__kind__in=PERSONAL)


def _counting(view: View) -> QuerySet[Counterpart]:
    counting = Counterpart.objects.filter(place=view.place, counts_from__isnull=False)
    return counting.filter(counts_from__lte=view.until) if view.until else counting


def people_heard(spoken: Iterable[Spoken], message: int) -> dict[str, int]:
    """How many people answered, each in the perspective of their newest answer to this message."""
    voices: dict[tuple[int | None, int | None], str] = {}
    for one in spoken:
        if one.message == message and one.verdict != Verdict.CANT_TELL:
            voices.setdefault(one.voice, one.perspective)
    return dict(Counter(voices.values()))
