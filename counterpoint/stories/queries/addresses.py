"""Where things of stories are: a story's page, its ticket, and the link that a letter to its teller carries.

The secret of a ticket is kept nowhere, so a letter can't hold it. It carries a token instead, signed for the story's
own voice, which opens what the ticket opens. A token has a colon in it and a secret never does.
"""

from __future__ import annotations

from datetime import timedelta

from django.core import signing

from counterpoint.partnership.models import Place
from counterpoint.partnership.queries.links import read_link, signed_link
from counterpoint.stories.choices import StoryState
from counterpoint.stories.models import Story

SALT = "told"
OPENS_FOR = timedelta(days=180)


def told_link(story: Story) -> str:
    """A token that speaks for whoever told this story. Where it goes, the story's voice goes: only to them."""
    return signed_link(story.place, story.number, salt=SALT)


def read_told_link(token: str) -> Story | None:
    """Whose it is; None where we did not make it, it is too old, or the story was withdrawn: all one."""
    try:
        said = read_link(token, salt=SALT, max_age=OPENS_FOR)
    except signing.SignatureExpired:
        return None
    if not said or len(said) != 2:
        return None
    place, number = said
    found = Story.objects.select_related("place").filter(place_id=place, number=number)
    return found.exclude(state=StoryState.WITHDRAWN).first()


def teller_path(secret_or_token: str) -> str:
    """What a ticket, or the link in a letter, opens."""
    return f"/s/{secret_or_token}/"


def story_path(place: Place, number: int) -> str:
    return f"/{place.slug}/stories/{number}/"


def public_path(place: Place, number: int) -> str:
    """Where anybody reads it."""
    return f"/{place.slug}/stories/public/#story-{number}"


def queue_path(place: Place) -> str:
    return f"/{place.slug}/stories/moderate/"


def copy_path(place: Place, number: int) -> str:
    return f"/{place.slug}/stories/copies/{number}/"
