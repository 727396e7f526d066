"""Requests: what somebody asked an organisation for, and its answer, be it a promise, a refusal or silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.models import Claim, Request, Turn
from counterpoint.claims.policies import why_not_refuse_request
from counterpoint.claims.policies.twice import put_a_moment_ago
from counterpoint.claims.queries.addresses import record_url
from counterpoint.partnership.models import Member, is_quiet
from counterpoint.partnership.queries import signed
from counterpoint.web import dates


@dataclass(frozen=True, slots=True)
class AskForPage:
    """Everything claims/ask_for.jinja may say."""

    readers: str
    back_url: str
    barrier_url: str


@dataclass(frozen=True, slots=True)
class RequestPage:
    """Everything that a request's page says besides the claim itself."""

    number: int
    asked: str
    silence: str  # "Asked 34 days ago; nothing yet."
    promise: str  # the promise that answers it
    promise_url: str
    refusal: str
    refused_by: str
    promise_act_url: str  # for the people of whoever was asked
    refuse_act_url: str
    notice: str


def ask_for_page(member: Member, at: datetime) -> AskForPage:
    place = member.place
    name = signed(member, None, "")
    readers = f"Everyone in {place}, with your name: {name}. The people of whoever you ask are told at once."
    if is_quiet(place, at) and place.quiet_until:
        until = dates.day(day_in(place.quiet_until, place.zone))
        readers = f"Until {until}, only the people of whoever you ask, with your name: {name}. Then everyone in {place}."
    return AskForPage(
        readers=readers,
        back_url=reverse("claims:put", kwargs={"slug": place.slug}),
        barrier_url=f"/{place.slug}/barriers/raise/",
    )


def request_numbered(member: Member, number: int, at: datetime) -> Request | None:
    """A request that this member may know of."""
    seen = Claim.objects.seen_by(member, at).filter(kind="request", number=number)
    return (
        Request.objects.filter(claim__in=seen.values("pk"))
        .select_related(
            "asked", "refusal", "claim__place", "claim__sentence", "claim__put_by", "promise__sentence",
            "promise__place",
        )
        .first()
    )


def request_page(member: Member, request: Request, at: datetime, *, just_put: bool) -> RequestPage:
    claim, slug = request.claim, request.claim.place.slug
    may_answer = why_not_refuse_request(member, claim) is None
    here = {"slug": slug, "number": claim.number}
    return RequestPage(
        number=claim.number,
        asked=request.asked.name,
        silence=silence(request, at),
        promise=str(request.promise.sentence) if request.promise else "",
        promise_url=record_url(slug, "promise", request.promise.number) if request.promise else "",
        refusal=str(request.refusal) if request.refusal else "",
        refused_by=_refused_by(request),
        promise_act_url=f"/{slug}/promises/put/?answers={claim.number}" if may_answer else "",
        refuse_act_url=reverse("requests:refuse", kwargs=here) if may_answer else "",
        notice=f"{request.asked.name} is asked. You alone will say whether what comes back answers it."
        if just_put and claim.put_by_id == member.pk else "",
    )


def silence(request: Request, at: datetime) -> str:
    """How long nothing has come back, in words. Silence is shown."""
    if request.answered_at or request.claim.withdrawn_at:
        return ""
    zone = request.claim.place.zone
    asked = day_in(request.claim.put_at, zone)
    today = day_in(at, zone)
    return f"Asked {dates.ago_or_in(asked, today)}{'' if asked == today else '; nothing yet'}."


def _refused_by(request: Request) -> str:
    if not request.refusal_id:
        return ""
    turn = Turn.objects.filter(claim=request.claim, words=request.refusal).select_related("by", "organisation").first()
    if turn is None:
        return request.asked.name
    return f"{signed(turn.by, turn.organisation, '')}, {dates.day(day_in(turn.at, request.claim.place.zone))}"


def request_put(member: Member, sentence: str, at: datetime) -> Claim | None:
    """The request that this member put a moment ago in the same words."""
    return put_a_moment_ago("request", sentence, member, at)

