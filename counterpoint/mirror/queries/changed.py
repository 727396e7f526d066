"""What stands at the top of the Mirror: what changed for people, and the newest story. One query for both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, TextField
from django.db.models.functions import Cast

from counterpoint.claims.queries.sql import moment
from counterpoint.goals.queries.changes import BESIDE, Changes, change_rows, changes_from
from counterpoint.goals.queries.columns import COLUMNS, in_columns
from counterpoint.goals.queries.then import View as ViewOfGoals
from counterpoint.mirror.choices import NO_GOAL, NO_WORD_YET
from counterpoint.mirror.queries.reading import View
from counterpoint.partnership.models import Member
from counterpoint.stories.queries.newest import NEWEST, Told, newest_row, told_by

MOST = 3  # sentences: what did not come right before what did


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence that a chart says. `url`: the chart."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Top:
    change: Line
    further: tuple[Line, ...]
    more: int  # charts that say something and are not shown
    story: Told | None
    changes: Changes


def top_of(member: Member, at: datetime, view: View) -> Top:
    """What this member may read of it. Of a past day, what had been put in by then."""
    story = in_columns(
        newest_row(member, at, view.until), BESIDE, key=F("pk"), its_number=F("number"), said=F("opening"),
        more=F("name__words"), stands=Cast("perspective", TextField()), at_time=F("told_at"), its_lang=F("lang"),
    )  # fmt: skip
    found = change_rows(member, at, view.until, story.order_by(*NEWEST)[:1])
    told = next((_told(view, row) for row in found if row[0] == BESIDE), None)
    goals = ViewOfGoals(member, at, view.until)
    changes = changes_from((row for row in found if row[0] != BESIDE), goals)
    lines = [Line(one.words, one.url) for one in changes.said]
    first = Line(NO_WORD_YET if changes.chosen else NO_GOAL, "")
    return Top(
        change=lines[0] if lines else first,
        further=tuple(lines[1:MOST]),
        more=max(0, len(lines) - MOST),
        story=told,
        changes=changes,
    )


def _told(view: View, values: tuple[Any, ...]) -> Told:
    row = dict(zip(COLUMNS, values, strict=True))
    name, stands = row["more"] or "", row["stands"] or ""
    return told_by(
        view.place,
        row["its_number"],
        row["said"],
        row["its_lang"] or "",
        name or stands,
        bool(name),
        moment(row["at_time"]),
    )
