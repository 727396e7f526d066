"""Who somebody is in a place."""

from __future__ import annotations

from django.db import connection
from django.db.models import BooleanField, CharField, IntegerField, Prefetch, QuerySet
from django.db.models.expressions import RawSQL

from counterpoint.ledger.queries import head
from counterpoint.partnership.models import Member, Membership, Organisation, Place, Standpoint

# What every page asks beside who somebody is, in words of SQL: Django would take longer to put these together, on each
# request, than the database takes to answer them. Where they stand is told as "12 carer first,13 frontline".
IN_PROGRAMME = """partnership_place.programme
    OR EXISTS (SELECT 1 FROM partnership_sharing h WHERE h.place_id = partnership_place.id)"""
CHAIN = "SELECT c.{} FROM ledger_chain c WHERE c.place_id = partnership_place.id"
STANDS = """SELECT {}(s.id || ' ' || s.perspective || CASE WHEN s.first THEN ' first' ELSE '' END, ',')
    FROM partnership_standpoint s WHERE s.member_id = partnership_member.id"""
JOINED = {"sqlite": "group_concat", "postgresql": "string_agg"}


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
    stands = STANDS.format(JOINED[connection.vendor])
    found = (
        Member.objects.select_related("place")
        .prefetch_related(Prefetch("memberships", queryset=_held()))
        .annotate(
            in_programme=RawSQL(IN_PROGRAMME, [], BooleanField()),  # noqa: S611  nothing in these four is anybody's
            head=RawSQL(CHAIN.format("head"), [], CharField()),  # noqa: S611
            boxes=RawSQL(CHAIN.format("ballots"), [], IntegerField()),  # noqa: S611
            stands=RawSQL(stands, [], CharField()),  # noqa: S611
        )
        .filter(place__slug=slug, account_id=account_id, left_at__isnull=True)
        .first()
    )
    if found is not None:
        _stand(found)
    return found


def head_for(member: Member) -> tuple[str, int]:
    """The head of the place's chain and its ballots, for the key of a page: as `member_of` saw them, or one query."""
    seen = getattr(member, "head", None)
    if seen is not None:
        return seen, member.boxes  # type: ignore[attr-defined]
    now = head(member.place_id)
    return now.hash, now.ballots


def _stand(member: Member) -> None:
    """As prefetch_related would leave it: what asks a member where they stand asks no database."""
    told = [one.split(" ") for one in (member.stands or "").split(",") if one]  # type: ignore[attr-defined]
    rows = Standpoint.objects.filter(member=member)
    rows._result_cache = [
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
