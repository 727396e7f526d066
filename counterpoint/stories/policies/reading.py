"""Who may read a story, and take a copy of it."""

from __future__ import annotations

from datetime import datetime

from counterpoint.partnership.models import Member
from counterpoint.stories.models import Story


def why_not_copy(story: Story, by: Member, at: datetime) -> str | None:
    if not Story.objects.seen_by(by, at).filter(pk=story.pk).exists():
        return "This story is not open to you."
    return None
