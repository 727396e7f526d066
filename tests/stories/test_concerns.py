"""Somebody may be at risk."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from counterpoint.ledger.models import Event
from counterpoint.partnership.models import Member
from counterpoint.stories import actions
from counterpoint.stories.models import Concern
from counterpoint.stories.policies.clocks import hand_on_by
from counterpoint.stories.policies.harm import suggests_harm
from counterpoint.web.http import Refused
from tests.stories.told import told
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(world: World) -> Member:
    Member.objects.filter(pk=world.kofi.pk).update(moderator=True)
    world.kofi.moderator = True
    return world.kofi


def test_a_concern_is_handed_on_and_what_came_of_it_is_a_line(
    world: World, reader: Member, now: datetime
) -> None:
    story, _ = told(world, now)
    concern = actions.flag(story=story, by=reader, at=now)
    with pytest.raises(Refused, match="flagged already"):
        actions.flag(story=story, by=reader, at=now)
    actions.hand_on(concern=concern, to="Adult safeguarding, duty desk", by=reader, at=now)
    actions.say_what_came(concern=concern, words="They rang her today", by=reader, at=now)
    concern.refresh_from_db()
    assert concern.handed_to == "Adult safeguarding, duty desk"
    assert str(concern.outcome) == "They rang her today"


def test_the_ledger_says_neither_about_which_story_nor_to_whom(
    world: World, reader: Member, now: datetime
) -> None:
    story, _ = told(world, now, "He hit me, and nobody asked")
    concern = Concern.objects.get(story=story)
    actions.hand_on(concern=concern, to="Duty desk", by=reader, at=now)
    actions.say_what_came(concern=concern, words="They rang", by=reader, at=now)
    for event in Event.objects.filter(verb__startswith="concern."):
        assert event.subject == concern.ref
        assert "story" not in json.dumps(event.facts)
        assert "Duty" not in json.dumps(event.facts)
    assert "concern" not in json.dumps(Event.objects.get(verb="story.told").facts)


@pytest.mark.parametrize("words", ["He hit me", "I wanted to die.", "an OVERDOSE", "mae trais yma"])
def test_words_that_suggest_harm_flag_it_for_a_person_to_look(
    world: World, now: datetime, words: str
) -> None:
    story, _ = told(world, now, words)
    concern = Concern.objects.get(story=story)
    assert concern.flagged_by is None


@pytest.mark.parametrize(
    "words", ["They hit the target", "I was beating the traffic", "A neglectful spelling", "We ran"]
)
def test_words_within_other_words_flag_nothing(words: str) -> None:
    assert not suggests_harm(words)


def test_what_is_added_later_is_looked_at_too(world: World, now: datetime) -> None:
    story, _ = told(world, now)
    assert not Concern.objects.exists()
    actions.add_to(story=story, words="Then he threatened her", at=now)
    assert Concern.objects.get().story == story


def test_a_flag_hides_nothing_and_decides_nothing(world: World, reader: Member, now: datetime) -> None:
    story, _ = told(world, now, "I was scared of him")
    actions.clear(story=story, by=reader, at=now)
    assert type(story).objects.shown(now, world.place.zone).exists()


def test_only_moderators_see_to_it(world: World, reader: Member, now: datetime) -> None:
    concern = actions.flag(story=told(world, now)[0], by=reader, at=now)
    for stranger in (world.ada, world.tunde):
        with pytest.raises(Refused, match="Only a moderator"):
            actions.hand_on(concern=concern, to="x", by=stranger, at=now)
        with pytest.raises(Refused, match="Only a moderator"):
            actions.say_what_came(concern=concern, words="x", by=stranger, at=now)


@pytest.mark.parametrize(
    ("flagged", "due"),
    [
        (datetime(2026, 4, 1, 9, tzinfo=UTC), date(2026, 4, 2)),  # a Wednesday
        (datetime(2026, 4, 2, 16, tzinfo=UTC), date(2026, 4, 7)),  # before Good Friday and Easter Monday
    ],
)
def test_one_working_day_knows_bank_holidays(world: World, flagged: datetime, due: date) -> None:
    by = hand_on_by(world.place, flagged)
    assert (by + timedelta(minutes=1)).astimezone(UTC).date() >= due
    assert by.date() == due
