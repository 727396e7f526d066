"""Complaints about what a story says, and about how data is used: each with its clock (policies/clocks.py).

The ledger says that somebody complained and what came of it; never who, about which story, or in which words.
"""

from __future__ import annotations

from datetime import datetime

from counterpoint.ledger.actions import Act, act
from counterpoint.partnership.models import Member, Place
from counterpoint.stories.actions.moderating import looked_at
from counterpoint.stories.actions.permission import locked
from counterpoint.stories.choices import ComplaintKind, Reason, StoryState
from counterpoint.stories.models import Complaint, Story
from counterpoint.stories.policies.complaining import why_not_answer, why_not_complain, why_not_send_on
from counterpoint.stories.policies.moderating import why_not_handle
from counterpoint.web.http import require

NEEDS_REASON = "Say why, in a line or two. Whoever complained reads it, and so does whoever told the story."


def complain(
    *, place: Place, words: str, at: datetime, story: Story | None = None, name: str = "", reach: str = ""
) -> Complaint:
    """Anybody may, with an account or without; which it was is not written down."""
    with act(place.pk, verb="complaint.made", by="ticket", at=at) as event:
        story = locked(story) if story else None
        require(why_not_complain(place, story, words), field="words")
        complaint = Complaint.objects.create(
            place=place,
            number=event.number(Complaint),
            kind=ComplaintKind.CONTENT if story else ComplaintKind.DATA,
            story=story,
            words=event.text(words.strip()),
            name=name.strip(),
            reach=reach.strip(),
            received_at=event.at,
        )
        event.subject = complaint.ref
        event.facts["kind"] = str(complaint.kind)
    return complaint


def acknowledge(*, complaint: Complaint, by: Member, at: datetime) -> Complaint:
    """A moderator has written to whoever complained: it came, and this is what happens now."""
    with act(complaint.place_id, verb="complaint.acknowledged", by=by.ref, at=at) as event:
        complaint = _to_handle(event, complaint, by)
        require("It was acknowledged already." if complaint.acknowledged_at else None)
        complaint.acknowledged_at = event.at
        complaint.save(update_fields=["acknowledged_at"])
    return complaint


def send_on(*, complaint: Complaint, by: Member, at: datetime) -> Complaint:
    """To whoever told the story: the words of the complaint, without a name or an address."""
    with act(complaint.place_id, verb="complaint.sent_on", by=by.ref, at=at) as event:
        complaint = _to_handle(event, complaint, by)
        require(why_not_send_on(complaint))
        complaint.sent_to_teller_at = event.at
        complaint.save(update_fields=["sent_to_teller_at"])
    return complaint


def answer_complaint(
    *, complaint: Complaint, words: str, at: datetime, by: Member | None = None
) -> Complaint:
    """What the teller says to it, by their ticket or signed in. Moderators read it, and nobody else."""
    with act(complaint.place_id, verb="complaint.answered", by="ticket", at=at) as event:
        complaint = _fresh(complaint)
        require(why_not_answer(complaint, by, words), field="words")
        complaint.teller_said, complaint.teller_said_at = event.text(words.strip(), "teller"), event.at
        complaint.save(update_fields=["teller_said", "teller_said_at"])
        event.subject = complaint.ref
    return complaint


def close_complaint(
    *, complaint: Complaint, words: str, by: Member, at: datetime, remove: bool = False
) -> Complaint:
    """Decide, with a reason: the story stays as it is, or is not shown any more."""
    with act(complaint.place_id, verb="complaint.closed", by=by.ref, at=at) as event:
        complaint = _to_handle(event, complaint, by)
        require(None if words.strip() else NEEDS_REASON, field="words")
        complaint.outcome = event.text(words.strip(), "outcome")
        complaint.closed_at, complaint.closed_by = event.at, by
        complaint.save(update_fields=["outcome", "closed_at", "closed_by"])
        removed = remove and complaint.story is not None and _take_down(event, complaint.story, by)
        event.facts["removed"] = bool(removed)
    return complaint


def _take_down(event: Act, story: Story, by: Member) -> bool:
    story = locked(story)
    if story.state == StoryState.WITHDRAWN:
        return False
    story.state, story.reasons = StoryState.DECLINED, [str(Reason.ACCUSES)]
    story.moderated_at, story.moderated_by = event.at, by
    looked_at(event, story)
    story.save()
    return True


def _to_handle(event: Act, complaint: Complaint, by: Member) -> Complaint:
    complaint = _fresh(complaint)
    require(why_not_handle(by, complaint))
    event.subject = complaint.ref
    return complaint


def _fresh(complaint: Complaint) -> Complaint:
    return Complaint.objects.select_related("story__place", "place").get(pk=complaint.pk)
