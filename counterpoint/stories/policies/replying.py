"""Who may answer a story, say what they changed because of it, and say what it led to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from counterpoint.claims.policies import family_of
from counterpoint.partnership.models import Member, Organisation
from counterpoint.stories.choices import Attribution
from counterpoint.stories.models import Story

NOT_HERE = "This story is not open to you."
NOT_CITABLE = "This story may be read, and nothing may rest on it: a moderator has said so."


def why_not_read(member: Member, story: Story, at: datetime) -> str | None:
    """What one may not read one can't answer either."""
    if member.left_at or not Story.objects.seen_by(member, at).filter(pk=story.pk).exists():
        return NOT_HERE
    return None


def why_nothing_rests_on(story: Story) -> str | None:
    return None if story.citable else NOT_CITABLE


def why_not_reply(
    member: Member, story: Story, organisation: Organisation, words: str, at: datetime
) -> str | None:
    """In the name of whoever one works for. Whoever told it is spoken to, so nobody speaks for themselves alone."""
    if why := why_not_read(member, story, at) or _why_not_for(member, organisation):
        return why
    return None if words.strip() else "Write what you would like to say to whoever told this."


def why_not_say_changed(
    member: Member, story: Story, organisation: Organisation, sentence: str, at: datetime
) -> str | None:
    if why := why_not_read(member, story, at):
        return why
    if why := why_nothing_rests_on(story):
        return why
    if member.pk in (story.teller_id, story.typed_by_id):
        return "You told this story, or wrote it down, so somebody else says what was changed because of it."
    return _why_not_for(member, organisation) or (None if sentence.strip() else "Say what is different now.")


def why_not_tie(member: Member, story: Story, tied: Sequence[int], claim_pk: int, at: datetime) -> str | None:
    """`tied`: what it is said to have led to already."""
    if why := why_not_read(member, story, at):
        return why
    if why := why_nothing_rests_on(story):
        return why
    return "This is said already." if claim_pk in tied else None


def answers_as_member(story: Story) -> bool:
    """Is the teller asked as the member they are? Only where the story carries their own name for all to read.

    Else a claim that names them as the one to ask would say who told it.
    """
    return story.teller_id is not None and story.attribution == Attribution.NAME


def _why_not_for(member: Member, organisation: Organisation) -> str | None:
    family = family_of(member.place_id)
    works = any(
        one.works and one.until is None and organisation.pk in family.stands_for.get(one.organisation_id, ())
        for one in member.memberships.all()
    )
    return None if works else f"Only somebody who works for {organisation.name} can say this for it."
