"""The arithmetic of XmR charts, for any number of series that share their phases.

Works on blocks that stay in the processor's cache, time running down: every window of consecutive points is then a few
row-wise steps over the whole block.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterpoint.analysis.spc.rules import LARGEST_RANGE, LIMIT, NEAR, Rules

type Floats = NDArray[np.float64]
type Flags = NDArray[np.bool_]
type Signs = NDArray[np.int8]

BLOCK = 512  # series at a time


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules say. Every array has the shape (series, points); a sign is 1 for high or up, -1 for low or down.

    A missing point is flagged by nothing. `flat`: a phase whose moving ranges are all nothing, or were all screened out:
    its limits are finite, and no point in it is flagged.
    """

    mean: Floats
    lower: Floats
    upper: Floats
    outside: Signs
    trend: Signs
    two_of_three: Signs
    shift: Signs
    flat: Flags


def read(
    values: Floats,
    rules: Rules,
    *,
    phases: Sequence[int] = (),
    baseline: int | None = None,
    screens: bool | None = None,
) -> Reading:
    """Read many series by the same rules.

    `values`: shape (series, points), NaN where there is none. `phases`: the first point of each phase after the first,
    rising. `baseline`: limits come from so many points at the beginning of each phase, and not from all. `screens`
    overrides the rule set. Raises ValueError for phases that do not rise within the series.
    """
    values = np.asarray(values, dtype=np.float64)
    if values.ndim != 2:
        raise ValueError("values have the shape (series, points)")
    count, length = values.shape
    starts = [0, *(start for start in phases if start > 0)]
    if sorted(set(starts)) != starts or starts[-1] >= max(length, 1):
        raise ValueError("phases rise, and begin within the series")
    screens = rules.screens if screens is None else screens
    found = _nothing_yet(count, length)
    for first in range(0, count, BLOCK):
        block = slice(first, first + BLOCK)
        for start, end in zip(starts, [*starts[1:], length], strict=True):
            if end > start:
                x = np.ascontiguousarray(values[block, start:end].T)
                _read_phase(x, rules, baseline, screens, found, (block, slice(start, end)))
    return found


def _nothing_yet(count: int, length: int) -> Reading:
    def lines() -> Floats:
        return np.empty((count, length))

    def signs() -> Signs:
        return np.zeros((count, length), dtype=np.int8)

    return Reading(
        mean=lines(),
        lower=lines(),
        upper=lines(),
        outside=signs(),
        trend=signs(),
        two_of_three=signs(),
        shift=signs(),
        flat=np.zeros((count, length), dtype=np.bool_),
    )


def _read_phase(
    x: Floats, rules: Rules, baseline: int | None, screens: bool, found: Reading, at: tuple[slice, slice]
) -> None:
    mean, spread, flat = _limits(x, baseline, screens)
    above, below = x > mean, x < mean
    outer = NEAR * spread
    beyond_up, beyond_down = x > mean + LIMIT * spread, x < mean - LIMIT * spread
    up, down = x > mean + outer, x < mean - outer
    if not rules.outside_counts:
        up, down = up & ~beyond_up, down & ~beyond_down
    rises, falls = x[1:] > x[:-1], x[1:] < x[:-1]
    found.mean[at] = mean[:, None]
    found.lower[at] = (mean - LIMIT * spread)[:, None]
    found.upper[at] = (mean + LIMIT * spread)[:, None]
    found.flat[at] = flat[:, None]
    live = ~flat
    found.outside[at] = _signed(beyond_up, beyond_down, live)
    found.shift[at] = _signed(_runs(above, rules.shift), _runs(below, rules.shift), live)
    found.two_of_three[at] = _signed(_two_of_three(up, above), _two_of_three(down, below), live)
    found.trend[at] = _trend(rises, falls, rules.trend, x.shape, live)


def _limits(x: Floats, baseline: int | None, screens: bool) -> tuple[Floats, Floats, Flags]:
    """The mean, the mean moving range, and where there is no range to go by. Each of the shape (series,)."""
    base = x[:baseline] if baseline else x
    whole = not np.isnan(base).any()
    ranges = np.abs(base[1:] - base[:-1])
    if whole:
        mean = base.mean(axis=0)
        usual = ranges.mean(axis=0) if len(ranges) else np.zeros(base.shape[1])
    else:
        mean, usual = _mean(base, np.isfinite(base)), _mean(ranges, np.isfinite(ranges))
        usual = np.nan_to_num(usual)
    flat = usual == 0
    if screens and len(ranges):
        kept = ranges < LARGEST_RANGE * usual
        if not (kept.all() if whole else kept[np.isfinite(ranges)].all()):
            screened = np.nan_to_num(_mean(ranges, kept))
            gone = screened == 0
            flat = flat | gone
            usual = np.where(gone, usual, screened)
    return mean, usual, flat


def _mean(values: Floats, kept: Flags) -> Floats:
    """Of those that are kept; NaN where none are."""
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(kept, values, 0.0).sum(axis=0) / kept.sum(axis=0))


def _signed(high: Flags, low: Flags, live: Flags) -> Signs:
    """1, -1 or 0, back in the shape (series, points)."""
    return ((high.view(np.int8) - low.view(np.int8)) * live.view(np.int8)).T


def _ends(flags: Flags, length: int) -> Flags:
    """Where `length` consecutive flags end: row i of the answer is the window that begins at row i."""
    held, size = flags, 1
    while size < length:
        step = min(size, length - size)
        held = held[:-step] & held[step:]
        size += step
    return held


def _spread(windows: Flags, length: int, rows: int) -> Flags:
    """Every row that lies in one of the windows of `length`, of which `windows` says where they begin."""
    found = np.zeros((rows, windows.shape[1]), dtype=np.bool_)
    for step in range(length):
        found[step : step + len(windows)] |= windows
    return found


def _runs(flags: Flags, length: int) -> Flags:
    if len(flags) < length:
        return np.zeros_like(flags)
    windows = _ends(flags, length)
    return _spread(windows, length, len(flags)) if windows.any() else np.zeros_like(flags)


def _two_of_three(outer: Flags, side: Flags) -> Flags:
    """Of three points all on this side, two or more are outer ones: those are flagged."""
    if len(outer) < 3:
        return np.zeros_like(outer)
    same = side[:-2] & side[1:-1] & side[2:]
    two = (outer[:-2] & outer[1:-1]) | (outer[1:-1] & outer[2:]) | (outer[:-2] & outer[2:])
    return _spread(same & two, 3, len(outer)) & outer


def _trend(rises: Flags, falls: Flags, points: int, shape: tuple[int, ...], live: Flags) -> Signs:
    """A point at a turn lies in both: it takes the move to its right."""
    if shape[0] < points:
        return np.zeros((shape[1], shape[0]), dtype=np.int8)
    up = _spread(_ends(rises, points - 1), points, shape[0])
    down = _spread(_ends(falls, points - 1), points, shape[0])
    turns = up & down
    if turns.any():
        goes_up = np.zeros(shape, dtype=np.bool_)
        goes_up[:-1] = rises
        up, down = up & (~turns | goes_up), down & (~turns | ~goes_up)
    return _signed(up, down, live)
