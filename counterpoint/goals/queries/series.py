"""The series of some measures with all that is drawn beside them, in a fixed small number of queries."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum
from typing import Any

from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Standing
from counterpoint.claims.choices import State, kind_of
from counterpoint.claims.models import Claim
from counterpoint.claims.policies import state_of
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.claim_loading import seen_now
from counterpoint.goals.models import Forecast, Measure, Reading, Rebase, Serves, Target
from counterpoint.goals.policies.small import Figures, Shown, as_it_is, held_by, rounded
from counterpoint.goals.queries.columns import COLUMNS, IN_ORDER, as_float, in_columns
from counterpoint.goals.queries.then import View, claims_then, there
from counterpoint.goals.queries.tries import Tried, room
from counterpoint.ledger.models import Text
from counterpoint.partnership.models import Member, Note, Organisation
from counterpoint.web import dates
from counterpoint.web.xmr import Happened

LONGEST = 120  # characters of what happened, below a chart
HAPPENED = {"promise": "Promise kept", "barrier": "Barrier gone", "learned": "Learned"}


@dataclass(frozen=True, slots=True)
class Version:
    """One reading of one period, as this reader sees it."""

    on: date
    version: int
    shown: Shown
    at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A new beginning that was asked for. `stands`: it is confirmed, so the chart has it."""

    number: int
    on: date
    state: State
    stands: bool
    sentence: str  # why it was asked for
    line: str  # "asked for on 30 June 2026, refused: four points is not a system"
    url: str


@dataclass(frozen=True, slots=True)
class Expected:
    """A forecast, locked with its day."""

    points: tuple[tuple[date, float], ...]
    locked_at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Series:
    """One measure as one reader may know it."""

    measure: Measure
    newest: Mapping[date, Shown]
    versions: tuple[Version, ...]  # all of them, by period and in the order in which they were kept
    targets: tuple[tuple[date, float], ...]
    asked: tuple[Asked, ...]
    forecasts: tuple[Expected, ...]  # the newest last
    happened: tuple[Happened, ...]
    hidden: bool  # rounded for this reader


@dataclass(frozen=True, slots=True)
class Rows:
    """All that is kept of some measures, but for the claims that lie upon them, which are here by their keys."""

    versions: dict[int, list[Version]] = field(default_factory=lambda: defaultdict(list))
    targets: dict[int, list[tuple[date, float]]] = field(default_factory=lambda: defaultdict(list))
    forecasts: dict[int, list[Expected]] = field(default_factory=lambda: defaultdict(list))
    rebases: dict[int, list[tuple[date, int]]] = field(default_factory=lambda: defaultdict(list))
    serves: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))  # of each goal
    tries: dict[int, list[Tried]] = field(default_factory=lambda: defaultdict(list))  # of each goal
    notes: list[Note] = field(default_factory=list)
    more: list[Mapping[str, Any]] = field(default_factory=list)  # what else was asked for

    @property
    def claims(self) -> set[int]:
        rebases = {key for found in self.rebases.values() for _, key in found}
        return rebases.union(*self.serves.values(), self.learned)

    @property
    def learned(self) -> set[int]:
        """What tries taught that serve a goal."""
        return {one.learned for tries in self.tries.values() for one in tries if one.learned}


def load(
    measures: Sequence[Measure],
    reader: Member,
    at: datetime,
    *,
    until: datetime | None = None,
    beside: bool = True,
    for_all: bool = False,
) -> list[Series]:
    """Two queries, one for the rights of the reader where counts are small, and one for a past day.

    `until`: as at its last instant. `beside`: with forecasts and what happened; without, for small charts in a list.
    `for_all`: as whoever holds nothing reads them, for what everybody reads alike.
    """
    if not measures:
        return []
    view = View(reader, at, until)
    rows = rows_of(measures, view, beside=beside, for_all=for_all)
    claims = claims_then(view, Q(pk__in=rows.claims), named=False) if rows.claims else {}
    return series_of(measures, view, rows, claims, for_all=for_all)


def series_of(
    measures: Iterable[Measure],
    view: View,
    rows: Rows,
    claims: Mapping[int, Claim],
    *,
    for_all: bool = False,
) -> list[Series]:
    """From what was read: no query."""
    notes = tuple(
        Happened(one.begins_on, _short(str(one.words))) for one in rows.notes if one.organisation is None
    )
    happened = {goal: _happened(rows, goal, claims, view) for goal in {one.goal_id or 0 for one in measures}}
    return [
        Series(
            measure=one,
            newest={each.on: each.shown for each in rows.versions[one.pk]},
            versions=tuple(rows.versions[one.pk]),
            targets=tuple(rows.targets[one.pk]),
            asked=tuple(_asked(on, claims[key], view) for on, key in rows.rebases[one.pk] if key in claims),
            forecasts=tuple(rows.forecasts[one.pk]),
            happened=(*happened[one.goal_id or 0], *notes),
            hidden=hidden(one, view, for_all=for_all),
        )
        for one in measures
    ]


def hidden(measure: Measure, view: View, *, for_all: bool = False) -> bool:
    """Is it rounded for this reader?"""
    return measure.small_counts and (for_all or not held_by(view.works_for, measure))


class Is(IntEnum):
    """Of what a row tells."""

    READING, TARGET, FORECAST, REBASE, SERVES, TRY, NOTE = range(7)


def rows_of(
    measures: Sequence[Measure],
    view: View,
    *others: QuerySet[Any, Any],
    goal: int | None = None,
    beside: bool = True,
    for_all: bool = False,
) -> Rows:
    """One query. `others`: further rows `in_columns`; `goal`: the one they are of, which may have none; the rest as in `load`."""
    goals = {one.goal_id for one in measures if one.goal_id} | ({goal} if goal else set())
    first, *more = (*_asked_of(measures, goals, view, beside=beside), *others)
    round_it = {one.pk: hidden(one, view, for_all=for_all) for one in measures}
    found = Rows()
    for values in first.union(*more, all=True).order_by(*IN_ORDER):
        _sort_in(found, dict(zip(COLUMNS, values, strict=True)), view, round_it)
    return found


def _sort_in(found: Rows, row: Mapping[str, Any], view: View, round_it: Mapping[int, bool]) -> None:
    match row["what"]:
        case Is.READING:
            found.versions[row["key"]].append(_version(row, round_it[row["key"]]))
        case Is.TARGET:
            found.targets[row["key"]].append((row["on_day"], row["one"]))
        case Is.FORECAST:
            points = tuple((date.fromisoformat(on), float(value)) for on, value in json.loads(row["more"]))
            found.forecasts[row["key"]].append(Expected(points, row["at_time"], row["said"] or ""))
        case Is.REBASE:
            found.rebases[row["key"]].append((row["on_day"], row["goal_key"]))
        case Is.SERVES:
            found.serves[row["key"]].append(row["goal_key"])
        case Is.TRY:
            found.tries[row["key"]].append(room().tried(row, view))
        case Is.NOTE:
            found.notes.append(_note(row))
        case _:
            found.more.append(row)


def _asked_of(
    measures: Iterable[Measure], goals: Collection[int], view: View, *, beside: bool
) -> list[QuerySet[Any, Any]]:
    """Of a reading `its_number` is its version; of what points to a claim `goal_key` is the claim's key."""
    keys = [one.pk for one in measures]
    these = {"measure__in": keys}
    notes = Note.objects.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=view.by_then), place=view.place)
    found = [
        in_columns(
            Reading.objects.filter(there(view, "at"), **these), Is.READING, key=F("measure_id"), on_day=F("on"),
            at_time=F("at"), its_number=F("version"), flag=F("suppressed"), one=as_float("value"),
            two=as_float("numerator"), three=as_float("denominator"),
        ),
        in_columns(
            Target.objects.filter(there(view, "at"), **these), Is.TARGET, key=F("measure_id"), on_day=F("from_on"),
            one=as_float("value"),
        ),
        in_columns(Rebase.objects.filter(**these), Is.REBASE, key=F("measure_id"), on_day=F("on"), goal_key=F("claim_id")),
    ]  # fmt: skip
    if not beside:
        return found
    return [
        *found,
        in_columns(
            Forecast.objects.filter(there(view, "locked_at"), **these), Is.FORECAST, key=F("measure_id"),
            at_time=F("locked_at"), said=F("words__words"), more=Cast("points", TextField()),
        ),
        in_columns(
            Serves.objects.filter(there(view, "at"), goal__in=goals), Is.SERVES, key=F("goal_id"), goal_key=F("claim_id")
        ),
        room().serving(view, goals, Is.TRY),
        in_columns(
            notes.filter(there(view, "at")), Is.NOTE, key=F("organisation_id"), on_day=F("begins_on"),
            its_number=F("number"), said=F("words__words"), more=F("organisation__name"),
            stands=Cast("ends_on", TextField()),
        ),
    ]  # fmt: skip


def _version(row: Mapping[str, Any], round_it: bool) -> Version:
    figures = Figures(row["one"], row["two"], row["three"], bool(row["flag"]))
    shown = rounded(figures) if round_it else as_it_is(figures)
    return Version(row["on_day"], row["its_number"], shown, row["at_time"])


def _note(row: Mapping[str, Any]) -> Note:
    ends = date.fromisoformat(row["stands"]) if row["stands"] else None
    house = Organisation(pk=row["key"], name=row["more"]) if row["key"] else None
    words = Text(words=row["said"])
    return Note(
        number=row["its_number"], organisation=house, words=words, begins_on=row["on_day"], ends_on=ends
    )


def _asked(on: date, claim: Claim, view: View) -> Asked:
    """A new beginning that was asked for, whatever became of it: one that was refused stays beside the chart."""
    zone = view.place.zone
    state = state_of(
        seen_now(claim), today=view.today, zone=zone, reads_contest=claim.put_by_id == view.member.pk
    )
    why = (claim.why_not or "").strip() if state == State.CONTESTED else ""  # type: ignore[attr-defined]
    said = f"asked for on {dates.day(day_in(claim.put_at, zone))}, {kind_of(claim.kind).state(state)}"
    return Asked(
        number=claim.number,
        on=on,
        state=state,
        stands=state in (State.CONFIRMED, State.CONFIRMED_OLD),
        sentence=str(claim.sentence),
        line=f"{said}: {why}" if why else said,
        url=record_url(view.place.slug, claim.kind, claim.number) + view.query,
    )


def _happened(rows: Rows, goal: int, claims: Mapping[int, Claim], view: View) -> list[Happened]:
    """What was tried for the goal, and what serves it and was confirmed: promises kept, barriers gone, lessons."""
    tries = rows.tries.get(goal, [])
    found = [one.happened for one in tries if one.happened]
    keys = dict.fromkeys([*rows.serves.get(goal, []), *(one.learned or 0 for one in tries)])
    for claim in (claims[key] for key in keys if key in claims):
        if claim.kind not in HAPPENED or claim.standing != Standing.CONFIRMED or claim.withdrawn_at:
            continue
        on = day_in(claim.stood_at or claim.put_at, view.place.zone)
        words = f"{HAPPENED[claim.kind]}: {_short(str(claim.sentence))}"
        found.append(Happened(on, words, record_url(view.place.slug, claim.kind, claim.number) + view.query))
    return found


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " …"
