"""The kinds of claim: one declarative table, read by one engine.

A new kind is one more row and its words. Source: product.md section 3. `{...}` in words is filled in by queries:
{claimant} who claims, {asked} the counterpart for whom one is asked. The rows lie by what they speak of:
`records` have a room of their own, `people` speak to messages 1 and 2, `leading` to 3 to 6, `working` to 7 to 10,
`goals` to none.
"""

from __future__ import annotations

from counterpoint.claims.choices.kinds import goals, leading, people, records, working
from counterpoint.claims.choices.kinds.kind import PLAIN_VERDICTS, Again, Bars, Box, Kind

__all__ = ["KINDS", "PLAIN_VERDICTS", "PUT_AGAIN", "Again", "Bars", "Box", "Kind", "kind_of"]

_TABLE = (*records.KINDS, *people.KINDS, *leading.KINDS, *working.KINDS, *goals.KINDS)

KINDS: dict[str, Kind] = {kind.key: kind for kind in _TABLE}

# Kinds that are put again as a new claim, which follows the old.
PUT_AGAIN = tuple(kind.key for kind in _TABLE if kind.again in (Again.NEW_CLAIM, Again.NEXT_ACCOUNT))


def kind_of(key: str) -> Kind:
    return KINDS[key]
