"""Why a story can't be told like this, or its permission not be given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.stories.choices import Attribution, Audience, Part, Purpose, Way

LONGEST = 8000  # characters of one part: about 1,500 words
LONGEST_NAME = 80


def why_not_tell(passages: Sequence[tuple[Part, str]]) -> str | None:
    happened = [words for part, words in passages if part == Part.HAPPENED]
    if not any(words.strip() for words in happened):
        return "Tell us what happened. One sentence is enough."
    return next((why for _, words in passages if (why := why_too_long(words))), None)


def why_too_long(words: str) -> str | None:
    if len(words) <= LONGEST:
        return None
    return f"That is longer than we can keep. Please make it {len(words) - LONGEST:,} letters shorter."


def why_not_permit(
    place: Place,
    audience: str,
    group: Organisation | None,
    attribution: str,
    name: str,
    purposes: Sequence[str],
    expires_on: date | None,
    at: datetime,
) -> str | None:
    if (audience == Audience.GROUP) != (group is not None) or (group and group.place_id != place.pk):
        return "Choose which group may read it."
    if attribution != Attribution.NONE and not name.strip():
        return "Write the name that we may show."
    if len(name) > LONGEST_NAME:
        return f"Keep the name to {LONGEST_NAME} letters."
    if not set(purposes) <= set(Purpose):
        return "Choose from what is offered."
    if expires_on is not None and expires_on <= day_in(at, place.zone):
        return "Choose a day that is still to come."
    return None


def why_not_write_down(by: Member, place: Place, way: str, how_agreed: str) -> str | None:
    """`by` writes somebody's story down for them."""
    if by.place_id != place.pk or by.left_at is not None:
        return "Only a member of this partnership may write down a story for somebody."
    if way == Way.WROTE:
        return "Choose how they told it to you."
    return None if how_agreed.strip() else "Say how they agreed. It stands beside the story, with your name."
