"""What is done with a story after it was told, each once: for tests that break every action."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from counterpoint.partnership.models import Member
from counterpoint.partnership.queries import members
from counterpoint.stories import actions
from counterpoint.stories.choices import CopyKind, Reason
from counterpoint.stories.models import Complaint, Concern, Copy, Story
from tests.stories.told import told
from tests.world import World


def _met(member: Member) -> Member:
    return members().get(pk=member.pk)


def reader(world: World) -> Member:
    """Desmond reads stories before anyone else does."""
    Member.objects.filter(pk=world.desmond.pk).update(moderator=True)
    return _met(world.desmond)


def new(world: World, now: datetime) -> Story:
    reader(world)
    return told(world, now)[0]


def cleared(world: World, now: datetime) -> Story:
    return actions.clear(story=new(world, now), by=reader(world), at=now)


def complaint(world: World, now: datetime) -> Complaint:
    return actions.complain(place=world.place, story=cleared(world, now), words="Not so", at=now)


def sent_on(world: World, now: datetime) -> Complaint:
    return actions.send_on(complaint=complaint(world, now), by=reader(world), at=now)


def concern(world: World, now: datetime) -> Concern:
    return actions.flag(story=new(world, now), by=reader(world), at=now)


def recalled(world: World, now: datetime) -> Copy:
    story = cleared(world, now)
    copy = actions.take_copy(story=story, kind=CopyKind.PRINTED, count=30, by=_met(world.ruth), at=now)
    actions.withdraw(story=story, at=now)
    return copy


def _old(world: World, now: datetime) -> Story:
    """A year has passed since its teller said who may read it."""
    story = cleared(world, now)
    Story.objects.filter(pk=story.pk).update(permitted_at=now - timedelta(days=366))
    return story


type Entry = tuple[Callable[[World, datetime], Any], Callable[[Any], Any]]

ACTS: dict[str, Entry] = {
    "story.cleared": (
        new,
        lambda d: actions.clear(
            story=d.thing,
            shown={1: "They moved Mum"},
            reasons=[Reason.DATES],
            note="Thank you",
            care=actions.Care(sensitive=True, helpline="Samaritans, 116 123", group=d.world.voices),
            by=_met(d.world.desmond),
            at=d.now,
        ),
    ),
    "story.declined": (
        new,
        lambda d: actions.decline(
            story=d.thing, reasons=[Reason.ACCUSES], note="Could you?", by=_met(d.world.desmond), at=d.now
        ),
    ),
    "story.paused": (
        new,
        lambda d: actions.pause(
            story=d.thing, until=d.now.date() + timedelta(days=9), note="", by=_met(d.world.desmond), at=d.now
        ),
    ),
    "story.replied": (
        cleared,
        lambda d: actions.reply(
            story=d.thing, organisation=d.world.hospital, words="We ring", by=_met(d.world.ruth), at=d.now
        ),
    ),
    "story.because": (
        cleared,
        lambda d: actions.say_changed(
            story=d.thing, organisation=d.world.hospital, sentence="We ring", by=_met(d.world.ruth), at=d.now
        ),
    ),
    "story.led_to": (
        lambda w, n: (cleared(w, n), _a_claim(w, n)),
        lambda d: actions.tie(story=d.thing[0], claim=d.thing[1], by=_met(d.world.ada), at=d.now),
    ),
    "story.asked_again": (_old, lambda d: actions.ask_again(story=d.thing, at=d.now)),
    "story.copies_destroyed": (
        recalled,
        lambda d: actions.confirm_destroyed(copy=d.thing, destroyed=26, by=_met(d.world.ruth), at=d.now),
    ),
    "concern.flagged": (new, lambda d: actions.flag(story=d.thing, by=_met(d.world.desmond), at=d.now)),
    "concern.handed_on": (
        concern,
        lambda d: actions.hand_on(concern=d.thing, to="Duty desk", by=_met(d.world.desmond), at=d.now),
    ),
    "concern.closed": (
        concern,
        lambda d: actions.say_what_came(
            concern=d.thing, words="They rang", by=_met(d.world.desmond), at=d.now
        ),
    ),
    "complaint.made": (
        cleared,
        lambda d: actions.complain(place=d.world.place, story=d.thing, words="Not so", at=d.now),
    ),
    "complaint.acknowledged": (
        complaint,
        lambda d: actions.acknowledge(complaint=d.thing, by=_met(d.world.desmond), at=d.now),
    ),
    "complaint.sent_on": (
        complaint,
        lambda d: actions.send_on(complaint=d.thing, by=_met(d.world.desmond), at=d.now),
    ),
    "complaint.answered": (
        sent_on,
        lambda d: actions.answer_complaint(complaint=d.thing, words="It was so", at=d.now),
    ),
    "complaint.closed": (
        complaint,
        lambda d: actions.close_complaint(
            complaint=d.thing, words="It can be known", remove=True, by=_met(d.world.desmond), at=d.now
        ),
    ),
}


def _a_claim(world: World, now: datetime) -> Any:
    from tests.acts import plain  # that module imports this one

    return plain(world, now)
