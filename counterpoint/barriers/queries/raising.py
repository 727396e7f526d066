"""Before a barrier is raised: who will read it, what it is like, and where else it may belong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.barriers.models import Barrier
from counterpoint.barriers.queries.alike import Alike
from counterpoint.barriers.queries.elsewhere import elsewhere_of
from counterpoint.barriers.queries.ways import Way, named, stewards_apart, ways
from counterpoint.claims.policies.twice import put_a_moment_ago
from counterpoint.claims.queries.request_page import signs_as
from counterpoint.partnership.models import Member, Place, is_quiet
from counterpoint.web import dates


@dataclass(frozen=True, slots=True)
class RaisePage:
    """Everything barriers/raise.jinja may say."""

    title: str
    lead: str
    readers: str
    guess: str
    button: str
    elsewhere: tuple[tuple[str, str], ...]
    ways: tuple[Way, ...]
    alike: tuple[Alike, ...]  # "Is it one of these?"
    back_url: str
    slip: str = ""


def raise_page(member: Member, at: datetime, alike: tuple[Alike, ...] = ()) -> RaisePage:
    place = member.place
    name = signs_as(member)
    if is_quiet(place, at) and place.quiet_until:
        until = dates.day(day_in(place.quiet_until, place.zone))
        readers = f"Until {until} only whoever takes it on, {name}. After that, everyone in {place}."
    else:
        readers = f"Everyone in {place}, {name}. That includes your own manager."
    return RaisePage(
        title="Say what stops you",
        lead="Anything that stops people here from working together. You get its number at once. When somebody says "
        "that it is gone, you are asked: nobody else can say so for you.",
        readers=readers,
        guess="If it is for your own organisation to remove, stewards who work elsewhere are written to first, and "
        "your managers two working days later. Whoever takes it on knows whom to ask.",
        button="Raise this barrier",
        elsewhere=elsewhere_of(place),
        ways=ways(place, "raise", tell=bool(stewards_apart(member))),
        alike=alike,
        back_url=reverse("barriers:list", kwargs={"slug": place.slug}),
    )


def tell_page(member: Member, slip: str) -> RaisePage | None:
    """With one's name for the stewards only; None where there is no steward who works elsewhere."""
    place, who = member.place, stewards_apart(member)
    if not who:
        return None
    return RaisePage(
        title="Say what stops you, with your name for the stewards only",
        lead="Your words go on the record without your name, like those of somebody who gave none: within a day, or "
        "seven at most. We do not write to you about them. You see here what becomes of them, and say here whether "
        "it is gone.",
        readers=f"Everyone in {place} reads your words. Only stewards who work elsewhere read your name: today "
        f"{named(who)}. Whoever is a steward later, and works elsewhere, reads it too.",
        guess="Could others guess? Somebody who knows your work might, from your words. Whoever runs this server can "
        "read your name.",
        button="Send it",
        elsewhere=elsewhere_of(place),
        ways=ways(place, "tell_stewards", tell=True),
        alike=(),
        back_url=reverse("barriers:list", kwargs={"slug": place.slug}),
        slip=slip,
    )


def place_called(slug: str) -> Place | None:
    return Place.objects.filter(slug=slug).first()


def barrier_put(member: Member, sentence: str, at: datetime) -> Barrier | None:
    """The barrier that this member raised a moment ago in the same words: a second press leads to the first."""
    claim = put_a_moment_ago("barrier", sentence, member, at)
    return Barrier.objects.filter(claim=claim).select_related("claim").first() if claim else None
