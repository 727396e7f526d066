"""Copies of a story that was taken back: their holders say how many they destroyed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from counterpoint.ledger.actions import Act, act
from counterpoint.partnership.models import Member, Organisation
from counterpoint.stories.choices import CopyKind, StoryState
from counterpoint.stories.models import Copy, Story
from counterpoint.stories.policies.copies import why_not_confirm
from counterpoint.web.http import require


def confirm_destroyed(*, copy: Copy, destroyed: int, by: Member, at: datetime) -> Copy:
    """Whoever holds them says how many are gone. They may say so again, when they have found more."""
    with act(copy.place_id, verb="story.copies_destroyed", by=by.ref, at=at) as event:
        copy = Copy.objects.select_related("story__place").get(pk=copy.pk)
        require(why_not_confirm(by, copy, destroyed), field="destroyed")
        copy.destroyed, copy.confirmed_at = destroyed, event.at
        copy.save(update_fields=["destroyed", "confirmed_at"])
        event.subject = copy.ref
        event.facts |= {"destroyed": destroyed, "of": copy.count}
    return copy


def record_exported(event: Act, *, holder: Member, stories: Iterable[Story]) -> int:
    """Inside the act with which somebody takes a file that holds these stories. How many it held.

    A story that is withdrawn has no words left, and needs no recall.
    """
    number = event.number(Copy)
    copies = [
        Copy(
            place_id=event.place_id,
            number=number + n,
            story=story,
            kind=CopyKind.EXPORTED,
            holder=holder,
            organisation=_works_for(holder),
            at=event.at,
        )
        for n, story in enumerate(one for one in stories if one.state != StoryState.WITHDRAWN)
    ]
    Copy.objects.bulk_create(copies)
    return len(copies)


def _works_for(holder: Member) -> Organisation | None:
    held = holder.memberships.filter(until__isnull=True, works=True).order_by("pk")
    first = held.select_related("organisation").first()
    return first.organisation if first else None
