"""What changed for people: the sentences of the charts of a place's goals, as at a day. For the top of the Mirror.

All that they need is rows of one shape, so that whoever reads a page asks for them in one query, and for what else stands
at its top with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import (
    Case,
    F,
    FloatField,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Standing
from counterpoint.claims.choices import State
from counterpoint.goals.choices import Sort
from counterpoint.goals.models import Measure, Reading, Rebase
from counterpoint.goals.policies.small import Figures, Shown, as_it_is, rounded
from counterpoint.goals.queries.charts import read
from counterpoint.goals.queries.columns import COLUMNS, IN_ORDER, as_float, in_columns
from counterpoint.goals.queries.divergences import Apart, Side, between
from counterpoint.goals.queries.finding import goals_seen
from counterpoint.goals.queries.series import Asked, Series, hidden
from counterpoint.goals.queries.then import View
from counterpoint.goals.queries.told import Now, Of, told
from counterpoint.partnership.models import Member

GOAL, MEASURE, READING, REBASE, BESIDE, TIE = range(6)


@dataclass(frozen=True, slots=True)
class Change:
    """What one chart says."""

    words: str
    url: str
    now: Now


@dataclass(frozen=True, slots=True)
class Changes:
    """`chosen`: somebody chose a goal. `apart`: where an organisation's own chart and a goal's went apart."""

    chosen: bool = False
    said: tuple[Change, ...] = ()
    apart: tuple[Apart, ...] = ()


@dataclass(slots=True)
class _Gathered:
    """One measure, put together from its rows."""

    measure: Measure
    name: str
    whose: str
    hidden: bool  # rounded for this reader
    newest: dict[date, Shown] = field(default_factory=dict)
    begins: list[date] = field(default_factory=list)

    @property
    def series(self) -> Series:
        asked = tuple(Asked(0, on, State.CONFIRMED, True, "", "", "") for on in self.begins)
        return Series(self.measure, self.newest, (), (), asked, (), (), self.hidden)


def change_rows(
    reader: Member, at: datetime, until: datetime | None, *beside: QuerySet[Any, Any], only: Q | None = None
) -> QuerySet[Any, Any]:
    """`until`: the last instant of a past day; of now, None. `beside`: other rows `in_columns`. Not asked yet.

    `only`: of these goals, instead of all. A new beginning that was contested since is not told of a past day.
    """
    by_then = until or at
    goals = goals_seen(reader, at).filter(only or Q(), put_at__lte=by_then)
    goals = goals.filter(Q(ended_at=None) | Q(ended_at__gt=by_then)).select_related(None).order_by()
    measures = Measure.objects.filter(
        Q(ended_at=None) | Q(ended_at__gt=by_then),
        goal__in=goals.values("pk"), sort__in=(Sort.POPULATION, Sort.OWN), put_at__lte=by_then,
    ).order_by()  # fmt: skip
    keys = measures.values("pk")
    rebased = Rebase.objects.filter(
        Q(claim__withdrawn_at=None) | Q(claim__withdrawn_at__gt=by_then),
        measure__in=keys,
        claim__standing=Standing.CONFIRMED,
        claim__stood_at__lte=by_then,
    )
    readings = Reading.objects.filter(measure__in=keys, at__lte=by_then)
    return in_columns(goals, GOAL, key=F("pk"), its_number=F("number"), said=F("words__words")).union(
        _measures(measures, day_in(by_then, reader.place.zone)),
        in_columns(
            readings, READING, key=F("measure_id"), its_number=F("version"), on_day=F("on"), flag=F("suppressed"),
            one=as_float("value"), two=as_float("numerator"), three=as_float("denominator"),
        ),
        in_columns(rebased, REBASE, key=F("measure_id"), on_day=F("on")),
        *beside,
        all=True,
    ).order_by(*IN_ORDER)  # fmt: skip


def _measures(measures: QuerySet[Measure], day: date) -> QuerySet[Any, Any]:
    """As at a day: before its baseline was locked, a measure had none."""
    locked = Q(baseline_locked_on=None) | Q(baseline_locked_on__lte=day)
    baseline = Case(When(locked, then=as_float("baseline")), output_field=FloatField())
    screens = Case(When(screens=True, then=1.0), When(screens=False, then=0.0), output_field=FloatField())
    how = [Cast(name, TextField()) for name in ("better", "every", "sort", "rules", "unit")]
    return in_columns(
        measures, MEASURE, key=F("pk"), its_number=F("number"), goal_key=F("goal_id"), house=F("organisation_id"),
        holds_it=F("holder_id"), said=F("name__words"), more=F("organisation__name"), stands=_joined(how),
        one=baseline, two=screens, flag=F("small_counts"),
    )  # fmt: skip


def _joined(parts: list[Cast]) -> Concat:
    between = [Value("|", TextField())] * (len(parts) - 1)
    mixed = [one for pair in zip(parts, [*between, None], strict=True) for one in pair if one is not None]
    return Concat(*mixed, output_field=TextField())


def changes_from(rows: Iterable[tuple[Any, ...]], view: View) -> Changes:
    """`rows` in the order of what they are, so that a measure stands before its readings."""
    known = list(rows)
    gathered = gathered_from(known, view)
    chosen = any(row[0] == GOAL for row in known)
    return _changes(chosen, gathered, view.place.slug) if gathered else Changes(chosen)


def gathered_from(rows: Iterable[tuple[Any, ...]], view: View) -> list[_Gathered]:
    gathered = dict[int, _Gathered]()
    for values in rows:
        row = dict(zip(COLUMNS, values, strict=True))
        match row["what"]:
            case what if what == MEASURE:
                gathered[row["key"]] = _begun(row, view)
            case what if what == READING:
                one = gathered[row["key"]]
                figures = Figures(row["one"], row["two"], row["three"], bool(row["flag"]))
                one.newest[row["on_day"]] = rounded(figures) if one.hidden else as_it_is(figures)
            case what if what == REBASE:
                gathered[row["key"]].begins.append(row["on_day"])
    return list(gathered.values())


def _begun(row: dict[str, Any], view: View) -> _Gathered:
    better, every, sort, rules, unit = row["stands"].split("|", 4)
    measure = Measure(
        number=row["its_number"], goal_id=row["goal_key"], organisation_id=row["house"], holder_id=row["holds_it"],
        better=better, every=every, sort=sort, rules=rules, unit=unit, small_counts=bool(row["flag"]),
        baseline=None if row["one"] is None else int(row["one"]),
        screens=None if row["two"] is None else bool(row["two"]),
    )  # fmt: skip
    return _Gathered(measure, row["said"] or "", row["more"] or "", hidden(measure, view))


def _changes(chosen: bool, gathered: list[_Gathered], slug: str) -> Changes:
    said: list[Change] = []
    own, shared = defaultdict[int, list[Side]](list), defaultdict[int, list[Side]](list)
    for one in gathered:
        chart, days = read(one.series)
        if chart is None:
            continue
        measure, url = one.measure, f"/{slug}/measures/{one.measure.number}/"
        sides = own if measure.sort == Sort.OWN else shared
        sides[measure.goal_id or 0].append(Side(one.name, url, one.whose, chart))
        newest = one.newest[days[-1]].words if one.newest[days[-1]].value is not None else ""
        of = Of(one.name, measure.unit, measure.every, newest, locked=measure.baseline is not None)
        found = told(of, chart)
        if found and measure.sort == Sort.POPULATION:
            said.append(Change(found[1], url, found[0]))
    return Changes(
        chosen=chosen,
        said=tuple(sorted(said, key=lambda one: one.now)),
        apart=tuple(apart for goal in own for apart in between(own[goal], shared[goal])),
    )
