"""What a teller may change later: the permission, how they hear, more of the story, and that they still agree.

The teller acts by their ticket, or signed in as the member who told it (`by`). A story that more people may read than
when a moderator read it, or that carries another name, waits to be read once more; one that fewer may read does not.
What is added to a story is a passage that nobody has read: `Story.objects` stays as it was, the passage has no `shown`.
"""

from __future__ import annotations

from datetime import datetime

from counterpoint.ledger.actions import Act, act, erase
from counterpoint.partnership.choices import Channel
from counterpoint.partnership.models import Member
from counterpoint.stories.actions.concerns import flag_by_words
from counterpoint.stories.actions.telling import TELLER, Hears, Permission, add_passage, permitted
from counterpoint.stories.choices import Part, StoryState
from counterpoint.stories.models import Passage, Story
from counterpoint.stories.policies.telling import why_not_permit, why_too_long
from counterpoint.stories.policies.withdrawing import is_wider, why_not_touch
from counterpoint.web.http import require


def locked(story: Story) -> Story:
    """As it is now, under the place's lock."""
    return Story.objects.select_related("place", "group", "name").get(pk=story.pk)


def change_permission(
    *, story: Story, permission: Permission, at: datetime, by: Member | None = None
) -> Story:
    with act(story.place_id, verb="story.permission_changed", by=TELLER, at=at) as event:
        story = _to_change(event, story, by)
        require(
            why_not_permit(
                story.place,
                permission.audience,
                permission.group,
                permission.attribution,
                permission.name,
                permission.purposes,
                permission.expires_on,
                event.at,
            )
        )
        was = story.name
        again = story.state == StoryState.CLEARED and (
            is_wider(story.audience, permission.audience) or str(was or "") != permission.name.strip()
        )
        for column, value in permitted(event, permission).items():
            setattr(story, column, value)
        story.permitted_at, story.asked_again_at = event.at, None
        if again:
            story.state = StoryState.WAITING
        event.facts["read_again"] = again
        story.save()
        if was is not None and was.erased_at is None:
            event.facts["erased"] = erase(was, at=event.at)
    return story


def permit_again(*, story: Story, at: datetime, by: Member | None = None) -> Story:
    """Asked after twelve months, the teller is still happy for it to be read."""
    with act(story.place_id, verb="story.permitted_again", by=TELLER, at=at) as event:
        story = _to_change(event, story, by)
        story.permitted_at, story.asked_again_at = event.at, None
        story.save(update_fields=["permitted_at", "asked_again_at"])
    return story


def change_hears(*, story: Story, hears: Hears, at: datetime, by: Member | None = None) -> Story:
    """How the teller hears. The ledger holds neither the way nor the address."""
    with act(story.place_id, verb="story.hears_changed", by=TELLER, at=at) as event:
        story = _to_change(event, story, by)
        require(
            "Write where we can reach you." if hears.channel != Channel.NONE and not hears.address else None,
            field="address",
        )
        story.channel = hears.channel
        story.address = "" if hears.channel == Channel.NONE else hears.address
        story.save(update_fields=["channel", "address"])
    return story


def add_to(
    *,
    story: Story,
    words: str,
    at: datetime,
    by: Member | None = None,
    lang: str = "en",
    translates: Passage | None = None,
) -> Passage:
    """More of the story. Others read it when a moderator has; what they read already stays.

    `translates`: the passage that these words say in another language, as its teller puts it.
    """
    with act(story.place_id, verb="story.added_to", by=TELLER, at=at) as event:
        story = _to_change(event, story, by)
        require(None if words.strip() else "Write what you would like to add.", field="words")
        require(why_too_long(words), field="words")
        last = Passage.objects.filter(story=story).order_by("-position").first()
        require(
            "You have added this already."
            if last and last.part == Part.ADDED and str(last.words) == words.strip()
            else None
        )
        passage = add_passage(event, story, Part.ADDED, words, lang, translates)
        flag_by_words(event, story, words)
        event.facts["passage"] = passage.position
    return passage


def _to_change(event: Act, story: Story, by: Member | None) -> Story:
    story = locked(story)
    require(why_not_touch(story, by))
    event.subject = story.ref
    return story
