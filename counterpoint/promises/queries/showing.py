"""One promise: its day, how sure, what it takes, who heard it, and what its reader may do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import Horizon, TurnVerb
from counterpoint.claims.models import Claim, Turn
from counterpoint.claims.queries.addresses import record_url
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries import signed
from counterpoint.promises import policies
from counterpoint.promises.choices import HowSure, PromiseState
from counterpoint.promises.models import Promise
from counterpoint.web import dates

RESPONDED = {
    TurnVerb.ACCEPTED: "accepted it",
    TurnVerb.DECLINED: "declined it",
    TurnVerb.COUNTERED: "would rather have something else",
}


@dataclass(frozen=True, slots=True)
class Act:
    """Something the reader may do about it: one press, or a page that asks for more."""

    words: str
    url: str
    press: bool = False
    main: bool = False
    value: str = ""  # what the press says


@dataclass(frozen=True, slots=True)
class Response:
    """How those it was made to took it, when it was made."""

    who: str
    did: str
    when: str
    words: str


@dataclass(frozen=True, slots=True)
class PromisePage:
    """Everything promises/show.jinja may say besides the claim itself."""

    number: int
    heard: str  # "heard by Priya Raman on 4 May 2026, not yet owned"
    heard_words: str  # what was heard, where its promiser put it in other words
    link: str
    facts: tuple[tuple[str, str], ...]
    responses: tuple[Response, ...]
    acts: tuple[Act, ...]
    own_question: str  # to its promiser
    follows_request: str
    request_url: str
    notice: str


def promise_numbered(member: Member, number: int, at: datetime) -> Promise | None:
    """A promise that this member may know of."""
    seen = Claim.objects.seen_by(member, at).filter(kind="promise", number=number)
    return (
        Promise.objects.filter(claim__in=seen.values("pk"))
        .select_related(
            "claim__place", "claim__sentence", "claim__put_by", "promiser", "promiser_organisation__successor",
            "heard_by", "where", "what_it_takes", "who_pays",
        )
        .prefetch_related(
            "claim__claimants", "claim__counterparts__claim", "claim__turns__words", "claim__turns__by",
            "claim__turns__organisation",
        )
        .first()
    )


def promise_page(member: Member, promise: Promise, at: datetime, *, just_put: bool) -> PromisePage:
    claim, zone = promise.claim, promise.claim.place.zone
    turns = list(claim.turns.all())
    request = claim.answers_request.select_related("claim__sentence", "claim__place").first()
    heard_words = next((str(one.words) for one in turns if one.verb == TurnVerb.NOT_QUITE and one.words), "")
    return PromisePage(
        number=claim.number,
        heard=heard_line(promise, at),
        heard_words=heard_words,
        link=claim.link,
        facts=tuple((label, value) for label, value in _facts(promise, turns, day_in(at, zone)) if value),
        responses=tuple(_response(one, zone) for one in turns if one.verb in RESPONDED),
        acts=tuple(_acts(member, promise)),
        own_question="Did you say that?" if policies.why_not_own(member, promise) is None else "",
        follows_request=str(request.claim.sentence) if request else "",
        request_url=record_url(claim.place.slug, "request", request.claim.number) if request else "",
        notice=_notice(promise) if just_put and claim.put_by_id == member.pk else "",
    )


def heard_line(promise: Promise, at: datetime) -> str:
    """"Heard by Priya Raman on 4 May 2026, not yet owned", with its age; empty for a promise that was made."""
    if promise.heard_by is None:
        return ""
    zone = promise.claim.place.zone
    on = promise.heard_on or day_in(promise.claim.put_at, zone)
    line = f"Heard by {signed(promise.heard_by, None, '')} on {dates.day(on)}"
    if promise.where:
        line += f" ({promise.where})"
    if promise.state == PromiseState.HEARD:
        return f"{line}, not yet owned: {dates.ago_or_in(on, day_in(at, zone))}."
    if promise.state == PromiseState.DISOWNED:
        return f"{line}. Its promiser says: I did not say that."
    owned = dates.day(day_in(promise.owned_at, zone)) if promise.owned_at else ""
    return f"{line}, owned on {owned}."


def _facts(promise: Promise, turns: list[Turn], today: date) -> list[tuple[str, str]]:
    claim = promise.claim
    due = f"{dates.day(claim.due_on)}, {dates.ago_or_in(claim.due_on, today)}" if claim.due_on else "no day was given"
    moved = claim.first_due_on is not None and claim.first_due_on != claim.due_on
    reasons = [str(one.words) for one in turns if one.verb == TurnVerb.MOVED and one.words]
    promiser = signed(promise.promiser, promise.promiser_organisation, "") if promise.promiser else ""
    return [
        ("By", due),
        ("First promised for", dates.day(claim.first_due_on) if moved else ""),
        ("It moved because", "; ".join(f"“{one}”" for one in reasons)),
        ("Promised by", promiser or (promise.promiser_organisation.name if promise.promiser_organisation else "")),
        ("How sure", HowSure(promise.how_sure).label if promise.how_sure else ""),
        ("What it would take", str(promise.what_it_takes or "")),
        ("Who pays", str(promise.who_pays or "")),
        ("Looks to", Horizon(claim.horizon).label if claim.horizon != Horizon.NOW else ""),
        (
            "Said to be kept",
            dates.day(day_in(promise.said_kept_at, claim.place.zone)) if promise.said_kept_at else "",
        ),
    ]


def _response(turn: Turn, zone: str) -> Response:
    return Response(
        who=signed(turn.by, turn.organisation, ""),
        did=RESPONDED[TurnVerb(turn.verb)],
        when=dates.day(day_in(turn.at, zone)),
        words=str(turn.words) if turn.words else "",
    )


def _acts(member: Member, promise: Promise) -> list[Act]:
    def url(name: str) -> str:
        return reverse(f"promises:{name}", kwargs={"slug": promise.claim.place.slug, "number": promise.claim.number})

    found = []
    if policies.why_not_respond(member, promise) is None:
        accepted = promise.state == PromiseState.ACCEPTED
        if not accepted:
            found.append(Act("Accept it", url("accept"), press=True, main=True))
        found.append(Act("Decline it, or ask for something else", url("respond")))
    if policies.why_not_say_kept(member, promise) is None:
        found.append(Act("Say that it was kept", url("kept"), main=True))
    if policies.why_not_move(member, promise) is None and promise.owned_at:
        found.append(Act("Move the date", url("move")))
    if policies.why_not_ask_promiser(member, promise) is None:
        found.append(Act("Ask whether they said so", url("ask"), press=True, main=True))
    return found


def _notice(promise: Promise) -> str:
    if promise.state == PromiseState.HEARD:
        return "Written down. Whoever promised gets one link: “yes, I said that”, “not quite” or “no”."
    day = f" on {dates.day(promise.claim.due_on)}" if promise.claim.due_on else ""
    return f"Promised. Those it was made to are asked{day} whether it was kept."
