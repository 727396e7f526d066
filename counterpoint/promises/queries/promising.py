"""Before a promise is put or written down: who can be named, what is prefilled, where it leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from counterpoint.claims.models import Claim
from counterpoint.claims.policies import why_not_refuse_request
from counterpoint.claims.policies.twice import put_a_moment_ago
from counterpoint.claims.queries.choosing import worked_for
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries import signed


@dataclass(frozen=True, slots=True)
class PutPage:
    """Everything promises/put.jinja may say."""

    back_url: str
    hear_url: str
    answers: str  # the request that it answers
    answers_url: str
    one_name: str  # whoever works for one organisation promises in its name
    nobody: bool  # works for none here: nothing to promise in anybody's name


@dataclass(frozen=True, slots=True)
class HearPage:
    """Everything promises/hear.jinja may say."""

    back_url: str
    put_url: str


def put_page(member: Member, answers: Claim | None) -> PutPage:
    slug = member.place.slug
    names = worked_for(member)
    return PutPage(
        back_url=reverse("claims:put", kwargs={"slug": slug}),
        hear_url=reverse("promises:hear", kwargs={"slug": slug}),
        answers=f"{signed(answers.put_by, None, answers.put_as)} asked: {answers.sentence}"
        if answers
        else "",
        answers_url=reverse("requests:show", kwargs={"slug": slug, "number": answers.number})
        if answers
        else "",
        one_name=names[0][1] if len(names) == 1 else "",
        nobody=not names,
    )


def hear_page(member: Member) -> HearPage:
    slug = member.place.slug
    return HearPage(
        back_url=reverse("claims:put", kwargs={"slug": slug}),
        put_url=reverse("promises:put", kwargs={"slug": slug}),
    )


def request_answered(member: Member, number: str, at: datetime) -> Claim | None:
    """The request that a promise would answer, where this member may answer it."""
    if not (number.isascii() and number.isdigit()):
        return None
    found = (
        Claim.objects.seen_by(member, at)
        .filter(kind="request", number=int(number))
        .select_related("sentence", "put_by", "request__asked", "place")
        .first()
    )
    return found if found and why_not_refuse_request(member, found) is None else None


def promise_put(member: Member, sentence: str, at: datetime) -> Claim | None:
    """The promise that this member put a moment ago in the same words: a second press leads to the first."""
    return put_a_moment_ago("promise", sentence, member, at)
