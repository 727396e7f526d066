"""How many claims of each message stand how, by month: now, or as at a past day.

Now, the database counts, and hands over single claims only for rows that draw them one by one, and for what asks for
something next. As at a past day, everything comes from what had been recorded by then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from counterpoint.analysis.calendar import last_instant
from counterpoint.claims.choices import Horizon, State
from counterpoint.claims.policies.states import OLD
from counterpoint.claims.queries.snapshots import Snapshot
from counterpoint.claims.queries.sql import Part, filled, moment, told_by
from counterpoint.mirror.choices import WORDINGS
from counterpoint.mirror.queries.counting import NOT_CLAIMED, Beside, Counted, Tally
from counterpoint.mirror.queries.reading import View, drawn_on
from counterpoint.mirror.queries.scans import HEARD, TALLIES

STATES = {one.value: one for one in State}
OPEN_PROMISES = (State.NOT_DUE, State.UNANSWERED, State.OVERDUE)
FRESH = timedelta(days=60)


def counted_now(view: View, message: int = 0) -> Counted:
    """Counted by the database: some hundred rows, however many claims there are. `message`: the one that is opened."""
    # The month is told in UTC: only within an hour of midnight could it be another, and only where a row is drawn
    # by month.
    given = {"place": view.place.pk, "seen": view.among_seen}
    old = last_instant(view.today - OLD - timedelta(days=1), view.place.zone)
    heard = filled(HEARD, message=message, **given) if message else Part("")
    rows = told_by(
        TALLIES, "c.id", "c.put_by_id", today=view.today, old=old, since=view.at - FRESH, heard=heard, **given,
        **view.standing,
    )  # fmt: skip
    beside, ends = Beside(0, False, False), []
    for about, what, *told in rows:
        if not about and what == "open":
            promises, later, fresh = told[2:5]
            beside = Beside(promises, bool(later), bool(fresh))
        elif not about and told[-1]:
            ends.append(moment(told[-1]))
    misfits = {about for about, what, *_ in rows if what == "misfit"}
    misfits |= {message for message, one in WORDINGS.items() if not one.fits}
    tallies = [
        one for row in rows if row[0] and row[1] != "misfit" for one in _taken_apart(row[0] in misfits, *row)
    ]
    return Counted(tallies, beside, tuple(ends))


def _taken_apart(
    other: bool, message: int, standing: str, before: str, month: int, number: int, gone: int, old: int, overdue: int,
    due: str | None,
) -> Iterator[Tally]:  # fmt: skip
    """The states of claims that stand alike: some of those confirmed are old, and of those silent overdue."""
    del before  # claims that are claimed stand as they stand, whatever they were before
    on, state = _first(month), STATES[standing]
    other = other and state not in NOT_CLAIMED
    if state == State.CONFIRMED and old:
        number -= old
        yield Tally(message, State.CONFIRMED_OLD, on, old, 0, other)
    if state in (State.UNANSWERED, State.FEW) and overdue:
        number -= overdue
        yield Tally(message, State.OVERDUE, on, overdue, 0, other)
    if number:
        yield Tally(message, state, on, number, gone, other, date.fromisoformat(due) if due else None)


@cache
def _first(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def tallies_of(found: Iterable[Snapshot], zone: str) -> list[Tally]:
    """The same from snapshots: as at a past day, and for the operator, who reads everything."""
    counted: dict[tuple[int, State, date], list[Snapshot]] = defaultdict(list)
    for one in found:
        if one.message is not None:
            counted[one.message, one.state, drawn_on(one, zone).replace(day=1)].append(one)
    return [
        Tally(
            message, state, month, len(these),
            gone=sum(one.withdrawn for one in these),
            other=any(one.kind not in WORDINGS[message].fits for one in these),
            due=min((one.due_on for one in these if one.due_on), default=None),
        )
        for (message, state, month), these in counted.items()
    ]  # fmt: skip


def counted_then(view: View, found: Sequence[Snapshot]) -> Counted:
    """The same from snapshots."""
    until = view.until or view.at
    promises = [one for one in found if one.kind == "promise" and one.message and one.state in OPEN_PROMISES]
    raised = (one for one in found if one.kind == "barrier" and one.message and one.frontline)
    beside = Beside(
        promises=len(promises),
        later=any(one.horizon != Horizon.NOW for one in promises),
        fresh=any(one.put_at >= until - FRESH for one in raised),
    )
    return Counted(tallies_of(found, view.place.zone), beside)
