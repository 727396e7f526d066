"""Who is in on a goal, and what becomes of it at its end.

A goal has no claim of its own. Whoever is in on it is in with those who carry it, or who signed it: help is offered
on that claim, and asked about later as on any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import HelpKind
from counterpoint.claims.models import Claim, Help
from counterpoint.claims.queries.addresses import record_url
from counterpoint.goals.models import Goal
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries import signed
from counterpoint.web import dates

NOBODY_YET = "Nobody yet. What would you bring: hours, a room, money, a door opened?"


@dataclass(frozen=True, slots=True)
class Together:
    """How many are in, and where one says so."""

    sentence: str
    url: str  # who they are
    in_url: str
    talk_url: str


@dataclass(frozen=True, slots=True)
class Ended:
    """Since when a goal is worked for no more, and why."""

    who: str
    when: str
    why: str
    lang: str


def ended_of(goal: Goal) -> Ended | None:
    """With `ended_by` and `ended_why` read: one query, and none of a goal that goes on."""
    if goal.ended_at is None:
        return None
    stands = goal.ended_by.standpoints.order_by("-first", "id").first() if goal.ended_by else None
    return Ended(
        who=signed(goal.ended_by, None, stands.perspective if stands else "") if goal.ended_by else "",
        when=dates.day(day_in(goal.ended_at, goal.place.zone)),
        why=str(goal.ended_why) if goal.ended_why else "",
        lang=goal.ended_why.lang if goal.ended_why else "",
    )


def coalition() -> Subquery:
    """How many are in with those who carry a goal, or signed it: for a query of goals."""
    found = _help().exclude(came="no").values("place")
    return Subquery(found.annotate(those=Count("by", distinct=True)).values("those"))


def already(member: Member) -> Exists:
    """Are they in themselves, and nobody has said yet whether it came? For the same."""
    return Exists(_help().filter(by=member, came=""))


def _help() -> QuerySet[Help]:
    found = Help.objects.filter(Q(claim=OuterRef("carried")) | Q(claim=OuterRef("shared")), withdrawn_at=None)
    return found.filter(kind=HelpKind.IN).order_by()


def who_is_in(goal: Goal, claims: Mapping[int, Claim], count: int | None, *, mine: bool) -> Together | None:
    """None while nobody carries it, nor has put it to be signed."""
    found = (claims.get(key or 0) for key in (goal.carried_id, goal.shared_id))
    claim = next((one for one in found if one and one.withdrawn_at is None), None)
    if claim is None:
        return None
    slug, one = goal.place.slug, count == 1
    return Together(
        sentence=f"{dates.number_word(count).capitalize()} {'is' if one else 'are'} in."
        if count
        else NOBODY_YET,
        url=f"{record_url(slug, claim.kind, claim.number)}#help" if count else "",
        in_url="" if goal.ended_at or mine else _url("help_in", slug, claim),
        talk_url="" if goal.ended_at else _url("introduce", slug, claim),
    )


def _url(name: str, slug: str, claim: Claim) -> str:
    return reverse(f"claims:{name}", kwargs={"slug": slug, "number": claim.number})
