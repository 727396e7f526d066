"""Small counts: what somebody sees of a series of people served who does not hold it.

Everything that such a reader gets (dots, limits, signals, the sentence, the table) is worked out from the rounded numbers
and from nothing else. So there is nothing in it that could be worked back to the true ones (docs/adr/0025).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from math import floor, log10

from counterpoint.analysis.disclosure import HIDDEN_SERVED, ROUNDED_TO
from counterpoint.claims.policies import Family
from counterpoint.goals.models import Measure, Reading
from counterpoint.goals.policies.figures import Figure
from counterpoint.partnership.models import Member

MIDDLE = (1 + HIDDEN_SERVED) / 2  # where the dot of "1 to 7" stands
FEW = f"1 to {HIDDEN_SERVED}"
NOTE = (
    "These are counts of few people. You see them to the nearest five, and 1 to 7 as one. The limits and the words come "
    "from these rounded numbers too, so they may differ a little from what those see who hold the counts."
)


@dataclass(frozen=True, slots=True)
class Figures:
    """One period as it was read. `value` None: nothing there, or suppressed."""

    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    suppressed: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """One period as a reader has it. `words` stand in the table instead of the number; "" where the number itself does."""

    value: float | None
    words: str = ""
    denominator: float | None = None


def figures_of(one: Figure | Reading) -> Figures:
    value, part, whole = (
        None if each is None else float(each) for each in (one.value, one.numerator, one.denominator)
    )
    return Figures(None if one.suppressed else value, part, whole, one.suppressed)


SUPPRESSED = "not shown by its publisher"


def as_it_is(figures: Figures) -> Shown:
    words = SUPPRESSED if figures.suppressed else ""
    return Shown(figures.value, words, figures.denominator)


def rounded(figures: Figures) -> Shown:
    """What may be shown of a count of people, or of a share of them, to somebody who does not hold it."""
    if figures.suppressed:
        return Shown(None, SUPPRESSED)
    if figures.numerator is not None and figures.denominator is not None:
        return _share(figures.numerator, figures.denominator, figures.value)
    if figures.value is None:
        return Shown(None)
    value = _round(figures.value)
    return Shown(value, FEW if value == MIDDLE else "")


def _share(part: float, whole: float, value: float | None) -> Shown:
    """A percentage, or a rate, is worked out from the rounded counts, and not at all where one of them is 1 to 7."""
    of = _of_how_many(part, whole, value)
    part, whole = _round(part), _round(whole)
    if MIDDLE in (part, whole) or whole <= 0:
        return Shown(None, "too few people to show")
    return Shown(of * part / whole, "", whole)


def _of_how_many(part: float, whole: float, value: float | None) -> float:
    """Of 100, or of 1,000, or of 100,000: the power of ten by which the value was worked out. It tells nothing else."""
    if not value or value < 0 or part <= 0 or whole <= 0:
        return 100.0
    return float(10 ** min(6, max(0, round(log10(value * whole / part)))))


def _round(number: float) -> float:
    """0; the middle of 1 to 7; the nearest five. The rule of `analysis.disclosure.served_count`, for any number."""
    if 0 < number < ROUNDED_TO * 1.5:  # what would round to 5, too: it lies between 7 and 7.5
        return MIDDLE
    return float(ROUNDED_TO * floor((number + ROUNDED_TO / 2) / ROUNDED_TO))


def held_by(theirs: Collection[int | None], measure: Measure) -> bool:
    """Does somebody who works for these organisations see the counts as they are?"""
    return not measure.small_counts or (measure.holder_id or measure.organisation_id) in theirs


def works_for(reader: Member, family: Family) -> Collection[int | None]:
    """The organisations in whose name somebody works: theirs, and what these have followed."""
    current = (one.organisation_id for one in reader.memberships.all() if one.works and one.until is None)
    return {key for one in current for key in family.stands_for.get(one, ())}
