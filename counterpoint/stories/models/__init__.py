"""A story, its ticket, what came of it, and what keeps it safe."""

from counterpoint.stories.models.safety import Complaint, Concern, Copy
from counterpoint.stories.models.stories import Passage, Story, StoryTicket, Telling
from counterpoint.stories.models.what_came import Behind, Outcome, Reply

__all__ = [
    "Behind",
    "Complaint",
    "Concern",
    "Copy",
    "Outcome",
    "Passage",
    "Reply",
    "Story",
    "StoryTicket",
    "Telling",
]
