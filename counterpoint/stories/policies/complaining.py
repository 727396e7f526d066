"""Who may complain, and who answers."""

from __future__ import annotations

from counterpoint.partnership.models import Member, Place
from counterpoint.stories.choices import ComplaintKind, StoryState
from counterpoint.stories.models import Complaint, Story

LONGEST = 4_000
MOST_AN_HOUR = 60  # of all strangers together, in one place


def why_not_complain(place: Place, story: Story | None, words: str) -> str | None:
    if story is not None and (story.place_id != place.pk or story.state == StoryState.WITHDRAWN):
        return "This story is not here any more."
    if not words.strip():
        return "Say what is wrong."
    return "That is too long. Please make it shorter." if len(words) > LONGEST else None


def why_not_send_on(complaint: Complaint) -> str | None:
    if complaint.kind != ComplaintKind.CONTENT or complaint.story is None:
        return "This is about data. There is nobody to send it on to."
    if complaint.story.state == StoryState.WITHDRAWN:
        return "Whoever told this story took it back. Nothing of it is shown."
    return "It was sent on already." if complaint.sent_to_teller_at else None


def why_not_answer(complaint: Complaint, by: Member | None, words: str) -> str | None:
    """`by` None: whoever holds the story's ticket. Silence is an answer that the law knows: so late is better than never."""
    if complaint.sent_to_teller_at is None or complaint.story is None:
        return "Nobody has asked you about this."
    if by is not None and complaint.story.teller_id != by.pk:
        return "Only whoever told this story can answer."
    if complaint.closed_at:
        return "This has been decided."
    if complaint.teller_said_id:
        return "You have answered this already."
    return None if words.strip() else "Write what you would like to say."
