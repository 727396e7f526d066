"""Who reads stories before anyone else does, and why not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from counterpoint.partnership.models import Member, Place
from counterpoint.stories.choices import Reason, StoryState
from counterpoint.stories.models import Complaint, Concern, Story

LONGEST_HANDED = 120  # letters: to whom a concern was handed, and not what it is
NOBODY_READS = (
    "Stories can’t be told here yet. Somebody has to be named first who reads each one before it is shown."
)
OWN = "You told this story, or wrote it down for somebody. Another moderator reads it."
GONE = "Whoever told this story took it back. There is nothing left to read."


def why_not_tell(place: Place) -> str | None:
    """No story is taken before there is somebody to read it."""
    some = Member.objects.here().filter(place=place, moderator=True).exists()
    return None if some else NOBODY_READS


def moderates(member: Member) -> bool:
    return member.moderator and member.left_at is None


def is_own(member: Member, story: Story) -> bool:
    return member.pk in (story.teller_id, story.typed_by_id)


def why_not_moderate(member: Member, story: Story) -> str | None:
    if not moderates(member) or member.place_id != story.place_id:
        return "Only a moderator of this partnership can do this."
    if story.state == StoryState.WITHDRAWN:
        return GONE
    return OWN if is_own(member, story) else None


def why_not_clear(changed: bool, reasons: Sequence[str], left: int) -> str | None:
    if left == 0:
        return "Nothing would be left to read. If it can’t be shown, choose that, and say why."
    if not set(reasons) <= set(Reason):
        return "Choose from the reasons given."
    if changed and not reasons:
        return "You changed the words. Choose why: readers see the reason, and so does whoever told it."
    if reasons and not changed:
        return "You chose a reason, and changed nothing. Change the words, or take the reason away."
    return None


def why_not_decline(reasons: Sequence[str], note: str) -> str | None:
    if not reasons or not set(reasons) <= set(Reason):
        return "Choose at least one reason."
    return (
        None if note.strip() else "Write a line to whoever told it: why it is not shown, and what would help."
    )


def why_not_pause(until: date | None, today: date) -> str | None:
    if until is None:
        return "Say until which day. On that day it comes back to this list."
    return None if until > today else "Choose a day that is still to come."


def why_not_flag(member: Member, story: Story, open_already: bool) -> str | None:
    """Also on a story of one's own: somebody at risk comes before everything."""
    if not moderates(member) or member.place_id != story.place_id:
        return "Only a moderator of this partnership can do this."
    return "This is flagged already. It stands at the top of the list." if open_already else None


def why_not_look_after(member: Member, concern: Concern) -> str | None:
    if not moderates(member) or member.place_id != concern.place_id:
        return "Only a moderator of this partnership can do this."
    return None


def why_not_handle(member: Member, complaint: Complaint) -> str | None:
    if not moderates(member) or member.place_id != complaint.place_id:
        return "Only a moderator of this partnership can do this."
    if complaint.closed_at:
        return "This complaint is closed."
    if complaint.story is not None and is_own(member, complaint.story):
        return "This complaint is about a story that you told or wrote down. Another moderator sees to it."
    return None
