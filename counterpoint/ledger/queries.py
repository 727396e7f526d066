"""Reading the ledger."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from counterpoint.analysis import chain as chaining
from counterpoint.ledger.models import Chain, Cursor, Event, milliseconds


@dataclass(frozen=True, slots=True)
class Break:
    """The first event that does not fit, and why."""

    seq: int
    why: str


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain stands: what a partner keeps, and what a page is cached by."""

    length: int
    hash: str
    ballots: int


def head(place_id: int) -> Head:
    length, digest, ballots = Chain.objects.values_list("length", "head", "ballots").get(place_id=place_id)
    return Head(length, digest, ballots)


@contextmanager
def one_instant() -> Iterator[None]:
    """All that is read in the block is of one instant, and nobody has to wait for it to end."""
    if connection.in_atomic_block:
        yield
        return
    here: Any = connection
    before = getattr(here, "transaction_mode", None)
    if connection.vendor == "sqlite":
        here.transaction_mode = "DEFERRED"  # reads a snapshot; IMMEDIATE would keep writers waiting
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            here.transaction_mode = before


def recorded_in(chain: Chain) -> Iterator[chaining.Recorded]:
    """Every event of a chain in order, as its arithmetic reads it. Rows, not models: those take ten times as long."""
    place = str(chain.place_uuid)
    rows = Event.objects.filter(place_id=chain.place_id).order_by("seq")
    columns = ("seq", "at", "actor", "verb", "subject", "facts", "previous", "hash")
    for seq, at, actor, verb, subject, facts, previous, told in rows.values_list(*columns).iterator(
        chunk_size=2000
    ):
        yield chaining.Recorded(place, seq, milliseconds(at), actor, verb, subject, facts, previous, told)


def first_break(
    place_id: int, listen: Callable[[chaining.Recorded], None] = lambda event: None
) -> Break | None:
    """Re-read a chain from its first event; the first that does not fit, or None. `listen` hears every event on the way."""
    chain = Chain.objects.get(place_id=place_id)

    def heard() -> Iterator[chaining.Recorded]:
        for event in recorded_in(chain):
            listen(event)
            yield event

    found = chaining.first_break(
        heard(),
        place=str(chain.place_uuid),
        length=chain.length,
        head=chain.head,
    )
    return Break(*found) if found else None


def history_of(place_id: int, *subjects: str) -> list[Event]:
    return list(Event.objects.filter(place_id=place_id, subject__in=subjects).order_by("seq"))


def events_after(place_id: int, seq: int, most: int = 500) -> list[Event]:
    return list(Event.objects.filter(place_id=place_id, seq__gt=seq).order_by("seq")[:most])


def position(place_id: int, reader: str) -> int:
    return Cursor.objects.filter(place_id=place_id, reader=reader).values_list("seq", flat=True).first() or 0


def erasures() -> dict[UUID, set[str]]:
    """The list of erasures, which lies outside the database: place -> digests of words that are gone for good.

    A line that was cut short, when the power went, is passed over: the act that it is of is in the chain, and the list is
    made whole from there.
    """
    found: dict[UUID, set[str]] = defaultdict(set)
    if not settings.ERASURES.exists():
        return found
    with settings.ERASURES.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            try:
                told = json.loads(line)
                found[UUID(told["place"])].add(str(told["erased"]))
            except (ValueError, KeyError, TypeError):
                continue
    return found


def erasures_told(place_id: int) -> set[str]:
    """The digests of words that the place's own chain says were erased."""
    found: set[str] = set()
    acts = Event.objects.filter(
        place_id=place_id, facts__has_key="erased"
    )  # several verbs erase: a story withdrawn too
    for facts in acts.values_list("facts", flat=True).iterator(chunk_size=2000):
        told = facts.get("erased", [])
        found.update([told] if isinstance(told, str) else map(str, told))
    return found
