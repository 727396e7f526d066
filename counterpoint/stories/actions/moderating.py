"""Reading a story before anyone else does: clear it, with changes or without; don't show it; wait.

What was told stays as it was, for the teller and moderators. Others read what is `shown`: the same text where nothing was
changed, another where something was, an empty one where a whole part is left out. A part without any was read by nobody
yet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.identifiers import why_not_say
from counterpoint.ledger.actions import Act, act, erase
from counterpoint.ledger.models import Text
from counterpoint.partnership.models import Member, Organisation
from counterpoint.stories.actions.permission import locked
from counterpoint.stories.choices import Audience, StoryState
from counterpoint.stories.models import Passage, Story
from counterpoint.stories.policies.moderating import (
    why_not_clear,
    why_not_decline,
    why_not_moderate,
    why_not_pause,
)
from counterpoint.web.http import require


@dataclass(frozen=True, slots=True)
class Care:
    """What a moderator sees to beside the words."""

    sensitive: bool = False
    citable: bool = True  # may a claim rest on it?
    helpline: str = ""  # a line under the story: who listens
    group: Organisation | None = None  # fewer readers than the teller agreed to, never more


def clear(
    *,
    story: Story,
    by: Member,
    at: datetime,
    shown: Mapping[int, str] | None = None,
    reasons: Sequence[str] = (),
    note: str = "",
    care: Care | None = None,
) -> Story:
    """Let it be read. `shown` has the words of each part that was changed, by its position; "" leaves a part out."""
    with act(story.place_id, verb="story.cleared", by=by.ref, at=at) as event:
        story = _to_read(event, story, by)
        changed, left = _show(event, story, shown or {})
        require(why_not_clear(changed, reasons, left), field="reasons")
        story.reasons, story.state, story.paused_until = sorted(reasons), StoryState.CLEARED, None
        _take_care(event, story, care or Care())
        _moderated(event, story, by, note)
        event.facts |= {"reasons": story.reasons, "changed": changed}
    return story


def decline(*, story: Story, reasons: Sequence[str], note: str, by: Member, at: datetime) -> Story:
    """It is not shown, and its teller reads why. They may add to it, or tell it anew."""
    with act(story.place_id, verb="story.declined", by=by.ref, at=at) as event:
        story = _to_read(event, story, by)
        require(why_not_decline(reasons, note), field="note" if reasons else "reasons")
        story.reasons, story.state, story.paused_until = sorted(reasons), StoryState.DECLINED, None
        looked_at(event, story)
        _moderated(event, story, by, note)
        event.facts["reasons"] = story.reasons
    return story


def pause(*, story: Story, until: date | None, note: str, by: Member, at: datetime) -> Story:
    """Not shown for now. On that day it stands in the queue again: only a person lets it be read."""
    with act(story.place_id, verb="story.paused", by=by.ref, at=at) as event:
        story = _to_read(event, story, by)
        require(why_not_pause(until, day_in(event.at, story.place.zone)), field="until")
        story.state, story.paused_until = StoryState.PAUSED, until
        looked_at(event, story)
        _moderated(event, story, by, note)
        event.facts["until"] = until.isoformat() if until else None
    return story


def _to_read(event: Act, story: Story, by: Member) -> Story:
    story = locked(story)
    require(why_not_moderate(by, story))
    event.subject = story.ref
    event.facts["erased"] = []
    return story


def _show(event: Act, story: Story, shown: Mapping[int, str]) -> tuple[bool, int]:
    """(Does anything differ from what was told, how many parts are left to read.)"""
    changed, left = False, 0
    for passage in Passage.objects.filter(story=story).select_related("words", "shown"):
        told = str(passage.words)
        words = shown.get(passage.position, told).strip()
        require(why_not_say(words), field=f"passage_{passage.position}")
        differs = words != told
        changed, left = changed or differs, left + bool(words)
        if passage.shown is not None and str(passage.shown) == words:
            continue
        name = f"shown_{passage.position}"
        _replace(event, passage, event.text(words, name, passage.words.lang) if differs else passage.words)
    return changed, left


def _replace(event: Act, passage: Passage, text: Text) -> None:
    """What was shown before, and is no more, is erased: it held what had to go."""
    before = passage.shown
    passage.shown = text
    passage.save(update_fields=["shown"])
    if before is not None and before.pk != passage.words_id and before.erased_at is None:
        event.facts["erased"].append(erase(before, at=event.at))


def looked_at(event: Act, story: Story) -> None:
    """A moderator has seen these parts; they are not shown. What is added later has not been seen."""
    for passage in Passage.objects.filter(story=story, shown__isnull=True):
        passage.shown = event.text("", f"shown_{passage.position}")
        passage.save(update_fields=["shown"])


def _take_care(event: Act, story: Story, care: Care) -> None:
    story.sensitive, story.citable, story.helpline = care.sensitive, care.citable, care.helpline.strip()
    if care.group is not None and story.audience != Audience.GROUP:
        story.audience, story.group = Audience.GROUP, care.group
        event.facts["group"] = care.group.ref
    event.facts |= {
        "sensitive": story.sensitive,
        "citable": story.citable,
        "helpline": bool(story.helpline),
        "audience": str(story.audience),
    }


def _moderated(event: Act, story: Story, by: Member, note: str) -> None:
    before = story.note
    story.note = event.text(note.strip(), "note") if note.strip() else None
    story.moderated_at, story.moderated_by = event.at, by
    story.save()
    if before is not None and before.erased_at is None:
        event.facts["erased"].append(erase(before, at=event.at))
