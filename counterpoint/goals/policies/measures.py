"""Who may begin a measure, bring its readings, lock its baseline, and ask for a new beginning of its chart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from counterpoint.analysis.identifiers import why_not_say
from counterpoint.claims.policies import Family
from counterpoint.goals.choices import Sort
from counterpoint.goals.models import Measure, Rebase
from counterpoint.goals.policies.small import works_for
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.web import dates

LONGEST_NAME = 140
LEFT = "You have left this place, so you can’t change its measures."
ALREADY = "There is a measure of this name already. Bring its numbers there, or say what is different about this one."
ENDED = "This measure was ended, so nothing is added to it."
FEWEST_LOCKED, MOST_LOCKED = 6, 500
MOST_READINGS = 2_000  # of one measure: forty years of weeks
LARGEST = Decimal(10) ** 13


def why_not_measure(by: Member | None, sort: str, organisation: Organisation | None) -> str | None:
    if by is not None and by.left_at is not None:
        return LEFT
    if sort == Sort.OWN and organisation is None:
        return "Say which organisation counts it of itself."
    return None


def why_not_named(name: str) -> str | None:
    if not name:
        return "Say what is measured, so that somebody understands it who was not there."
    if len(name) > LONGEST_NAME:
        return f"Keep it to {LONGEST_NAME} characters."
    return why_not_say(name)


def why_not_twice(place: Place, name: str, organisation: Organisation | None) -> str | None:
    """Two of one name can't be told apart where one is chosen."""
    there = Measure.objects.filter(
        place=place, name__words__iexact=name, organisation=organisation, ended_at=None
    )
    return ALREADY if there.exists() else None


def why_not_small(small_counts: bool, holder: Organisation | None) -> str | None:
    if small_counts and holder is None:
        return "Say who holds the counts. Only its people see small ones as they are."
    return None


def why_not_bring(by: Member | None, measure: Measure, family: Family) -> str | None:
    """Readings come from those who hold them; where nobody is named, from anyone here who works for a partner.

    A convenor may bring what is not small. So may whoever began it, but not what another organisation counts of itself.
    """
    if by is None:
        return None
    if by.left_at is not None:
        return LEFT
    if measure.ended_at:
        return ENDED
    theirs = works_for(by, family)
    whose = measure.holder or measure.organisation
    if whose is None:
        may = bool(theirs) or by.convenor or by.steward or measure.put_by_id == by.pk
        return None if may else "Only somebody who works for a partner here can bring its numbers."
    if whose.pk in theirs:
        return None
    began = measure.put_by_id == by.pk and measure.organisation is None
    if not measure.small_counts and (began or by.convenor):
        return None
    return f"Only people of {whose.name} bring these numbers. Ask one of them."


def why_not_keep(fresh: int, kept: int) -> str | None:
    if not fresh:
        return "There is nothing new in these lines: every number that we could read is kept already."
    if kept + fresh > MOST_READINGS:
        return f"That would be more than {MOST_READINGS:,} periods. Bring one number for each month, or each week."
    return None


def why_not_target(by: Member | None, measure: Measure, value: Decimal) -> str | None:
    if by is not None and by.left_at is not None:
        return LEFT
    return ENDED if measure.ended_at else why_not_so_large(value)


def why_not_so_large(value: Decimal) -> str | None:
    return "This number is too large to draw." if not value.is_finite() or abs(value) >= LARGEST else None


def why_not_lock(by: Member | None, measure: Measure, points: int, kept: int) -> str | None:
    """Once, from numbers that are there. What was usual before cannot be chosen again when the new ones are known."""
    if by is not None and by.left_at is not None:
        return LEFT
    if measure.baseline_locked_on:
        on = dates.day(measure.baseline_locked_on)
        return f"The baseline was locked on {on}. It stays, so that nobody chooses it again to suit what came after."
    if not FEWEST_LOCKED <= points <= MOST_LOCKED:
        return f"A baseline has {FEWEST_LOCKED} points at least, and {MOST_LOCKED} at most."
    if points > kept:
        return f"There are only {dates.counted(kept, 'number')} so far. Lock a baseline that is there."
    return None


def why_not_rebase(
    by: Member, measure: Measure, on: date, days: Sequence[date], asked: Sequence[Rebase]
) -> str | None:
    """A day inside the series: before it and from it on there is something to look at."""
    if by.left_at is not None:
        return LEFT
    if measure.ended_at:
        return ENDED
    if measure.sort == Sort.PRESSURE:
        return "A chart of pressure has no new beginning: it shows what bears on everybody."
    if not days:
        return "There are no numbers yet, so there is nothing to begin anew."
    if not min(days) < on <= max(days):
        return f"Choose a day after {dates.day(min(days))}, and no later than {dates.day(max(days))}."
    if any(one.on == on and one.claim.withdrawn_at is None for one in asked):
        return f"A new beginning on {dates.day(on)} was asked for already. It stands beside the chart."
    return None


def why_not_forecast(by: Member | None, measure: Measure, days: Sequence[date], today: date) -> str | None:
    if by is not None and by.left_at is not None:
        return LEFT
    if measure.ended_at:
        return ENDED
    if not days:
        return "Give at least one month to come, and the number you expect then if nothing changes."
    if min(days) <= today:
        return f"{dates.day(min(days))} is not to come. A forecast is drawn before, and never after."
    return None
