"""What a bundle says of itself, in plain words; and the shape of a line of its ledger."""

from __future__ import annotations

from typing import Any

from counterpoint.bundle.declared import IN, OUT
from counterpoint.bundle.tables import tables
from counterpoint.ledger.models import Chain
from counterpoint.partnership.models import Place

_HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
LEDGER_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "ledger",
    "description": "A line of ledger.jsonl: one act. How its hash is worked out: docs/reference/ledger.md.",
    "type": "object",
    "properties": {
        "place": {"type": "string", "format": "uuid"},
        "seq": {"type": "integer", "minimum": 1},
        "at_ms": {"type": "integer", "description": "milliseconds since 1 January 1970, UTC"},
        "actor": {"type": "string"},
        "verb": {"type": "string"},
        "subject": {"type": "string"},
        "facts": {"type": "object"},
        "previous": _HASH,
        "hash": _HASH,
    },
    "required": ["actor", "at_ms", "facts", "hash", "place", "previous", "seq", "subject", "verb"],
    "additionalProperties": False,
}

TEXT = """\
{name}: the whole place, in one file
{line}
This is everything that Counterpoint holds of {name}: who is in it, what was claimed, promised
and asked, what those who would know said of it, and the ledger of all {events} acts.

KEEP IT SAFE. It holds people's names, e-mail addresses and words. It also holds what pages do not
show yet: what is said against a claim in its reply time, names of people who do not sign with
them, and what waits to be put on the record without a name. Give it only to whoever is to run
the place. Delete it when it is no longer needed.

To read it
  to-read/claims.csv, answers.csv, promises.csv, barriers.csv open in any spreadsheet. Words that
  a spreadsheet could take for a formula begin with an apostrophe there.

To bring it into another Counterpoint
  counterpoint import {slug}.zip
  It becomes the same place, with the same numbers and the same ledger, and goes on from there.
  People sign in with their address as before. Tickets go on working. Links in old letters do not.

To check it, with Python and nothing else of ours
  python3 check.py {slug}.zip
  It says whether any byte was changed, whether each act follows the one before, and whether the
  words are those that were written down. If you kept a letter with the number and fingerprint of
  an act, put both after it: python3 check.py {slug}.zip 340 4e392991c351d32d
  Whoever changes a bundle could change the check.py in it as well: take it from a Counterpoint
  that you trust.
  The ledger ends in act {events}. Its head is
  {head}

What is in it
  manifest.json              what every file is, with its length and SHA-256
  ledger.jsonl               the acts, one a line
  schemas/                   JSON Schema: what may stand in a line of each file
{tables}

What is not in it
  Words that were erased: only that there were some.
  Accounts, sessions and links to sign in. Secrets of tickets: only their SHA-256 was ever kept.
  What letters said: that is worked out when they go, and kept nowhere.
{left_out}
"""


def bundle(place: Place, chain: Chain) -> bytes:
    said = TEXT.format(
        name=place.name,
        line="=" * len(f"{place.name}: the whole place, in one file") + "\n",
        slug=place.slug,
        events=chain.length,
        head=chain.head,
        tables="\n".join(_row(each.path.removeprefix("rows/"), IN[each.label]) for each in tables()),
        left_out="\n".join(f"  {label.partition('.')[2]}: {why}." for label, why in OUT.items()),
    )
    return said.replace("\n", "\r\n").encode()


def _row(name: str, holds: str) -> str:
    return f"  rows/{name:<34} {holds}"
