"""Months in which a chart of pressure got worse, and what became of long-term work in them. Side by side: no cause is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from counterpoint.analysis.calendar import day_in, last_instant
from counterpoint.analysis.spc import Chart, Point
from counterpoint.analysis.spc.divergence import stretches
from counterpoint.claims.choices import Horizon, State, TurnVerb
from counterpoint.claims.models import Claim, Turn
from counterpoint.claims.models.claims import ClaimQuerySet
from counterpoint.claims.policies import Family, family_of
from counterpoint.claims.queries.record import RecordRow
from counterpoint.goals.choices import Better, Every, Sort
from counterpoint.goals.models import Goal, Measure, Reading
from counterpoint.goals.policies.figures import for_people
from counterpoint.goals.policies.small import NOTE, Shown, as_it_is, figures_of, held_by, rounded, works_for
from counterpoint.goals.queries.charts import read
from counterpoint.goals.queries.finding import measures_seen
from counterpoint.goals.queries.series import Series
from counterpoint.goals.queries.tries import Ahead
from counterpoint.partnership.models import Member
from counterpoint.web import dates

LATER = (Horizon.NEXT, Horizon.FUTURE)
LONG_TERM = (
    Q(kind="longterm") | Q(kind="promise", horizon__in=LATER) | Q(kind="met", meets_goal__horizon__in=LATER)
)
MOST = 12  # months
SO = (State.CONFIRMED, State.CONFIRMED_OLD)
COVERS = {Every.QUARTER: 3, Every.YEAR: 12}  # months of one reading; of any other one


@dataclass(frozen=True, slots=True)
class Signal:
    """What one chart of pressure says of one month."""

    words: str
    url: str
    whose: int | None  # the key of its organisation; None: of the whole place


@dataclass(frozen=True, slots=True)
class Charted:
    """All that the charts of pressure say. `why_none`: why there is no month."""

    months: Mapping[date, tuple[Signal, ...]]  # by their first day, the newest first
    why_none: str
    measured: bool
    note: str  # of small counts


@dataclass(frozen=True, slots=True)
class Became:
    """What became of one thing: dropped or kept, on which day."""

    on: date
    dropped: bool
    words: str
    lang: str
    url: str
    who: str
    said: str  # "taken back on 3 January 2026"
    whose: frozenset[int]  # keys of organisations


@dataclass(frozen=True, slots=True)
class PressedMonth:
    """One month, with what was dropped and what was kept in it."""

    title: str
    signals: tuple[Signal, ...]
    dropped: tuple[Became, ...]
    kept: tuple[Became, ...]


def charted(member: Member, at: datetime) -> Charted:
    """Two queries, and one for the rights of the reader where counts are small."""
    rows = measures_seen(member, at).filter(sort=Sort.PRESSURE, ended_at=None)
    measures = list(rows.select_related("name").order_by("number"))
    months: dict[date, list[Signal]] = defaultdict(list)
    series = _series(measures, member) if measures else []
    charts = [(one, chart) for one in series if (chart := read(one)[0])]
    for one, chart in charts:
        for month, point in _worse(chart, one.measure.every):
            months[month].append(_signal(one, point, member.place.slug))
    return Charted(
        months={month: tuple(found) for month, found in sorted(months.items(), reverse=True)[:MOST]},
        why_none="" if months else _why_none(measures, [chart for _, chart in charts]),
        measured=bool(measures),
        note=NOTE if months and any(one.hidden for one in series) else "",
    )


def _series(measures: Sequence[Measure], member: Member) -> list[Series]:
    small = any(one.small_counts for one in measures)
    theirs = works_for(member, family_of(member.place_id)) if small else ()
    hidden = {one.pk: not held_by(theirs, one) for one in measures}
    newest: dict[int, dict[date, Shown]] = defaultdict(dict)
    for reading in Reading.objects.filter(measure__in=list(hidden)).order_by("measure_id", "on", "version"):
        show = rounded if hidden[reading.measure_id] else as_it_is
        newest[reading.measure_id][reading.on] = show(figures_of(reading))
    return [Series(one, newest[one.pk], (), (), (), (), (), hidden[one.pk]) for one in measures]


def _worse(chart: Chart, every: str) -> Iterator[tuple[date, Point]]:
    """Each month with a signal for the worse, once. While limits are on trial, nothing is said of any."""
    if chart.variation is None:
        return
    spans = [one for one in stretches(chart) if not one.better]
    found: dict[date, Point] = {}
    for point in chart.points:
        if point.on and point.value is not None and any(one.begins <= point.on <= one.ends for one in spans):
            found |= dict.fromkeys(_months_of(point.on, every), point)
    yield from found.items()


def _months_of(on: date, every: str) -> list[date]:
    last = on.year * 12 + on.month - 1
    each = (divmod(last - back, 12) for back in range(COVERS.get(Every(every), 1)))
    return [date(year, month + 1, 1) for year, month in each]


def _signal(series: Series, point: Point, slug: str) -> Signal:
    measure, on = series.measure, point.on
    shown = series.newest[on].words if on else ""
    figure = shown or for_people(point.value or 0, measure.unit)
    return Signal(
        words=f"{measure.name}: {figure} {_when(on, measure.every)}. That is worse, by more than the usual ups and downs.",
        url=f"/{slug}/measures/{measure.number}/",
        whose=measure.organisation_id,
    )


def _when(on: date | None, every: str) -> str:
    match every:
        case Every.MONTH:
            return f"in {dates.month(on)}"
        case Every.QUARTER:
            return f"in the three months to {dates.day(on)}"
        case Every.YEAR:
            return f"in the year to {dates.day(on)}"
    return f"on {dates.day(on)}"


def _why_none(measures: Sequence[Measure], charts: Sequence[Chart]) -> str:
    if not measures:
        return "Nobody measures pressure here yet: how many staff are off sick, how full the wards are, how short the money is."
    if all(one.better == Better.NONE for one in measures):
        return "No chart of pressure here says which way is worse, so none of them can tell."
    if all(chart.variation is None for chart in charts):
        return "There are too few readings of pressure to tell yet. From 13 on, a chart can."
    return "In no month did a chart of pressure get worse by more than the usual ups and downs."


def long_term(claims: ClaimQuerySet, found: Charted, zone: str) -> dict[int, list[Turn]]:
    """Long-term claims to which something happened since the first of these months: by key, with dates that moved and
    promises that nobody took over. Two queries, or none."""
    if not found.months:
        return {}
    before, turned = (
        last_instant(min(found.months) - timedelta(days=1), zone),
        (TurnVerb.MOVED, TurnVerb.LET_DIE),
    )
    theirs: dict[int, list[Turn]] = {}
    long = claims.order_by().filter(LONG_TERM).values("pk")
    rows = Turn.objects.filter(claim__in=long, verb__in=turned, at__gt=before)
    for one in rows.order_by("claim_id", "position"):
        theirs.setdefault(one.claim_id, []).append(one)
    lately = Q(stood_at__gt=before) | Q(withdrawn_at__gt=before)
    for key in claims.filter(LONG_TERM & lately).values_list("pk", flat=True):
        theirs.setdefault(key, [])
    return theirs


def of_claim(
    claim: Claim, state: State, row: RecordRow, turns: Sequence[Turn], zone: str
) -> Iterator[Became]:
    """What became of a promise, of something protected, of a goal said to be met: as this reader may know of it."""
    whose = frozenset(one.organisation_id for one in claim.claimants.all() if one.organisation_id)

    def became(when: datetime, said: str, *, dropped: bool = True) -> Became:
        on = day_in(when, zone)
        return Became(
            on,
            dropped,
            row.sentence,
            claim.sentence.lang,
            row.url,
            row.who,
            f"{said} on {dates.day(on)}",
            whose,
        )

    for turn in turns:
        was, now = turn.details.get("was") or "", turn.details.get("now") or ""
        if turn.verb == TurnVerb.LET_DIE:
            yield became(turn.at, "let die")
        elif was and now > was:
            later = dates.day(date.fromisoformat(now))
            yield became(turn.at, f"moved from {dates.day(date.fromisoformat(was))} to {later},")
    if claim.withdrawn_at:
        yield became(claim.withdrawn_at, "taken back")
    if claim.stood_at and state == State.CONTESTED:
        yield became(claim.stood_at, f"{row.words}, said those who would know,")
    if claim.stood_at and state in SO:
        yield became(claim.stood_at, f"{row.words}, said those who would know,", dropped=False)


def of_goals(goals: Iterable[Goal], slug: str, zone: str) -> Iterator[Became]:
    """Goals that were ended, and of which nobody says that they are met."""
    for goal in goals:
        if goal.ended_at and goal.met_id is None and goal.horizon in LATER:
            on = day_in(goal.ended_at, zone)
            url, said = f"/{slug}/goals/{goal.number}/", f"ended on {dates.day(on)}"
            yield Became(on, True, str(goal.words), goal.words.lang, url, "", said, frozenset())


def of_tries(tries: Iterable[Ahead]) -> Iterator[Became]:
    for one in tries:
        if one.ended_on and one.horizon in LATER:
            said = f"{one.said} on {dates.day(one.ended_on)}"
            whose = frozenset((one.organisation,) if one.organisation else ())
            yield Became(one.ended_on, not one.goes_on, one.words, one.lang, one.url, one.who, said, whose)


def pressed_months(found: Charted, became: Iterable[Became], family: Family) -> tuple[PressedMonth, ...]:
    """Where only one partner’s own chart got worse, only what was theirs, or of whoever followed them, stands beside it."""

    def now(keys: Iterable[int | None]) -> set[int]:
        return {heir for key in keys if key for heir in family.became.get(key, {key})}

    by_month: dict[date, list[Became]] = defaultdict(list)
    for one in sorted(became, key=lambda one: (one.on, one.url)):
        by_month[one.on.replace(day=1)].append(one)
    months = []
    for month, signals in found.months.items():
        all_of_us, theirs = any(one.whose is None for one in signals), now(one.whose for one in signals)
        these = [one for one in by_month[month] if all_of_us or theirs & now(one.whose)]
        months.append(
            PressedMonth(
                title=dates.month(month),
                signals=signals,
                dropped=tuple(one for one in these if one.dropped),
                kept=tuple(one for one in these if not one.dropped),
            )
        )
    return tuple(months)
