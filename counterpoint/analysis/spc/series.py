"""One series as a chart says it: points with their labels, phases, and what the latest point means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from counterpoint.analysis.spc.engine import Reading, read
from counterpoint.analysis.spc.rules import FEWEST_FOR_ICONS, FEWEST_FOR_LIMITS, Rules


class Better(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"
    NONE = "none"


class Special(StrEnum):
    """The one label of a point. All flags are kept beside it; the first of outside, trend, two of three, shift names it."""

    COMMON = "common"
    ABOVE = "above"
    BELOW = "below"
    TREND_UP = "trend_up"
    TREND_DOWN = "trend_down"
    TWO_OF_THREE_HIGH = "two_of_three_high"
    TWO_OF_THREE_LOW = "two_of_three_low"
    SHIFT_HIGH = "shift_high"
    SHIFT_LOW = "shift_low"


UP = {Special.ABOVE, Special.TREND_UP, Special.TWO_OF_THREE_HIGH, Special.SHIFT_HIGH}

# Flag of a reading -> the label where its sign is 1, and where it is -1, in the order in which they name a point.
LABELS = {
    "outside": (Special.ABOVE, Special.BELOW),
    "trend": (Special.TREND_UP, Special.TREND_DOWN),
    "two_of_three": (Special.TWO_OF_THREE_HIGH, Special.TWO_OF_THREE_LOW),
    "shift": (Special.SHIFT_HIGH, Special.SHIFT_LOW),
}


class Variation(StrEnum):
    """What the latest point says. For improvement and concern the icon adds high or low: the way that it goes."""

    COMMON = "common_cause"
    IMPROVEMENT = "special_cause_improvement"
    CONCERN = "special_cause_concern"
    NEITHER_HIGH = "special_cause_neutral_high"
    NEITHER_LOW = "special_cause_neutral_low"


class Assurance(StrEnum):
    """Would the process as it is meet the target, whatever the month?"""

    PASS = "consistent_pass"  # noqa: S105  # no password
    FAIL = "consistent_fail"
    HIT_OR_MISS = "inconsistent"


@dataclass(frozen=True, slots=True)
class Point:
    """One period. `value` None: a gap, which nothing flags. `mean`, `lower`, `upper` None: too few points for limits."""

    on: date | None
    value: float | None
    mean: float | None
    lower: float | None
    upper: float | None
    flags: tuple[Special, ...]

    @property
    def special(self) -> Special:
        return self.flags[0] if self.flags else Special.COMMON


@dataclass(frozen=True, slots=True)
class Phase:
    """From one rebase to the next. `points` are those that have a value."""

    start: int
    end: int  # the first point after it
    points: int
    mean: float
    lower: float
    upper: float
    flat: bool  # no moving range to go by: finite limits, and nothing is flagged

    @property
    def has_limits(self) -> bool:
        return self.points >= FEWEST_FOR_LIMITS

    @property
    def trial(self) -> bool:
        return self.points < FEWEST_FOR_ICONS


@dataclass(frozen=True, slots=True)
class Chart:
    """A series read by a rule set."""

    points: tuple[Point, ...]
    phases: tuple[Phase, ...]
    rules: Rules
    screened: bool
    better: Better
    target: float | None
    variation: Variation | None  # None: too few points for a word on it
    high: bool | None  # of a special cause: which way it goes
    also_concern: Special | None  # an improvement, and by another rule a concern: both are said
    assurance: Assurance | None


def chart(
    values: Sequence[float | None],
    rules: Rules,
    *,
    dates: Sequence[date] = (),
    better: Better = Better.NONE,
    target: float | None = None,
    phases: Sequence[int] = (),
    baseline: int | None = None,
    screens: bool | None = None,
) -> Chart:
    """One series, one value a period in order, None for a gap. The rest as in `engine.read`."""
    numbers = np.array([[np.nan if value is None else value for value in values]], dtype=np.float64)
    reading = read(numbers, rules, phases=phases, baseline=baseline, screens=screens)
    parts = _phases(values, reading, [0, *(start for start in phases if start > 0)])
    flags = _flags(reading)
    points = tuple(
        point for part in parts for point in _points(part, values[part.start : part.end], flags, dates, rules)
    )
    last = next((point for point in reversed(points) if point.value is not None), None)
    speaks = bool(parts) and parts[-1].points >= rules.icons_from
    variation, high, concern = _variation(last, better, rules) if last and speaks else (None, None, None)
    return Chart(
        points=points,
        phases=parts,
        rules=rules,
        screened=rules.screens if screens is None else screens,
        better=better,
        target=target,
        variation=variation,
        high=high,
        also_concern=concern,
        assurance=_assurance(parts[-1], better, target) if speaks else None,
    )


def _phases(values: Sequence[float | None], reading: Reading, starts: list[int]) -> tuple[Phase, ...]:
    return tuple(
        Phase(
            start=start,
            end=end,
            points=sum(value is not None for value in values[start:end]),
            mean=float(reading.mean[0, start]),
            lower=float(reading.lower[0, start]),
            upper=float(reading.upper[0, start]),
            flat=bool(reading.flat[0, start]),
        )
        for start, end in zip(starts, [*starts[1:], len(values)], strict=True)
        if end > start
    )


def _flags(reading: Reading) -> list[list[Special]]:
    """Of each point. Most have none."""
    found: list[list[Special]] = [[] for _ in range(reading.outside.shape[1])]
    for name, (high, low) in LABELS.items():
        signs = getattr(reading, name)[0]
        for place in np.flatnonzero(signs):
            found[place].append(high if signs[place] > 0 else low)
    return found


def _points(
    phase: Phase, values: Sequence[float | None], flags: Sequence[list[Special]], dates: Sequence[date], rules: Rules
) -> Iterator[Point]:  # fmt: skip
    shown = phase.points >= min(FEWEST_FOR_LIMITS, rules.icons_from)
    mean, lower, upper = (phase.mean, phase.lower, phase.upper) if shown else (None, None, None)
    for place, value in enumerate(values, start=phase.start):
        flagged = flags[place] if shown and value is not None else ()
        yield Point(dates[place] if dates else None, value, mean, lower, upper, tuple(flagged))


def _variation(last: Point, better: Better, rules: Rules) -> tuple[Variation, bool | None, Special | None]:
    if not last.flags:
        return Variation.COMMON, None, None
    if better == Better.NONE:
        high = last.special in UP
        return (Variation.NEITHER_HIGH if high else Variation.NEITHER_LOW), high, None
    good = [flag for flag in last.flags if (flag in UP) == (better == Better.UP)]
    bad = [flag for flag in last.flags if flag not in good]
    # The Making Data Count tool shows the improvement, if there is one: a concern is said beside it.
    if good and (rules.improvement_wins or last.special in good):
        return Variation.IMPROVEMENT, better == Better.UP, (bad[0] if bad else None)
    return Variation.CONCERN, better == Better.DOWN, None


def _assurance(phase: Phase, better: Better, target: float | None) -> Assurance | None:
    if target is None or better == Better.NONE:
        return None
    passes_above = better == Better.UP
    if phase.flat and phase.lower == phase.upper:
        met = phase.mean >= target if passes_above else phase.mean <= target
        return Assurance.PASS if met else Assurance.FAIL
    if target > phase.upper:
        return Assurance.FAIL if passes_above else Assurance.PASS
    if target < phase.lower:
        return Assurance.PASS if passes_above else Assurance.FAIL
    return Assurance.HIT_OR_MISS
