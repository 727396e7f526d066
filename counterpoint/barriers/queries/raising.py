"""Before a barrier is raised: who will read it, and where else it may belong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.barriers.models import Barrier
from counterpoint.claims.policies.twice import put_a_moment_ago
from counterpoint.claims.queries.request_page import signs_as
from counterpoint.partnership.models import Member, Place, is_quiet
from counterpoint.web import dates

ELSEWHERE = (
    "If somebody is at risk, if it is about how you are treated at work, or if you think that something wrong is being "
    "hidden, this is not the place: use your organisation’s incident form, its HR team or its whistleblowing line. "
    "In an emergency, ring 999."
)


@dataclass(frozen=True, slots=True)
class RaisePage:
    """Everything barriers/raise.jinja may say."""

    readers: str
    guess: str
    elsewhere: str
    quiet_url: str
    back_url: str


def raise_page(member: Member, at: datetime) -> RaisePage:
    place = member.place
    name = signs_as(member)
    if is_quiet(place, at) and place.quiet_until:
        until = dates.day(day_in(place.quiet_until, place.zone))
        readers = f"Until {until} only whoever takes it on, {name}. After that, everyone in {place}."
    else:
        readers = f"Everyone in {place}, {name}. That includes your own manager."
    return RaisePage(
        readers=readers,
        guess="Whoever takes it on knows whom to ask, and you are asked whether it is gone.",
        elsewhere=ELSEWHERE,
        quiet_url=reverse("barriers:raise_quietly", kwargs={"slug": place.slug}),
        back_url=reverse("claims:yours", kwargs={"slug": place.slug}),
    )


def place_called(slug: str) -> Place | None:
    return Place.objects.filter(slug=slug).first()


def barrier_put(member: Member, sentence: str, at: datetime) -> Barrier | None:
    """The barrier that this member raised a moment ago in the same words: a second press leads to the first."""
    claim = put_a_moment_ago("barrier", sentence, member, at)
    return Barrier.objects.filter(claim=claim).select_related("claim").first() if claim else None
