"""What has happened on the claims of a place to which anything has happened since an instant. One query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateTimeField,
    Expression,
    F,
    Field,
    IntegerField,
    Model,
    Q,
    QuerySet,
    Value,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from counterpoint.claims.choices import TurnVerb
from counterpoint.claims.models import Answer, Ballot, Claim, Counterpart, Turn
from counterpoint.partnership.models import Place


@dataclass(frozen=True, slots=True)
class Happened:
    """One claim: who may answer it, what they and others have said on it, and what was in its box. In their order."""

    counterparts: list[Counterpart] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    ballots: list[Ballot] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of row in the query: where each of its columns comes from, and which field of the model it is."""

    model: type[Model]
    fields: Mapping[str, str]
    claim: str = "claim"


# The columns of the one query. Each kind of row fills some: its key and place, who it is, two truths, what was said,
# when it counts and since when it is there, which other row it belongs to.
SHAPE: dict[str, Callable[[], Field[Any, Any]]] = {
    "key": BigIntegerField, "in_line": IntegerField, "who": BigIntegerField, "held": BigIntegerField,
    "house": BigIntegerField, "stands": CharField, "truly": BooleanField, "beside": BooleanField, "said": CharField,
    "chosen": IntegerField, "counts": DateTimeField, "then": DateTimeField, "heard": DateTimeField,
    "other": BigIntegerField, "was": CharField,
}  # fmt: skip
VOICE = {
    "key": "id", "in_line": "position", "who": "member_id", "held": "ticket_id", "house": "organisation_id",
    "stands": "perspective",
}  # fmt: skip
PARTS = (
    Part(
        Counterpart,
        {
            **VOICE,
            "truly": "must_hear",
            "counts": "counts_from",
            "then": "at",
            "heard": "heard_at",
            "other": "instead_of_id",
        },
    ),
    Part(
        Answer,
        {
            **VOICE,
            "truly": "works_there",
            "beside": "own_staff",
            "said": "verdict",
            "chosen": "step",
            "counts": "recorded_at",
        },
    ),
    Part(Turn, {"key": "id", "in_line": "position", "said": "verb", "then": "at", "was": "details"}),
    Part(Ballot, {"key": "id", "said": "verdict", "other": "counterpart_id"}, claim="counterpart__claim"),
)


def happened_since(
    place: Place, until: datetime, among: Collection[int] | None = None
) -> dict[int, Happened]:
    """By claim; of others, what is stored is still so. `among`: of these claims only."""
    since = {"place": place}
    put = Claim.objects.filter(place=place, put_at__lte=until)
    changed = (put if among is None else put.filter(pk__in=among)).filter(
        Q(pk__in=Answer.objects.filter(recorded_at__gt=until, **since).values("claim"))
        | Q(pk__in=Turn.objects.filter(at__gt=until, **since).values("claim"))
        | Q(pk__in=Counterpart.objects.filter(counts_from__gt=until, **since).values("claim"))
        | Q(counted_at__gt=until)
        | Q(claimed_at__gt=until)
    )
    first, *more = (_rows(number, part, changed.values("pk")) for number, part in enumerate(PARTS))
    found: dict[int, Happened] = defaultdict(Happened)
    readers = [_reader(part) for part in PARTS]
    for number, claim, *values in first.union(*more, all=True).order_by("in_line"):
        one = found[claim]
        these: list[Any] = (one.counterparts, one.answers, one.turns, one.ballots)[number]
        these.append(readers[number](values))
    return dict(found)


def _rows(number: int, part: Part, claims: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    columns: dict[str, Any] = {"what": Value(number, IntegerField()), "of": F(f"{part.claim}_id")}
    for name, kind in SHAPE.items():
        source = part.fields.get(name)
        columns[name] = (
            nothing(kind()) if source is None else KT("details__was") if name == "was" else F(source)
        )
    rows: QuerySet[Any, Any] = part.model._default_manager.filter(**{f"{part.claim}__in": claims})
    found: QuerySet[Any, Any] = rows.order_by().annotate(**columns).values_list("what", "of", *SHAPE)
    return found


def nothing(kind: Field[Any, Any]) -> Expression:
    return Cast(Value(None), kind)


def _reader(part: Part) -> Callable[[list[Any]], Model]:
    """Makes a row of the model, without the fields that were not read."""
    names, places = list(SHAPE), {attname: name for name, attname in part.fields.items()}
    told = [one.attname for one in part.model._meta.concrete_fields if one.attname in places]
    at = [names.index(places[one]) for one in told]

    def read(values: list[Any]) -> Model:
        row: Model = part.model.from_db(None, told, [values[place] for place in at])
        return row

    def read_turn(values: list[Any]) -> Model:
        row = read(values)
        turn: Any = row
        # Where the details say that nothing was there before, SQLite tells it as the word "null".
        turn.details = {"was": None if turn.details == "null" else turn.details}
        return row

    return read_turn if part.model is Turn else read


def named_as_at(counterparts: list[Counterpart], turns: list[Turn], until: datetime) -> list[Counterpart]:
    """Who had to be heard: where barriers were merged since, somebody who need not be may have to be now."""
    since = {
        int(position)
        for turn in turns
        if turn.verb == TurnVerb.GATHERED and turn.at > until
        for position in (turn.details.get("was") or "").split()
    }
    if not since:
        return counterparts
    found = []
    for one in counterparts:
        then = copy(one)
        then.must_hear = one.must_hear and one.position not in since
        found.append(then)
    return found
