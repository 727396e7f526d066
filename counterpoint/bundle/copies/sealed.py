"""The copy of a whole place in the form of a bundle: sealed, with its manifest and what checks it. Only to read.

What may not be shown is left out of it, so it cannot be brought in: `counterpoint import` says so by its format.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import counterpoint
from counterpoint.bundle import envelope
from counterpoint.bundle.copies.tables import Bundle, Table, here, to_read
from counterpoint.bundle.declared import CHECKER, FORMAT, VERSION
from counterpoint.bundle.spreadsheets import as_csv, written

LEDGER = (
    "ledger.jsonl: the ledger as far as it may be told, an act a line.",
    "check.py: checks this copy with nothing but Python: python3 check.py THIS.zip",
    "rows/: the same tables, a row a line, with words as they were said; schemas/: what stands in such a line.",
    "manifest.json: every file with its length and SHA-256.",
)


def sealed(bundle: Bundle, *, ledger: list[dict[str, Any]], acts: int, head: str) -> bytes:
    made = io.BytesIO()
    with envelope.writing(made) as writer:
        named = {f"to-read/{table.name}.csv": table.holds for table in bundle.tables}
        writer.add("README.txt", [to_read(bundle, named, LEDGER).encode()])
        writer.add("check.py", [CHECKER.read_bytes()])
        for table in bundle.tables:
            writer.add(f"rows/{table.name}.jsonl", _lines(table))
            writer.add(f"schemas/{table.name}.json", [envelope.pretty(_schema(table))])
            writer.add(f"to-read/{table.name}.csv", as_csv(table.columns, table.rows))
        writer.add("ledger.jsonl", map(envelope.line, ledger))
        place = bundle.place
        writer.close(
            {
                "format": f"{FORMAT}-copy/{VERSION}",
                "software": counterpoint.__version__,
                "place": {"uuid": str(place.uuid), "slug": place.slug, "name": place.name},
                "ledger": {"events": acts, "head": head},
                "taken_by": bundle.taken_by,
                "taken_at": here(bundle).isoformat(timespec="seconds"),
                "left_out": list(bundle.left_out),
            }
        )
    return made.getvalue()


def _lines(table: Table) -> Iterator[bytes]:
    for row in table.rows:
        cells = zip(table.columns, row, strict=True)
        yield envelope.line({name: _plain(cell) for name, cell in cells})


def _plain(cell: Any) -> Any:
    return cell if cell is None or isinstance(cell, bool | int | str) else written(cell)


def _schema(table: Table) -> dict[str, Any]:
    plain = {"type": ["string", "integer", "boolean", "null"]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": table.name,
        "description": f"A line of rows/{table.name}.jsonl: {table.holds}",
        "type": "object",
        "properties": {name: plain for name in sorted(table.columns)},
        "required": sorted(table.columns),
        "additionalProperties": False,
    }
