"""Reading claims."""

from counterpoint.claims.queries.again import PutAgain, to_put_again
from counterpoint.claims.queries.snapshots import Snapshot, seen_as_at, snapshots, today_in
from counterpoint.claims.queries.verifying import Verified, verify
from counterpoint.claims.queries.waiting import (
    ToAsk,
    Waiting,
    people_to_ask,
    waiting_for,
)

__all__ = [
    "PutAgain",
    "Snapshot",
    "ToAsk",
    "Verified",
    "Waiting",
    "people_to_ask",
    "seen_as_at",
    "snapshots",
    "to_put_again",
    "today_in",
    "verify",
    "waiting_for",
]
