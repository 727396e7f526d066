"""What a letter to whoever told a story says. Discreet: whoever looks over a shoulder reads neither story nor answer.

Its link speaks for the story's own voice (stories/queries/addresses.py); the secret of a ticket is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from counterpoint.stories.choices import StoryState
from counterpoint.stories.models import Outcome, Story
from counterpoint.stories.policies import clocks
from counterpoint.stories.queries.addresses import teller_path, told_link
from counterpoint.web.dates import day
from counterpoint.work.links import absolute
from counterpoint.work.models import Notice
from counterpoint.work.notices.part import Button, Part


def parts(story: Story, notices: Sequence[Notice], at: datetime) -> list[Part]:
    """Each thing once, as it is now: what is no longer so is left out."""
    link = absolute(teller_path(told_link(story)))
    found = []
    for notice in sorted(notices, key=lambda one: one.pk):
        part = WRITERS[str(notice.about["verb"])](story, notice, link)
        if part is not None and part not in found:
            found.append(part)
    return found


def _cleared(story: Story, notice: Notice, link: str) -> Part | None:
    if story.state != StoryState.CLEARED:
        return None
    changed = "Some words were taken out, and the page says why. " if story.reasons else ""
    return _part(
        story, link, "What you sent us has been read",
        f"A moderator has read what you sent us. {changed}The people you chose can read it now.",
    )  # fmt: skip


def _declined(story: Story, notice: Notice, link: str) -> Part | None:
    if story.state != StoryState.DECLINED:
        return None
    return _part(
        story, link, "What you sent us is not shown",
        "A moderator has read what you sent us, and it can’t be shown as it is. The page says why, and what would help.",
    )  # fmt: skip


def _paused(story: Story, notice: Notice, link: str) -> Part | None:
    if story.state != StoryState.PAUSED:
        return None
    return _part(
        story, link, "What you sent us waits",
        f"It is not shown for now. A moderator reads it again on {day(story.paused_until)}.",
    )  # fmt: skip


def _replied(story: Story, notice: Notice, link: str) -> Part | None:
    reply = story.replies.filter(position=int(notice.about["reply"])).select_related("organisation").first()
    if reply is None:
        return None
    return _part(story, link, "Somebody has answered you", f"{reply.organisation.name} has answered you.")


def _because(story: Story, notice: Notice, link: str) -> Part | None:
    """Only they can say whether it is so: one press on the page."""
    found = Outcome.objects.filter(story=story, claim__number=int(notice.about["claim"]))
    outcome = found.select_related("claim", "voice").first()
    if outcome is None or outcome.claim.withdrawn_at or outcome.voice is None or outcome.claim.spoken:
        return None
    names = " and ".join(
        one.organisation.name
        for one in outcome.claim.claimants.select_related("organisation")
        if one.organisation
    )
    return _part(
        story, f"{link}outcomes/{outcome.claim.number}/", "Did this change?",
        f"{names} says that something is different now because of what you told. Is it so? Only you can say.",
        button="See what they say, and answer", questions=1,
    )  # fmt: skip


def _complaint(story: Story, notice: Notice, link: str) -> Part | None:
    found = story.complaints.filter(number=int(notice.about["complaint"]), sent_to_teller_at__isnull=False)
    complaint = found.first()
    if complaint is None or complaint.sent_to_teller_at is None:
        return None
    page = f"{link}complaints/{complaint.number}/"
    if complaint.closed_at:
        return _part(
            story,
            page,
            "It was decided",
            "Somebody had said that something you wrote is wrong. It was decided.",
        )
    if complaint.teller_said_id:
        return None
    until = day(clocks.teller_answers_by(story.place, complaint.sent_to_teller_at))
    return _part(
        story, page, "Somebody says that something is wrong",
        f"Somebody says that something you wrote is wrong. You can say what you think of it until the end of {until}. "
        "If you say nothing, the moderators decide without you. They don’t know who you are, and neither does "
        "whoever complains.",
        button="Read what they say, and answer", questions=1,
    )  # fmt: skip


def _still(story: Story, notice: Notice, link: str) -> Part | None:
    if story.asked_again_at is None:
        return None
    return _part(
        story, f"{link}still/", "Is it still all right?",
        "A year ago you said who may read what you told us. Is that still all right? If you do nothing, it stays as it "
        "is. You can take it back on any day.",
        button="Say yes, change it, or take it back", questions=1,
    )  # fmt: skip


WRITERS: dict[str, Callable[[Story, Notice, str], Part | None]] = {
    "story.cleared": _cleared,
    "story.declined": _declined,
    "story.paused": _paused,
    "story.replied": _replied,
    "story.because": _because,
    "complaint.sent_on": _complaint,
    "complaint.closed": _complaint,
    "story.asked_again": _still,
}


def _part(
    story: Story, link: str, heading: str, line: str, *, button: str = "Open the page", questions: int = 0
) -> Part:
    return Part(
        subject=heading,
        heading=heading,
        lines=(line,),
        buttons=(Button(button, link),),
        short=f"{story.place.name}: {heading}",
        link=link,
        questions=questions,
    )
