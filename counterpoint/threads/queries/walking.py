"""Walking a thread: what hangs together with a record, how near, and as a list in which each stands under what led to it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from counterpoint.threads.queries.nodes import Node
from counterpoint.threads.queries.sources import Edge, End


@dataclass(frozen=True, slots=True)
class Branch:
    """A record in the list, and what came of it."""

    node: Node
    says: str  # how it came of what it stands under
    here: bool
    again: bool  # it stands further up already, with what came of it
    below: tuple[Branch, ...]


def reached(start: End, edges: Iterable[Edge]) -> list[End]:
    """All that hangs together with a record, the nearest first."""
    beside: dict[End, list[End]] = defaultdict(list)
    for edge in edges:
        beside[edge.above].append(edge.below)
        beside[edge.below].append(edge.above)
    found, waiting = {start: None}, deque([start])
    while waiting:
        for end in beside[waiting.popleft()]:
            if end not in found:
                found[end] = None
                waiting.append(end)
    return list(found)


def among(edges: Iterable[Edge], ends: Collection[End]) -> list[Edge]:
    return [one for one in edges if one.above in ends and one.below in ends]


def in_time(nodes: Iterable[Node]) -> list[Node]:
    """Oldest first; of one day, a story before what came of it."""
    return sorted(nodes, key=lambda one: (one.on, one.end[0] != "story", one.number, one.end))


def as_list(start: End, nodes: Sequence[Node], edges: Sequence[Edge]) -> tuple[Branch, ...]:
    """From what nothing led to, downwards. `nodes` in the order of time."""
    below: dict[End, list[Edge]] = defaultdict(list)
    for edge in edges:
        below[edge.above].append(edge)
    order = {one.end: place for place, one in enumerate(nodes)}
    by_end = {one.end: one for one in nodes}
    led_to = {edge.below for edge in edges}
    written: set[End] = set()

    def branch(end: End, says: str) -> Branch:
        again = end in written
        written.add(end)
        under = [] if again else sorted(below[end], key=lambda edge: order[edge.below])
        came = tuple(branch(edge.below, edge.says) for edge in under)
        return Branch(by_end[end], says, end == start, again, came)

    first = [branch(one.end, "") for one in nodes if one.end not in led_to]
    # Where things led round in a circle, nothing comes first.
    return tuple([*first, *(branch(one.end, "") for one in nodes if one.end not in written)])
