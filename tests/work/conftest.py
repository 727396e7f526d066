"""A tray instead of the post, and a clock that a test moves on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from counterpoint.work import loop
from counterpoint.work.channels import Failed, Message, Sent
from tests.world import World


@dataclass
class Tray:
    """A way out that keeps what it was given. `down`: why nothing goes at the moment."""

    messages: list[Message] = field(default_factory=list)
    down: Failed | None = None

    def send(self, message: Message) -> Sent | Failed:
        if self.down:
            return self.down
        self.messages.append(message)
        return Sent(message.key)


@dataclass
class Post:
    """Work, with its clock in the hand of the test. Every call is one round; it returns what that round sent."""

    tray: Tray = field(default_factory=Tray)
    work: loop.Work = field(init=False)

    def __post_init__(self) -> None:
        self.work = loop.Work(lambda kind, demonstration: self.tray)

    def at(self, moment: datetime) -> list[Message]:
        before = len(self.tray.messages)
        self.work.one_round(moment)
        return self.tray.messages[before:]

    def on(self, start: datetime, *days: int) -> list[tuple[datetime, Message]]:
        """One round on each of these days, counted from `start`, at its time of day."""
        moments = [start + timedelta(days=one) for one in days]
        return [(moment, message) for moment in moments for message in self.at(moment)]

    def until(
        self, start: datetime, end: datetime, step: timedelta = timedelta(days=1)
    ) -> list[tuple[datetime, Message]]:
        """Rounds from `start` to `end`; each message with the moment at which it went."""
        found = []
        while start <= end:
            found += [(start, message) for message in self.at(start)]
            start += step
        return found


@pytest.fixture
def post(world: World) -> Post:
    return Post()


@pytest.fixture
def to() -> Callable[[list[Message], object], list[Message]]:
    """The messages to one person, by the address or number at which they are reached."""
    return lambda messages, member: [one for one in messages if one.to in (member.email, member.phone)]  # type: ignore[attr-defined]
