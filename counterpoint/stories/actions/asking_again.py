"""Twelve months after they last said so, a teller is asked whether their story may still be read."""

from __future__ import annotations

from datetime import datetime

from counterpoint.ledger.actions import act
from counterpoint.stories.actions.permission import locked
from counterpoint.stories.models import Story
from counterpoint.stories.policies.withdrawing import is_to_be_asked_again
from counterpoint.web.http import require


def ask_again(*, story: Story, at: datetime) -> Story:
    """Once: silence changes nothing, and the teller can take it back on any day."""
    with act(story.place_id, verb="story.asked_again", by="system", at=at) as event:
        story = locked(story)
        require(None if is_to_be_asked_again(story, event.at) else "It is not time to ask yet.")
        require("They were asked already." if story.asked_again_at else None)
        story.asked_again_at = event.at
        story.save(update_fields=["asked_again_at"])
        event.subject = story.ref
    return story
