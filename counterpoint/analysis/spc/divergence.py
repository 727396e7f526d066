"""One chart gets better while another gets worse, at the same time: an organisation's own, and what people share."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from counterpoint.analysis.spc.series import UP, Better, Chart, Point


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive points with signals of one sort, from the first to the last of them."""

    better: bool
    begins: date
    ends: date


@dataclass(frozen=True, slots=True)
class Divergence:
    """What both show where they overlap. `own_better`: the organisation's improves while what is shared worsens."""

    own_better: bool
    begins: date
    ends: date


def stretches(chart: Chart) -> list[Stretch]:
    """Where the chart signals better or worse. A point as usual, or a gap, ends one; so does a change of direction."""
    found = []
    for good, points in groupby(chart.points, key=lambda point: _good(point, chart.better)):
        days = [point.on for point in points if point.on is not None]
        if good is not None and days:
            found.append(Stretch(good, days[0], days[-1]))
    return found


def divergences(own: Iterable[Stretch], shared: Collection[Stretch]) -> list[Divergence]:
    """Of the stretches of two charts, every time in which one signals better and the other worse; earliest first."""
    return sorted(_overlaps(own, shared), key=lambda one: one.begins)


def _overlaps(own: Iterable[Stretch], shared: Collection[Stretch]) -> Iterable[Divergence]:
    for ours in own:
        for theirs in shared:
            begins, ends = max(ours.begins, theirs.begins), min(ours.ends, theirs.ends)
            if ours.better != theirs.better and begins <= ends:
                yield Divergence(ours.better, begins, ends)


def _good(point: Point, better: Better) -> bool | None:
    """Any signal counts, as the Making Data Count tool has it: better where one of them is."""
    if better == Better.NONE or not point.flags:
        return None
    return any((flag in UP) == (better == Better.UP) for flag in point.flags)
