"""Every action upon a story, once on the small world: for tests that break each of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from counterpoint.partnership.choices import Channel
from counterpoint.partnership.queries import members
from counterpoint.stories import actions as stories
from counterpoint.stories.choices import Attribution, Audience, CopyKind, Way
from counterpoint.stories.models import Story
from tests.stories.acts_after import reader
from tests.stories.told import told
from tests.world import World


def waiting(world: World, now: datetime) -> Story:
    """A story, told a little before, that nobody has read."""
    number = Story.objects.filter(place=world.place).count() + 1
    named = stories.Permission(attribution=Attribution.CHOSEN, name="Bluebell")
    hears = stories.Hears(Channel.MAIL, "bluebell@example.org")
    return told(world, now, f"They moved Mum for the {number}. time", permission=named, hears=hears)[0]


def cleared(world: World, now: datetime) -> Story:
    return stories.clear(story=waiting(world, now), by=reader(world), at=now)


def answered(world: World, now: datetime) -> Story:
    """With a reply, a change because of it, and a copy."""
    story, kofi = cleared(world, now), members().get(pk=world.kofi.pk)
    stories.reply(story=story, organisation=world.council, words="We are sorry", by=kofi, at=now)
    stories.say_changed(
        story=story, organisation=world.council, sentence=f"We ring first, {story.number}", by=kofi, at=now
    )
    stories.take_copy(story=story, kind=CopyKind.PRINTED, count=3, by=world.ruth, at=now)
    return story


def _later(now: datetime) -> datetime:
    return now + timedelta(days=1)


OF_TELLING: dict[str, tuple[Any, Any]] = {
    "story.told": (lambda w, n: reader(w) and None, lambda d: waiting(d.world, d.now)),
    "story.told, written down": (
        lambda w, n: reader(w) and None,
        lambda d: told(d.world, d.now, by_hand=stories.ByHand(d.world.tunde, Way.PHONED, "She said yes")),
    ),
    "story.told, in part": (
        lambda w, n: None,
        lambda d: stories.keep(
            place=d.world.place, secret="a-secret", said={"happened": "It rained"}, today=d.now.date()
        ),
    ),
    "story.told, not in the end": (
        lambda w, n: stories.keep(place=w.place, secret="another", said={"happened": "No"}, today=n.date()),
        lambda d: stories.forget(place=d.world.place, secret="another"),
    ),
    "story.permission_changed": (
        cleared,
        lambda d: stories.change_permission(
            story=d.thing, permission=stories.Permission(Audience.PUBLIC), at=_later(d.now)
        ),
    ),
    "story.permitted_again": (cleared, lambda d: stories.permit_again(story=d.thing, at=_later(d.now))),
    "story.hears_changed": (
        cleared,
        lambda d: stories.change_hears(story=d.thing, hears=stories.Hears(), at=_later(d.now)),
    ),
    "story.added_to": (
        cleared,
        lambda d: stories.add_to(story=d.thing, words="They rang on Monday", at=_later(d.now)),
    ),
    "story.copied": (
        cleared,
        lambda d: stories.take_copy(
            story=d.thing, kind=CopyKind.PRINTED, count=30, by=d.world.ruth, at=_later(d.now)
        ),
    ),
    "story.withdrawn": (answered, lambda d: stories.withdraw(story=d.thing, at=_later(d.now))),
}
# No event, because nothing is told yet.
NOT_TOLD = {"story.told, in part", "story.told, not in the end"}
