"""Complaints, and their clocks."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from counterpoint.ledger.models import Event
from counterpoint.partnership.models import Member
from counterpoint.stories import actions
from counterpoint.stories.choices import ComplaintKind, StoryState
from counterpoint.stories.models import Story
from counterpoint.stories.policies.clocks import acknowledge_data_by, send_on_by, teller_answers_by
from counterpoint.web.http import Refused
from tests.stories.told import told
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(world: World) -> Member:
    Member.objects.filter(pk=world.kofi.pk).update(moderator=True)
    world.kofi.moderator = True
    return world.kofi


@pytest.fixture
def story(world: World, reader: Member, now: datetime) -> Story:
    story, _ = told(world, now)
    return actions.clear(story=story, by=reader, at=now)


def test_a_complaint_goes_to_the_teller_and_is_decided_with_a_reason(
    world: World, reader: Member, story: Story, now: datetime
) -> None:
    complaint = actions.complain(
        place=world.place, story=story, words="It was not a Sunday", name="A Nurse", reach="n@x.example", at=now
    )
    assert complaint.kind == ComplaintKind.CONTENT
    with pytest.raises(Refused, match="Nobody has asked you"):
        actions.answer_complaint(complaint=complaint, words="It was", at=now)
    actions.send_on(complaint=complaint, by=reader, at=now)
    actions.acknowledge(complaint=complaint, by=reader, at=now)
    actions.answer_complaint(complaint=complaint, words="It was a Saturday then", at=now)
    with pytest.raises(Refused, match="line or two"):
        actions.close_complaint(complaint=complaint, words="", by=reader, at=now)
    actions.close_complaint(complaint=complaint, words="It stays: the day is not named", by=reader, at=now)
    story.refresh_from_db()
    assert story.state == StoryState.CLEARED


def test_a_story_is_taken_down_and_nobody_reads_it(
    world: World, reader: Member, story: Story, now: datetime
) -> None:
    complaint = actions.complain(place=world.place, story=story, words="It is about me", at=now)
    actions.close_complaint(complaint=complaint, words="She can be known by it", remove=True, by=reader, at=now)
    assert not Story.objects.shown(now, world.place.zone).exists()
    with pytest.raises(Refused, match="closed"):
        actions.close_complaint(complaint=complaint, words="Again", by=reader, at=now)


def test_the_ledger_says_neither_who_complained_nor_about_which_story(
    world: World, reader: Member, story: Story, now: datetime
) -> None:
    complaint = actions.complain(
        place=world.place, story=story, words="It is about me", name="Ann Nurse", reach="n@x.example", at=now
    )
    actions.send_on(complaint=complaint, by=reader, at=now)
    actions.close_complaint(complaint=complaint, words="It stays", by=reader, at=now)
    for event in Event.objects.filter(verb__startswith="complaint."):
        assert event.subject == complaint.ref
        told_of = json.dumps(event.facts)
        for word in ("story", "Ann", "n@x", "about me", "stays"):
            assert word not in told_of
    assert Event.objects.get(verb="complaint.made").actor == "ticket"


def test_about_data_there_is_nobody_to_send_it_on_to(world: World, reader: Member, now: datetime) -> None:
    complaint = actions.complain(place=world.place, words="You hold my address", at=now)
    assert complaint.kind == ComplaintKind.DATA
    with pytest.raises(Refused, match="about data"):
        actions.send_on(complaint=complaint, by=reader, at=now)
    actions.acknowledge(complaint=complaint, by=reader, at=now)
    with pytest.raises(Refused, match="acknowledged already"):
        actions.acknowledge(complaint=complaint, by=reader, at=now)


def test_whoever_told_the_story_does_not_decide_the_complaint_about_it(
    world: World, reader: Member, now: datetime
) -> None:
    own, _ = told(world, now, by=reader)
    complaint = actions.complain(place=world.place, story=own, words="Not so", at=now)
    for does in (actions.send_on, actions.acknowledge):
        with pytest.raises(Refused, match="Another moderator"):
            does(complaint=complaint, by=reader, at=now)
    with pytest.raises(Refused, match="Another moderator"):
        actions.close_complaint(complaint=complaint, words="It stays", by=reader, at=now)


def test_the_teller_answers_once_and_nobody_else_does(
    world: World, reader: Member, story: Story, now: datetime
) -> None:
    complaint = actions.complain(place=world.place, story=story, words="Not so", at=now)
    actions.send_on(complaint=complaint, by=reader, at=now)
    with pytest.raises(Refused, match="Only whoever told"):
        actions.answer_complaint(complaint=complaint, words="So", by=world.ben, at=now)
    actions.answer_complaint(complaint=complaint, words="So", at=now)
    with pytest.raises(Refused, match="already"):
        actions.answer_complaint(complaint=complaint, words="So it is", at=now)


def test_a_withdrawn_story_has_nothing_to_complain_about(
    world: World, reader: Member, story: Story, now: datetime
) -> None:
    complaint = actions.complain(place=world.place, story=story, words="Not so", at=now)
    actions.withdraw(story=story, at=now)
    with pytest.raises(Refused, match="not here any more"):
        actions.complain(place=world.place, story=story, words="Still not so", at=now)
    with pytest.raises(Refused, match="took it back"):
        actions.send_on(complaint=complaint, by=reader, at=now)


def test_the_clocks_are_those_of_the_law_or_shorter(world: World) -> None:
    friday = datetime.fromisoformat("2026-07-03T15:00:00+00:00")
    assert send_on_by(friday) - friday == timedelta(hours=48)
    assert str(teller_answers_by(world.place, friday))[:16] == "2026-07-08 22:59"  # midnight in London
    assert str(acknowledge_data_by(world.place, friday))[:10] == "2026-08-02"
