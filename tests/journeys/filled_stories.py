"""Stories of Stowmere: one that was read, edited and answered, one taken back, one that waits, one still being told."""

from __future__ import annotations

from datetime import datetime, timedelta

from counterpoint.partnership import actions as partnership
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries import members
from counterpoint.stories import actions as stories
from counterpoint.stories.choices import Attribution, Audience, CopyKind
from counterpoint.stories.models import Story
from tests.stories.told import told
from tests.world import World

SECRET = "Wq3h0c9nYd1uX5sQ2aTzKg"  # of a story that is still being told


def tell_stories(world: World, secrets: dict[str, str], numbers: dict[str, int], at: datetime) -> None:
    moderator = partnership.appoint(
        member=world.tunde, steward=True, convenor=False, moderator=True, by=world.ada, at=at
    )
    reader, kofi = _met(moderator), _met(world.kofi)
    wide = stories.Permission(Audience.PUBLIC, attribution=Attribution.CHOSEN, name="Bluebell")
    story, secret = told(world, at, "Nurse Joy moved Mum on a Sunday, and nobody rang me.", permission=wide)
    stories.clear(
        story=story, shown={1: "They moved Mum on a Sunday, and nobody rang me."}, reasons=["names"],
        note="We took out a name.", by=reader, at=at,
    )  # fmt: skip
    stories.reply(
        story=story, organisation=world.council, words="We are sorry. We ring first now.", by=kofi, at=at
    )
    claim = stories.say_changed(
        story=story,
        organisation=world.council,
        sentence="Nobody is moved before somebody was rung",
        by=kofi,
        at=at,
    )
    stories.take_copy(story=story, kind=CopyKind.PRINTED, count=3, by=_met(world.ruth), at=at)
    secrets["story"], numbers["story"] = secret, story.number
    numbers["because"] = claim.number
    taken_back, _ = told(world, at + timedelta(hours=1), "Nobody is to read this any more", permission=wide)
    stories.clear(story=taken_back, by=reader, at=at + timedelta(hours=1))
    stories.withdraw(story=taken_back, at=at + timedelta(hours=2))
    numbers["story_gone"] = taken_back.number
    waits, secrets["story_waits"] = told(world, at + timedelta(hours=3), "Three forms for one bed")
    numbers["story_waits"] = waits.number
    _to_see_to(world, story, waits, reader, numbers, at + timedelta(hours=4))
    said = {"happened": "It rained on the way", "mattered": "A dry coat", "audience": "place"}
    stories.keep(place=world.place, secret=SECRET, said=said, today=at.date())
    secrets["telling"] = SECRET


def _to_see_to(
    world: World, story: Story, waits: Story, reader: Member, numbers: dict[str, int], at: datetime
) -> None:
    """What moderators see to: who may be at risk, complaints of both kinds, and copies that were called back."""
    numbers["concern"] = stories.flag(story=waits, by=reader, at=at).number
    handed = stories.flag(story=story, by=reader, at=at)
    stories.hand_on(concern=handed, to="Adult safeguarding, the duty desk", by=reader, at=at)
    numbers["concern_handed_on"] = handed.number
    complaint = stories.complain(
        place=world.place, story=story, words="It was a Saturday.", name="A nurse", reach="n@x.example", at=at
    )
    stories.send_on(complaint=complaint, by=reader, at=at)
    numbers["complaint"] = complaint.number
    about_data = stories.complain(place=world.place, words="You hold an old number of mine.", at=at)
    numbers["complaint_data"] = about_data.number
    printed, _ = told(world, at, "This one was printed")
    stories.clear(story=printed, by=reader, at=at)
    copies = stories.take_copy(story=printed, kind=CopyKind.PRINTED, count=30, by=_met(world.ruth), at=at)
    stories.withdraw(story=printed, at=at)
    numbers["copies"] = copies.number


def _met(member: Member) -> Member:
    return members().get(pk=member.pk)
