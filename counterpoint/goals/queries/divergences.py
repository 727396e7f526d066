"""Where an organisation's own chart gets better while one of the shared goal gets worse, or the reverse: in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from counterpoint.analysis.spc import Chart
from counterpoint.analysis.spc.divergence import Stretch, divergences, stretches
from counterpoint.goals.choices import Sort
from counterpoint.goals.queries.charts import Drawn
from counterpoint.web import dates
from counterpoint.web.xmr import Beside, Drawing, draw

MOST_DRAWN = 3  # pairs of charts on one page: of further ones the words, and where each chart is


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
    own: Side
    shared: Side
    own_better: bool  # the organisation gained, and the place lost
    begins: date
    ends: date


@dataclass(frozen=True, slots=True)
class Pair:
    """Two charts that went apart, as a page shows them. `drawn`: its own first, and that of all; or nothing."""

    words: str
    ways: tuple[tuple[str, str], ...]  # the name and address of each chart
    drawn: tuple[Drawing, ...]


def among(drawn: Iterable[Drawn]) -> tuple[Apart, ...]:
    """Of the charts of one goal: each own one beside each that all share. Where the place lost comes first."""
    found = [(one.sort, Side(one.name, one.url, one.whose, one.chart)) for one in drawn if one.chart]
    own = [side for sort, side in found if sort == Sort.OWN]
    return between(own, [side for sort, side in found if sort == Sort.POPULATION])


def between(own: Iterable[Side], shared: Iterable[Side]) -> tuple[Apart, ...]:
    held = [(side, stretches(side.chart)) for side in shared]
    pairs = ((ours, stretches(ours.chart)) for ours in own)
    found = (apart for ours in pairs for theirs in held for apart in _apart(*ours, *theirs))
    return tuple(sorted(found, key=lambda one: not one.own_better))


def side_by_side(found: Iterable[Apart]) -> tuple[Pair, ...]:
    """As a page shows them: both charts over the same days, with the time in which they went apart."""
    return tuple(_pair(one, f"apart-{number}", number <= MOST_DRAWN) for number, one in enumerate(found, 1))


def _pair(apart: Apart, id: str, drawn: bool) -> Pair:
    sides = (("own", apart.own), ("all", apart.shared))
    days = [point.on for _, side in sides for point in side.chart.points if point.on]
    over = (min(days), max(days))
    return Pair(
        words=apart.words,
        ways=tuple((side.name, side.url) for _, side in sides),
        drawn=tuple(
            draw(
                side.chart,
                id=f"{id}-{name}",
                title=f"{side.whose}: {side.name}" if side.whose else side.name,
                beside=Beside(over=over, marked=(apart.begins, apart.ends)),
            )
            for name, side in sides
            if drawn
        ),
    )


def _apart(own: Side, ours: Iterable[Stretch], shared: Side, theirs: Collection[Stretch]) -> Iterator[Apart]:
    """The newest time of each sort."""
    newest = {one.own_better: one for one in divergences(ours, theirs)}
    for better, one in newest.items():
        first, second = ("better", "worse") if better else ("worse", "better")
        said = (
            f"{_span(one.begins, one.ends)} what {own.whose} counts of itself got {first} ({_low(own.name)}), while "
            f"what all of us share got {second} ({_low(shared.name)})."
        )
        yield Apart(said, own, shared, better, one.begins, one.ends)


def _span(begins: date, ends: date) -> str:
    if begins == ends:
        return f"In {dates.month(begins)}"
    return f"From {dates.month(begins)} to {dates.month(ends)}"


def _low(name: str) -> str:
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
