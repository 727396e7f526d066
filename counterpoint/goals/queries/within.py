"""Somebody claims success, and the charts of the goal show no more than the usual ups and downs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from counterpoint.analysis.spc import Chart, Variation
from counterpoint.goals.choices import Sort
from counterpoint.goals.models import Goal, Serves
from counterpoint.goals.queries.changes import TIE, change_rows, gathered_from
from counterpoint.goals.queries.charts import read
from counterpoint.goals.queries.columns import in_columns
from counterpoint.goals.queries.then import View, there, view_of
from counterpoint.partnership.models import Member

WITHIN = "The chart shows no more than the usual ups and downs."
# What says what somebody will do, asks for it, or stands in the way: no success is claimed by it.
NO_SUCCESS = {"promise", "request", "barrier", "carried", "signed", "rebase"}
# Words with which somebody says that a number went the right way.
CHANGE = re.compile(
    r"\b(?:(?:down|up) (?:by|from|to|\d)|(?:cut|dropped) by|fewer|less|better|improv\w+|reduc\w+|increas\w+|decreas\w+|"
    r"fall\w*|fell|halv\w+|doubl\w+|risen|rose|higher|lower|shorter|faster|success\w*|per ?cent)\b|%",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Within:
    """What to say beside such a claim, and which chart says so."""

    chart: str
    url: str


def claims_success(kind: str, sentence: str) -> bool:
    return kind == "met" or (kind not in NO_SUCCESS and CHANGE.search(sentence) is not None)


def shows_no_change(charts: Iterable[Chart]) -> bool:
    """Of the charts of what changed for people at least one shows common cause, and none an improvement."""
    says = [one.variation for one in charts]
    return Variation.COMMON in says and Variation.IMPROVEMENT not in says


def within(view: View, claims: Mapping[int, tuple[str, str]]) -> dict[int, Within]:
    """Which of these claims (number: kind and sentence) are within normal variation. One query; none without a success."""
    numbers = {number for number, claim in claims.items() if claims_success(*claim)}
    if not numbers:
        return {}
    ties = list(_ties(view, numbers))
    served = Serves.objects.filter(claim__place=view.place, claim__number__in=numbers)
    goals = Q(pk__in=served.values("goal"))
    goals |= Q(met__number__in=numbers)
    rows = list(change_rows(view.member, view.at, view.until, *ties, only=goals))
    charts: dict[int, list[tuple[Chart, Within]]] = defaultdict(list)
    for one in gathered_from([row for row in rows if row[0] != TIE], view):
        chart, _ = read(one.series)
        if chart and one.measure.sort == Sort.POPULATION:
            url = f"/{view.place.slug}/measures/{one.measure.number}/"
            charts[one.measure.goal_id or 0].append((chart, Within(one.name, url)))
    found: dict[int, Within] = {}
    for _, number, _, goal, *_ in (row for row in rows if row[0] == TIE):
        of_goal = charts[goal]
        if shows_no_change(chart for chart, _ in of_goal):
            found[number] = next(said for chart, said in of_goal if chart.variation == Variation.COMMON)
    return found


def _ties(view: View, numbers: Iterable[int]) -> Iterator[QuerySet[Any, Any]]:
    """Which goals these claims serve, or say to be met."""
    here = {"place": view.place}
    serves = Serves.objects.filter(there(view, "at"), claim__number__in=numbers, **here)
    yield in_columns(serves, TIE, key=F("claim__number"), goal_key=F("goal_id"))
    met = Goal.objects.filter(met__number__in=numbers, **here)
    yield in_columns(met, TIE, key=F("met__number"), goal_key=F("pk"))


def within_claim(
    member: Member, number: int, kind: str, sentence: str, at: datetime, as_at: date | None
) -> Within | None:
    """The same for a claim's own page."""
    if not claims_success(kind, sentence):
        return None
    return within(view_of(member, at, as_at), {number: (kind, sentence)}).get(number)
