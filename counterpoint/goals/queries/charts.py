"""Charts of measures, drawn from the newest readings for one reader."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from counterpoint.analysis import spc
from counterpoint.analysis.spc.periods import with_gaps
from counterpoint.goals.choices import Every, Sort
from counterpoint.goals.models import Measure
from counterpoint.goals.policies import small
from counterpoint.goals.policies.figures import after_number
from counterpoint.goals.queries.finding import measures_seen
from counterpoint.goals.queries.series import Asked, Series, load
from counterpoint.goals.queries.then import View, not_ended, there
from counterpoint.goals.queries.told import reversed_in_words
from counterpoint.partnership.models import Member
from counterpoint.web import dates
from counterpoint.web.xmr import Beside, Drawing, Happened, draw

MOST_HAPPENED = 12  # below one chart: the latest
FEW_PEOPLE = 20  # a percentage of fewer is one person's doing
WITHHELD = "There are numbers. They are of so few people that only whoever holds them sees them."
TINY = f"Some of these percentages are of fewer than {FEW_PEOPLE} people: one person more or fewer moves them a lot."


@dataclass(frozen=True, slots=True)
class Drawn:
    """One measure on a page. `drawing` None: there are no numbers yet, or they are `withheld` from this reader."""

    number: int
    name: str
    url: str
    sort: str
    whose: str  # the organisation whose own measure it is
    drawing: Drawing | None
    notes: tuple[str, ...]  # what to know before reading it
    refused: tuple[Asked, ...]  # new beginnings asked for that the chart does not have
    chart: spc.Chart | None
    withheld: str  # that there are numbers, of too few people to show


def small_of_goals(goals: Iterable[int], view: View) -> list[Measure]:
    """Of each goal the first measure of what changed for people: for small charts, with nothing written beside them."""
    first: dict[int, Measure] = {}
    for one in measures_of(view, goal__in=list(goals), sort=Sort.POPULATION):
        first.setdefault(one.goal_id or 0, one)
    return list(first.values())


def charts_of_place(reader: Member, at: datetime, until: datetime | None = None) -> tuple[Drawn, ...]:
    """All charts of a place side by side, without what happened. `until`: as at the last instant of a past day."""
    view = View(reader, at, until)
    return drawn_of(measures_of(view), view, plain=True)


def measures_of(view: View, **which: Any) -> list[Measure]:
    """Those that were there by the end of the day, as they were: what changed for people first. One query."""
    rows = measures_seen(view.member, view.at).filter(there(view), not_ended(view), **which)
    order = {sort: place for place, sort in enumerate(Sort)}
    found = sorted(
        rows.select_related("name", "source", "organisation", "holder"),
        key=lambda one: (order[Sort(one.sort)], one.number),
    )
    for one in found:
        as_then(one, view)
    return found


def as_then(measure: Measure, view: View) -> None:
    """Before its baseline was locked it had none."""
    if measure.baseline_locked_on and measure.baseline_locked_on > view.today:
        measure.baseline, measure.baseline_locked_on = None, None


def drawn_of(measures: Sequence[Measure], view: View, *, plain: bool = False) -> tuple[Drawn, ...]:
    found = load(measures, view.member, view.at, until=view.until)
    slug, query = view.place.slug, view.query
    return tuple(drawn(replace(one, happened=()) if plain else one, slug, query=query) for one in found)


def drawn(series: Series, slug: str, *, without: int | None = None, query: str = "") -> Drawn:
    """`without`: as it was before a new beginning, by the number of its claim. `query`: of a page of a past day."""
    measure = series.measure
    chart, days = read(series, without=without)
    withheld = WITHHELD if series.hidden and series.newest and chart is None else ""
    return Drawn(
        number=measure.number,
        name=str(measure.name),
        url=f"/{slug}/measures/{measure.number}/{query}",
        sort=measure.sort,
        whose=str(measure.organisation.name) if measure.organisation else "",
        drawing=_draw(series, chart, days) if chart else None,
        notes=() if withheld else _notes(series),
        refused=tuple(one for one in series.asked if not one.stands),
        chart=chart,
        withheld=withheld,
    )


def read(series: Series, *, without: int | None = None) -> tuple[spc.Chart | None, list[date]]:
    """The chart by its rules, and its periods with their gaps. None where there is no number at all."""
    measure = series.measure
    if not any(one.value is not None for one in series.newest.values()):
        return None, []
    days = with_gaps(list(series.newest))
    values = [series.newest[on].value if on in series.newest else None for on in days]
    chart = spc.chart(
        values,
        spc.RULES[measure.rules],
        dates=days,
        better=spc.Better(measure.better),
        target=next((value for on, value in reversed(series.targets) if on <= days[-1]), None),
        phases=_phases(series.asked, days, without),
        baseline=measure.baseline,
        screens=measure.screens,
    )
    return chart, days


def _phases(asked: Sequence[Asked], days: Sequence[date], without: int | None) -> list[int]:
    """The first point of each phase: only of those new beginnings that stand confirmed."""
    starts = {bisect_left(days, one.on) for one in asked if one.stands and one.number != without}
    return sorted(start for start in starts if 0 < start < len(days))


def _draw(series: Series, chart: spc.Chart, days: Sequence[date]) -> Drawing:
    measure = series.measure
    inside = [one for one in series.happened if days[0] <= one.on <= days[-1]]
    drawing = draw(
        chart,
        id=f"measure-{measure.number}",
        title=str(measure.name),
        unit=unit_of(measure),
        beside=Beside(
            happened=_latest(inside),
            targets=[one for one in series.targets if one[0] <= days[-1]],
            expected=series.forecasts[-1].points if series.forecasts else (),
            words={on: one.words for on, one in series.newest.items() if one.words},
            months=measure.every == Every.MONTH,
        ),
    )
    was = reversed_in_words(chart, measure.every)
    return replace(drawing, sentence=f"{was} {drawing.sentence}") if was else drawing


def _latest(happened: Iterable[Happened]) -> list[Happened]:
    return sorted(happened, key=lambda one: one.on)[-MOST_HAPPENED:]


def when(on: date, every: str) -> str:
    """A period in words: a month by its name, everything else by its day."""
    return dates.month(on) if every == Every.MONTH else dates.day(on)


def unit_of(measure: Measure) -> str:
    """As it stands after a number."""
    return after_number(measure.unit)


def _notes(series: Series) -> tuple[str, ...]:
    found = [small.NOTE] if series.hidden else []
    wholes = [one.denominator for one in series.newest.values() if one.denominator is not None]
    if any(whole < FEW_PEOPLE for whole in wholes):
        found.append(TINY)
    return tuple(found)
