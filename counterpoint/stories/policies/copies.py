"""Who says that copies are gone."""

from __future__ import annotations

from counterpoint.partnership.models import Member
from counterpoint.stories.models import Copy


def why_not_confirm(member: Member, copy: Copy, destroyed: int) -> str | None:
    """Whoever holds them, or who does their work now. A place's memory of a copy does not end with a job."""
    if copy.recalled_at is None:
        return "Nobody has asked you to destroy these."
    if member.pk != copy.holder_id and member.pk != copy.holder.successor_id:
        return "Only whoever made these copies can say that they are gone."
    if not 0 <= destroyed <= copy.count:
        return f"Give a number from 0 to {copy.count}."
    return None
