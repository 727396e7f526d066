"""Where a place says that something else than a barrier is said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from counterpoint.barriers.choices import Another
from counterpoint.barriers.models import Signpost
from counterpoint.ledger.actions import act
from counterpoint.partnership.models import Member, Place
from counterpoint.web.http import require


def put_signposts(*, place: Place, lines: Mapping[str, str], by: Member, at: datetime) -> None:
    """Write the place's own lines, all at once. One that is left empty is the general one again."""
    with act(place.pk, verb="place.signposted", by=by.ref, at=at) as event:
        require(None if by.steward else "Only a steward can change these lines.")
        event.subject = place.ref
        said = {what: lines.get(what, "").strip() for what in Another.values}
        Signpost.objects.filter(place=place).delete()
        for what, words in said.items():
            if words:
                Signpost.objects.create(place=place, what=what, words=event.text(words, what))
        event.facts["set"] = [what for what, words in said.items() if words]
