"""What a chart's history says: when it was better or worse than usual, and whether it still is."""

from __future__ import annotations

from itertools import groupby

from counterpoint.analysis.spc.divergence import Stretch
from counterpoint.analysis.spc.series import UP, Better, Chart, Point, Special

TRENDS = {Special.TREND_UP, Special.TREND_DOWN}


def history(chart: Chart) -> list[Stretch]:
    """The times in which it was better, or worse, than usual; earliest first.

    Where a point lies on one side of the middle and moves to the other, its side counts: what recovers is still worse. A
    trend alone, right after the other side, is the way back, and no time of its own.
    """
    found: list[Stretch] = []
    before: bool | None = None
    for good, points in groupby(chart.points, key=lambda point: _side(point, chart.better)):
        these = [point for point in points if point.on is not None]
        if good is not None and these:
            way_back = before is (not good) and all(TRENDS.issuperset(point.flags) for point in these)
            if not way_back:
                found.append(Stretch(good, these[0].on, these[-1].on))  # type: ignore[arg-type]
        before = good
    return found


def _side(point: Point, better: Better) -> bool | None:
    if better == Better.NONE or not point.flags:
        return None
    flags = [flag for flag in point.flags if flag not in TRENDS] or point.flags
    return any((flag in UP) == (better == Better.UP) for flag in flags)
