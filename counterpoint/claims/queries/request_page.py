"""Requests: what somebody asked an organisation for, and its answer, be it a promise, a refusal or silence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import TurnVerb
from counterpoint.claims.models import Claim, Request
from counterpoint.claims.policies import why_not_refuse_request
from counterpoint.claims.policies.across import why_not_escalate
from counterpoint.claims.policies.twice import put_a_moment_ago
from counterpoint.claims.queries.across import across_facts
from counterpoint.claims.queries.claim_acts import Act
from counterpoint.claims.queries.claim_page import ClaimPage, page_of
from counterpoint.claims.queries.rewinding import claim_as_at
from counterpoint.claims.queries.telling import called
from counterpoint.partnership.models import Member, is_quiet
from counterpoint.partnership.queries import signed
from counterpoint.partnership.queries.programmes import Joined, programmes_of
from counterpoint.web import dates


@dataclass(frozen=True, slots=True)
class AskForPage:
    """Everything claims/ask_for.jinja may say."""

    readers: str
    back_url: str
    barrier_url: str


@dataclass(frozen=True, slots=True)
class RequestPage:
    """Everything claims/request.jinja may say."""

    claim: ClaimPage
    silence: str  # "Asked 34 days ago; nothing yet."
    refusal: str
    refused_by: str
    promise: tuple[str, str, str] | None  # the promise that answers it: mark, sentence, address


def signs_as(member: Member) -> str:
    """How what somebody puts is signed, as they read it before they put it."""
    if member.signs:
        return f"with your name: {signed(member, None, '')}"
    return f"without your name, as “{called(member)}”"


def ask_for_page(member: Member, at: datetime) -> AskForPage:
    place = member.place
    name = signs_as(member)
    readers = f"Everyone in {place}, {name}. The people of whoever you ask are told at once."
    if is_quiet(place, at) and place.quiet_until:
        until = dates.day(day_in(place.quiet_until, place.zone))
        readers = f"Until {until}, only the people of whoever you ask, {name}. Then everyone in {place}."
    return AskForPage(
        readers=readers,
        back_url=reverse("claims:put", kwargs={"slug": place.slug}),
        barrier_url=f"/{place.slug}/barriers/raise/",
    )


def request_numbered(member: Member, number: int, at: datetime) -> Request | None:
    """A request that this member may know of, for an act upon it."""
    seen = Claim.objects.seen_by(member, at).filter(kind="request", number=number)
    return (
        Request.objects.filter(claim__in=seen.values("pk"))
        .select_related("asked", "claim__place", "claim__sentence")
        .first()
    )


def request_page(
    member: Member, number: int, at: datetime, as_at: date | None = None, *, just_put: bool = False
) -> RequestPage | None:
    """A request as this member may read it, or None."""
    loaded = claim_as_at(member, number, at, as_at)
    if loaded is None or loaded.claim.kind != "request":
        return None
    claim = loaded.claim
    asked = claim.request.asked
    mine = just_put and claim.put_by_id == member.pk
    shown = page_of(
        loaded,
        f"{asked.name} is asked. You alone will say whether what comes back answers it." if mine else "",
    )
    refused = next((one for one in reversed(loaded.turns) if one.verb == TurnVerb.REFUSED), None)
    return RequestPage(
        claim=replace(
            shown,
            facts=(*shown.facts, *across_facts(claim, at, loaded.until)),
            acts=() if loaded.past else (*_acts(member, claim), *_further(member, claim), *shown.acts),
        ),
        silence=silence(claim, loaded.today),
        refusal=str(refused.words) if refused else "",
        refused_by=f"{called(refused.by)}, {asked.called}, {dates.day(loaded.day(refused.at))}"
        if refused
        else "",
        promise=shown.answered_with[0] if claim.request.promise_id and shown.answered_with else None,
    )


def _acts(member: Member, claim: Claim) -> tuple[Act, ...]:
    if why_not_refuse_request(member, claim) is not None:
        return ()
    slug = claim.place.slug
    refuse = reverse("requests:refuse", kwargs={"slug": slug, "number": claim.number})
    return (
        Act("Answer with a promise", f"/{slug}/promises/put/?answers={claim.number}", main=True),
        Act("Refuse, with a reason", refuse),
    )


def _further(member: Member, claim: Claim) -> list[Act]:
    """To a programme: for whoever asked, whoever is asked, or a steward."""
    if not (_owns(member, claim) or member.steward):
        return []
    slug = claim.place.slug
    return [
        Act(
            f"Take it to {one.programme.name}",
            reverse(
                "requests:escalate",
                kwargs={"slug": slug, "number": claim.number, "programme": one.programme.slug},
            ),
        )
        for one in programmes_of(claim.place)
        if may_escalate(member, claim, one)
    ]


def _owns(member: Member, claim: Claim) -> bool:
    return claim.put_by_id == member.pk or why_not_refuse_request(member, claim) is None


def may_escalate(member: Member, claim: Claim, joined: Joined) -> bool:
    owns = _owns(member, claim)
    return why_not_escalate(member, claim, joined.programme, joined.sharing, owns=owns) is None


def silence(claim: Claim, today: date) -> str:
    """How long nothing has come back, in words. Silence is shown."""
    if claim.request.answered_at or claim.withdrawn_at:
        return ""
    asked = day_in(claim.put_at, claim.place.zone)
    return f"Asked {dates.ago_or_in(asked, today)}{'' if asked == today else '; nothing yet'}."


def request_put(member: Member, sentence: str, at: datetime) -> Claim | None:
    """The request that this member put a moment ago in the same words."""
    return put_a_moment_ago("request", sentence, member, at)
