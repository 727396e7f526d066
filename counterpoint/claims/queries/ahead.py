"""What looks ahead and is no claim, as the room that holds it tells of it.

Rooms side by side import nothing of each other. Each gives its own here when it starts (its `apps.py`), and whichever
lays all of it side by side asks here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from counterpoint.partnership.models import Member


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


type Tell = Callable[[Member, datetime], Iterable[Ahead]]

TELLERS: dict[str, Tell] = {}


def all_ahead(member: Member, at: datetime) -> Iterator[Ahead]:
    """All that this member may know of. A query for each room that tells."""
    for room in sorted(TELLERS):
        yield from TELLERS[room](member, at)
