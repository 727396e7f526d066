"""The head of the ledger, once a week: so that others hold it."""

from __future__ import annotations

from collections.abc import Sequence

from counterpoint.web.dates import figure
from counterpoint.work.models import Notice
from counterpoint.work.notices.part import Part, Reader


def parts(reader: Reader, notices: Sequence[Notice]) -> list[Part]:
    """Only the newest: it vouches for all before it."""
    newest = notices[-1]
    seq, digest = int(newest.about["seq"]), str(newest.about["hash"])
    place = reader.place.name
    return [
        Part(
            subject=f"Keep this: where the record of {place} stands",
            heading=f"Keep this: where the record of {place} stands",
            lines=(
                f"On {reader.day(newest.created_at)} the record of {place} held {figure(seq)} acts. The "
                f"fingerprint of the last one, number {figure(seq)}, was:",
                digest,
                "Each partner is sent this fingerprint once a week. It is worked out from every act before it. If "
                "anybody changed the past, the fingerprint would change too, and yours would show it.",
                f"How to check: ask whoever runs Counterpoint to run “counterpoint verify” on {place}. Act number "
                f"{figure(seq)} must still have the fingerprint above. All you need do is keep this letter.",
            ),
            counts=False,
            short=f"{place}: act {seq} of the record has the fingerprint {digest[:16]}. Please keep this.",
        )
    ]
