"""Before a promise is put or written down: who can be named, what is prefilled, where it leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from counterpoint.analysis.numbers import whole
from counterpoint.claims.models import Claim
from counterpoint.claims.policies import why_not_refuse_request
from counterpoint.claims.policies.twice import put_a_moment_ago
from counterpoint.claims.queries.choosing import worked_for
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries import signed


@dataclass(frozen=True, slots=True)
class Because:
    """What a promise is made for, as its form says it: a request, or what something else on the record needs."""

    title: str
    words: str
    url: str
    act: str


@dataclass(frozen=True, slots=True)
class PutPage:
    """Everything promises/put.jinja may say."""

    back_url: str
    hear_url: str
    because: Because | None
    one_name: str  # whoever works for one organisation promises in its name
    nobody: bool  # works for none here: nothing to promise in anybody's name


@dataclass(frozen=True, slots=True)
class HearPage:
    """Everything promises/hear.jinja may say."""

    back_url: str
    put_url: str


def put_page(member: Member, because: Because | None, back_url: str = "") -> PutPage:
    slug = member.place.slug
    names = worked_for(member)
    return PutPage(
        back_url=back_url or reverse("claims:put", kwargs={"slug": slug}),
        hear_url=reverse("promises:hear", kwargs={"slug": slug}),
        because=because,
        one_name=names[0][1] if len(names) == 1 else "",
        nobody=not names,
    )


def because_asked(request: Claim) -> Because:
    return Because(
        title="It answers this",
        words=f"{signed(request.put_by, None, request.put_as)} asked: {request.sentence}",
        url=reverse("requests:show", kwargs={"slug": request.place.slug, "number": request.number}),
        act="Read the request",
    )


def hear_page(member: Member) -> HearPage:
    slug = member.place.slug
    return HearPage(
        back_url=reverse("claims:put", kwargs={"slug": slug}),
        put_url=reverse("promises:put", kwargs={"slug": slug}),
    )


def request_answered(member: Member, number: str, at: datetime) -> Claim | None:
    """The request that a promise would answer, where this member may answer it."""
    asked = whole(number)
    if asked is None:
        return None
    found = (
        Claim.objects.seen_by(member, at)
        .filter(kind="request", number=asked)
        .select_related("sentence", "put_by", "request__asked", "place")
        .first()
    )
    return found if found and why_not_refuse_request(member, found) is None else None


def promise_put(member: Member, sentence: str, at: datetime) -> Claim | None:
    """The promise that this member put a moment ago in the same words: a second press leads to the first."""
    return put_a_moment_ago("promise", sentence, member, at)
