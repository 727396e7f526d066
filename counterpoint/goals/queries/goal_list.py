"""All goals of a place: the sentence of each, and its first chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.models import Claim
from counterpoint.claims.queries.as_at import AsAt
from counterpoint.goals.models import Goal
from counterpoint.goals.queries.charts import Drawn, drawn, small_of_goals
from counterpoint.goals.queries.finding import Chosen, Parts, goals_seen, nothing_of_it, parts_of
from counterpoint.goals.queries.needs import with_promises
from counterpoint.goals.queries.series import Rows, rows_of, series_of
from counterpoint.goals.queries.then import View, claims_then, put_back, there, tie_rows, tied_then, view_of
from counterpoint.partnership.models import Member
from counterpoint.web import dates


@dataclass(frozen=True, slots=True)
class GoalLine:
    """One goal in the list."""

    number: int
    words: str
    lang: str
    url: str
    for_whom: str
    chosen: Chosen
    sentence: str  # what it takes
    chart: Drawn | None  # the first of what changed for people
    ended: str  # its day; "" while it goes on


@dataclass(frozen=True, slots=True)
class GoalsPage:
    """Everything goals/list.jinja may say."""

    goals: tuple[GoalLine, ...]
    ended: tuple[GoalLine, ...]
    choose_url: str  # "" on a past day
    horizons_url: str
    as_at: AsAt


def goals_key(member: Member, at: datetime, as_at: date | None = None) -> str:
    """All that the page depends on: while it is the same, so is the page."""
    return view_of(member, at, as_at).key("goals")


def goals_page(member: Member, at: datetime, as_at: date | None = None) -> GoalsPage:
    """Six queries, one for the rights of the reader where counts are small, and one more of a past day."""
    view = view_of(member, at, as_at)
    goals = list(goals_seen(member, at).filter(there(view)))
    keys = [one.pk for one in goals]
    found = parts_of(keys, view.by_then) if keys else {}
    parts = {one: found.get(one, nothing_of_it()) for one in keys}
    measures = small_of_goals(keys, view) if keys else []
    rows = rows_of(measures, view, *tie_rows(view), beside=False) if keys else Rows()
    claims = _claims(view, goals, parts, rows)
    charts = {
        one.measure.goal_id: drawn(one, view.place.slug, query=view.query)
        for one in series_of(measures, view, rows, claims)
    }
    lines = [_line(one, parts[one.pk], view, claims, charts.get(one.pk)) for one in goals]
    slug = {"slug": member.place.slug}
    return GoalsPage(
        goals=tuple(one for one in lines if not one.ended),
        ended=tuple(one for one in lines if one.ended),
        choose_url="" if view.until else reverse("goals:choose", kwargs=slug),
        horizons_url=reverse("goals:horizons", kwargs=slug),
        as_at=view.as_at(reverse("goals:list", kwargs=slug)),
    )


def _claims(view: View, goals: Sequence[Goal], parts: Mapping[int, Parts], rows: Rows) -> dict[int, Claim]:
    """The promises of their lines, and what lies upon their charts; of a past day, what was tied to them then."""
    tied = tied_then(rows.more)
    keys = rows.claims.union(
        one.promise_id for of_it in parts.values() for one in of_it.needs if one.promise_id
    )
    numbers = {one for then in tied.values() for one in then.numbers}
    known = Q(pk__in=keys) | Q(number__in=numbers, place=view.place)
    claims = claims_then(view, known, named=False) if keys or numbers else {}
    for goal in goals:
        put_back(view, goal, parts[goal.pk].needs, tied[goal.ref], claims.values())
    return claims


def _line(goal: Goal, parts: Parts, view: View, claims: Mapping[int, Claim], chart: Drawn | None) -> GoalLine:
    takes = with_promises(goal, view.place, view.by_then, parts.needs, claims, named=False)
    return GoalLine(
        number=goal.number,
        words=str(goal.words),
        lang=goal.words.lang,
        url=f"/{view.place.slug}/goals/{goal.number}/{view.query}",
        for_whom=str(goal.for_whom),
        chosen=parts.chosen,
        sentence=takes.sentence,
        chart=chart,
        ended=dates.day(day_in(goal.ended_at, view.place.zone)) if goal.ended_at else "",
    )
