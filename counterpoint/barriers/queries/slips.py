"""What is printed and put up: a poster that leads to the page without a name, a slip for "this stops me too"."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from counterpoint.barriers.models import Barrier
from counterpoint.barriers.queries.elsewhere import elsewhere_of
from counterpoint.partnership.models import Place
from counterpoint.web.qr import qr

TOO = signing.Signer(salt="barriers.too")


@dataclass(frozen=True, slots=True)
class PosterPage:
    """Everything barriers/poster.jinja may say."""

    place: str
    title: str
    sentence: str  # of the one barrier that the slip is about; else ""
    address: str
    qr: str
    about: str  # what it asks of whoever stands before it
    readers: str  # what those who print it should know
    elsewhere: tuple[tuple[str, str], ...]
    back_url: str


def poster_page(place: Place, site: str) -> PosterPage:
    address = site + reverse("barriers:raise_quietly", kwargs={"slug": place.slug})
    return PosterPage(
        place=place.name,
        title="What stops you?",
        sentence="",
        address=address,
        qr=qr(address, scale=6),
        about="Something that stops you working with others? Point your phone here and say it. No name, no account. "
        "You get a number. When somebody says that it is gone, you say whether it is.",
        readers="Put it where people wait, not where a manager sees who holds up a phone.",
        elsewhere=elsewhere_of(place),
        back_url=reverse("barriers:list", kwargs={"slug": place.slug}),
    )


def slip_page(barrier: Barrier, site: str) -> PosterPage:
    claim, slug = barrier.claim, barrier.claim.place.slug
    address = site + too_url(barrier)
    return PosterPage(
        place=claim.place.name,
        title="Does this stop you too?",
        sentence=str(claim.sentence),
        address=address,
        qr=qr(address, scale=6),
        about="Point your phone here and say so. No name, no account. When somebody says that it is gone, you are asked "
        "too.",
        readers="Whoever has this slip can read the sentence on it, and no more of the record.",
        elsewhere=(),
        back_url=f"/{slug}/barriers/{claim.number}/",
    )


def too_url(barrier: Barrier) -> str:
    """Only this address opens it: a number alone does not, or anybody could read the record's sentences."""
    claim = barrier.claim
    token = TOO.signature(f"{claim.place_id}:{claim.number}")
    return reverse(
        "barriers:me_too_quietly",
        kwargs={"slug": claim.place.slug, "number": claim.number, "token": token},
    )


def barrier_on_slip(slug: str, number: int, token: str) -> Barrier | None:
    """The barrier whose slip somebody holds; what it was merged into, if it was."""
    found = (
        Barrier.objects.filter(place__slug=slug, claim__number=number)
        .select_related(
            "claim__place", "claim__sentence", "same_as__claim__place", "same_as__claim__sentence"
        )
        .first()
    )
    if found is None:
        return None
    expected = TOO.signature(f"{found.place_id}:{number}")
    if not constant_time_compare(token, expected):
        return None
    return found.same_as or found
