"""How long a thing stands before it is gone, with those that still stand counted as far as they have come. Pure.

The product-limit estimate of Kaplan and Meier (J. Am. Stat. Assoc. 53, 1958, 457-481), its variance by Greenwood's
formula (1926), and pointwise intervals on the log(-log) scale (Kalbfleisch and Prentice 1980), which stay between 0 and 1.
The median and its interval as Brookmeyer and Crowley (Biometrics 38, 1982, 29-41) take them: where the curve and its
bounds first reach one half or less.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

Z95 = 1.959963984540054  # the normal distribution's 97.5th percentile


@dataclass(frozen=True, slots=True)
class Stood:
    """One thing: for how long it has stood, in any one unit, and whether it was gone then (else it still stood)."""

    time: float
    gone: bool


@dataclass(frozen=True, slots=True)
class Step:
    """The curve from `time` until the next step."""

    time: float
    at_risk: int  # how many still stood just before
    gone: int
    left: float  # the share that stands
    error: float  # its standard error, by Greenwood
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Curve:
    steps: tuple[Step, ...]  # one each time that something was gone
    number: int
    gone: int
    longest: float  # how far anybody has looked

    @property
    def median(self) -> float | None:
        """When half were gone; None while more than half stand."""
        return next((one.time for one in self.steps if _at_most_half(one.left)), None)

    @property
    def median_interval(self) -> tuple[float | None, float | None]:
        """Of 95%: from where the lower bound reaches one half to where the upper one does, if they do."""
        low = next((one.time for one in self.steps if _at_most_half(one.low)), None)
        return low, next((one.time for one in self.steps if _at_most_half(one.high)), None)

    def left_after(self, time: float) -> float:
        """The share that stands after `time`."""
        passed = [one.left for one in self.steps if one.time <= time]
        return passed[-1] if passed else 1.0


def survival(things: Iterable[Stood]) -> Curve:
    """The curve of those that stand. What was last seen at the instant at which another was gone, stood just before it."""
    known = list(things)
    if any(not math.isfinite(one.time) or one.time < 0 for one in known):
        raise ValueError("Nothing has stood for less than no time.")
    gone_at = Counter(one.time for one in known if one.gone)
    left, spread = 1.0, 0.0
    steps = []
    for time, gone in sorted(gone_at.items()):
        at_risk = sum(one.time >= time for one in known)
        left *= (at_risk - gone) / at_risk
        spread += gone / (at_risk * (at_risk - gone)) if at_risk > gone else math.inf
        low, high = _between(left, spread)
        error = left * math.sqrt(spread) if left > 0 else 0.0
        steps.append(Step(time, at_risk, gone, left, error, low, high))
    longest = max((one.time for one in known), default=0.0)
    return Curve(tuple(steps), len(known), sum(gone_at.values()), longest)


def _between(left: float, spread: float) -> tuple[float, float]:
    """The 95% interval of a share, on the scale of log(-log)."""
    if left <= 0 or left >= 1:
        return left, left
    wide = math.exp(Z95 * math.sqrt(spread) / abs(math.log(left)))
    return left**wide, left ** (1 / wide)


def _at_most_half(share: float) -> bool:
    return share <= 0.5 + 1e-12  # one half, reached by multiplying
