"""What the rooms above the kernel keep beside a claim and of a member, by the names of their tables.

The kernel imports no room above it. A person's copy would be half a copy without what they wrote beside a promise
and what they were sent; so each field that may leave is named here, and nothing leaves that is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from counterpoint.partnership.models import Member, Place

# Table -> texts, and plain fields. All of them stand on the claim's own page.
BESIDE_A_CLAIM: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "promises.Promise": (("where", "what_it_takes", "who_pays"), ("how_sure",)),
    "barriers.Barrier": ((), ("how_often",)),
}
# Table -> the organisation that something was promised by, or is asked of.
ORGANISATIONS: dict[str, tuple[str, ...]] = {
    "promises.Promise": ("promiser_organisation",),
    "barriers.Barrier": ("could_remove", "owner"),
}
NOTICES = "work.Notice"

BESIDE_COLUMNS = tuple(
    name.replace("_", " ") for texts, plain in BESIDE_A_CLAIM.values() for name in (*texts, *plain)
)


def beside(place: Place) -> dict[int, dict[str, str]]:
    """For each claim's key, what stands beside it: column -> words."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for label, (texts, plain) in BESIDE_A_CLAIM.items():
        for row in _rows(label, place).select_related(*texts) if texts else _rows(label, place):
            for name in texts:
                found[row.claim_id][name.replace("_", " ")] = str(getattr(row, name) or "")
            for name in plain:
                said = getattr(row, f"get_{name}_display")() if getattr(row, name) else ""
                found[row.claim_id][name.replace("_", " ")] = str(said)
    return found


def claims_of(place: Place, organisations: Collection[int]) -> set[int]:
    """Keys of the claims that rooms above tie to one of these organisations."""
    found: set[int] = set()
    for label, names in ORGANISATIONS.items():
        theirs = Q()
        for name in names:
            theirs |= Q(**{f"{name}__in": organisations})
        found |= set(_rows(label, place).filter(theirs).values_list("claim_id", flat=True))
    return found


def notices_of(member: Member) -> QuerySet[Any]:
    """What somebody was to be told, each with the letter that carried it, first come first."""
    return _rows(NOTICES, member.place).filter(member=member).select_related("letter").order_by("pk")


def _rows(label: str, place: Place) -> QuerySet[Any]:
    model: type[Model] = apps.get_model(label)
    return model._default_manager.filter(place=place)
