"""A thread drawn: time runs downwards, each record is a mark on a line with its words beside it.

A record goes on in the line of what led to it where it is the last that came of it; whatever else came of it branches off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from counterpoint.threads.queries.nodes import Node, opening
from counterpoint.threads.queries.sources import Edge, End

LEFT, APART = 14, 24  # where the first line runs, and how far from it the next
WIDTH = 300  # what fits on a small phone
LETTER = 7.6  # how wide a letter is, at most times
TEXT_AT_LEAST = 150
SMALLER = 3  # so many more letters fit in a caption
MOST_LINES = 3
LINE, GAP, TOP = 18, 16, 16
BEND = 20


@dataclass(frozen=True, slots=True)
class Dot:
    """A record, where it is drawn."""

    x: int
    y: int
    height: int
    mark: str
    name: str
    url: str
    here: bool
    caption: str
    lang: str
    lines: tuple[tuple[str, int], ...]  # its words, and how far down each line of them stands


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that threads/_drawn.jinja draws."""

    width: int
    height: int
    text_x: int
    paths: tuple[str, ...]
    dots: tuple[Dot, ...]


def draw(start: End, nodes: Sequence[Node], edges: Sequence[Edge]) -> Drawing:
    """`nodes` in the order of time, and the ties among them."""
    rows = {one.end: row for row, one in enumerate(nodes)}
    spans = sorted({tuple(sorted((rows[one.above], rows[one.below]))) for one in edges})
    lanes = _lanes(len(nodes), [(first, last) for first, last in spans if first != last])
    text_x = LEFT + APART * max(lanes, default=0) + 18
    room = max(TEXT_AT_LEAST, WIDTH - text_x)
    dots: list[Dot] = []
    y = TOP
    for one, lane in zip(nodes, lanes, strict=True):
        dot = _dot(one, LEFT + APART * lane, y, here=one.end == start, letters=int(room / LETTER))
        dots.append(dot)
        y += dot.height + GAP
    paths = tuple(_path(dots[first], dots[last]) for first, last in spans if first != last)
    return Drawing(text_x + room, y - GAP, text_x, paths, tuple(dots))


def _lanes(count: int, spans: Sequence[tuple[int, int]]) -> list[int]:
    """In which line each row stands. A line is kept free down to the last row that branches from it."""
    ends_at = {row: max([last for first, last in spans if first == row], default=row) for row in range(count)}
    lanes: list[int] = []
    busy: list[int] = []  # of each line, the row down to which it is taken
    for row in range(count):
        mine = [lanes[first] for first, last in spans if last == row and ends_at[first] == row]
        free = [lane for lane, until in enumerate(busy) if until < row]
        lane = min(mine, default=min(free, default=len(busy)))
        if lane == len(busy):
            busy.append(row)
        busy[lane] = ends_at[row]
        lanes.append(lane)
    return lanes


def _dot(node: Node, x: int, y: int, *, here: bool, letters: int) -> Dot:
    words = wrap(node.words, letters, break_long_words=True)
    if len(words) > MOST_LINES:
        words = [*words[: MOST_LINES - 1], opening(" ".join(words[MOST_LINES - 1 :]), letters - 1)]
    lines = tuple((each, y + 5 + LINE * count) for count, each in enumerate(words, start=1))
    return Dot(
        x=x,
        y=y,
        height=max(LINE * (len(lines) + 1), 24),
        mark=node.mark,
        name=node.name,
        url="" if here else node.url,
        here=here,
        caption=f"{node.caption} · {node.when}"
        if node.when and len(node.caption) < letters - 14
        else opening(node.caption, letters + SMALLER),
        lang=node.lang,
        lines=lines,
    )


def _path(first: Dot, last: Dot) -> str:
    """Down the line of the one that stands above, and over to the other just before it."""
    if first.x == last.x:
        return f"M{first.x} {first.y}V{last.y}"
    bend = max(last.y - BEND, first.y)
    return f"M{first.x} {first.y}V{bend}Q{first.x} {last.y} {last.x} {last.y}"
