"""Who somebody is in a place."""

from __future__ import annotations

from django.db.models import (
    Case,
    CharField,
    Exists,
    OuterRef,
    Prefetch,
    QuerySet,
    StringAgg,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat

from counterpoint.ledger.models import Chain
from counterpoint.partnership.models import Member, Membership, Organisation, Place, Sharing, Standpoint


def members() -> QuerySet[Member]:
    """Members with what the policies of every room ask of them: three queries, however many they are."""
    return Member.objects.select_related("place").prefetch_related(
        Prefetch("memberships", queryset=_held()), "standpoints"
    )


def _held() -> QuerySet[Membership]:
    return Membership.objects.select_related("organisation__successor").order_by("since", "pk")


def member_of(account_id: int, slug: str) -> Member | None:
    """The member whom an account is in a place, or None: also where there is no such place. Every page asks this.

    With the head of the place's chain, whether the place is in a programme or is one (the menu then offers it), and
    where they stand: two queries in all.
    """
    joined = Exists(Sharing.objects.filter(place=OuterRef("place")))
    chain = Chain.objects.filter(place_id=OuterRef("place_id"))
    stands = Standpoint.objects.filter(member=OuterRef("pk")).order_by().values("member")
    one = Concat(
        Cast("pk", CharField()),
        Value(" "),
        "perspective",
        Case(When(first=True, then=Value(" first")), default=Value("")),
    )
    found = (
        Member.objects.select_related("place")
        .prefetch_related(Prefetch("memberships", queryset=_held()))
        .annotate(
            in_programme=Case(When(place__programme=True, then=True), default=joined),
            head=Subquery(chain.values("head")),
            boxes=Subquery(chain.values("ballots")),
            stands=Subquery(stands.annotate(all=StringAgg(one, Value(","))).values("all")),
        )
        .filter(place__slug=slug, account_id=account_id, left_at__isnull=True)
        .first()
    )
    if found is not None:
        _stand(found)
    return found


def _stand(member: Member) -> None:
    """As prefetch_related would leave it: what asks a member where they stand asks no database."""
    told = [one.split(" ") for one in (member.stands or "").split(",") if one]  # type: ignore[attr-defined]
    rows = Standpoint.objects.filter(member=member)
    rows._result_cache = [  # type: ignore[attr-defined]
        Standpoint(
            id=key, place_id=member.place_id, member=member, perspective=perspective, first=bool(first)
        )
        for key, perspective, *first in sorted((int(key), *rest) for key, *rest in told)
    ]
    member._prefetched_objects_cache["standpoints"] = rows  # type: ignore[attr-defined]


def member_numbered(place: Place, number: int) -> Member | None:
    return members().filter(place=place, number=number).first()


def organisation_numbered(place: Place, number: int) -> Organisation | None:
    return Organisation.objects.filter(place=place, number=number).first()
