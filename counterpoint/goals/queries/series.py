"""The series of some measures with all that is drawn beside them, in a fixed small number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BooleanField, PositiveSmallIntegerField, Q, Value

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Standing, Verdict
from counterpoint.claims.choices import State, kind_of
from counterpoint.claims.models import Answer, Claim
from counterpoint.claims.policies import family_of, state_of
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.claim_loading import seen_now
from counterpoint.claims.queries.finding import seen_here
from counterpoint.goals.models import Forecast, Measure, Reading, Rebase, Serves, Target
from counterpoint.goals.models.measures import FigureField
from counterpoint.goals.policies.small import Figures, Shown, as_it_is, held_by, rounded, works_for
from counterpoint.partnership.models import Member, Note
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
    by: int | None


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


def load(
    measures: Sequence[Measure], reader: Member, at: datetime, *, beside: bool = True, for_all: bool = False
) -> list[Series]:
    """Six queries and two for the rights of the reader, however many measures there are.

    `beside`: with forecasts and what happened. Without them four, for small charts in a list. `for_all`: as whoever
    holds nothing reads them, for what everybody reads alike.
    """
    if not measures:
        return []
    keys = [one.pk for one in measures]
    small = not for_all and any(one.small_counts for one in measures)
    theirs = works_for(reader, family_of(reader.place_id)) if small else ()
    hidden = {one.pk: not held_by(theirs, one) for one in measures}
    versions, targets = _numbers(keys, hidden)
    forecasts = _forecasts(keys if beside else ())
    asked = _asked(keys, reader, at)
    goals = {one.goal_id for one in measures if one.goal_id} if beside else ()
    happened, notes = _happened(goals, reader, at), _notes(reader) if beside else ()
    return [
        Series(
            measure=one,
            newest={each.on: each.shown for each in versions[one.pk]},
            versions=tuple(versions[one.pk]),
            targets=tuple(targets[one.pk]),
            asked=tuple(asked[one.pk]),
            forecasts=tuple(forecasts[one.pk]),
            happened=(*happened[one.goal_id or 0], *notes),
            hidden=hidden[one.pk],
        )
        for one in measures
    ]


type Versions = Mapping[int, list[Version]]
type Targets = Mapping[int, list[tuple[date, float]]]

COLUMNS = ("measure_id", "on", "version", "value", "numerator", "denominator", "suppressed", "at", "by_id")
IS_TARGET = 0  # the version of a target among the readings: readings begin at 1


def _numbers(keys: Iterable[int], hidden: Mapping[int, bool]) -> tuple[Versions, Targets]:
    """Readings and targets, in one query: a target is a row whose version is 0."""
    readings = Reading.objects.filter(measure__in=keys).order_by().values_list(*COLUMNS)
    none, no = Value(None, output_field=FigureField()), Value(False, output_field=BooleanField())
    version = Value(IS_TARGET, output_field=PositiveSmallIntegerField())
    targets = (
        Target.objects.filter(measure__in=keys)
        .order_by()
        .values_list("measure_id", "from_on", version, "value", none, none, no, "at", "by_id")
    )
    versions, held = defaultdict(list), defaultdict(list)
    for key, on, number, value, part, whole, suppressed, at, by in sorted(
        readings.union(targets, all=True), key=lambda row: row[:3]
    ):
        if number == IS_TARGET:
            held[key].append((on, float(value)))
            continue
        figures = Figures(_float(value), _float(part), _float(whole), bool(suppressed))
        shown = rounded(figures) if hidden[key] else as_it_is(figures)
        versions[key].append(Version(on, number, shown, at, by))
    return versions, held


def _float(value: object) -> float | None:
    return None if value is None else float(str(value))


def _forecasts(keys: Iterable[int]) -> Mapping[int, list[Expected]]:
    found = defaultdict(list)
    rows = Forecast.objects.filter(measure__in=keys).select_related("words")
    for one in rows.order_by("measure_id", "locked_at", "pk"):
        points = tuple((date.fromisoformat(on), float(value)) for on, value in one.points)
        found[one.measure_id].append(Expected(points, one.locked_at, str(one.words or "")))
    return found


def _asked(keys: Iterable[int], reader: Member, at: datetime) -> Mapping[int, list[Asked]]:
    """New beginnings asked for, whatever became of them: one that was refused stays beside the chart."""
    place, today = reader.place, day_in(at, reader.place.zone)
    rows = list(
        Rebase.objects.filter(measure__in=keys, claim__in=seen_here(reader, at).order_by().values("pk"))
        .select_related("claim__sentence")
        .order_by("measure_id", "on", "claim__number")
    )
    states = {
        one.claim_id: state_of(
            seen_now(one.claim), today=today, zone=place.zone, reads_contest=one.claim.put_by_id == reader.pk
        )
        for one in rows
    }
    refused = [key for key, state in states.items() if state == State.CONTESTED]
    why = _why_refused(refused) if refused else {}
    found = defaultdict(list)
    for one in rows:
        claim, state = one.claim, states[one.claim_id]
        found[one.measure_id].append(
            Asked(
                number=claim.number,
                on=one.on,
                state=state,
                stands=state in (State.CONFIRMED, State.CONFIRMED_OLD),
                sentence=str(claim.sentence),
                line=_line(claim, state, why.get(claim.pk, ""), place.zone),
                url=record_url(place.slug, claim.kind, claim.number),
            )
        )
    return found


def _line(claim: Claim, state: State, why: str, zone: str) -> str:
    begun = dates.day(day_in(claim.put_at, zone))
    said = kind_of(claim.kind).state(state)
    return f"asked for on {begun}, {said}: {why}" if why else f"asked for on {begun}, {said}"


def _why_refused(claims: Iterable[int]) -> Mapping[int, str]:
    """The newest words with which somebody said no."""
    answers = Answer.objects.filter(claim__in=claims, verdict=Verdict.NO, words__isnull=False)
    rows = answers.select_related("words").order_by("claim_id", "position")
    return {one.claim_id: words for one in rows if (words := str(one.words or "").strip())}


def _happened(goals: Iterable[int], reader: Member, at: datetime) -> Mapping[int, list[Happened]]:
    """What serves the goal and was confirmed: promises kept, barriers gone, what was learned."""
    found: dict[int, list[Happened]] = defaultdict(list)
    if not goals:
        return found
    rows = (
        Serves.objects.filter(
            goal__in=list(goals),
            claim__kind__in=list(HAPPENED),
            claim__standing=Standing.CONFIRMED,
            claim__withdrawn_at=None,
            claim__in=seen_here(reader, at).order_by().values("pk"),
        )
        .select_related("claim__sentence")
        .order_by("claim__stood_at", "claim__number")
    )
    for one in rows:
        claim = one.claim
        on = day_in(claim.stood_at or claim.put_at, reader.place.zone)
        words = f"{HAPPENED[claim.kind]}: {_short(str(claim.sentence))}"
        found[one.goal_id].append(
            Happened(on, words, record_url(reader.place.slug, claim.kind, claim.number))
        )
    return found


def _notes(reader: Member) -> tuple[Happened, ...]:
    """What bears on the whole place."""
    rows = Note.objects.filter(Q(place_id=reader.place_id), organisation=None, withdrawn_at=None)
    found = rows.select_related("words").order_by("begins_on", "number")
    return tuple(Happened(one.begins_on, _short(str(one.words))) for one in found)


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " …"
