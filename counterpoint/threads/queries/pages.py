"""The thread of a record: what it is tied to directly, for its own page, and all of it, for a page of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from counterpoint.claims.choices import KINDS
from counterpoint.claims.queries.as_at import AsAt, as_at_of
from counterpoint.claims.queries.finding import seen_here
from counterpoint.partnership.models import Member, is_quiet
from counterpoint.partnership.queries.membership import head_for
from counterpoint.threads.queries.drawing import Drawing, draw
from counterpoint.threads.queries.nodes import (
    EXPERIMENTS,
    GOALS,
    STORIES,
    Node,
    Reading,
    claim_nodes,
    known_node,
    one_experiment,
    one_goal,
    one_story,
    opening,
    read_nodes,
    stories_for,
)
from counterpoint.threads.queries.sources import CLAIM, STORY, Edge, End, all_ties, ties_of
from counterpoint.threads.queries.walking import Branch, among, as_list, in_time, reached
from counterpoint.web import dates
from counterpoint.web.marks import COUNTED, Mark

MOST = 60  # records of a whole thread
MOST_BESIDE = 8  # of what a record's own page shows beside it


@dataclass(frozen=True, slots=True)
class Here:
    """The record on whose page a thread stands, as that page has it."""

    room: str
    number: int
    mark: str
    caption: str
    words: str

    def node(self, end: End) -> Node:
        return Node(
            end=end, room=self.room, number=self.number, mark=self.mark, state="", caption=self.caption,
            words=f"“{opening(self.words)}”" if self.mark == STORY else opening(self.words), lang="", on=date.min, when="", url="",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ThreadPart:
    """Everything threads/_part.jinja may say on a record's own page."""

    drawing: Drawing
    title: str
    sentence: str
    branches: tuple[Branch, ...]
    more: str
    url: str


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """Everything threads/show.jinja may say."""

    caption: str
    title: str
    back_url: str
    mark: str
    state: str
    sentence: str
    drawing: Drawing
    branches: tuple[Branch, ...]
    more: str
    alone: bool
    as_at: AsAt


def thread_key(member: Member, room: str, number: int, at: datetime, as_at: date | None) -> str:
    """All that the page depends on: while it is the same, so is the page. A permission runs out with a day."""
    today = Reading(member, at).today
    rights = f"{member.pk}|{is_quiet(member.place, at)}"
    return f"thread|{member.place_id}|{room}|{number}|{head_for(member)}|{today}|{as_at}|{rights}"


def thread_part(
    member: Member, what: str, here: Here, at: datetime, as_at: date | None = None
) -> ThreadPart | None:
    """What a record is tied to directly, or None where it is tied to nothing. One query; of a past day three."""
    reading = Reading(member, at, as_at)
    seen = seen_here(member, at) if is_quiet(member.place, at) else None
    tied = ties_of(member.place, what, here.number, stories_for(reading), reading.until, seen)
    if not tied.edges:
        return None
    start = next(end for end in (tied.edges[0].above, tied.edges[0].below) if end not in tied.known)
    # How claims stood on a past day has to be asked.
    known = (
        {end: said for end, said in tied.known.items() if end[0] != CLAIM} if reading.until else tied.known
    )
    nodes = read_nodes(reading, tied.known, known)
    if not nodes:
        return None
    near = in_time(nodes.values())[:MOST_BESIDE]
    led_here = {edge.above for edge in tied.edges if edge.below == start}
    above, below = (_those(near, led_here, so) for so in (True, False))
    drawn = [*above, here.node(start), *below]
    edges = among(tied.edges, {one.end for one in drawn})
    return ThreadPart(
        drawing=draw(start, drawn, edges),
        title=f"What {here.caption} is tied to",
        sentence=_directly(start, among(tied.edges, {start, *nodes})),
        branches=as_list(start, drawn, edges),
        more=_more(len(nodes) - len(near)),
        url=thread_url(member.place.slug, here.room, here.number) + reading.query,
    )


def thread_page(
    member: Member, room: str, number: int, at: datetime, as_at: date | None
) -> ThreadPage | None:
    """All that hangs together with a record, or None where there is no such record for this reader."""
    reading = Reading(member, at, as_at)
    found = _start(reading, room, number)
    if found is None:
        return None
    tied = all_ties(member.place, stories_for(reading), reading.until)
    start, whole = found.end, reached(found.end, tied.edges)
    nodes = {start: found} | read_nodes(reading, [end for end in whole if end != start], tied.known)
    # What this reader may not know of holds nothing together.
    whole = reached(start, among(tied.edges, nodes))
    drawn, edges = _kept(nodes, whole[:MOST], tied.edges)
    return ThreadPage(
        caption=f"The thread of {found.caption}",
        title=found.words or found.caption,
        back_url=found.url,
        mark=found.mark,
        state=found.state,
        sentence=_whole(drawn) if len(drawn) > 1 else "",
        drawing=draw(start, drawn, edges),
        branches=as_list(start, drawn, edges),
        more=_more(len(whole) - len(drawn)),
        alone=len(drawn) == 1,
        as_at=as_at_of(thread_url(member.place.slug, room, number), member.place, at, reading.until),
    )


def thread_url(slug: str, room: str, number: int) -> str:
    return reverse("threads:show", kwargs={"slug": slug, "room": room, "number": number})


def _start(reading: Reading, room: str, number: int) -> Node | None:
    """The record itself, if it is one of this room and its reader may know of it."""
    if room == STORIES:
        found = one_story(reading, number)
        return known_node(reading, *found) if found else None
    if room == EXPERIMENTS:
        tried = one_experiment(reading, number)
        return known_node(reading, *tried) if tried else None
    if room == GOALS:
        chosen = one_goal(reading, number)
        return known_node(reading, *chosen) if chosen else None
    kinds = [one.key for one in KINDS.values() if one.room == room]
    seen = seen_here(reading.member, reading.at).filter(number=number, kind__in=kinds)
    if reading.until:
        seen = seen.filter(put_at__lte=reading.until)
    return next(iter(claim_nodes(reading, list(seen.select_related("sentence"))).values()), None)


def _those(near: Sequence[Node], led_here: Collection[End], so: bool) -> list[Node]:
    return [one for one in near if (one.end in led_here) is so]


def _kept(
    nodes: dict[End, Node], ends: Sequence[End], edges: Sequence[Edge]
) -> tuple[list[Node], list[Edge]]:
    kept = set(ends)
    return in_time(one for end, one in nodes.items() if end in kept), among(edges, kept)


def _more(left_out: int) -> str:
    return f"And {dates.counted(left_out, 'record')} more, further away." if left_out > 0 else ""


def _directly(start: End, edges: Sequence[Edge]) -> str:
    """ "One record led here. Two records came of it."."""
    above = {one.above for one in edges if one.below == start}
    below = {one.below for one in edges if one.above == start}
    said = [
        f"{dates.counted(len(above), 'record')} led here." if above else "",
        f"{dates.counted(len(below), 'record')} came of it." if below else "",
    ]
    return " ".join(f"{one[:1].upper()}{one[1:]}" for one in said if one)


def _whole(nodes: Sequence[Node]) -> str:
    """ "One story and three records, from April 2025 to July 2026: one confirmed, one contested and one open."."""
    stories = sum(one.room == STORIES for one in nodes)
    told = dates.counted(stories, "story", "stories") if stories else ""
    rest = dates.counted(len(nodes) - stories, "record") if len(nodes) > stories else ""
    first, last = dates.month(nodes[0].on), dates.month(nodes[-1].on)
    when = f"in {first}" if first == last else f"from {first} to {last}"
    stand = Counter(Mark(one.mark) for one in nodes if one.mark in Mark)
    how = dates.listed([f"{dates.number_word(count)} {COUNTED[mark]}" for mark, count in stand.items()])
    said = f"{dates.listed([one for one in (told, rest) if one])}, {when}"
    return f"{said[:1].upper()}{said[1:]}{': ' if how else ''}{how}."
