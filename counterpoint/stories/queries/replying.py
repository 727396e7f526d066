"""The pages on which partners answer a story, say what they changed, say what it led to, and what became of copies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from counterpoint.claims.models import Claim
from counterpoint.claims.queries.choosing import Choice, claim_choice, worked_for
from counterpoint.claims.queries.finding import seen_here
from counterpoint.partnership.models import Member
from counterpoint.stories.choices import CopyKind
from counterpoint.stories.models import Copy, Story
from counterpoint.stories.queries.addresses import story_path
from counterpoint.web.dates import counted, day
from counterpoint.web.fields import FormPage

MOST_CLAIMS = 200

REPLY = (
    "Whoever told it reads this, and so does everybody who may read the story. Speak to them, not about them. "
    "Don’t ask who they are."
)
CHANGED = (
    "Whoever told the story is asked whether it is so. Only they can say. Until they do, it stands as asked, and not yet "
    "answered."
)
LED_TO = "So that others can see how things came about. It says nothing of who told the story."


def reply_page(story: Story) -> FormPage:
    return _page(story, "Answer this story", "Send it", REPLY)


def changed_page(story: Story) -> FormPage:
    return _page(story, "What did you change because of it?", "Put it to them", CHANGED)


def led_to_page(story: Story) -> FormPage:
    return _page(story, "What did this story lead to?", "Tie it", LED_TO)


def _page(story: Story, title: str, button: str, lead: str) -> FormPage:
    back = story_path(story.place, story.number)
    return FormPage(title=title, button=button, back_url=back, lead=lead, caption=f"Story {story.number}")


def why_nobody_to_speak_for(member: Member) -> str | None:
    """Whoever only belongs to a group speaks for themselves, and stories are answered by those who can change things."""
    return None if worked_for(member) else "Only somebody who works for a partner here can answer for it."


def claims_to_tie(member: Member, story: Story, at: datetime) -> list[Choice]:
    """What one may see and is not tied already, newest first."""
    tied = story.behind.values("claim")
    found = seen_here(member, at).exclude(pk__in=tied).exclude(outcome_of__story=story)
    found = found.filter(withdrawn_at__isnull=True).select_related("sentence")[:MOST_CLAIMS]
    return [claim_choice(one) for one in found]


def claim_to_tie(member: Member, number: int, at: datetime) -> Claim | None:
    return seen_here(member, at).filter(number=number).select_related("place").first()


@dataclass(frozen=True, slots=True)
class CopyPage:
    """Everything stories/destroy.jinja may show to whoever holds copies."""

    number: int
    story: int
    made: str  # "On 3 March 2026 you printed 30 copies."
    recalled: str
    confirmed: str
    back: str


def copy_numbered(member: Member, number: int) -> Copy | None:
    """Their own, or of whoever's work they do now; and only once it is called back."""
    found = Copy.objects.select_related("place", "story", "holder").filter(place=member.place, number=number)
    copy = found.filter(recalled_at__isnull=False).first()
    return copy if copy and member.pk in (copy.holder_id, copy.holder.successor_id) else None


def copy_page(copy: Copy) -> CopyPage:
    did = (
        f"printed {counted(copy.count, 'copy', 'copies')}"
        if copy.kind == CopyKind.PRINTED
        else "saved it in a file"
    )
    gone = copy.destroyed
    return CopyPage(
        number=copy.number,
        story=copy.story.number,
        made=f"On {day(copy.at)} you {did} of it."
        if copy.kind == CopyKind.PRINTED
        else f"On {day(copy.at)} you {did}.",
        recalled=day(copy.recalled_at),
        confirmed=""
        if gone is None
        else f"You said on {day(copy.confirmed_at)} that {gone} of {copy.count} are gone.",
        back=f"/{copy.place.slug}/stories/",
    )
