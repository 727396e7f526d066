"""Along the line of time: where a date lies, how marks move apart, which labels have room. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from counterpoint.web import dates
from counterpoint.web.staff.shapes import EDGE, NAMES, WIDTH, Label


def spread(wished: Sequence[float], gap: float, room: float) -> list[float]:
    """Move points to `gap` apart or more, as little as can be (least squares), in order, from 0 to `room`.

    With the gaps taken out, "apart and in order" is "never falling": pooling neighbours that fall solves it.
    """
    if not wished:
        return []
    gap = min(gap, room / max(len(wished) - 1, 1))
    pools: list[tuple[float, int]] = []
    for index, wish in enumerate(wished):
        total, size = wish - index * gap, 1
        while pools and pools[-1][0] / pools[-1][1] > total / size:
            total, size = total + pools[-1][0], size + pools[-1][1]
            pools.pop()
        pools.append((total, size))
    level = [total / size for total, size in pools for _ in range(size)]
    most = room - (len(wished) - 1) * gap
    return [min(max(value, 0.0), most) + index * gap for index, value in enumerate(level)]


def months(on: date) -> int:
    """Months since the year nought: two dates of one month have the same."""
    return on.year * 12 + on.month - 1


def share(on: date, start: date, end: date) -> float:
    """How far along `on` lies between `start` and `end`: 0 to 1."""
    return (on - start).days / max((end - start).days, 1)


def percent(share: float) -> str:
    return f"{share * 100:.2f}".rstrip("0").rstrip(".") + "%"


def labels(start: date, end: date, today: date, named: str = "today") -> tuple[Label, ...]:
    """The first month, one in the middle, today by its name, the last month: those for which there is room."""
    here = start <= today <= end
    wished = []
    if here:
        at = share(today, start, end)
        wished.append(Label(percent(at), named, "end" if at > 0.94 else "start" if at < 0.06 else "middle"))
    wished.append(Label(percent(0), dates.month(start), "start"))
    halfway = date.fromordinal((start.toordinal() + end.toordinal()) // 2)
    wished.append(Label(percent(1), dates.month(end), "end", minor=here))
    wished.append(Label(percent(0.5), dates.month(halfway), "middle", minor=True))
    kept: list[Label] = []
    for label in wished:
        if all(_clear(label, other) for other in kept):
            kept.append(label)
    return tuple(sorted(kept, key=lambda label: float(label.x.rstrip("%"))))


def _clear(one: Label, other: Label) -> bool:
    """Whether two labels leave a gap between them at the narrowest width: about 7 px a letter."""
    (a, b), (c, d) = _extent(one), _extent(other)
    return b + 12 < c or d + 12 < a


def _extent(label: Label) -> tuple[float, float]:
    at = float(label.x.rstrip("%")) / 100 * (WIDTH - NAMES - 2 * EDGE)
    long = 7.2 * len(label.words)
    left = {"start": at, "middle": at - long / 2, "end": at - long}[label.anchor]
    return left, left + long
