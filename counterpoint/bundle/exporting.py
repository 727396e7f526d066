"""A place as one file. Rows go by in pieces: it takes no more memory for a big place than for a small one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import counterpoint
from counterpoint.analysis import chain as chaining
from counterpoint.bundle import readme
from counterpoint.bundle.declared import CHECKER, FORMAT, VERSION
from counterpoint.bundle.envelope import Writer, line, pretty, writing_to
from counterpoint.bundle.keys import Leaving
from counterpoint.bundle.spreadsheets import SHEETS
from counterpoint.bundle.tables import Known, Table, table, tables
from counterpoint.ledger.models import Chain
from counterpoint.ledger.queries import one_instant, recorded_in
from counterpoint.partnership.models import Place
from counterpoint.web.http import Refused

AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Exported:
    path: Path
    events: int
    head: str
    rows: int


def export_place(
    place: Place, path: Path, *, say: Callable[[str], None] = lambda words: None, replace: bool = False
) -> Exported:
    """Everything of a place, as it is at one instant, whatever is done meanwhile."""
    try:
        with writing_to(path, replace=replace) as writer, one_instant():
            chain, rows = _written(writer, place.pk, say)
    except OSError as wrong:
        raise Refused(
            f"{path} could not be written: {wrong.strerror or wrong}. Nothing was left there."
        ) from wrong
    return Exported(path, chain.length, chain.head, rows)


def _written(writer: Writer, place_id: int, say: Callable[[str], None]) -> tuple[Chain, int]:
    place, chain = Place.objects.get(pk=place_id), Chain.objects.get(place_id=place_id)
    writer.add("README.txt", [readme.bundle(place, chain)])
    writer.add("check.py", [CHECKER.read_bytes()])
    rows = _add_rows(writer, place, say)
    rows += writer.add("ledger.jsonl", _ledger(chain))
    say(f"the ledger, {chain.length:,} acts")
    for name, sheet in SHEETS.items():
        writer.add(f"to-read/{name}.csv", sheet(place))
    for each in tables():
        writer.add(each.schema_path, [pretty(each.schema())])
    writer.add("schemas/ledger.json", [pretty(readme.LEDGER_SCHEMA)])
    writer.close(_about(place, chain))
    return chain, rows


def _about(place: Place, chain: Chain) -> dict[str, Any]:
    return {
        "format": f"{FORMAT}/{VERSION}",
        "software": counterpoint.__version__,
        "place": {"uuid": str(place.uuid), "slug": place.slug, "name": place.name},
        "ledger": {"events": chain.length, "head": chain.head},
    }


def _add_rows(writer: Writer, place: Place, say: Callable[[str], None]) -> int:
    leaving, total = Leaving(place.pk), 0
    for each in tables():
        count = writer.add(each.path, (line(row) for row in rows_of(each, place.pk, leaving)))
        if count:
            say(f"{each.name}, {count:,} rows")
        total += count
    return total


def rows_of(each: Table, place_id: int, leaving: Leaving) -> Iterator[dict[str, Any]]:
    """The lines of one table."""
    plain = [(column.name, column.write) for column in each.columns]
    references = [(one.name, table(one.to)) for one in each.references]
    names = ["pk", *(name for name, _ in plain), *(one.field.attname for one in each.references)]
    found = each.rows(place_id).values_list(*names).iterator(chunk_size=AT_ONCE)
    for count, (key, *values) in enumerate(found, 1):
        row: dict[str, Any] = {}
        for (name, write), value in zip(plain, values, strict=False):
            row[name] = value if write is None or value is None else write(value)
        for (name, to), value in zip(references, values[len(plain) :], strict=True):
            row[name] = leaving.name(to, value)
        if each.known is Known.LINE:
            row["id"] = count
        elif each.known is Known.RANDOM:
            row["id"] = str(key)
        yield row


def _ledger(chain: Chain) -> Iterator[bytes]:
    """The events, in the shape of docs/reference/ledger.md; refused where they do not fit, for nobody would take them."""
    before = chaining.GENESIS
    for told in recorded_in(chain):
        if told.previous != before or chaining.hash_of(told) != told.hash:
            raise Refused(
                f"Event {told.seq} of the ledger does not fit, so nobody could take this bundle. `counterpoint verify` "
                "says what is wrong; docs/how-to/verify.md what to do."
            )
        before = told.hash
        yield line(
            {
                "place": told.place, "seq": told.seq, "at_ms": told.at_ms, "actor": told.actor, "verb": told.verb,
                "subject": told.subject, "facts": told.facts, "previous": told.previous, "hash": told.hash,
            }
        )  # fmt: skip
    if before != chain.head:
        raise Refused("The ledger does not end in its head: `counterpoint verify` says what is wrong.")
