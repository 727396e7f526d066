"""How many claims of a message stand how. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from counterpoint.claims.choices import MESSAGES, State

# What is named in the sentence and not counted as claimed.
NOT_CLAIMED = (
    State.HEARD, State.DISOWNED, State.OPEN, State.RAISED, State.TAKEN, State.REFUSED, State.SAME,
    State.OFFERED, State.WITHDRAWN,
)  # fmt: skip


class Tally(NamedTuple):
    """So many claims of one message and state that are drawn in one month, and what else is true of some."""

    message: int
    state: State
    month: date  # its first day
    number: int
    gone: int = 0  # withdrawn
    other: bool = False  # some are of a kind that the message's own words do not fit
    due: date | None = None  # the first date of those that are not due


@dataclass(frozen=True, slots=True)
class Beside:
    """What the rules of what next ask of a place as a whole."""

    promises: int  # those that are open
    later: bool  # one of them has another horizon than "now"
    fresh: bool  # a barrier was raised from the frontline, or by ticket, in the last 60 days


class Counted(NamedTuple):
    """What the database counts in one pass."""

    tallies: list[Tally]
    beside: Beside
    heard: tuple[datetime, ...] = ()  # of one message: the claim that was heard longest ago, and the newest


@dataclass(frozen=True, slots=True)
class Counts:
    """One message: how many claims are in which state, and what a sentence needs besides."""

    states: Counter[State] = field(default_factory=Counter)
    fits: bool = True  # the message's own words are true of all that is claimed
    gone: int = 0
    first_due: date | None = None
    last_due: date | None = None

    @property
    def claimed(self) -> int:
        return sum(number for state, number in self.states.items() if state not in NOT_CLAIMED)

    @property
    def anything(self) -> bool:
        return sum(self.states.values()) > 0

    @property
    def confirmed(self) -> int:
        """Those confirmed long ago included."""
        return self.states[State.CONFIRMED] + self.states[State.CONFIRMED_OLD]

    @property
    def partly(self) -> int:
        return self.states[State.PARTLY]

    @property
    def contested(self) -> int:
        return self.states[State.CONTESTED]

    @property
    def overdue(self) -> int:
        return self.states[State.OVERDUE]

    @property
    def unanswered(self) -> int:
        """With those overdue, and those with few answers."""
        return self.states[State.UNANSWERED] + self.states[State.FEW] + self.overdue

    @property
    def not_due(self) -> int:
        return self.states[State.NOT_DUE]

    @property
    def in_reply(self) -> int:
        return self.states[State.IN_REPLY]


def by_message(tallies: Iterable[Tally]) -> dict[int, Counts]:
    """The ten messages, those of which nobody has claimed anything included."""
    gathered: dict[int, list[Tally]] = defaultdict(list)
    for tally in tallies:
        gathered[tally.message].append(tally)
    return {message: _add_up(gathered[message]) for message in MESSAGES}


def _add_up(tallies: list[Tally]) -> Counts:
    states: Counter[State] = Counter()
    for tally in tallies:
        states[tally.state] += tally.number
    dues = [tally.due for tally in tallies if tally.state == State.NOT_DUE and tally.due]
    return Counts(
        states=states,
        fits=not any(tally.other for tally in tallies if tally.state not in NOT_CLAIMED),
        gone=sum(tally.gone for tally in tallies if tally.state == State.CONTESTED),
        first_due=min(dues, default=None),
        last_due=max(dues, default=None),
    )
