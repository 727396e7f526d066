"""Who may change a story or take it back: whoever told it."""

from __future__ import annotations

from datetime import datetime, timedelta

from counterpoint.partnership.models import Member
from counterpoint.stories.choices import Audience, StoryState
from counterpoint.stories.models import Story

# From the fewest readers to the most.
WIDTH = (Audience.GROUP, Audience.PLACE, Audience.PROGRAMME, Audience.PUBLIC)
ASK_AGAIN_AFTER = timedelta(days=365)


def why_not_touch(story: Story, by: Member | None) -> str | None:
    """`by` None: whoever holds its ticket."""
    if story.state == StoryState.WITHDRAWN:
        return "This story was withdrawn."
    if by is not None and story.teller_id != by.pk:
        return "Only whoever told it can change it."
    return None


def is_wider(before: str, after: str) -> bool:
    return WIDTH.index(Audience(after)) > WIDTH.index(Audience(before))


def is_to_be_asked_again(story: Story, at: datetime) -> bool:
    """Twelve months after they last said so."""
    return story.state != StoryState.WITHDRAWN and at - story.permitted_at >= ASK_AGAIN_AFTER
