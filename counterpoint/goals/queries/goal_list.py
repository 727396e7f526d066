"""All goals of a place: the sentence of each, and its first chart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.goals.models import Goal
from counterpoint.goals.queries.charts import Drawn, small_of_goals
from counterpoint.goals.queries.finding import Chosen, goals_seen, nothing_of_it, parts_of
from counterpoint.goals.queries.needs import NOT_SAID, taken_of
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
    choose_url: str
    horizons_url: str


def goals_page(member: Member, at: datetime) -> GoalsPage:
    """Eight queries, and two for the rights of the reader where counts are small."""
    goals = list(goals_seen(member, at))
    keys = [one.pk for one in goals]
    parts = parts_of(keys) if keys else {}
    taken = (
        {one.number: one.sentence for one in taken_of(member.place, at, goals, named=False)} if keys else {}
    )
    charts = small_of_goals(keys, member, at) if keys else {}
    lines = {
        one.pk: _line(
            one,
            parts.get(one.pk, nothing_of_it()).chosen,
            taken.get(one.number, NOT_SAID),
            charts.get(one.pk),
            member.place.slug,
        )
        for one in goals
    }
    slug = {"slug": member.place.slug}
    return GoalsPage(
        goals=tuple(lines[one.pk] for one in goals if one.ended_at is None),
        ended=tuple(lines[one.pk] for one in goals if one.ended_at is not None),
        choose_url=reverse("goals:choose", kwargs=slug),
        horizons_url=reverse("goals:horizons", kwargs=slug),
    )


def _line(goal: Goal, chosen: Chosen, sentence: str, chart: Drawn | None, slug: str) -> GoalLine:
    return GoalLine(
        number=goal.number,
        words=str(goal.words),
        lang=goal.words.lang,
        url=f"/{slug}/goals/{goal.number}/",
        for_whom=str(goal.for_whom),
        chosen=chosen,
        sentence=sentence,
        chart=chart,
        ended=dates.day(day_in(goal.ended_at, goal.place.zone)) if goal.ended_at else "",
    )
