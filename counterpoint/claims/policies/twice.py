"""A double press, the back button, a page sent again: the same words by the same person a moment later are one act."""

from __future__ import annotations

from datetime import datetime, timedelta

from counterpoint.claims.models import Claim
from counterpoint.partnership.models import Member

MOMENT = timedelta(minutes=10)
TWICE = "You put this here a moment ago, in these words. It was kept once."


def put_a_moment_ago(kind: str, sentence: str, by: Member, at: datetime) -> Claim | None:
    """The claim that this person put in the same words within the last few minutes."""
    return (
        Claim.objects.filter(
            place_id=by.place_id,
            kind=kind,
            put_by=by,
            put_at__range=(at - MOMENT, at + MOMENT),
            sentence__words=sentence,
            withdrawn_at__isnull=True,
        )
        .order_by("-number")
        .first()
    )


def why_not_twice(kind: str, sentence: str, by: Member, at: datetime) -> str | None:
    return TWICE if put_a_moment_ago(kind, sentence, by, at) else None
