"""Reading the ledger."""

from __future__ import annotations

from dataclasses import dataclass

from counterpoint.analysis import chain as chaining
from counterpoint.ledger.models import Chain, Cursor, Event


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


def first_break(place_id: int) -> Break | None:
    """Re-read a chain from its first event; the first that does not fit, or None."""
    chain = Chain.objects.get(place_id=place_id)
    events = Event.objects.filter(place_id=place_id).order_by("seq").iterator(chunk_size=2000)
    found = chaining.first_break(
        (event.recorded(chain.place_uuid) for event in events),
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
