"""For a convenor on Monday: the five people to ring and why, and what nobody owns. Derived; gone when done.

Rules, not judgement: each names one person, the one act, and the record. A person stands here once, for the most
pressing reason. Source: domain.md A5 and E1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, Exists, IntegerField, OuterRef, Prefetch, Q, Value, When
from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Standing
from counterpoint.claims.choices import State, TurnVerb
from counterpoint.claims.models import Answer, Ask, Claim, Claimant, Turn
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.choosing import full_name
from counterpoint.claims.queries.record import mark_of
from counterpoint.ledger.queries import head
from counterpoint.partnership.models import Member, Membership
from counterpoint.web import dates

FIVE = 5
MOST_UNOWNED = 10
SILENT_PROMISE = timedelta(days=28)
SILENT_REQUEST = timedelta(days=28)
OLD_BARRIER = timedelta(days=90)
LONG_HEARD = timedelta(days=14)
ASKED_TWICE = 2
MOST_LOOKED_AT = 120


@dataclass(frozen=True, slots=True)
class ToRing:
    """One person, why, and about what."""

    who: str
    phone: str
    phone_url: str
    mail: str
    why: str
    ask: str  # a question to ask them
    mark: str
    sentence: str
    url: str


@dataclass(frozen=True, slots=True)
class Unowned:
    """Something that nobody has taken on."""

    mark: str
    sentence: str
    url: str
    why: str


@dataclass(frozen=True, slots=True)
class RingPage:
    """Everything claims/ring.jinja may say."""

    people: tuple[ToRing, ...]
    unowned: tuple[Unowned, ...]
    yours_url: str


@dataclass(frozen=True, slots=True)
class _Reason:
    member: Member
    claim: Claim
    why: str
    ask: str
    state: State
    pressing: int  # the less, the more pressing
    days: int


CONTEST, PROMISE, REQUEST, BARRIER, ASKED = range(5)  # the most pressing first


def ring_key(member: Member, at: datetime) -> str:
    now = head(member.place_id)
    return f"ring|{member.place_id}|{now.hash}|{now.ballots}|{day_in(at, member.place.zone)}|{member.pk}"


def ring_page(member: Member, at: datetime) -> RingPage:
    today = day_in(at, member.place.zone)
    found = [*_who_must_act(member, today, at), *_who_must_be_heard(member, today)]
    once: dict[int, _Reason] = {}
    for reason in sorted(found, key=lambda one: (one.pressing, -one.days, one.claim.number)):
        if reason.member.pk != member.pk:
            once.setdefault(reason.member.pk, reason)
    slug = member.place.slug
    return RingPage(
        people=tuple(_to_ring(one, slug) for one in list(once.values())[:FIVE]),
        unowned=tuple(_unowned(member, today, at)),
        yours_url=reverse("claims:yours", kwargs={"slug": slug}),
    )


def _who_must_act(member: Member, today: date, at: datetime) -> Iterator[_Reason]:
    """Whoever has to talk, keep, answer or lift: four rules on one query."""
    talked = Turn.objects.filter(claim=OuterRef("pk"), verb__in=[TurnVerb.TALK, TurnVerb.TALKED])
    kept = Turn.objects.filter(
        claim=OuterRef("pk"), verb__in=[TurnVerb.KEPT, TurnVerb.LET_DIE, TurnVerb.NOT_INHERITED]
    )
    silent = Q(standing__in=[Standing.UNANSWERED, Standing.FEW], spoken=False)
    rules = (
        Q(standing=Standing.CONTESTED, reply_until__lt=today) & ~Exists(talked),
        Q(kind="promise", claimed_at__isnull=False, due_on__lt=today - SILENT_PROMISE)
        & silent
        & ~Exists(kept),
        Q(kind="request", claimed_at=None, put_at__lt=at - SILENT_REQUEST),
        Q(kind="barrier", claimed_at=None, before=State.TAKEN.value, put_at__lt=at - OLD_BARRIER),
    )
    pressing = Case(
        *(When(rule, then=Value(rank)) for rank, rule in enumerate(rules)), output_field=IntegerField()
    )
    claims = list(
        Claim.objects.filter(place_id=member.place_id, withdrawn_at=None)
        .annotate(pressing=pressing)
        .filter(pressing__isnull=False)
        .select_related("sentence", "put_by")
        .prefetch_related(
            Prefetch("claimants", Claimant.objects.select_related("organisation", "member")),
            Prefetch(
                "turns", Turn.objects.filter(verb__in=RESPONSIBLE).select_related("by").order_by("-position")
            ),
        )
        .order_by("pressing", "put_at")[:MOST_LOOKED_AT]
    )
    asked_for = _asked_for({one.organisation_id for claim in claims for one in claim.claimants.all()})
    for claim in claims:
        claim.place = member.place
        person = _responsible(claim, asked_for)
        if person is not None:
            yield _reason(claim, claim.pressing, person, today)  # type: ignore[attr-defined]  # annotated above


# Whoever did one of these answers for what came of it.
RESPONSIBLE = (
    TurnVerb.OWNED,
    TurnVerb.NOT_QUITE,
    TurnVerb.TOOK,
    TurnVerb.GONE,
    TurnVerb.REFUSED,
    TurnVerb.PROMISED,
    TurnVerb.INHERITED,
)


def _responsible(claim: Claim, asked_for: dict[int, Member]) -> Member | None:
    """Who can do something about a claim: whoever made it, took it on, or is asked for whoever did."""
    people = [one.member for one in claim.claimants.all() if one.member]
    people += [one.by for one in claim.turns.all() if one.by]
    if claim.kind not in ("barrier", "request") and not claim.before and claim.put_by:
        people.append(claim.put_by)
    people += [
        asked_for[one.organisation_id] for one in claim.claimants.all() if one.organisation_id in asked_for
    ]
    return next((one for one in people if one.left_at is None), None)


def _asked_for(organisations: Iterable[int | None]) -> dict[int, Member]:
    """Who is asked first for each of these."""
    held = Membership.objects.filter(
        organisation__in=[key for key in organisations if key], until=None, works=True, member__left_at=None
    )
    found: dict[int, Member] = {}
    for one in held.select_related("member").order_by("-asked", "pk"):
        found.setdefault(one.organisation_id, one.member)
    return found


def _reason(claim: Claim, rank: int, person: Member, today: date) -> _Reason:
    zone = claim.place.zone
    put, stood = day_in(claim.put_at, zone), day_in(claim.stood_at or claim.put_at, zone)
    if rank == CONTEST:
        why = (
            f"Those who would know said “not so” on {dates.day(stood)}. "
            "The reply time is over, and nobody has offered to talk."
        )
        return _Reason(
            person,
            claim,
            why,
            "Would you talk first with whoever said so?",
            State.CONTESTED,
            rank,
            (today - stood).days,
        )
    if rank == PROMISE and claim.due_on:
        why = f"Promised for {dates.day(claim.due_on)}, {dates.ago_or_in(claim.due_on, today)}, and silent since."
        ask = "What has changed for you since you said yes?"
        return _Reason(person, claim, why, ask, State.OVERDUE, rank, (today - claim.due_on).days)
    if rank == REQUEST:
        why = f"Asked {dates.ago_or_in(put, today)}; nothing yet."
        return _Reason(
            person, claim, why, "Can you say yes, or no and why?", State.OPEN, rank, (today - put).days
        )
    why = f"Took this on. It was raised {dates.ago_or_in(put, today)}, and is not said to be gone."
    return _Reason(person, claim, why, "Whose permission do you need?", State.TAKEN, rank, (today - put).days)


def _who_must_be_heard(member: Member, today: date) -> Iterator[_Reason]:
    """Those who must be heard, were asked twice or more since they last spoke, and have not answered."""
    answered_since = Answer.objects.filter(
        claim=OuterRef("claim"), member=OuterRef("member"), recorded_at__gte=OuterRef("at")
    )
    asks = (
        Ask.objects.filter(
            place_id=member.place_id,
            member__left_at=None,
            counterpart__must_hear=True,
            round__gte=ASKED_TWICE,
            claim__withdrawn_at=None,
            claim__counted_at=None,
            claim__standing__in=[Standing.UNANSWERED, Standing.FEW],
        )
        .filter(~Exists(answered_since))
        .select_related("member", "claim__sentence")
        .order_by("at")[:MOST_LOOKED_AT]
    )
    for ask in asks:
        ask.claim.place = member.place
        days = (today - day_in(ask.at, member.place.zone)).days
        times = "twice" if ask.round == ASKED_TWICE else f"{dates.number_word(ask.round)} times"
        why = f"Was asked {times} and has not answered. Without them nobody can say whether it is so."
        question = f"{ask.claim.of.question} They can say it to you, and you type it."
        if ask.member is not None:
            yield _Reason(ask.member, ask.claim, why, question, State.UNANSWERED, ASKED, days)


def _to_ring(reason: _Reason, slug: str) -> ToRing:
    person = reason.member
    return ToRing(
        who=full_name(person),
        phone=person.phone,
        phone_url=f"tel:{''.join(one for one in person.phone if one.isdigit() or one == '+')}"
        if person.phone
        else "",
        mail=person.email,
        why=reason.why,
        ask=reason.ask,
        mark=mark_of(reason.state),
        sentence=str(reason.claim.sentence),
        url=record_url(slug, reason.claim.kind, reason.claim.number),
    )


def _unowned(member: Member, today: date, at: datetime) -> Iterator[Unowned]:
    """Barriers that nobody has taken on, and heard promises that nobody has owned for a fortnight."""
    nobodys = Q(kind="barrier", before=State.RAISED.value) | Q(
        kind="promise", before=State.HEARD.value, put_at__lt=at - LONG_HEARD
    )
    claims = Claim.objects.filter(nobodys, place_id=member.place_id, claimed_at=None, withdrawn_at=None)
    for claim in claims.select_related("sentence").order_by("put_at")[:MOST_UNOWNED]:
        age = dates.ago_or_in(day_in(claim.put_at, member.place.zone), today)
        raised = claim.kind == "barrier"
        yield Unowned(
            mark=mark_of(State.RAISED if raised else State.HEARD),
            sentence=str(claim.sentence),
            url=record_url(member.place.slug, claim.kind, claim.number),
            why=f"raised {age}, taken by nobody" if raised else f"heard {age}, owned by nobody",
        )
