"""Where an organisation's own chart gets better while one of the shared goal gets worse, or the reverse: in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from counterpoint.analysis.spc import Chart
from counterpoint.analysis.spc.divergence import divergences
from counterpoint.goals.choices import Sort
from counterpoint.goals.models import Goal
from counterpoint.goals.queries import charts
from counterpoint.goals.queries.charts import Drawn
from counterpoint.partnership.models import Member
from counterpoint.web import dates


@dataclass(frozen=True, slots=True)
class Side:
    """One of two charts. `whose`: the organisation of its own, or "" of what all share."""

    name: str
    url: str
    whose: str
    chart: Chart


@dataclass(frozen=True, slots=True)
class Apart:
    """Two charts that went apart, with the newest time in which they did."""

    words: str
    own_name: str
    own_url: str
    shared_name: str
    shared_url: str
    own_better: bool  # the organisation gained, and the place lost


def of_goal(goal: Goal, reader: Member, at: datetime) -> tuple[Apart, ...]:
    """For a page that has the goal's charts already: `among`, which asks for nothing."""
    return among(charts.of_goal(goal, reader, at))


def among(drawn: Iterable[Drawn]) -> tuple[Apart, ...]:
    """Of the charts of one goal: each own one beside each that all share. Where the place lost comes first."""
    found = [(one.sort, Side(one.name, one.url, one.whose, one.chart)) for one in drawn if one.chart]
    own = [side for sort, side in found if sort == Sort.OWN]
    return between(own, [side for sort, side in found if sort == Sort.POPULATION])


def between(own: Iterable[Side], shared: Iterable[Side]) -> tuple[Apart, ...]:
    held = list(shared)
    found = (apart for ours in own for theirs in held for apart in _apart(ours, theirs))
    return tuple(sorted(found, key=lambda one: not one.own_better))


def _apart(own: Side, shared: Side) -> Iterator[Apart]:
    """The newest time of each sort."""
    newest = {one.own_better: one for one in divergences(own.chart, shared.chart)}
    for better, one in newest.items():
        first, second = ("better", "worse") if better else ("worse", "better")
        said = (
            f"{_span(one.begins, one.ends)} what {own.whose} counts of itself got {first} ({_low(own.name)}), while "
            f"what all of us share got {second} ({_low(shared.name)})."
        )
        yield Apart(said, own.name, own.url, shared.name, shared.url, better)


def _span(begins: date, ends: date) -> str:
    if begins == ends:
        return f"In {dates.month(begins)}"
    return f"From {dates.month(begins)} to {dates.month(ends)}"


def _low(name: str) -> str:
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
