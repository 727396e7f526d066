"""A copy of the whole place goes out: which stories it holds is noted in the same act, so that they can be called back."""

from __future__ import annotations

from datetime import datetime

from counterpoint.bundle.copies import PlaceBundle
from counterpoint.bundle.copies.stories import stories_shown
from counterpoint.claims import actions as claims
from counterpoint.claims.models import PlaceExport
from counterpoint.ledger.actions import Act
from counterpoint.partnership.models import Member
from counterpoint.stories.actions import record_exported
from counterpoint.web.http import require

CHANGED = "A story was taken back while this copy was made. Take the copy again: the story is not in it then."


def take_place(*, number: int, made: PlaceBundle, by: Member, at: datetime) -> PlaceExport:
    def note(event: Act) -> None:
        still = {one.pk: one for one in stories_shown(by.place, at)}
        require(None if set(made.stories) <= set(still) else CHANGED)
        record_exported(event, holder=by, stories=[still[key] for key in made.stories])

    return claims.take_place(
        number=number, by=by, at=at, acts=made.acts, head=made.head, released=made.released, beside=note
    )
