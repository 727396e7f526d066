"""How quickly series are read as XmR charts: against one bare pass of numpy, and against abspc where it is installed.

.venv/bin/python -m bench.charts
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from counterpoint.analysis.spc import MDC, NHSR, read

SERIES, POINTS = 10_000, 60
ABSPC_SERIES = 200  # of it so many are read, and the time multiplied


def bare(values: np.ndarray) -> None:
    """Mean, moving ranges and limits, and nothing else."""
    mean = values.mean(axis=1)
    spread = 2.66 * np.abs(np.diff(values, axis=1)).mean(axis=1)
    _ = mean - spread, mean + spread


def least(does: Callable[[], object], times: int = 7) -> float:
    """Of several goes, the one that was disturbed least, in seconds."""
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        does()
        found.append(time.perf_counter() - begun)
    return min(found)


def main() -> None:
    random = np.random.default_rng(7)
    values = random.normal(50, 5, (SERIES, POINTS)) + random.normal(0, 1, (SERIES, POINTS)).cumsum(axis=1)
    floor = least(lambda: bare(values))
    print(f"{SERIES:,} series of {POINTS} points; a bare pass takes {1000 * floor:.1f} ms here.")
    for rules in (MDC, NHSR):
        took = least(lambda rules=rules: read(values, rules))  # type: ignore[misc]
        print(f"{rules.title}: {took / floor:.1f} times the bare pass")
    theirs = abspc(values)
    if theirs:
        ours = least(lambda: read(values, MDC))
        print(f"abspc: {theirs / ours:.0f} times as long as ours")


def abspc(values: np.ndarray) -> float | None:
    """The whole of it, worked out from a part. None where it is not installed."""
    try:
        import pandas
        from abspc import calculate_control_limits, detect_special_causes
    except ImportError:
        return None
    frames = [pandas.DataFrame({"value": row}) for row in values[:ABSPC_SERIES]]

    def every() -> None:
        for frame in frames:
            detect_special_causes(calculate_control_limits(frame, "XmR"))

    return least(every, 3) * SERIES / ABSPC_SERIES


if __name__ == "__main__":
    main()
