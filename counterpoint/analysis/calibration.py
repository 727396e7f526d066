"""How well people foresee: the Brier score of what was thought likely, with its interval. Pure.

Brier, Monthly Weather Review 78 (1950), 1-3, in its form for two outcomes: the mean of (probability - outcome)², 0 for
always right, 0.25 for always saying one half. Its standard error as Bradley, Schwartz and Hashino give it (Weather and
Forecasting 23, 2008, 992-1006, for the unbiased variance of the mean): the deviation of the single squares over √n.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean, stdev

FEWEST = 20  # forecasts: with fewer, chance alone makes the score
Z95 = 1.959963984540054
BY_CHANCE = 0.25  # what "one half" scores, whatever happens


@dataclass(frozen=True, slots=True)
class Brier:
    """The score, and between what it may well lie."""

    score: float
    low: float
    high: float
    number: int

    @property
    def tells(self) -> str:
        """ "better", "worse" or "no better" than a coin, as far as the interval lets one say."""
        if self.high < BY_CHANCE:
            return "better"
        return "worse" if self.low > BY_CHANCE else "no better"


def brier(forecasts: Iterable[tuple[float, bool]]) -> Brier | None:
    """Of (how likely it was thought, whether it came); None for fewer than twenty.

    Raises ValueError for what is no probability.
    """
    squares = []
    for likely, came in forecasts:
        if not 0 <= likely <= 1:
            raise ValueError("a probability lies between 0 and 1")
        squares.append((likely - came) ** 2)
    if len(squares) < FEWEST:
        return None
    score = fmean(squares)
    spread = Z95 * stdev(squares) / math.sqrt(len(squares))
    return Brier(score, max(0.0, score - spread), min(1.0, score + spread), len(squares))
