"""One measure: its chart, what was corrected, what was asked for, and what one may do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.numbers import whole
from counterpoint.claims.queries.as_at import AsAt
from counterpoint.goals.choices import Better, Every, Sort
from counterpoint.goals.models import Goal, Measure
from counterpoint.goals.policies.figures import for_people
from counterpoint.goals.policies.measures import why_not_bring
from counterpoint.goals.queries.charts import Drawn, as_then, charts_of_place, drawn, when
from counterpoint.goals.queries.finding import goals_seen, hide_goals, measures_seen
from counterpoint.goals.queries.series import Asked, Series, Version, load
from counterpoint.goals.queries.then import View, view_of
from counterpoint.partnership.models import Member
from counterpoint.web import dates

MOST_CORRECTIONS = 100


@dataclass(frozen=True, slots=True)
class Before:
    """The chart as it is, or as it was before a new beginning: one press apart."""

    words: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """Everything goals/measure.jinja may say."""

    drawn: Drawn
    caption: str
    facts: tuple[tuple[str, str], ...]
    before: tuple[Before, ...]
    asked: tuple[tuple[Asked, str], ...]  # with its day in words
    corrections: tuple[tuple[str, str, str, str], ...]  # when, was, is, since when
    targets: tuple[str, ...]
    forecasts: tuple[tuple[str, tuple[tuple[str, str], ...], str], ...]  # locked when, points, why
    why_not_bring: str
    urls: dict[str, str]
    as_at: AsAt


@dataclass(frozen=True, slots=True)
class MeasuresPage:
    """Everything goals/measures.jinja may say: all charts of a place, side by side."""

    groups: tuple[tuple[str, tuple[Drawn, ...]], ...]
    begin_url: str  # "" on a past day
    as_at: AsAt


def measure_numbered(member: Member, number: int, at: datetime) -> Measure | None:
    rows = measures_seen(member, at).filter(number=number)
    found = rows.select_related(
        "name", "source", "organisation", "holder", "goal", "goal__words", "place"
    ).first()
    hide_goals([found] if found else [], member, at)
    return found


def measures_key(member: Member, at: datetime, as_at: date | None = None) -> str:
    return view_of(member, at, as_at).key("measures")


def measures_page(member: Member, at: datetime, as_at: date | None = None) -> MeasuresPage:
    view = view_of(member, at, as_at)
    titles = {
        Sort.POPULATION: "What changed for people",
        Sort.OWN: "What organisations count of themselves",
        Sort.PRESSURE: "How hard things press",
    }
    charts = charts_of_place(member, at, view.until)
    groups = ((titles[Sort(sort)], tuple(those)) for sort, those in groupby(charts, key=lambda one: one.sort))
    slug = {"slug": member.place.slug}
    begin = "" if view.until else reverse("goals:begin_measure", kwargs=slug)
    return MeasuresPage(tuple(groups), begin, view.as_at(reverse("goals:measures", kwargs=slug)))


def measure_key(
    member: Member, number: int, at: datetime, as_at: date | None = None, without: int | None = None
) -> str:
    return view_of(member, at, as_at).key(f"measure {number} {without}")


def measure_page(
    member: Member, measure: Measure, at: datetime, as_at: date | None = None, *, without: int | None = None
) -> MeasurePage | None:
    """`without`: as it was before one new beginning, by the number of its claim. None before it was begun."""
    place, view = member.place, view_of(member, at, as_at)
    if measure.put_at > view.by_then:
        return None
    measure.place = place
    as_then(measure, view)
    [series] = load([measure], member, at, until=view.until)
    if without not in {one.number for one in series.asked if one.stands}:
        without = None
    return MeasurePage(
        drawn=_titled(drawn(series, place.slug, without=without, query=view.query), measure),
        caption=_caption(measure),
        facts=tuple(_facts(series)),
        before=tuple(_before(series, without, place.slug, view.query)),
        asked=tuple((one, dates.day(one.on)) for one in series.asked),
        corrections=tuple(_corrections(series, place.zone))[:MOST_CORRECTIONS],
        targets=tuple(
            f"{for_people(value, measure.unit)} from {dates.day(on)}" for on, value in series.targets
        ),
        forecasts=tuple(
            (
                dates.day(day_in(one.locked_at, place.zone)),
                tuple((dates.month(on), for_people(value, measure.unit)) for on, value in one.points),
                one.words,
            )
            for one in reversed(series.forecasts)
        ),
        why_not_bring=why_not_bring(member, measure, view.families()[1]) or "",
        urls=_urls(measure, view),
        as_at=view.as_at(f"/{place.slug}/measures/{measure.number}/"),
    )


def _titled(chart: Drawn, measure: Measure) -> Drawn:
    """The page bears the name already: the chart says what its numbers are."""
    title = f"A number for every {measure.every}" + (f", in {measure.unit}" if measure.unit else "")
    return replace(chart, drawing=replace(chart.drawing, title=title)) if chart.drawing else chart


def _urls(measure: Measure, view: View) -> dict[str, str]:
    acts = ("bring", "rebase", "target", "forecast") + (() if measure.baseline_locked_on else ("lock",))
    slug, number = measure.place.slug, measure.number
    done = measure.ended_at or view.until
    found = {} if done else {one: f"/{slug}/measures/{number}/{one}/" for one in acts}
    found["measures"] = f"/{slug}/measures/{view.query}"
    if measure.goal:
        found["goal"] = f"/{slug}/goals/{measure.goal.number}/{view.query}"
    return found


def _caption(measure: Measure) -> str:
    if measure.sort == Sort.OWN and measure.organisation:
        return f"What {measure.organisation.name} counts of itself"
    if measure.sort == Sort.PRESSURE:
        return "How hard things press"
    return "What changed for people"


def _facts(series: Series) -> Iterable[tuple[str, str]]:
    measure = series.measure
    if measure.goal:
        yield "Goal", str(measure.goal.words)
    yield "Which way is better", Better(measure.better).label
    yield "A number for every", Every(measure.every).label
    if measure.source:
        yield "Where the numbers come from", str(measure.source)
    if measure.holder:
        yield "Who holds them", str(measure.holder.name)
    if measure.baseline and measure.baseline_locked_on:
        on = dates.day(measure.baseline_locked_on)
        yield "Baseline", f"the first {measure.baseline} numbers of each phase, locked on {on}"
    if series.newest:
        kept = max(one.at for _, one in _said_anew(series))
        yield "Numbers last brought", dates.day(day_in(kept, measure.place.zone))


def _before(series: Series, without: int | None, slug: str, query: str) -> Iterable[Before]:
    """Only where a new beginning stands, and moves a line."""
    standing = [one for one in series.asked if one.stands]
    if not standing:
        return
    url = f"/{slug}/measures/{series.measure.number}/"
    yield Before("As it is read now", url + query, without is None)
    for one in standing:
        words = f"As it was before the new beginning on {dates.day(one.on)}"
        yield Before(
            words, f"{url}{query or '?'}{'&' if query else ''}before={one.number}", without == one.number
        )


def _corrections(series: Series, zone: str) -> Iterable[tuple[str, str, str, str]]:
    """What each period said before, the latest correction first. Where a reader sees rounded numbers, what rounds to
    the same was not corrected for them: that it was at all would tell something."""
    measure = series.measure
    found = [(before, one) for before, one in _said_anew(series) if before]
    for before, one in sorted(found, key=lambda pair: pair[1].at, reverse=True):
        since = dates.day(day_in(one.at, zone))
        yield when(one.on, measure.every), _of(before, measure), _of(one, measure), since


def _said_anew(series: Series) -> Iterable[tuple[Version | None, Version]]:
    """What each version said otherwise than the one before it, for this reader; the first of a period after none."""
    for _, versions in groupby(series.versions, key=lambda one: one.on):
        before: Version | None = None
        for one in versions:
            if before is None or _differs(before, one):
                yield before, one
            before = one


def _differs(before: Version, one: Version) -> bool:
    return (before.shown.value, before.shown.words) != (one.shown.value, one.shown.words)


def _of(version: Version, measure: Measure) -> str:
    shown = version.shown
    return shown.words or ("none" if shown.value is None else for_people(shown.value, measure.unit))


def goal_choices(member: Member, at: datetime) -> list[tuple[str, str]]:
    return [(str(one.number), str(one.words)) for one in goals_seen(member, at).filter(ended_at=None)]


def goal_numbered(member: Member, number: str, at: datetime) -> Goal | None:
    found = whole(number)
    if found is None:
        return None
    return goals_seen(member, at).filter(number=found, ended_at=None).first()
