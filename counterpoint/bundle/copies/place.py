"""A copy of the whole place, for two stewards: everything that anyone in it may read, and the ledger.

It is the place's, not one steward's: a contest in its reply time is left out even where the one who takes it is a
party. Nothing that has no place on a page is in it: no address or number of a telephone, nothing that waits to be
sealed, no answer in a box, no ticket.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from counterpoint.bundle.copies.beside import BESIDE_COLUMNS, beside
from counterpoint.bundle.copies.events import About, Teller, about, line
from counterpoint.bundle.copies.gate import Gate, gate_of
from counterpoint.bundle.copies.reading import House, house_of, loaded
from counterpoint.bundle.copies.said import (
    CLAIM_COLUMNS,
    COUNT_COLUMNS,
    counts,
    how_heard,
    last_words,
    on,
    readable,
    said_since,
    says,
    step_words,
)
from counterpoint.bundle.copies.said import about as columns_about
from counterpoint.bundle.copies.sealed import sealed
from counterpoint.bundle.copies.stories import stories_shown, stories_table
from counterpoint.bundle.copies.tables import Bundle, Table
from counterpoint.bundle.spreadsheets import Cell
from counterpoint.claims.choices import TurnVerb
from counterpoint.claims.models import Claim, PlaceExport
from counterpoint.claims.queries.claim_counts import is_boxed
from counterpoint.claims.queries.claim_loading import Loaded
from counterpoint.claims.queries.telling import further_facts
from counterpoint.ledger.models import Chain, Event
from counterpoint.partnership.choices import OrganisationKind, Perspective
from counterpoint.partnership.models import Member
from counterpoint.web import dates

LEFT_OUT = (
    "E-mail addresses, telephone numbers and how people are asked.",
    "The names of people who do not sign with them, and where people stand, of groups of fewer than five.",
    "Stories that wait for a moderator, are for one group only, or were withdrawn; and what others can’t read of a story.",
    "What is said of a contest until its reply time is over.",
    "Answers in a box, and who has put one in: only counts, once it is opened and enough have spoken.",
    "What was said without a name and waits to be put on the record; tickets; earlier words of someone who has spoken "
    "again; words that were erased.",
    "What an act says, where it tells one of these. Its number and its hash are there, so the chain can still be checked: "
    "python3 check.py",
)

type Rows = list[tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class PlaceBundle:
    """The copy, and what is recorded of it."""

    archive: bytes
    file_name: str
    acts: int
    head: str
    released: dict[str, int]
    stories: tuple[int, ...] = ()  # keys of those that are in it


@dataclass(slots=True)
class _Written:
    """What is gathered while the claims go by once."""

    claims: Rows
    counterparts: Rows
    answers: Rows
    turns: Rows
    of_events: dict[str, About]


def place_bundle(reader: Member, at: datetime) -> PlaceBundle:
    place, house = reader.place, house_of(reader)
    chain = Chain.objects.get(
        place_id=place.pk
    )  # before all else: what is done meanwhile is in no later event
    here = [one for one in house.people.values() if one.left_at is None]
    earlier = PlaceExport.objects.filter(place=place, taken_at__isnull=False).exclude(released={})
    gate = gate_of(here, list(earlier.values_list("released", flat=True)))
    written = _written(reader, at, house, gate)
    stories = stories_shown(place, at)
    lines = list(_lines(chain, house, gate, written, place.zone))
    tables = (
        _organisations(house),
        _people(house),
        _perspectives(gate),
        Table("claims", "one claim a row, with what those who would know say.", _CLAIMS, written.claims),
        Table("counterparts", "who was named as knowing whether a claim is so.", _COUNTERPARTS, written.counterparts),
        Table("answers", "each answer.", _ANSWERS, written.answers),
        Table("turns", "what else was said and done on a record.", _TURNS, written.turns),
        stories_table(place, stories),
        Table("ledger", "the acts of the ledger; ledger.jsonl has the same as the checker reads it.", _LEDGER, _ledger(lines)),
    )  # fmt: skip
    unsigned = sum(not one.signs for one in here)
    bundle = Bundle(
        name="whole-place",
        title=f"A copy of the whole of {place.name}",
        place=place,
        at=at,
        taken_by=reader.name,
        tables=tables,
        left_out=(
            *LEFT_OUT,
            f"{dates.counted(unsigned, 'person', 'people').capitalize()} here "
            f"{dates.plural(unsigned, 'does', 'do')} not sign with a name.",
            f"The ledger goes as far as act {chain.length}. Its head is {chain.head}.",
        ),
    )
    archive = sealed(bundle, ledger=lines, acts=chain.length, head=chain.head)
    held = tuple(one.pk for one in stories)
    return PlaceBundle(archive, bundle.file_name, chain.length, chain.head, gate.cells, held)


_CLAIMS = (
    *CLAIM_COLUMNS, "claimed by", "put by", "horizon", "step", "link", "further", "follows claim", "withdrawn on",
    "asked of", "answered with promise", "refused because", *BESIDE_COLUMNS, *COUNT_COLUMNS,
)  # fmt: skip
_COUNTERPARTS = (
    "claim", "number", "who", "has to be heard", "since", "chosen by the claimant", "added by", "counts since",
    "times asked", "last asked on", "instead of",
)  # fmt: skip
_ANSWERS = (
    "claim",
    "number",
    "who",
    "as",
    "answer",
    "words",
    "on",
    "said on",
    "typed by",
    "how it was agreed",
)
_TURNS = ("claim", "number", "who", "did", "words", "on")
_LEDGER = ("number", "at", "actor", "verb", "subject", "facts", "previous", "hash", "left out because")


def _written(reader: Member, at: datetime, house: House, gate: Gate) -> _Written:
    written = _Written([], [], [], [], {})
    further = beside(reader.place)
    seen = Claim.objects.seen_by(reader, at)
    for one in loaded(seen, reader, at, house, as_nobodys=True):
        written.claims.append(_claim(one, gate, further.get(one.claim.pk, {})))
        written.counterparts += _counterparts(one, gate)
        written.answers += _answers(one, gate)
        written.turns += _turns(one, gate)
        written.of_events[one.claim.ref] = about(one)
    return written


def _claim(one: Loaded, gate: Gate, further: dict[str, str]) -> tuple[Cell, ...]:
    claim, request = one.claim, getattr(one.claim, "request", None)
    return (
        *columns_about(one),
        gate.claimants(claim),
        gate.person(claim.put_by, claim.put_for),
        claim.get_horizon_display(),
        step_words(claim.step),
        claim.link,
        "; ".join(f"{label}: {value}" for label, value in further_facts(claim)),
        claim.follows.number if claim.follows else None,
        on(one, claim.withdrawn_at),
        gate.claimants(claim) if request else "",
        request.promise.number if request and request.promise else None,
        str(request.refusal) if request and request.refusal else "",
        *(further.get(column, "") for column in BESIDE_COLUMNS),
        *counts(one),
    )


def _counterparts(one: Loaded, gate: Gate) -> Iterator[tuple[Cell, ...]]:
    positions = {each.pk: each.position for each in one.counterparts}
    for each in one.counterparts:
        boxed = is_boxed(one.claim, each)  # how often somebody was asked tells that they had not spoken
        yield (
            one.claim.number, each.position, gate.counterpart(each), each.must_hear, on(one, each.at), each.by_claimant,
            gate.person(each.added_by), on(one, each.counts_from),
            None if boxed else each.rounds or 0,  # type: ignore[attr-defined]
            None if boxed else on(one, each.last_asked),  # type: ignore[attr-defined]
            positions.get(each.instead_of_id) if each.instead_of_id else None,
        )  # fmt: skip


def _answers(one: Loaded, gate: Gate) -> Iterator[tuple[Cell, ...]]:
    shown = readable(one)
    latest = {each.pk for each in last_words(shown)}
    for each in shown:
        yield (
            one.claim.number, each.position, gate.answered(one, each), how_heard(one, each), says(one, each),
            str(each.words) if each.words and each.pk in latest else "",
            on(one, each.recorded_at), each.said_on, gate.person(each.typed_by), each.how_agreed,
        )  # fmt: skip


def _turns(one: Loaded, gate: Gate) -> Iterator[tuple[Cell, ...]]:
    for each in said_since(one):
        who = gate.person(each.by, each.organisation) or (each.organisation.name if each.organisation else "")
        yield (
            one.claim.number, each.position, who, str(TurnVerb(each.verb).label), str(each.words or ""), on(one, each.at),
        )  # fmt: skip


def _organisations(house: House) -> Table:
    rows = [
        (
            one.number, one.name, one.short, str(OrganisationKind(one.kind).label), one.identifier,
            host.name if (host := house.organisation(one.host_id)) else "",
            heir.name if (heir := house.organisation(one.successor_id)) else "", one.succeeded_on,
        )
        for one in sorted(house.organisations.values(), key=lambda one: one.number)
    ]  # fmt: skip
    columns = ("number", "name", "also called", "kind", "code", "hosted by", "followed by", "on")
    return Table("organisations", "one organisation a row.", columns, rows)


def _people(house: House) -> Table:
    """Those who sign with their name. Where each of them stands is not said."""
    rows = [
        (
            one.number, one.name, one.post,
            "; ".join(_membership(house, held.organisation_id, held.works) for held in one.memberships.all() if not held.until),
            one.steward, one.convenor, one.left_at is None,
        )
        for one in sorted(house.people.values(), key=lambda one: one.number)
        if one.signs
    ]  # fmt: skip
    columns = ("number", "name", "post", "organisations", "steward", "convenor", "is here")
    return Table("people", "people who sign with their name, without how they are reached.", columns, rows)


def _membership(house: House, key: int, works: bool) -> str:
    return f"{house.organisations[key].name} ({'works for it' if works else 'belongs to it'})"


def _perspectives(gate: Gate) -> Table:
    rows = [(_standing(name), people) for name, people in gate.cells.items()]
    holds = "how many people stand where; groups of fewer than five are in “others”."
    if not gate.released:
        holds = (
            "empty: too few people, or so near to an earlier copy that a few could be told by subtraction."
        )
    return Table("perspectives", holds, ("perspective", "people"), rows)


def _standing(name: str) -> str:
    return str(Perspective(name).label) if name in Perspective.values else name


def _lines(chain: Chain, house: House, gate: Gate, written: _Written, zone: str) -> Iterator[dict[str, Any]]:
    unsigned = frozenset(one.ref for one in house.people.values() if not one.signs)
    teller = Teller(written.of_events, unsigned, gate.told)
    events = Event.objects.filter(place_id=chain.place_id, seq__lte=chain.length).order_by("seq")
    for event in events.iterator(chunk_size=2000):
        yield line(event, chain.place_uuid, zone, teller.why_left_out(event))


def _ledger(lines: Iterable[dict[str, Any]]) -> Rows:
    return [
        (
            one["seq"], _instant(one["at_ms"]) if "at_ms" in one else one["on"], one.get("actor", ""), one.get("verb", ""),
            one.get("subject", ""), json.dumps(one["facts"], sort_keys=True) if "facts" in one else "", one["previous"],
            one["hash"], one.get("left_out", ""),
        )
        for one in lines
    ]  # fmt: skip


def _instant(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="milliseconds")
