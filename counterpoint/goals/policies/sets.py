"""The metric sets that there are, and who picks one or says which measure answers a metric of it."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from counterpoint.analysis.metric_sets import Metric, MetricSet, Misread, overlaps, read_set
from counterpoint.goals.models import Measure
from counterpoint.partnership.models import Member

FOLDER = Path(__file__).parents[1] / "sets"
WHOSE = "A convenor or a steward does this, for the whole place."


@cache
def known_sets() -> dict[str, MetricSet]:
    """Every file of the folder, by its key, the newest first."""
    return in_folder(FOLDER)


def in_folder(folder: Path) -> dict[str, MetricSet]:
    """Raises Misread where a file is no metric set, or two editions of one return are valid on the same day."""
    sets = [read_set(path.stem, tomllib.loads(path.read_text("utf-8"))) for path in folder.glob("*.toml")]
    for one, other in overlaps(sets):
        raise Misread(f"{one} and {other} are valid on the same day")
    return {one.key: one for one in sorted(sets, key=lambda one: (one.valid_from, one.key), reverse=True)}


def why_not_pick(by: Member | None, *, picked: bool) -> str | None:
    return _why_not_theirs(by) or ("This place has picked it already." if picked else None)


def why_not_unpick(by: Member | None, *, picked: bool) -> str | None:
    return _why_not_theirs(by) or (None if picked else "This place has not picked it.")


def why_not_tie(by: Member | None, metric: Metric, measure: Measure | None, *, picked: bool) -> str | None:
    if why_not := _why_not_theirs(by):
        return why_not
    if not picked:
        return "This place has not picked this set. Pick it first."
    if measure is None:
        return None
    if measure.ended_at:
        return "This measure was ended. Choose one that goes on."
    if measure.every != metric.every:
        return f"There is one number for every {metric.every} in this metric, and for every {measure.every} in that measure."
    return None


def _why_not_theirs(by: Member | None) -> str | None:
    if by is None:
        return None
    if by.left_at is not None:
        return "You have left this place, so you can’t say what it reports."
    return None if by.convenor or by.steward else WHOSE
