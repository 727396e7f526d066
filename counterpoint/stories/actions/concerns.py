"""Somebody may be at risk: flagged, handed on within one working day, and what came of it in a line.

The ledger says that there was a concern and that it was handed on. It does not say about which story, to whom, or why.
"""

from __future__ import annotations

from datetime import datetime

from counterpoint.ledger.actions import Act, act
from counterpoint.partnership.models import Member
from counterpoint.stories.models import Concern, Story
from counterpoint.stories.policies.harm import suggests_harm
from counterpoint.stories.policies.moderating import LONGEST_HANDED, why_not_flag, why_not_look_after
from counterpoint.web.http import require


def flag(*, story: Story, by: Member, at: datetime) -> Concern:
    """A moderator thinks that somebody may be at risk."""
    with act(story.place_id, verb="concern.flagged", by=by.ref, at=at) as event:
        open_already = Concern.objects.filter(story=story, handed_at=None, outcome=None).exists()
        require(why_not_flag(by, story, open_already))
        concern = _write(event, story, by)
        event.subject = concern.ref
    return concern


def flag_by_words(event: Act, story: Story, words: str) -> Concern | None:
    """Inside the act that tells it or adds to it. For a person to look at: the list decides nothing."""
    if not suggests_harm(words) or Concern.objects.filter(story=story, handed_at=None, outcome=None).exists():
        return None
    return _write(event, story, None)


def _write(event: Act, story: Story, by: Member | None) -> Concern:
    return Concern.objects.create(
        place_id=story.place_id,
        number=event.number(Concern),
        story=story,
        flagged_by=by,
        flagged_at=event.at,
    )


def hand_on(*, concern: Concern, to: str, by: Member, at: datetime) -> Concern:
    """It was handed to whoever can help: who, in a few words, and when."""
    with act(concern.place_id, verb="concern.handed_on", by=by.ref, at=at) as event:
        concern = _locked(concern)
        require(why_not_look_after(by, concern))
        require("It was handed on already." if concern.handed_at else None)
        require(None if to.strip() else "Say to whom you handed it.", field="to")
        concern.handed_to, concern.handed_by, concern.handed_at = to.strip()[:LONGEST_HANDED], by, event.at
        concern.save(update_fields=["handed_to", "handed_by", "handed_at"])
        event.subject = concern.ref
    return concern


def say_what_came(*, concern: Concern, words: str, by: Member, at: datetime) -> Concern:
    """In a line: what came of it, or why it needed no handing on."""
    with act(concern.place_id, verb="concern.closed", by=by.ref, at=at) as event:
        concern = _locked(concern)
        require(why_not_look_after(by, concern))
        require("What came of it is written down already." if concern.outcome_id else None)
        require(None if words.strip() else "Say in a line what came of it.", field="words")
        concern.outcome = event.text(words.strip(), "outcome")
        concern.save(update_fields=["outcome"])
        event.subject = concern.ref
        event.facts["handed_on"] = concern.handed_at is not None
    return concern


def _locked(concern: Concern) -> Concern:
    return Concern.objects.select_related("story__place", "place", "outcome").get(pk=concern.pk)
