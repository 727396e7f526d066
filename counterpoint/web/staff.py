"""A staff: claims as notes along a line of time. Where everything stands is worked out here; the template only draws.

Across, a place is a percentage of the staff's width, so that marks and words keep their size on every screen.
Down, it is in pixels. Marks never stand closer than a finger needs (24 px) at the narrowest width at which they are
links (`width`); where they would not fit, the staff breaks into several systems, as music does, and from 60 notes on
it counts by month instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from counterpoint.web import dates
from counterpoint.web.marks import LINE, LINE_NAMES, WORDS, Mark

WIDTH = 480  # px: the narrowest staff whose marks are links, its line names included
NAMES = 62  # px for "so", "partly", "not so"
EDGE = 12  # px left free at both ends, so that half a mark does not hang over
HIT = 24  # px: WCAG 2.2, target size (minimum)
GAP = HIT + 1
TOP = 22  # px down to the first line
STEP = 24  # px from line to line
LEVELS = (TOP, TOP + STEP, TOP + 2 * STEP)  # so, partly, not so
ASKED = 58  # px for "asked 2" to the right of its stem
BY_MONTH = 60  # notes
COLUMN = 36  # px for a month's marks with their figures


@dataclass(frozen=True, slots=True)
class Note:
    """One claim: what happened to it, when, what it is called aloud, where it is read."""

    on: date
    state: Mark
    name: str  # "Sunday bed, contested: It is a list, not a bed"
    url: str
    asked: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """A note, with the place where it is drawn."""

    x: str  # "37.5%"
    state: Mark
    name: str
    url: str
    line: int  # 0, 1, 2
    y: int  # of the second voice
    asked: str  # "asked 2", or only "2" where there is no room, or nothing


@dataclass(frozen=True, slots=True)
class Count:
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


def lay_out(
    notes: Sequence[Note],
    start: date,
    end: date,
    today: date,
    *,
    width: int = WIDTH,
    id: str = "staff",
    title: str = "",
    list_url: str = "",
    month_url: Callable[[date], str] | None = None,
) -> Staff:
    """Place `notes` between `start` and `end` (stretched to hold them all), in date order."""
    ordered = sorted(notes, key=lambda note: note.on)
    start, end = min([start, *(n.on for n in ordered)]), max([end, today, *(n.on for n in ordered)])
    field = width - NAMES - 2 * EDGE
    if len(ordered) >= BY_MONTH:
        systems = _by_month(ordered, start, end, today, field, list_url, month_url)
    else:
        systems = _one_by_one(ordered, start, end, today, field)
    return Staff(
        id=id, title=title, description=describe(ordered), list_url=list_url, count=len(ordered), systems=systems
    )


def describe(notes: Sequence[Note]) -> str:
    """What the picture shows, in words: "Seven claims: three confirmed, two contested, one not due yet."."""
    if not notes:
        return "No claims."
    counts = Counter(note.state for note in notes)
    said = [f"{dates.number_word(counts[state])} {WORDS[state]}" for state in Mark if counts[state]]
    return f"{dates.counted(len(notes), 'claim').capitalize()}: {dates.listed(said)}."


def _one_by_one(notes: Sequence[Note], start: date, end: date, today: date, field: int) -> tuple[System, ...]:
    room = field // GAP + 1
    runs = _evenly(notes, -(-len(notes) // room) or 1)
    systems = []
    for index, run in enumerate(runs):
        first = start if index == 0 else run[0].on
        last = end if index == len(runs) - 1 else runs[index + 1][0].on
        deepest = max((LINE.get(note.state, 0) for note in run), default=0)  # lower lines that hold nothing are not drawn
        lines = tuple(zip(LINE_NAMES[: deepest + 1], LEVELS, strict=False))
        systems.append(_system(_placed(run, first, last, field), (), first, last, today, lines))
    return tuple(systems)


def _evenly[T](things: Sequence[T], parts: int) -> list[Sequence[T]]:
    cuts = [round(index * len(things) / parts) for index in range(parts + 1)]
    return [things[a:b] for a, b in zip(cuts, cuts[1:], strict=False)]


def _placed(notes: Sequence[Note], start: date, end: date, field: int) -> tuple[Placed, ...]:
    spots = spread([_share(note.on, start, end) * field for note in notes], GAP, field)
    return tuple(
        Placed(
            x=_percent(spot / field),
            state=note.state,
            name=note.name,
            url=note.url,
            line=LINE.get(note.state, 0),
            y=LEVELS[LINE.get(note.state, 0)],
            asked=_asked(note, spot, _next_low(notes, spots, index), field),
        )
        for index, (note, spot) in enumerate(zip(notes, spots, strict=True))
    )


def spread(wished: Sequence[float], gap: float, room: float) -> list[float]:
    """Move points apart to at least `gap`, as little as can be (least squares), in order, between 0 and `room`.

    With the gaps taken out, "apart and in order" is "never falling", which pooling neighbours that fall solves exactly.
    """
    if not wished:
        return []
    gap = min(gap, room / max(len(wished) - 1, 1))
    pools: list[tuple[float, int]] = []
    for index, wish in enumerate(wished):
        total, size = wish - index * gap, 1
        while pools and pools[-1][0] / pools[-1][1] > total / size:
            total, size = total + pools[-1][0], size + pools[-1][1]
            pools.pop()
        pools.append((total, size))
    level = [total / size for total, size in pools for _ in range(size)]
    most = room - (len(wished) - 1) * gap
    return [min(max(value, 0.0), most) + index * gap for index, value in enumerate(level)]


def _next_low(notes: Sequence[Note], spots: Sequence[float], index: int) -> float | None:
    """Where the next note begins that reaches down to where "asked 2" would be written."""
    for note, spot in zip(notes[index + 1 :], spots[index + 1 :], strict=True):
        if LINE.get(note.state, 0) == 2:
            return spot
    return None


def _asked(note: Note, spot: float, neighbour: float | None, field: int) -> str:
    if not note.asked or note.state not in (Mark.UNANSWERED, Mark.OVERDUE):
        return ""
    room = min(field + EDGE, field if neighbour is None else neighbour - 9) - spot
    return f"asked {note.asked}" if room >= ASKED else str(note.asked)


def _system(
    notes: tuple[Placed, ...],
    months: tuple[Month, ...],
    start: date,
    end: date,
    today: date,
    lines: tuple[tuple[str, int], ...],
) -> System:
    here = start <= today <= end
    return System(
        notes=notes,
        months=months,
        labels=_labels(start, end, today),
        today_x=_percent(_share(today, start, end)) if here else "",
        lines=lines,
        height=lines[-1][1] + TOP,
    )


def _labels(start: date, end: date, today: date) -> tuple[Label, ...]:
    """The first month, one in the middle, today, and the last month: those for which there is room."""
    wished = [Label(_percent(0), dates.month(start), "start")]
    if start <= today <= end:
        at = _share(today, start, end)
        wished.append(Label(_percent(at), "today", "end" if at > 0.94 else "start" if at < 0.06 else "middle"))
    wished.append(Label(_percent(1), dates.month(end), "end"))
    wished.append(Label(_percent(0.5), dates.month(date.fromordinal((start.toordinal() + end.toordinal()) // 2)), "middle"))
    kept: list[Label] = []
    for label in wished:
        if all(_clear(label, other) for other in kept):
            kept.append(label)
    return tuple(sorted(kept, key=lambda label: float(label.x.rstrip("%"))))


def _clear(one: Label, other: Label) -> bool:
    """Whether two labels leave a gap between them at the narrowest width: about 7 px a letter."""
    (a, b), (c, d) = _extent(one), _extent(other)
    return b + 12 < c or d + 12 < a


def _extent(label: Label) -> tuple[float, float]:
    at = float(label.x.rstrip("%")) / 100 * (WIDTH - NAMES - 2 * EDGE)
    long = 7.2 * len(label.words)
    left = {"start": at, "middle": at - long / 2, "end": at - long}[label.anchor]
    return left, left + long


def _by_month(
    notes: Sequence[Note],
    start: date,
    end: date,
    today: date,
    field: int,
    list_url: str,
    month_url: Callable[[date], str] | None,
) -> tuple[System, ...]:
    firsts = [date(n // 12, n % 12 + 1, 1) for n in range(_months(start), _months(end) + 1)]
    rows = _rows(notes)
    runs = _evenly(firsts, -(-len(firsts) // max(field // COLUMN, 1)))
    systems = []
    for run in runs:
        columns = tuple(
            _month(first, (index + 0.5) / len(run), notes, rows, month_url(first) if month_url else list_url)
            for index, first in enumerate(run)
            if any(_months(note.on) == _months(first) for note in notes)
        )
        last = dates.last_day(run[-1].year, run[-1].month)
        lines = tuple((LINE_NAMES[LINE.get(state, 0)] if y in _tops(rows) else "", y) for state, y in rows.items())
        systems.append(_system((), columns, run[0], last, today, lines))
    return tuple(systems)


def _rows(notes: Sequence[Note]) -> dict[Mark, int]:
    """One row a state, those on the upper line first; where it is drawn."""
    held = {note.state for note in notes}
    ordered = sorted((state for state in Mark if state in held), key=lambda state: LINE.get(state, 0))
    return {state: TOP + index * STEP for index, state in enumerate(ordered)}


def _tops(rows: dict[Mark, int]) -> set[int]:
    """The first row of each line, where its name is written."""
    first: dict[int, int] = {}
    for state, y in rows.items():
        first.setdefault(LINE.get(state, 0), y)
    return set(first.values())


def _month(first: date, at: float, notes: Sequence[Note], rows: dict[Mark, int], url: str) -> Month:
    counts = Counter(note.state for note in notes if _months(note.on) == _months(first))
    said = [f"{dates.number_word(counts[state])} {WORDS[state]}" for state in rows if counts[state]]
    return Month(
        x=_percent(at),
        name=f"{dates.month(first)}: {dates.listed(said)}",
        url=url,
        counts=tuple(Count(state, y, counts[state]) for state, y in rows.items() if counts[state]),
    )


def _months(on: date) -> int:
    return on.year * 12 + on.month - 1


def _share(on: date, start: date, end: date) -> float:
    return (on - start).days / max((end - start).days, 1)


def _percent(share: float) -> str:
    return f"{share * 100:.2f}".rstrip("0").rstrip(".") + "%"
