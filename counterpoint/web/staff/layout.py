"""Places every note of a staff."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import pairwise

from counterpoint.web import dates
from counterpoint.web.marks import COUNTED, LINE, LINE_NAMES, Mark
from counterpoint.web.staff.shapes import (
    ASKED,
    BY_MONTH,
    COLUMN,
    EASY,
    EDGE,
    GAP,
    LEVELS,
    NAMES,
    STEP,
    TOP,
    WIDTH,
    Count,
    Month,
    Note,
    Placed,
    Staff,
    System,
)
from counterpoint.web.staff.spacing import labels, months, percent, share, spread


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
    here: str = "today",
) -> Staff:
    """Place `notes` in date order from `start` to `end`, stretched to hold them all. `here` names today."""
    ordered = sorted(notes, key=lambda note: note.on)
    start, end = min([start, *(n.on for n in ordered)]), max([end, today, *(n.on for n in ordered)])
    field = width - NAMES - 2 * EDGE
    count = sum(note.number for note in ordered)
    if count >= BY_MONTH:
        systems = _by_month(ordered, start, end, (today, here), field, list_url, month_url)
    else:
        systems = _one_by_one(ordered, start, end, (today, here), field)
    return Staff(
        id=id,
        title=title,
        description=describe(ordered),
        list_url=list_url,
        count=count,
        systems=systems,
    )


def describe(notes: Sequence[Note]) -> str:
    """What the picture shows, in words: "Seven claims: three confirmed, two contested, one not due yet."."""
    if not notes:
        return "No claims."
    counts = _counts(notes)
    said = [f"{dates.number_word(counts[state])} {COUNTED[state]}" for state in Mark if counts[state]]
    return f"{dates.counted(counts.total(), 'claim').capitalize()}: {dates.listed(said)}."


def _counts(notes: Iterable[Note]) -> Counter[Mark]:
    counts: Counter[Mark] = Counter()
    for note in notes:
        counts[note.state] += note.number
    return counts


def _one_by_one(
    notes: Sequence[Note], start: date, end: date, today: tuple[date, str], field: int
) -> tuple[System, ...]:
    room = field // GAP + 1
    runs = _evenly(notes, -(-len(notes) // room) or 1)
    systems = []
    for index, run in enumerate(runs):
        first = start if index == 0 else run[0].on
        last = end if index == len(runs) - 1 else runs[index + 1][0].on
        deepest = max(
            (LINE.get(note.state, 0) for note in run), default=0
        )  # lower lines that hold nothing are not drawn
        lines = tuple(zip(LINE_NAMES[: deepest + 1], LEVELS, strict=False))
        systems.append(_system(_placed(run, first, last, field), (), first, last, today, lines))
    return tuple(systems)


def _evenly[T](things: Sequence[T], parts: int) -> list[Sequence[T]]:
    cuts = [round(index * len(things) / parts) for index in range(parts + 1)]
    return [things[a:b] for a, b in pairwise(cuts)]


def _placed(notes: Sequence[Note], start: date, end: date, field: int) -> tuple[Placed, ...]:
    gap = min(max(field / len(notes), GAP), EASY) if notes else GAP
    spots = spread([share(note.on, start, end) * field for note in notes], gap, field)
    return tuple(
        Placed(
            x=percent(spot / field),
            state=note.state,
            name=note.name,
            url=note.url,
            line=LINE.get(note.state, 0),
            y=LEVELS[LINE.get(note.state, 0)],
            asked=note.asked if note.state in (Mark.UNANSWERED, Mark.OVERDUE) else 0,
            crowded=_room_right(spots, index, _next_low(notes, index), field) < ASKED,
        )
        for index, (note, spot) in enumerate(zip(notes, spots, strict=True))
    )


def _next_low(notes: Sequence[Note], index: int) -> int | None:
    """The next note that reaches down to where "asked 2" would be written."""
    return next((i for i in range(index + 1, len(notes)) if LINE.get(notes[i].state, 0) == 2), None)


def _room_right(spots: Sequence[float], index: int, neighbour: int | None, field: int) -> float:
    end = field + EDGE if neighbour is None else spots[neighbour] - 9
    return end - spots[index]


def _system(
    notes: tuple[Placed, ...],
    months: tuple[Month, ...],
    start: date,
    end: date,
    today: tuple[date, str],
    lines: tuple[tuple[str, int], ...],
) -> System:
    on, named = today
    here = start <= on <= end
    return System(
        notes=notes,
        months=months,
        labels=labels(start, end, on, named),
        today_x=percent(share(on, start, end)) if here else "",
        lines=lines,
        height=lines[-1][1] + TOP,
    )


def _by_month(
    notes: Sequence[Note],
    start: date,
    end: date,
    today: tuple[date, str],
    field: int,
    list_url: str,
    month_url: Callable[[date], str] | None,
) -> tuple[System, ...]:
    firsts = [date(n // 12, n % 12 + 1, 1) for n in range(months(start), months(end) + 1)]
    rows = _rows(notes)
    tops = _tops(rows)
    in_month: dict[int, list[Note]] = defaultdict(list)
    for note in notes:
        in_month[months(note.on)].append(note)
    runs = _evenly(firsts, -(-len(firsts) // max(field // COLUMN, 1)))
    systems = []
    for run in runs:
        columns = tuple(
            _month(
                first,
                (index + 0.5) / len(run),
                in_month[months(first)],
                rows,
                month_url(first) if month_url else list_url,
            )
            for index, first in enumerate(run)
            if months(first) in in_month
        )
        last = dates.last_day(run[-1].year, run[-1].month)
        lines = tuple((LINE_NAMES[LINE.get(state, 0)] if y in tops else "", y) for state, y in rows.items())
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
    counts = _counts(notes)
    held = [Count(state, y, counts[state]) for state, y in rows.items() if state in counts]
    said = [f"{dates.number_word(one.number)} {COUNTED[one.state]}" for one in held]
    return Month(
        x=percent(at),
        name=f"{dates.month(first)}: {dates.listed(said)}",
        url=url,
        counts=tuple(held),
    )
