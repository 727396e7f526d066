"""Charts of measures, drawn from the newest readings for one reader."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from counterpoint.analysis import spc
from counterpoint.analysis.spc.periods import with_gaps
from counterpoint.goals.choices import Every, Sort
from counterpoint.goals.models import Goal, Measure
from counterpoint.goals.policies import small
from counterpoint.goals.queries.series import Asked, Series, load
from counterpoint.goals.queries.told import reversed_in_words
from counterpoint.partnership.models import Member, Place
from counterpoint.web import dates
from counterpoint.web.xmr import Beside, Drawing, Happened, draw

MOST_HAPPENED = 9  # below one chart: the latest
FEW_PEOPLE = 20  # a percentage of fewer is one person's doing
TINY = f"Some of these percentages are of fewer than {FEW_PEOPLE} people: one person more or fewer moves them a lot."


@dataclass(frozen=True, slots=True)
class Drawn:
    """One measure on a page. `drawing` None: there are no numbers yet."""

    number: int
    name: str
    url: str
    sort: str
    whose: str  # the organisation whose own measure it is
    drawing: Drawing | None
    notes: tuple[str, ...]  # what to know before reading it
    refused: tuple[Asked, ...]  # new beginnings asked for that the chart does not have
    chart: spc.Chart | None


def of_goal(goal: Goal, reader: Member, at: datetime) -> tuple[Drawn, ...]:
    """All charts of a goal: what changed for people first. At most eleven queries, however many there are."""
    return _drawn(Measure.objects.filter(place_id=reader.place_id, goal=goal, ended_at=None), reader, at)


def small_of_goals(goals: Iterable[int], reader: Member, at: datetime) -> dict[int, Drawn]:
    """Of each goal, by its key, the first chart of what changed for people. Five queries, nothing written beside it."""
    rows = Measure.objects.filter(
        place_id=reader.place_id, goal__in=list(goals), sort=Sort.POPULATION, ended_at=None
    )
    first: dict[int, Measure] = {}
    for one in rows.select_related("name", "source", "organisation", "holder").order_by("number"):
        first.setdefault(one.goal_id or 0, one)
    series = load(list(first.values()), reader, at, beside=False)
    return {one.measure.goal_id or 0: drawn(one, reader.place.slug) for one in series}


def charts_of_place(place: Place, reader: Member, at: datetime) -> tuple[Drawn, ...]:
    """All charts of a place side by side, without what happened, in the same number of queries."""
    return _drawn(Measure.objects.filter(place=place, ended_at=None), reader, at, plain=True)


def _drawn(
    rows: Iterable[Measure], reader: Member, at: datetime, *, plain: bool = False
) -> tuple[Drawn, ...]:
    known = rows.select_related("name", "source", "organisation", "holder")  # type: ignore[attr-defined]
    order = {sort: place for place, sort in enumerate(Sort)}
    measures = sorted(known, key=lambda one: (order[Sort(one.sort)], one.number))
    found = load(measures, reader, at)
    return tuple(drawn(replace(one, happened=()) if plain else one, reader.place.slug) for one in found)


def drawn(series: Series, slug: str, *, without: int | None = None) -> Drawn:
    """`without`: as it was before a new beginning, by the number of its claim."""
    measure = series.measure
    chart, days = read(series, without=without)
    return Drawn(
        number=measure.number,
        name=str(measure.name),
        url=f"/{slug}/measures/{measure.number}/",
        sort=measure.sort,
        whose=str(measure.organisation.name) if measure.organisation else "",
        drawing=_draw(series, chart, days) if chart else None,
        notes=_notes(series),
        refused=tuple(one for one in series.asked if not one.stands),
        chart=chart,
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
    """As it stands after a number: "%" close to it, words apart."""
    return measure.unit if len(measure.unit) <= 1 else f" {measure.unit}"


def _notes(series: Series) -> tuple[str, ...]:
    found = [small.NOTE] if series.hidden else []
    wholes = [one.denominator for one in series.newest.values() if one.denominator is not None]
    if any(whole < FEW_PEOPLE for whole in wholes):
        found.append(TINY)
    return tuple(found)
