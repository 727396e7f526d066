"""What the rooms above the kernel keep beside a claim and of a member, as far as it may leave in a copy.

A person's copy would be half a copy without what they wrote beside a promise and what they were sent. Each column is
named here; nothing leaves that is not. All of them stand on the claim's own page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q, QuerySet

from counterpoint.barriers.models import Barrier
from counterpoint.offers.models import Offer
from counterpoint.partnership.models import Member, Place
from counterpoint.promises.models import Promise
from counterpoint.work.models import Notice

PROMISE = ("where", "what_it_takes", "who_pays")
OFFER = ("fixed", "decides", "budget", "pay", "access")  # not what is owed: only who it is owed to reads that
BESIDE_COLUMNS = (
    *(name.replace("_", " ") for name in PROMISE), "how sure", "how often", "sort", "found by", "already fixed", "who decides", "budget",
    "pay", "access", "hear back by",
)  # fmt: skip


def beside(place: Place) -> dict[int, dict[str, str]]:
    """For each claim's key, what stands beside it: column -> words."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for promise in Promise.objects.filter(place=place).select_related(*PROMISE):
        told = {name.replace("_", " "): str(getattr(promise, name) or "") for name in PROMISE}
        found[promise.claim_id] = told | {"how sure": _label(promise, "how_sure")}
    for barrier in Barrier.objects.filter(place=place):
        found[barrier.claim_id] |= {
            "how often": _label(barrier, "how_often"), "sort": _label(barrier, "type"),
            "found by": "a leader who went and asked" if barrier.went_and_asked else "",
        }  # fmt: skip
    # One after another and not joined: of five joins to one table PostgreSQL may plan a product of all its rows.
    for offer in Offer.objects.filter(place=place).prefetch_related(*OFFER):
        found[offer.claim_id] |= {
            "already fixed": str(offer.fixed), "who decides": str(offer.decides), "budget": str(offer.budget),
            "pay": str(offer.pay), "access": str(offer.access), "hear back by": offer.hear_on.isoformat(),
        }  # fmt: skip
    return found


def _label(row: Promise | Barrier, name: str) -> str:
    return str(getattr(row, f"get_{name}_display")()) if getattr(row, name) else ""


def claims_of(place: Place, organisations: Collection[int]) -> set[int]:
    """Keys of the claims that rooms above tie to one of these organisations: promised by it, asked of it, offered by it."""
    found: set[int] = set()
    for model, theirs in (
        (Promise, Q(promiser_organisation__in=organisations)),
        (Barrier, Q(could_remove__in=organisations) | Q(owner__in=organisations)),
        (Offer, Q(organisation__in=organisations)),
    ):
        rows = model._default_manager.filter(theirs, place=place)
        found |= set(rows.values_list("claim_id", flat=True))
    return found


def notices_of(member: Member) -> QuerySet[Notice]:
    """What somebody was to be told, each with the letter that carried it, first come first."""
    return Notice.objects.filter(place=member.place, member=member).select_related("letter").order_by("pk")
