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
from counterpoint.mirror.choices import WORDINGS
from counterpoint.mirror.queries.counting import Beside, Counted, Tally
from counterpoint.mirror.queries.reading import View, drawn_on
from counterpoint.mirror.queries.scans import HEARD, TALLIES
from counterpoint.mirror.queries.sql import Part, filled, moment, told_by

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
    tallies: list[Tally] = []
    beside, ends = Beside(0, False, False), []
    for about, *told in rows:
        if about:
            tallies += _taken_apart(about, *told)
        elif told[0] == "open":
            promises, later, fresh = told[3:6]
            beside = Beside(promises, bool(later), bool(fresh))
        elif told[-1]:
            ends.append(moment(told[-1]))
    return Counted(tallies, beside, tuple(ends))


def _taken_apart(
    message: int, standing: str, before: str, month: int, number: int, gone: int, unclaimed: int, old: int,
    overdue: int, other: int, due: str | None,
) -> Iterator[Tally]:  # fmt: skip
    """The states of claims that stand alike: what is claimed, and what is not claimed yet, withdrawn, old, overdue."""
    on = _first(month)
    if standing not in (State.CONTESTED, State.IN_REPLY):  # withdrawn after a contest, it stays contested
        if gone:
            yield Tally(message, State.WITHDRAWN, on, gone, gone)
        number, gone = number - gone, 0
    if unclaimed:
        yield Tally(message, STATES[before or State.OPEN], on, unclaimed)
    apart = {
        "confirmed": (State.CONFIRMED_OLD, old),
        "unanswered": (State.OVERDUE, overdue),
        "few": (State.OVERDUE, overdue),
    }
    state, some = apart.get(standing, (State.OVERDUE, 0))
    if some:
        yield Tally(message, state, on, some, 0, other > 0)
    if rest := number - unclaimed - some:
        yield Tally(
            message, STATES[standing], on, rest, gone, other > 0, date.fromisoformat(due) if due else None
        )


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
