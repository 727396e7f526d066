"""What a programme promised, and what places say of it: to its own people, and to each place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Verdict
from counterpoint.claims.choices import VERDICT_WORDS, State
from counterpoint.claims.models import Answer, Claim, Counterpart
from counterpoint.claims.policies import state_of
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.claim_loading import seen_now
from counterpoint.claims.queries.record import mark_of
from counterpoint.partnership.models import Place
from counterpoint.partnership.queries import described
from counterpoint.web import dates

MOST = 12  # on one page, newest first; the record has them all


@dataclass(frozen=True, slots=True)
class Promised:
    """One promise of a programme, with the newest words of a place that it was made to."""

    mark: str
    sentence: str
    url: str
    words: str  # how it stands
    heard: str  # "made to 45 places; one has spoken"
    when: str
    quote: str
    who: str
    said_on: str


def promises_of(programme: Place) -> QuerySet[Claim]:
    """Made by the programme's own team, newest first: a place may promise something there as well."""
    made_to = Counterpart.objects.filter(claim=OuterRef("pk"), counts_from__isnull=False)
    heard = Answer.objects.filter(claim=OuterRef("pk"), organisation__stands_for__isnull=False).order_by()
    spoken = Answer.objects.filter(words__isnull=False, words__erased_at=None)
    spoken = spoken.filter(organisation__stands_for__isnull=False)
    return (
        Claim.objects.filter(place=programme, kind="promise", claimed_at__isnull=False)
        .filter(promise__promiser_organisation__stands_for=None)
        .select_related("sentence")
        .annotate(
            to=_counted(made_to.filter(organisation__stands_for__isnull=False)),
            heard=Subquery(
                heard.values("claim").annotate(n=Count("organisation", distinct=True)).values("n")
            ),
        )
        .prefetch_related(
            Prefetch(
                "answers",
                spoken.select_related("member", "organisation", "words").order_by("-recorded_at", "-pk"),
                to_attr="spoken_words",
            )
        )
        .order_by("-put_at", "-number")
    )


def _counted(found: QuerySet[Counterpart]) -> Subquery:
    return Subquery(found.order_by().values("claim").annotate(n=Count("pk")).values("n"))


def promised(programme: Place, at: datetime) -> tuple[Promised, ...]:
    """Two queries. A contest in its reply time is read on its own page by those whom it concerns, not here."""
    return tuple(_promised(claim, programme, at) for claim in promises_of(programme)[:MOST])


def _promised(claim: Claim, programme: Place, at: datetime) -> Promised:
    today = day_in(at, programme.zone)
    state = state_of(seen_now(claim), today=today, zone=programme.zone, reads_contest=False)
    said = next(iter(claim.spoken_words), None) if state != State.IN_REPLY else None  # type: ignore[attr-defined]
    made = dates.day(day_in(claim.put_at, programme.zone))
    due = f", for {dates.day(claim.due_on)}" if claim.due_on else ""
    return Promised(
        mark=mark_of(state),
        sentence=str(claim.sentence),
        url=record_url(programme.slug, claim.kind, claim.number),
        words=claim.of.state(state),
        heard=how_many_heard(claim.to or 0, claim.heard or 0),  # type: ignore[attr-defined]
        when=f"promised on {made}{due}",
        quote=str(said.words) if said else "",
        who=f"{described(said.member, said.perspective)}, {said.organisation.called}" if said else "",
        said_on=dates.month(day_in(said.recorded_at, programme.zone)) if said else "",
    )


def how_many_heard(to: int, heard: int) -> str:
    """ "made to 45 places; one has spoken" """
    if not to:
        return ""
    spoken = (
        f"{dates.number_word(heard)} {'has' if heard == 1 else 'have'} spoken" if heard else "none has spoken"
    )
    return f"made to {dates.counted(to, 'place')}; {spoken}"


# What a place reads of it


@dataclass(frozen=True, slots=True)
class PromisedToUs:
    """One promise of a programme, as a place reads it: a reference, a head, and what the place has said."""

    mark: str
    sentence: str
    words: str
    when: str
    number: int
    url: str  # its record, for whoever is a member there too
    we_say: str  # the place's own newest answer
    our_words: str


def promised_to(
    partner: int, programme: Place, at: datetime, *, member_there: bool
) -> tuple[PromisedToUs, ...]:
    ours = Answer.objects.filter(organisation=partner).select_related("words").order_by("-recorded_at", "-pk")
    made = (
        Claim.objects.filter(place=programme, kind="promise", claimed_at__isnull=False)
        .filter(Q(pk__in=Counterpart.objects.filter(organisation=partner).values("claim")))
        .select_related("sentence")
        .prefetch_related(Prefetch("answers", ours, to_attr="ours"))
        .order_by("-put_at", "-number")
    )
    return tuple(_to_us(claim, programme, at, member_there) for claim in made)


def _to_us(claim: Claim, programme: Place, at: datetime, member_there: bool) -> PromisedToUs:
    today = day_in(at, programme.zone)
    state = state_of(seen_now(claim), today=today, zone=programme.zone, reads_contest=False)
    mine = next(iter(claim.ours), None)  # type: ignore[attr-defined]
    due = f", for {dates.day(claim.due_on)}" if claim.due_on else ""
    return PromisedToUs(
        mark=mark_of(state),
        sentence=str(claim.sentence),
        words=claim.of.state(state),
        when=f"promised on {dates.day(day_in(claim.put_at, programme.zone))}{due}",
        number=claim.number,
        url=record_url(programme.slug, claim.kind, claim.number) if member_there else "",
        we_say=VERDICT_WORDS[Verdict(mine.verdict)].lower() if mine else "",
        our_words=str(mine.words) if mine and mine.words else "",
    )
