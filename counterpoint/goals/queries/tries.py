"""What is tried, as the room of experiments tells of it.

A try may serve a goal, so that room lies above this one, and nothing here may import it. It gives itself here when it
starts (its `apps.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import QuerySet

from counterpoint.partnership.models import Member
from counterpoint.web.xmr import Happened

if TYPE_CHECKING:
    from counterpoint.goals.queries.then import View


@dataclass(frozen=True, slots=True)
class Ahead:
    """One thing that somebody tries, and how far it looks."""

    horizon: str
    words: str
    lang: str
    url: str
    who: str
    organisation: int | None  # its key
    said: str  # "being tried"
    ended_on: date | None
    goes_on: bool  # it is under way, or was kept


@dataclass(frozen=True, slots=True)
class Tried:
    """A try that serves a goal, as at the day of the page."""

    number: int
    words: str
    lang: str
    url: str
    who: str  # the organisation that tries it; nothing where a person does
    step: str  # its mark: planned, doing, studied, adopt, adapt, abandon
    said: str  # "being tried"
    when: str  # "begun 4 March 2026"; of one that is decided, that day
    learned: int | None  # the key of the claim of what it taught
    happened: Happened | None  # where it began, on the axis of the goal's charts


class Tells(Protocol):
    """What the room of experiments answers."""

    def ahead(self, member: Member, at: datetime) -> Iterable[Ahead]:
        """All that this member may know of, the newest first. One query."""

    def serving(self, view: View, goals: Iterable[int], what: int) -> QuerySet[Any, Any]:
        """Rows `in_columns` of the tries that serve these goals, as far as this reader may know of them."""

    def tried(self, row: Mapping[str, Any], view: View) -> Tried:
        """What such a row tells. No query."""


ROOM: dict[str, Tells] = {}


def room() -> Tells:
    return ROOM["experiments"]
