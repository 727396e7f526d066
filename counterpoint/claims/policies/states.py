"""The state that a reader sees: a standing, or where a claim is on the way to one. Derived on reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Standing
from counterpoint.claims.choices import State

OLD = timedelta(days=183)  # "a confirmation over six months is drawn hollow"


@dataclass(frozen=True, slots=True)
class Seen:
    """What `state_of` needs of a claim, whether read now or as at a date."""

    standing: str
    claimed_at: datetime | None
    due_on: date | None
    lasts: bool
    spoken: bool
    heard_at: datetime | None
    reply_until: date | None
    withdrawn_at: datetime | None
    before: State = (
        State.OPEN
    )  # what it is called until somebody claims it: heard, open, raised, taken, refused


def state_of(seen: Seen, *, today: date, zone: str, reads_contest: bool) -> State:
    """One word for a claim. `reads_contest`: the reader is a party, and need not wait for the reply time to end."""
    if seen.withdrawn_at and seen.standing != Standing.CONTESTED:
        return State.WITHDRAWN
    if seen.claimed_at is None:
        return seen.before
    if seen.standing == Standing.CONTESTED:
        waits = seen.reply_until is not None and today <= seen.reply_until
        return State.IN_REPLY if waits and not reads_contest else State.CONTESTED
    if seen.standing == Standing.CONFIRMED:
        old = seen.lasts and seen.heard_at is not None and day_in(seen.heard_at, zone) + OLD < today
        return State.CONFIRMED_OLD if old else State.CONFIRMED
    if seen.standing == Standing.PARTLY:
        return State.PARTLY
    if seen.due_on and seen.due_on > today and not seen.spoken:
        return State.NOT_DUE
    if seen.due_on and seen.due_on < today and not seen.spoken:
        return State.OVERDUE
    return State.FEW if seen.standing == Standing.FEW else State.UNANSWERED
