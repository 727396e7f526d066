"""A small plot of dots: how many have 0, 1, 2 … of something. One dot is one; which one, nobody can say. Pure.

Across stands how many each has, and each stack is as wide as it needs to be six dots high. What is more than `MOST`
stands together at the end, so a plot is as narrow as a phone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

HIGH = 6  # dots in a stack
STEP = 9  # from one dot to the next
BETWEEN = 13  # from one stack to the next
MOST = 6  # "6 or more" is the last stack
FOOT = 20  # under the line, for the figures


@dataclass(frozen=True, slots=True)
class Dots:
    width: int
    height: int
    line_y: int
    places: tuple[tuple[float, float, bool], ...]  # the middle of each dot, and whether it has any
    labels: tuple[tuple[float, str], ...]  # under each stack: where, and what it says


def tallest(counts: Iterable[tuple[int, int]], most: int = MOST) -> int:
    """How many dots stand in the highest stack: plots that stand side by side are given the same height."""
    return min(HIGH, max(_stacks(counts, most)))


def _stacks(counts: Iterable[tuple[int, int]], most: int) -> list[int]:
    stacks = [0] * (most + 1)
    for number, have in counts:
        stacks[min(number, most)] += have
    last = max((at for at, have in enumerate(stacks) if have), default=0)
    return stacks[: last + 1]


def lay_out(counts: Iterable[tuple[int, int]], *, first: int = 0, high: int = HIGH, most: int = MOST) -> Dots:
    """`counts`: (how many of it, how many have that), as `analysis.disclosure.spread` gives them.

    `first` is where the line begins; `high` how many dots it leaves room for.
    """
    height = high * STEP + 4
    x, places, labels = 0.0, [], []
    for number, have in list(enumerate(_stacks(counts, most)))[first:]:
        columns = max(1, -(-have // HIGH))
        wide = columns * STEP
        for dot in range(have):
            column, row = dot % columns, dot // columns
            y = height - 4 - row * STEP - STEP / 2
            places.append((x + column * STEP + STEP / 2, y, number > 0))
        more = "+" if number == most else ""
        labels.append((x + wide / 2, f"{number}{more}"))
        x += wide + BETWEEN
    return Dots(int(x - BETWEEN) + 8, height + FOOT, height, tuple(places), tuple(labels))
