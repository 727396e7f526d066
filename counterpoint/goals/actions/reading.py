"""Readings: all of a paste kept in one act, or none. What is corrected stays beside what corrects it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from counterpoint.claims.policies import family_of
from counterpoint.goals.actions.measuring import fresh, plain
from counterpoint.goals.models import Measure, Reading
from counterpoint.goals.policies import measures as policies
from counterpoint.ledger.actions import act
from counterpoint.partnership.models import Member
from counterpoint.web.http import require

SIX_PLACES = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Figure:
    """One period, as somebody says it was. `value` None: there is none, or it is suppressed."""

    on: date
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    suppressed: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    new: int
    corrected: int


def keep(*, measure: Measure, figures: Sequence[Figure], by: Member | None, at: datetime) -> Kept:
    """Keep what is new in these. A period that is there already and says otherwise is a correction, and stands beside
    what it corrects; one that says the same is not kept twice. One event, with how many and a digest."""
    with act(measure.place_id, verb="measure.read", by=by.ref if by else "system", at=at) as event:
        measure = fresh(measure)
        require(policies.why_not_bring(by, measure, family_of(measure.place_id)))
        require(_why_not_figures(figures))
        newest = newest_of(measure)
        said = [rounded(one) for one in figures]
        fresh_ones = [one for one in said if one.on not in newest or _differs(one, newest[one.on])]
        again = sum(one.on in newest for one in fresh_ones)
        require(policies.why_not_keep(len(fresh_ones), len(newest) - again))
        Reading.objects.bulk_create(
            Reading(
                place_id=measure.place_id,
                measure=measure,
                on=one.on,
                version=newest[one.on].version + 1 if one.on in newest else 1,
                value=None if one.suppressed else one.value,
                numerator=one.numerator,
                denominator=one.denominator,
                suppressed=one.suppressed,
                by=by,
                at=event.at,
            )
            for one in fresh_ones
        )
        event.subject = measure.ref
        event.facts |= {"readings": len(fresh_ones), "corrected": again}
        event.facts |= {"first": fresh_ones[0].on.isoformat(), "last": fresh_ones[-1].on.isoformat()}
        if not measure.small_counts:  # of a few small numbers a digest could be found out by trying
            event.facts["digest"] = digest_of(fresh_ones)
        return Kept(len(fresh_ones) - again, again)


def newest_of(measure: Measure) -> dict[date, Reading]:
    """Of several for one period the newest holds."""
    return {one.on: one for one in Reading.objects.filter(measure=measure).order_by("on", "version")}


def rounded(one: Figure) -> Figure:
    """To the six places that are kept."""

    def places(value: Decimal | None) -> Decimal | None:
        return None if value is None else value.quantize(SIX_PLACES)

    return Figure(one.on, places(one.value), places(one.numerator), places(one.denominator), one.suppressed)


def digest_of(figures: Iterable[Figure]) -> str:
    """SHA-256 of one line a reading, in the order of time: day, value, numerator, denominator, "suppressed" or nothing."""
    lines = (
        ",".join(
            [
                one.on.isoformat(),
                *(
                    "" if part is None else plain(part)
                    for part in (one.value, one.numerator, one.denominator)
                ),
                "suppressed" if one.suppressed else "",
            ]
        )
        for one in sorted(figures, key=lambda one: one.on)
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _why_not_figures(figures: Sequence[Figure]) -> str | None:
    if len({one.on for one in figures}) < len(figures):
        return "Two of these are about the same period. Say each once."
    for one in figures:
        for part in (one.value, one.numerator, one.denominator):
            why_not = policies.why_not_so_large(part) if part is not None else None
            if why_not:
                return why_not
    return None


def _differs(one: Figure, kept: Reading) -> bool:
    return (one.value, one.numerator, one.denominator, one.suppressed) != (
        kept.value,
        kept.numerator,
        kept.denominator,
        kept.suppressed,
    )
