"""What a staff is made of, each thing already in its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from counterpoint.web.marks import Mark

WIDTH = 480  # px: the narrowest staff whose marks are links, its line names included
NAMES = 62  # px for "so", "partly", "not so"
EDGE = 12  # px left free at both ends, so that half a mark does not hang over
HIT = 24  # px: WCAG 2.2, target size (minimum)
GAP = HIT + 1
EASY = 34  # px: where there is room for all, marks stand this far apart, and do not touch on a phone either
TOP = 22  # px down to the first line
STEP = 24  # px from line to line
LEVELS = (TOP, TOP + STEP, TOP + 2 * STEP)  # so, partly, not so
ASKED = 58  # px for "asked 2" to the right of its stem
BY_MONTH = 60  # notes
COLUMN = 36  # px for a month's marks with their figures


class Note(NamedTuple):
    """One claim: what happened to it, when, what it is called aloud, where it is read."""

    on: date
    state: Mark
    name: str  # "Sunday bed, contested: It is a list, not a bed"
    url: str
    asked: int = 0
    number: int = 1  # more than one: so many of this state in this month, counted elsewhere


@dataclass(frozen=True, slots=True)
class Placed:
    """A note, with the place where it is drawn."""

    x: str  # "37.5%"
    state: Mark
    name: str
    url: str
    line: int  # 0, 1, 2
    y: int  # of the second voice
    asked: int  # written beside a silent stem
    crowded: bool  # no room for the word "asked": only the number


class Count(NamedTuple):
    """So many of one state in one month."""

    state: Mark
    y: int
    number: int


@dataclass(frozen=True, slots=True)
class Month:
    """All the notes of one month, counted."""

    x: str
    name: str  # "March 2026: three confirmed, one contested"
    url: str
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """A word under or over the line of time."""

    x: str
    words: str
    anchor: str  # start, middle, end
    minor: bool = False  # left out on a phone and on paper


@dataclass(frozen=True, slots=True)
class System:
    """One run of the line, with what stands on it. Most staves have one."""

    notes: tuple[Placed, ...]
    months: tuple[Month, ...]
    labels: tuple[Label, ...]
    today_x: str  # "" when today is on another system
    lines: tuple[tuple[str, int], ...]  # ("so", 22), …
    height: int


@dataclass(frozen=True, slots=True)
class Staff:
    """Everything components/staff.jinja draws."""

    id: str
    title: str
    description: str
    list_url: str
    count: int
    systems: tuple[System, ...]

    @property
    def labels(self) -> tuple[Label, ...]:
        return self.systems[0].labels

    @property
    def wrapped(self) -> bool:
        """Several systems tell their own time; the axis above does not hold for them."""
        return len(self.systems) > 1
