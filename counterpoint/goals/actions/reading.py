"""Readings: all of a paste kept in one act, or none. What is corrected stays beside what corrects it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from counterpoint.claims.actions import ask_again_under_pressure
from counterpoint.claims.policies import family_of
from counterpoint.goals.actions.measuring import fresh
from counterpoint.goals.models import Measure, Reading
from counterpoint.goals.policies import measures as policies
from counterpoint.goals.policies.figures import Figure, digest_of, newest_of, said_of
from counterpoint.goals.policies.pressing import shows_pressure
from counterpoint.ledger.actions import act
from counterpoint.partnership.models import Member
from counterpoint.web.http import require


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
        newest = newest_of(measure)
        require(_why_not_figures(figures))
        said = sorted((one.kept_as(measure.every) for one in figures), key=lambda one: one.on)
        require(_why_not_twice(said))
        fresh_ones = [one for one in said if one.on not in newest or said_of(one) != said_of(newest[one.on])]
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
        now: dict[date, Reading | Figure] = {**newest, **{one.on: one for one in fresh_ones}}
        if shows_pressure(measure, now) and not shows_pressure(measure, newest):
            ask_again_under_pressure(event, measure.organisation)
        event.subject = measure.ref
        event.facts["readings"] = len(fresh_ones)
        if (
            not measure.small_counts
        ):  # that one was corrected tells something, and a digest is found out by trying
            event.facts |= {"corrected": again, "digest": digest_of(fresh_ones)}
            event.facts |= {"first": fresh_ones[0].on.isoformat(), "last": fresh_ones[-1].on.isoformat()}
        return Kept(len(fresh_ones) - again, again)


def _why_not_figures(figures: Sequence[Figure]) -> str | None:
    for one in figures:
        for part in one.parts:
            why_not = policies.why_not_so_large(part) if part is not None else None
            if why_not:
                return why_not
    return None


def _why_not_twice(figures: Sequence[Figure]) -> str | None:
    twice = len({one.on for one in figures}) < len(figures)
    return "Two of these are about the same period. Say each once." if twice else None
