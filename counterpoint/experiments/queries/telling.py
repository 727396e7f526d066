"""What the pages of goals ask of experiments: how far they look, and which of them serve a goal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, NullIf, TruncDate

from counterpoint.analysis.calendar import day_in
from counterpoint.experiments.choices import Decision, ExperimentState
from counterpoint.experiments.models import TriedFor
from counterpoint.experiments.policies import seen_by
from counterpoint.experiments.queries.rows import (
    experiment_url,
    said_of_step,
    step_words,
    when_of,
    who_tries,
    with_words,
)
from counterpoint.goals.queries.columns import in_columns
from counterpoint.goals.queries.then import View, there
from counterpoint.goals.queries.tries import Ahead, Tried
from counterpoint.partnership.models import Member
from counterpoint.web import dates
from counterpoint.web.xmr import Happened

BECAME: dict[str, str] = {Decision.ADOPT: "kept", Decision.ABANDON: "stopped"}  # of others the next try tells


def ahead(member: Member, at: datetime) -> Iterator[Ahead]:
    """The newest first. One to be tried in another way is told of by the try that follows it. One query."""
    place = member.place
    for one in with_words(seen_by(member, at)).exclude(decision=Decision.ADAPT).order_by("-number"):
        yield Ahead(
            horizon=one.horizon,
            words=str(one.idea),
            lang=one.idea.lang,
            url=experiment_url(place.slug, one.number),
            who=who_tries(one),
            organisation=one.organisation_id,
            said=step_words(one),
            ended_on=day_in(one.ended_at, place.zone) if one.ended_at else None,
            goes_on=one.decision != Decision.ABANDON,
        )


def serving(view: View, goals: Iterable[int], what: int) -> QuerySet[Any, Any]:
    """Tries that serve these goals, with how far each had come by the end of the day."""
    seen = seen_by(view.member, view.at).values("pk")
    found = TriedFor.objects.filter(there(view, "at"), goal__in=goals, experiment__in=seen)
    ended, studied, begun = (
        Q(**{f"experiment__{name}__lte": view.by_then}) for name in ("ended_at", "studied_at", "begun_at")
    )
    zone = ZoneInfo(view.place.zone)
    return in_columns(
        found, what, key=F("goal_id"), its_number=F("experiment__number"),
        said=F("experiment__idea__words"), its_lang=F("experiment__idea__lang"),
        more=Coalesce(NullIf("experiment__organisation__short", Value("")), "experiment__organisation__name"),
        stands=Case(
            When(ended, then=F("experiment__decision")),
            When(studied, then=Value(ExperimentState.STUDIED.value)),
            When(begun, then=Value(ExperimentState.DOING.value)),
            default=Value(ExperimentState.PLANNED.value),
            output_field=CharField(),
        ),
        at_time=Case(When(begun, then=F("experiment__begun_at"))),
        on_day=Case(When(ended, then=TruncDate("experiment__ended_at", tzinfo=zone))),
        goal_key=F("experiment__claim_id"),
    )  # fmt: skip


def tried(row: Mapping[str, Any], view: View) -> Tried:
    step, words = str(row["stands"]), str(row["said"])
    begun = day_in(row["at_time"], view.place.zone) if row["at_time"] else None
    url = experiment_url(view.place.slug, row["its_number"]) + view.query
    return Tried(
        number=row["its_number"],
        words=words,
        lang=row["its_lang"] or "",
        url=url,
        who=row["more"] or "",
        step=step,
        said=said_of_step(step),
        when=when_of(row["on_day"], begun),
        learned=row["goal_key"],
        happened=Happened(begun, f"{_on_the_axis(step, row['on_day'])}: {words}", url) if begun else None,
    )


def _on_the_axis(step: str, ended: date | None) -> str:
    """Where it began; a chart has one line for each try, whatever became of it."""
    became = BECAME.get(step)
    return f"Tried, and {became} on {dates.day(ended)}" if became and ended else "Tried"
