"""The Mirror's pages: the ten rows, one row opened, and all of it as a table."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import MESSAGES
from counterpoint.mirror.queries.changed import Line, top_of
from counterpoint.mirror.queries.gathering import Read, read
from counterpoint.mirror.queries.line import LineBox, line_box
from counterpoint.mirror.queries.next import Next, all_next
from counterpoint.mirror.queries.rows import Row, rows_of
from counterpoint.partnership.models import Member, is_quiet
from counterpoint.partnership.queries.membership import head_for
from counterpoint.stories.queries.newest import Told
from counterpoint.web.dates import MONTHS, counted, day, last_day
from counterpoint.web.marks import Mark
from counterpoint.web.staff import Staff

# Pages that this process keeps, newest last: as they are, for nothing in them can change. None is ever stale.
KEPT: OrderedDict[str, MirrorPage] = OrderedDict()
MOST_KEPT = 32
KEY = ("confirmed", "partly", "confirmed_old", "contested", "unanswered", "not_due")  # always told
FURTHER = (
    Mark.OVERDUE, Mark.NOBODY_ASKED, Mark.FEW_ANSWERS, Mark.IN_REPLY, Mark.HEARD, Mark.OPEN, Mark.RAISED, Mark.TAKEN,
    Mark.REFUSED, Mark.WITHDRAWN,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asking:
    """What a reader asks the Mirror for."""

    as_at: date | None = None
    compare: date | None = None
    month: date | None = None


@dataclass(frozen=True, slots=True)
class MirrorPage:
    """Everything mirror/mirror.jinja and mirror/table.jinja may say."""

    place: str
    day: str
    day_iso: str
    past: bool
    today_url: str
    change: Line  # what changed for people
    further: tuple[Line, ...]
    more: str  # where the other charts are
    story: Told | None  # the newest that this reader may read
    line: LineBox
    compare_url: str
    compare_words: str
    compared_with: str  # "30 June 2026"
    table_url: str
    url: str
    key: tuple[str, ...]
    axis: Staff | None
    rows: tuple[Row, ...]
    table: tuple[tuple[object, ...], ...]
    quiet_until: str


def page_key(what: str, member: Member, asking: Asking, at: datetime) -> str:
    """All that a page depends on: while it is the same, so is the page."""
    place, (head, boxes) = member.place, head_for(member)
    today = day_in(at, place.zone)
    rights = f"{member.number}|{is_quiet(place, at)}"
    return f"{what}|{place.uuid}|{head}|{boxes}|{today}|{asking}|{rights}"


def mirror_page(member: Member, asking: Asking, at: datetime, key: str = "") -> MirrorPage:
    """`key`: of `page_key`, under which this process keeps the page."""
    made = KEPT.pop(key, None) or _mirror_page(member, asking, at)
    if key:
        KEPT[key] = made
        while len(KEPT) > MOST_KEPT:
            KEPT.popitem(last=False)
    return made


def _mirror_page(member: Member, asking: Asking, at: datetime) -> MirrorPage:
    found = read(member, at, asking.as_at, compare=asking.compare)
    view = found.view
    slug = view.place.slug
    url = reverse("mirror:mirror", kwargs={"slug": slug})
    as_at = f"as-at={view.day.isoformat()}" if view.past else ""
    before = three_months_before(view.day)
    compared = found.before is not None
    top = top_of(member, at, view)
    rows = rows_of(found, top.changes.apart)
    return MirrorPage(
        place=view.place.name,
        day=day(view.day),
        day_iso=view.day.isoformat(),
        past=view.past,
        today_url=url,
        change=top.change,
        further=top.further,
        more=f"and {counted(top.more, 'chart')} more" if top.more else "",
        story=top.story,
        line=line_box(view, found.known, found.facts.who, reverse("claims:line", kwargs={"slug": slug})),
        compare_url=f"{url}?{_and(as_at, '' if compared else f'compare={before.isoformat()}')}",
        compare_words="Stop comparing" if compared else f"Compare with {MONTHS[before.month - 1]}",
        compared_with=day(asking.compare) if compared and asking.compare else "",
        table_url=reverse("mirror:table", kwargs={"slug": slug}) + (f"?{as_at}" if as_at else ""),
        url=url,
        key=key_of(rows),
        axis=next((row.staff for row in rows if row.staff and not row.staff.wrapped), None),
        rows=rows,
        table=tuple(_line(found, row) for row in rows),
        quiet_until=_quiet(member, at),
    )


def _and(*parts: str) -> str:
    return "&".join(part for part in parts if part)


def _quiet(member: Member, at: datetime) -> str:
    until = member.place.quiet_until
    return day(day_in(until, member.place.zone)) if until and is_quiet(member.place, at) else ""


def three_months_before(on: date) -> date:
    """30 September -> 30 June; 31 May -> 28 February."""
    months = on.year * 12 + on.month - 1 - 3
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(on.day, last_day(year, month).day))


def key_of(rows: tuple[Row, ...]) -> tuple[str, ...]:
    """The legend: the common marks always, the others where they are drawn."""
    drawn = {
        mark
        for row in rows
        if row.staff
        for system in row.staff.systems
        for mark in (
            *(note.state for note in system.notes),
            *(count.state for month in system.months for count in month.counts),
        )
    }
    return (*KEY, *(mark.value for mark in FURTHER if mark in drawn))


def _line(found: Read, row: Row) -> tuple[object, ...]:
    """One line of the table: the same figures as the row's sentence."""
    counts = found.facts.counts[row.number]
    these = [one for one in found.asked if one.message == row.number]
    words = f"“{row.quote.words}” – {row.quote.who}, {row.quote.when}" if row.quote else "–"
    return (
        f"{row.number} {MESSAGES[row.number]}", counts.claimed, counts.confirmed, counts.partly, counts.contested,
        counts.unanswered, counts.overdue, counts.in_reply, counts.not_due, sum(one.asked for one in these),
        sum(one.heard for one in these), words,
    )  # fmt: skip


def next_for(member: Member, at: datetime) -> tuple[Next, ...]:
    """What this member would do next: what names them, and for a convenor everything."""
    everything = all_next(read(member, at).facts)
    return tuple(one for one in everything if member.convenor or one.member == member.number)
