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

from django.db.models import Q, QuerySet

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import State
from counterpoint.claims.queries.sql import Part, also, day_of, told_by
from counterpoint.goals.choices import Sort
from counterpoint.goals.models import Measure
from counterpoint.goals.policies.small import Figures, Shown, as_it_is, rounded
from counterpoint.goals.queries.charts import read
from counterpoint.goals.queries.columns import COLUMNS
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


# The goals; their measures, and before its baseline was locked a measure had none; what was read of each by then; and its
# new beginnings. In `queries.columns`.
CHANGED = """WITH g AS (SELECT * FROM goals_goal WHERE id IN (%(seen)s) AND put_at <= %(then)s
        AND (ended_at IS NULL OR ended_at > %(then)s)),
    m AS (SELECT * FROM goals_measure WHERE goal_id IN (SELECT id FROM g) AND sort IN ('population', 'own')
        AND put_at <= %(then)s AND (ended_at IS NULL OR ended_at > %(then)s))
SELECT 0, g.id, g.number, CAST(NULL AS bigint), CAST(NULL AS bigint), CAST(NULL AS bigint), CAST(NULL AS date),
    CAST(NULL AS timestamptz), t.words, CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text),
    CAST(NULL AS double precision), CAST(NULL AS double precision), CAST(NULL AS double precision), CAST(NULL AS boolean)
    FROM g JOIN ledger_text t ON t.id = g.words_id
UNION ALL SELECT 1, m.id, m.number, m.goal_id, m.organisation_id, m.holder_id, NULL, NULL, t.words, o.name,
    m.better || '|' || m.every || '|' || m.sort || '|' || m.rules || '|' || m.unit, NULL,
    CASE WHEN m.baseline_locked_on IS NULL OR m.baseline_locked_on <= %(day)s THEN m.baseline END,
    CASE WHEN m.screens THEN 1 WHEN NOT m.screens THEN 0 END, NULL, m.small_counts
    FROM m JOIN ledger_text t ON t.id = m.name_id LEFT JOIN partnership_organisation o ON o.id = m.organisation_id
UNION ALL SELECT 2, r.measure_id, r.version, NULL, NULL, NULL, r."on", NULL, NULL, NULL, NULL, NULL,
    CAST(r.value AS double precision), CAST(r.numerator AS double precision), CAST(r.denominator AS double precision),
    r.suppressed
    FROM goals_reading r JOIN m ON m.id = r.measure_id WHERE r.at <= %(then)s
UNION ALL SELECT 3, b.measure_id, NULL, NULL, NULL, NULL, b."on", NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM goals_rebase b JOIN m ON m.id = b.measure_id JOIN claims_claim c ON c.id = b.claim_id
    WHERE c.standing = 'confirmed' AND c.stood_at <= %(then)s AND (c.withdrawn_at IS NULL OR c.withdrawn_at > %(then)s)
%(beside)s ORDER BY 1, 2, 7, 8, 3"""


def change_rows(
    reader: Member, at: datetime, until: datetime | None, *beside: QuerySet[Any, Any], only: Q | None = None
) -> list[tuple[Any, ...]]:
    """`until`: the last instant of a past day; of now, None. `beside`: other rows `in_columns`. One query.

    `only`: of these goals, instead of all. A new beginning that was contested since is not told of a past day.
    """
    seen = goals_seen(reader, at).filter(only or Q()).order_by().values("pk")
    further = [also(one) for one in beside]
    return told_by(
        CHANGED, seen=Part(*seen.query.sql_with_params()), then=until or at, day=day_in(until or at, reader.place.zone),
        beside=Part("".join(one.text for one in further), tuple(each for one in further for each in one.params)),
    )  # fmt: skip


def changes_from(rows: Iterable[tuple[Any, ...]], view: View) -> Changes:
    """`rows` in the order of what they are, so that a measure stands before its readings."""
    known = list(rows)
    gathered = gathered_from(known, view)
    chosen = any(row[0] == GOAL for row in known)
    return _changes(chosen, gathered, view.place.slug) if gathered else Changes(chosen)


def gathered_from(rows: Iterable[tuple[Any, ...]], view: View) -> list[_Gathered]:
    gathered = dict[int, _Gathered]()
    for row in rows:
        what, key, on = row[0], row[1], row[6]
        if what == MEASURE:
            gathered[key] = _begun(row, view)
        elif what == READING:
            one, these = gathered[key], Figures(row[12], row[13], row[14], bool(row[15]))
            one.newest[day_of(on)] = rounded(these) if one.hidden else as_it_is(these)
        elif what == REBASE:
            gathered[key].begins.append(day_of(on))
    return list(gathered.values())


def _begun(values: tuple[Any, ...], view: View) -> _Gathered:
    row = dict(zip(COLUMNS, values, strict=True))
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
