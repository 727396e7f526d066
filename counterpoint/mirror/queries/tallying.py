"""How many claims of each message stand how, by month: now, or as at a past day.

Now, the database counts, and hands over single claims only for rows that draw them one by one, and for what asks for
something next. As at a past day, everything comes from what had been recorded by then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache

from django.db.models import Q

from counterpoint.analysis.calendar import last_instant
from counterpoint.claims.choices import Horizon, State
from counterpoint.claims.models import Claim
from counterpoint.claims.policies.states import OLD
from counterpoint.claims.queries.snapshots import Snapshot
from counterpoint.mirror.choices import WORDINGS
from counterpoint.mirror.queries.counting import Beside, Tally
from counterpoint.mirror.queries.reading import View, drawn_on
from counterpoint.mirror.queries.scans import TALLIES
from counterpoint.mirror.queries.sql import told_by
from counterpoint.partnership.choices import Perspective

STATES = {one.value: one for one in State}
OPEN_PROMISES = (State.NOT_DUE, State.UNANSWERED, State.OVERDUE)
FRESH = timedelta(days=60)
FROM_THE_FRONTLINE = Q(put_as=Perspective.FRONTLINE) | Q(put_by__isnull=True)  # a ticket may be anyone's


def tallies_now(view: View) -> tuple[list[Tally], Beside]:
    """Counted by the database: some hundred rows, however many claims there are."""
    # The month is told in UTC: only within an hour of midnight could it be another, and only where a row is drawn
    # by month.
    rows = told_by(
        TALLIES,
        "c.id",
        "c.put_by_id",
        place=view.place.pk,
        seen=view.among_seen,
        today=view.today,
        since=view.at - FRESH,
        old=last_instant(view.today - OLD - timedelta(days=1), view.place.zone),
        **view.standing,
    )
    tallies: list[Tally] = []
    beside = Beside(0, False, False)
    for message, *told in rows:
        if message:
            tallies += _taken_apart(message, *told)
        else:
            promises, later, fresh = told[3:6]
            beside = Beside(promises, bool(later), bool(fresh))
    return tallies, beside


def _taken_apart(
    message: int, standing: str, before: str, month: int, number: int, gone: int, unclaimed: int, old: int,
    overdue: int, other: int, due: str | None,
) -> Iterator[Tally]:  # fmt: skip
    """The states of claims that stand alike: what is claimed, and what is not claimed yet, withdrawn, old, overdue."""
    on = _first(month)
    if standing != State.CONTESTED:
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


def beside_then(view: View, found: Iterable[Snapshot]) -> Beside:
    """The same of the place as a whole, as at a past day. One query."""
    open_then = {
        one.pk for one in found if one.kind == "promise" and one.message and one.state in OPEN_PROMISES
    }
    there = {one.pk for one in found if one.message}
    until = view.until or view.at
    later = Q(kind="promise") & ~Q(horizon=Horizon.NOW)
    fresh = Q(FROM_THE_FRONTLINE, kind="barrier", put_at__gte=until - FRESH, put_at__lte=until)
    rows = set(Claim.objects.filter(later | fresh, place=view.place).values_list("kind", "pk"))
    return Beside(
        promises=len(open_then),
        later=any(kind == "promise" and key in open_then for kind, key in rows),
        fresh=any(kind == "barrier" and key in there for kind, key in rows),
    )
