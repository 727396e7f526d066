"""Who somebody is in a place."""

from __future__ import annotations

from django.db.models import Case, Exists, OuterRef, Prefetch, QuerySet, When

from counterpoint.partnership.models import Member, Membership, Organisation, Place, Sharing


def members() -> QuerySet[Member]:
    """Members with what the policies of every room ask of them: three queries, however many they are."""
    held = Membership.objects.select_related("organisation__successor").order_by("since", "pk")
    return Member.objects.select_related("place").prefetch_related(
        Prefetch("memberships", queryset=held), "standpoints"
    )


def member_of(account_id: int, slug: str) -> Member | None:
    """The member whom an account is in a place, or None: also where there is no such place."""
    # With whether their place is in a programme, or is one: the menu then offers it.
    joined = Exists(Sharing.objects.filter(place=OuterRef("place")))
    found = members().annotate(in_programme=Case(When(place__programme=True, then=True), default=joined))
    return found.filter(place__slug=slug, account_id=account_id, left_at__isnull=True).first()


def member_numbered(place: Place, number: int) -> Member | None:
    return members().filter(place=place, number=number).first()


def organisation_numbered(place: Place, number: int) -> Organisation | None:
    return Organisation.objects.filter(place=place, number=number).first()
