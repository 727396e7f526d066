"""What leads to what: the one table of every way in which a record may be tied to another.

A room that is built later adds its lines here. Each source says in which table its ties lie, which column leads to what
came before and which to what came of it, since when, and how that is said. All of a place, or all of one record, are
read in one query.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    F,
    Field,
    IntegerField,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)

from counterpoint.barriers.models import Barrier
from counterpoint.claims.choices import Across, TurnVerb
from counterpoint.claims.models import Claim, Elsewhere, Request
from counterpoint.claims.queries.happened import nothing
from counterpoint.experiments.models import Experiment, LedTo, TriedFor
from counterpoint.goals.models import Goal, Need, Serves
from counterpoint.partnership.models import Place
from counterpoint.stories.models import Behind, Outcome, Passage, Story

CLAIM, STORY, AWAY, EXPERIMENT, GOAL = "claim", "story", "elsewhere", "experiment", "goal"

type End = tuple[str, int]  # what it is, and its key
type Side = tuple[str, str]  # what it is, and the column; "" is the row itself


@dataclass(frozen=True, slots=True)
class Source:
    """One way of being tied."""

    model: type[Model]
    above: Side
    below: Side
    since: str  # when it came about
    says: str  # before whatever came of it
    where: Mapping[str, Any] = field(default_factory=dict)


SOURCES: tuple[Source, ...] = (
    Source(Claim, (CLAIM, "follows"), (CLAIM, ""), "put_at", "Then", {"follows__isnull": False}),
    Source(Request, (CLAIM, "claim"), (CLAIM, "promise"), "answered_at", "Answered with", {"promise__isnull": False}),
    Source(Behind, (STORY, "story"), (CLAIM, "claim"), "at", "Led to"),
    Source(Outcome, (STORY, "story"), (CLAIM, "claim"), "claim__put_at", "Changed because of it"),
    Source(
        Barrier, (CLAIM, "claim"), (CLAIM, "same_as__claim"), "claim__turns__at", "Is the same as",
        {"same_as__isnull": False, "claim__turns__verb": TurnVerb.SAME},
    ),
    Source(
        Experiment, (EXPERIMENT, "follows"), (EXPERIMENT, ""), "put_at", "Tried again as", {"follows__isnull": False}
    ),
    Source(Experiment, (EXPERIMENT, ""), (CLAIM, "claim"), "ended_at", "Taught", {"claim__isnull": False}),
    Source(LedTo, (EXPERIMENT, "experiment"), (CLAIM, "claim"), "at", "Led to"),
    Source(TriedFor, (GOAL, "goal"), (EXPERIMENT, "experiment"), "at", "Is served by"),
    Source(Serves, (GOAL, "goal"), (CLAIM, "claim"), "at", "Is served by"),
    Source(Need, (GOAL, "goal"), (CLAIM, "promise"), "at", "Needs", {"promise__isnull": False, "ended_at": None}),
    Source(Goal, (GOAL, ""), (CLAIM, "carried"), "carried__put_at", "Is carried", {"carried__isnull": False}),
    Source(Goal, (GOAL, ""), (CLAIM, "shared"), "shared__put_at", "Is to be signed", {"shared__isnull": False}),
    Source(Goal, (GOAL, ""), (CLAIM, "met"), "met__put_at", "Is said to be met", {"met__isnull": False}),
    Source(Elsewhere, (CLAIM, "claim"), (AWAY, ""), "at", "Taken to", {"way": Across.TO}),
    Source(Elsewhere, (AWAY, ""), (CLAIM, "claim"), "at", "Came here as", {"way": Across.FROM}),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edge:
    """That one thing led to another."""

    above: End
    below: End
    says: str


@dataclass(frozen=True, slots=True)
class Tied:
    """The ties that were found, and what their rows say of the things at their ends."""

    edges: tuple[Edge, ...]
    known: Mapping[End, Mapping[str, Any]]  # of `SHAPE`


# What a row says of a thing at one of its ends: of a claim all that a mark and a line need, of others the first five.
SHAPE: dict[str, type[Field[Any, Any]]] = {
    "its_number": IntegerField,
    "its_day": DateTimeField,
    "its_words": TextField,  # of a story how it begins, of a record elsewhere the name of that place
    "its_lang": CharField,
    "its_stands": CharField,  # the perspective of whoever told the story
    "its_kind": CharField,
    "its_standing": CharField,
    "its_claimed": DateTimeField,
    "its_due": DateField,
    "its_keeps": BooleanField,
    "its_spoke": BooleanField,
    "its_heard": DateTimeField,
    "its_replies": DateField,
    "its_withdrawn": DateTimeField,
    "its_earlier": CharField,
}
OF_A_CLAIM = {
    "its_number": "number",
    "its_day": "put_at",
    "its_words": "sentence__words",
    "its_lang": "sentence__lang",
    "its_kind": "kind",
    "its_standing": "standing",
    "its_claimed": "claimed_at",
    "its_due": "due_on",
    "its_keeps": "lasts",
    "its_spoke": "spoken",
    "its_heard": "heard_at",
    "its_replies": "reply_until",
    "its_withdrawn": "withdrawn_at",
    "its_earlier": "before",
}


def all_ties(place: Place, stories: QuerySet[Story], until: datetime | None = None) -> Tied:
    """Every tie of a place, with what is said of the ends that are not claims. `stories`: those that stand in threads."""
    return _read(
        [
            _rows(index, source, place, stories, until, said=_first(source, but=CLAIM))
            for index, source in enumerate(SOURCES)
        ]
    )


def ties_of(
    place: Place,
    what: str,
    number: int,
    stories: QuerySet[Story],
    until: datetime | None = None,
    seen: QuerySet[Claim] | None = None,
) -> Tied:
    """The ties of one record, with what is said of those at the other end. `seen`: the only claims that may be there."""
    parts = []
    for index, source in enumerate(SOURCES):
        for near, far in ((source.above, source.below), (source.below, source.above)):
            if near[0] != what:
                continue
            rows = _rows(index, source, place, stories, until, said=far)
            rows = rows.filter(**{_path(near[1], "number"): number})
            if seen is not None and far[0] == CLAIM:
                rows = rows.filter(**{f"{far[1] or 'pk'}__in": seen.values("pk")})
            parts.append(rows)
    return _read(parts)


def _read(parts: Sequence[QuerySet[Any, Any]]) -> Tied:
    first, *more = parts
    edges: dict[Edge, None] = {}
    known: dict[End, Mapping[str, Any]] = {}
    for index, above, below, of, *said in first.union(*more, all=True).order_by("index", "above", "below"):
        source = SOURCES[index]
        edge = Edge((source.above[0], above), (source.below[0], below), source.says)
        edges[edge] = None
        if of:
            known[edge.above if of == ABOVE else edge.below] = dict(zip(SHAPE, said, strict=True))
    return Tied(tuple(edges), known)


NEITHER, ABOVE, BELOW = range(3)


def _rows(
    index: int,
    source: Source,
    place: Place,
    stories: QuerySet[Story],
    until: datetime | None,
    said: Side | None,
) -> QuerySet[Any, Any]:
    """`said`: the end of which the rows tell more than its key."""
    since = {} if until is None else {f"{source.since}__lte": until}
    rows: QuerySet[Any, Any] = source.model._default_manager.filter(place=place, **source.where, **since)
    told = _first(source, only=STORY)
    if told is not None:
        rows = rows.filter(**{f"{told[1]}__in": stories})
    which = NEITHER if said is None else ABOVE if said == source.above else BELOW
    columns: dict[str, Any] = {
        "index": Value(index, IntegerField()),
        "above": F(source.above[1] or "pk"),
        "below": F(source.below[1] or "pk"),
        "of": Value(which, IntegerField()),
        **{name: nothing(kind()) for name, kind in SHAPE.items()},
        **(_said(*said) if said else {}),
    }
    found: QuerySet[Any, Any] = rows.order_by().annotate(**columns).values_list(*columns)
    return found


def _first(source: Source, *, but: str = "", only: str = "") -> Side | None:
    sides = (source.above, source.below)
    return next((side for side in sides if side[0] != but and (not only or side[0] == only)), None)


def _path(column: str, name: str) -> str:
    return f"{column}__{name}" if column else name


def _said(what: str, column: str) -> dict[str, Any]:
    if what == CLAIM:
        return {name: F(_path(column, each)) for name, each in OF_A_CLAIM.items()}
    if what == AWAY:
        name = Place.objects.filter(uuid=OuterRef("other")).values("name")
        return {"its_number": F("number"), "its_day": F("at"), "its_words": Subquery(name, TextField())}
    if what in (EXPERIMENT, GOAL):
        words = "idea" if what == EXPERIMENT else "words"
        return {
            "its_number": F(_path(column, "number")),
            "its_day": F(_path(column, "put_at")),
            "its_words": F(_path(column, f"{words}__words")),
            "its_lang": F(_path(column, f"{words}__lang")),
        }
    passages = Passage.objects.filter(story=OuterRef(column or "pk"), shown__isnull=False).order_by(
        "position"
    )
    return {
        "its_number": F(_path(column, "number")),
        "its_day": F(_path(column, "told_at")),
        "its_words": Subquery(passages.values("shown__words")[:1], TextField()),
        "its_lang": Subquery(passages.values("shown__lang")[:1], CharField()),
        "its_stands": F(_path(column, "perspective")),
    }
