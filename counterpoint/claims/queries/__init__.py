"""Reading claims."""

from counterpoint.claims.queries.snapshots import Snapshot, seen_as_at, snapshots, today_in

__all__ = ["Snapshot", "seen_as_at", "snapshots", "today_in"]
