"""What is due to be put again as a new claim that follows the old: long-term choices, and accounts twice a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import OuterRef, Q, Subquery

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Standing
from counterpoint.claims.choices import PUT_AGAIN, Again, TurnVerb
from counterpoint.claims.models import Claim, Claimant, Turn
from counterpoint.claims.models.claims import ClaimQuerySet
from counterpoint.claims.policies.states import OLD
from counterpoint.partnership.models import Note, Place


class Because(StrEnum):
    TIME = "time"  # six months since it was last heard, or the day of its review
    PRESSURE = "pressure"  # pressure was declared since
    CHART = "chart"  # a chart of pressure got worse since
    TWICE_A_YEAR = "twice_a_year"  # an account


@dataclass(frozen=True, slots=True)
class Due:
    since: date
    because: Because


@dataclass(frozen=True, slots=True)
class PutAgain:
    """A claim that is due to be put again as a new claim that follows it."""

    claim: Claim
    since: date
    because: Because = Because.TIME


def to_put_again(place: Place, at: datetime) -> list[PutAgain]:
    """Confirmed long-term choices, and accounts however they stand, that are due and that nobody follows yet."""
    claims = Claim.objects.filter(place=place, kind__in=PUT_AGAIN, withdrawn_at=None, followed_by=None)
    claims = with_pressure(claims.select_related("sentence", "place"))
    found, today = [], day_in(at, place.zone)
    for claim in claims:
        due = due_again(claim)
        if due and due.since <= today:
            found.append(PutAgain(claim, due.since, due.because))
    return sorted(found, key=lambda one: (one.since, one.claim.number))


def with_pressure(claims: ClaimQuerySet) -> ClaimQuerySet:
    """Each with the moment at which pressure was first declared after it was last heard: `pressed_at`, by its claimants
    or their heirs, or on the place as a whole; and at which a chart first showed it: `charted_at`.
    """
    theirs = Claimant.objects.filter(claim=OuterRef(OuterRef("pk"))).values("organisation")
    on_them = Q(organisation=None) | Q(organisation__in=theirs)
    on_them |= Q(organisation__succeeds__in=theirs) | Q(organisation__succeeds__succeeds__in=theirs)
    notes = Note.objects.filter(
        on_them, place=OuterRef("place"), withdrawn_at=None, at__gt=OuterRef("heard_at")
    )
    charted = Turn.objects.filter(claim=OuterRef("pk"), verb=TurnVerb.PRESSED, at__gt=OuterRef("heard_at"))
    first = {
        name: Subquery(rows.order_by("at").values("at")[:1])
        for name, rows in (("pressed_at", notes), ("charted_at", charted))
    }
    return claims.annotate(**first)


def due_again(claim: Claim) -> Due | None:
    """The day from which a claim (with its pressure) is due to be put again, and why; the first reason counts."""
    zone = claim.place.zone
    if claim.of.again == Again.NEXT_ACCOUNT:
        return Due(day_in(claim.put_at, zone) + OLD, Because.TWICE_A_YEAR)
    if claim.of.again != Again.NEW_CLAIM or claim.standing != Standing.CONFIRMED or claim.heard_at is None:
        return None
    heard = day_in(claim.heard_at, zone)
    reviewed = claim.due_on if claim.due_on and claim.due_on > heard else date.max
    found = [Due(min(heard + OLD, reviewed), Because.TIME)]
    pressed: datetime | None = claim.pressed_at  # type: ignore[attr-defined]
    charted: datetime | None = claim.charted_at  # type: ignore[attr-defined]
    for moment, because in ((pressed, Because.PRESSURE), (charted, Because.CHART)):
        if moment:
            found.append(Due(day_in(moment, zone), because))
    return min(found, key=lambda one: one.since)
