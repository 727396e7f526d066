"""One quarter of a metric set: what was measured, and beside it what was claimed and what those say who would know.

Everyone reads the same: small counts are rounded for all, and a contest in its reply time reads as answered. What was
said is as at the end of the quarter; of the numbers the newest stand, for a quarter's last month comes after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from counterpoint.analysis.calendar import day_in, end_of_month
from counterpoint.analysis.metric_sets import Metric, MetricSet, Quarter
from counterpoint.goals.choices import Every, Sort
from counterpoint.goals.models import Measure
from counterpoint.goals.policies.figures import for_people
from counterpoint.goals.policies.small import Shown
from counterpoint.goals.queries.charts import FEW_PEOPLE, Drawn, drawn, unit_of, when
from counterpoint.goals.queries.columns import in_columns
from counterpoint.goals.queries.series import Rows, Series, rows_of, series_of
from counterpoint.goals.queries.sets import NOBODY, how_read, measures_of, url_of
from counterpoint.goals.queries.sets_said import TIED, Said, claims_of, said_of, tied_rows
from counterpoint.goals.queries.then import View, view_of
from counterpoint.goals.queries.within import WITHIN, claims_success, shows_no_change
from counterpoint.partnership.models import Member, Place, is_quiet
from counterpoint.web import dates
from counterpoint.web.xmr import Drawing

TOO_FEW = f"of fewer than {FEW_PEOPLE} people: no percentage"
NONE_YET = "no number"
PICKED = 10  # of what a row tells, beside those that a series reads
AS_IT_STANDS = "The quarter is not over: what was said is as it stands today."
NO_NUMBERS = "There are no numbers for this measure up to the end of the quarter."
NOTHING_SAID = "Nothing that serves it was said, due or answered in this quarter."
NO_GOAL = "This measure belongs to no goal. What is promised or claimed is tied to goals, so none of it is known to serve this."
QUIET = "In the quiet fortnight only those whom it concerns read what is claimed."
ASK_FIRST = "Words in quotation marks were said to this place. Ask whoever said them before you send them anywhere else."

type Read = tuple[Series, Drawn]


@dataclass(frozen=True, slots=True)
class Number:
    """One period of the quarter. `value` None: there is none that can be shown, and `words` say why."""

    when: str
    value: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Part:
    """One metric of the quarter. `measure` "": nobody measures it here."""

    words: str
    how: str
    unit: str
    part_of: str
    tie_url: str
    sentence: str  # what its chart says at the end of the quarter
    measure: str = ""
    measure_url: str = ""
    numbers: tuple[Number, ...] = ()
    drawing: Drawing | None = None
    notes: tuple[str, ...] = ()
    goal: str = ""
    goal_url: str = ""
    said: tuple[Said, ...] = ()
    nothing: str = ""  # why there is nothing beside it


@dataclass(frozen=True, slots=True)
class QuarterPage:
    """Everything goals/sets_quarter.jinja may say; and the draft is made of it."""

    place: str
    name: str
    quarter: str
    span: str  # "1 October to 31 December 2025"
    as_at: str  # "What was said is as it stood at the end of 31 December 2025."
    drafted: str
    unverified: str
    parts: tuple[Part, ...]
    optional_nobodys: tuple[str, ...]  # optional, and measured by nobody here
    conditions: tuple[str, ...]
    ask_first: str
    back_url: str
    text_url: str
    workbook_url: str
    draft: str = ""  # the same in plain text


def quarter_page(member: Member, metrics: MetricSet, quarter: Quarter, at: datetime) -> QuarterPage | None:
    """None where the place has not picked the set, or the quarter has not begun. Eight queries."""
    place, today = member.place, day_in(at, member.place.zone)
    if quarter.first > today:
        return None
    view, measures = view_of(member, at, quarter.last), measures_of(member, metrics, at)
    quiet = is_quiet(place, at)
    for one in measures.values() if quiet else ():
        one.goal = None
    goals = {one.goal_id for one in measures.values() if one.goal_id}
    now = View(member, at)  # of the numbers the newest stand
    has_picked = Place.objects.filter(pk=place.pk, picked__key=metrics.key)
    beside = [in_columns(has_picked, PICKED), *tied_rows(goals)]
    rows = rows_of(list(measures.values()), now, *beside, for_all=True)
    if not any(one["what"] == PICKED for one in rows.more):
        return None
    tied = {goal: {*rows.serves[goal], *_tied_in(rows, goal)} for goal in goals}
    claims = claims_of(view, rows.claims.union(*tied.values()))
    read = _read_up_to(quarter.last, series_of(measures.values(), now, rows, claims, for_all=True))
    said = said_of(view, tied, claims, quarter.first)
    asked = [one for one in metrics.metrics if not one.optional or one.key in measures]
    parts = [
        _answered(part, measures[one.key], *read[measures[one.key].pk], quarter, QUIET if quiet else NO_GOAL)
        if one.key in measures
        else part
        for one, part in ((one, _nobodys(member, metrics, one)) for one in asked)
    ]
    return QuarterPage(
        place=place.name,
        name=metrics.name,
        quarter=quarter.words,
        span=_span(quarter.first, quarter.last),
        as_at=_as_at(quarter.last) if view.until else AS_IT_STANDS,
        drafted=dates.day(today),
        unverified=metrics.unverified,
        parts=tuple(_with_said(asked, parts, measures, said, read)),
        optional_nobodys=tuple(one.words for one in metrics.metrics if one not in asked),
        conditions=tuple(words for _, words in metrics.conditions),
        ask_first=ASK_FIRST,
        back_url=url_of("set", member, metrics),
        text_url=url_of("draft_text", member, metrics, quarter=quarter.key),
        workbook_url=url_of("draft_workbook", member, metrics, quarter=quarter.key),
    )


def _tied_in(rows: Rows, goal: int) -> list[int]:
    return [one["goal_key"] for one in rows.more if one["what"] == TIED and one["key"] == goal]


def _read_up_to(last: date, found: Iterable[Series]) -> dict[int, Read]:
    """Each series and its chart as they are read up to a day, by the key of the measure."""
    cut = (_until(one, last) for one in found)
    return {one.measure.pk: (one, drawn(one, one.measure.place.slug)) for one in cut}


def _nobodys(member: Member, metrics: MetricSet, metric: Metric) -> Part:
    whole = metrics.metric(metric.part_of)
    return Part(
        words=metric.words,
        how=how_read(metric),
        unit=metric.unit,
        part_of=whole.words if whole else "",
        tie_url=url_of("tie", member, metrics, metric=metric.key),
        sentence=NOBODY,
    )


def _answered(
    part: Part, measure: Measure, series: Series, chart: Drawn, quarter: Quarter, no_goal: str
) -> Part:
    goal = measure.goal
    return replace(
        part,
        measure=chart.name,
        measure_url=chart.url,
        sentence=chart.drawing.sentence if chart.drawing else NO_NUMBERS,
        numbers=tuple(_numbers(series, quarter)),
        drawing=chart.drawing,
        notes=chart.notes,
        goal=str(goal.words) if goal else "",
        goal_url=f"/{measure.place.slug}/goals/{goal.number}/" if goal else "",
        nothing=NOTHING_SAID if goal else no_goal,
    )


def _with_said(
    asked: Sequence[Metric],
    parts: Iterable[Part],
    measures: Mapping[str, Measure],
    said: Mapping[int, tuple[Said, ...]],
    read: Mapping[int, Read],
) -> Iterable[Part]:
    """Of two metrics that one goal gathers, the first has what serves it, and the other says where it stands."""
    shown: dict[int, str] = {}
    for metric, part in zip(asked, parts, strict=True):
        measure = measures.get(metric.key)
        goal = measure.goal_id if measure else None
        if measure is None or goal is None or not said.get(goal):
            yield part
        elif goal in shown:
            yield replace(
                part, nothing=f"What serves it stands under “{shown[goal]}”: both belong to one goal."
            )
        else:
            shown[goal] = metric.words
            _, chart = read[measure.pk]
            yield replace(part, said=tuple(_labelled(one, chart) for one in said[goal]), nothing="")


def _labelled(said: Said, chart: Drawn) -> Said:
    """A success that is claimed while the chart beside it shows the usual ups and downs."""
    claims = claims_success(said.kind, said.row.sentence) and chart.sort == Sort.POPULATION
    no_change = claims and chart.chart is not None and shows_no_change([chart.chart])
    return replace(said, within=f"Within normal variation. {WITHIN}") if no_change else said


def _until(series: Series, last: date) -> Series:
    """The series as it is read up to a day, without a percentage of fewer than twenty people."""
    newest = {on: _fit(one, series.measure) for on, one in series.newest.items() if on <= last}
    asked = tuple(one for one in series.asked if one.on <= last)
    return replace(series, newest=newest, asked=asked, forecasts=(), happened=())


def _fit(shown: Shown, measure: Measure) -> Shown:
    few = shown.denominator is not None and shown.denominator < FEW_PEOPLE
    return Shown(None, TOO_FEW) if few and measure.unit == "%" else shown


def _numbers(series: Series, quarter: Quarter) -> Iterable[Number]:
    """Each period of the quarter: one that has no number says so."""
    measure = series.measure
    days = [on for on in sorted(series.newest) if quarter.first <= on]
    if measure.every == Every.MONTH:
        days = _month_ends(quarter)
    elif measure.every == Every.QUARTER:
        days = [quarter.last]
    for on in days or [quarter.last]:
        shown = series.newest.get(on, Shown(None))
        words = shown.words or (NONE_YET if shown.value is None else for_people(shown.value))
        unit = unit_of(measure) if shown.value is not None else ""
        span = "The quarter" if measure.every == Every.QUARTER else when(on, measure.every)
        yield Number(span, None if shown.words else shown.value, words + unit)


def _month_ends(quarter: Quarter) -> list[date]:
    first = quarter.first
    return [end_of_month(date(first.year, first.month + more, 1)) for more in range(3)]


def _span(first: date, last: date) -> str:
    return f"{dates.day(first)} to {dates.day(last)}"


def _as_at(last: date) -> str:
    return f"What was said is as it stood at the end of {dates.day(last)}. Numbers are the newest that were brought."
