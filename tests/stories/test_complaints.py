"""Complaints, and their clocks."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from django.test import Client

from counterpoint.ledger.models import Event
from counterpoint.partnership.actions import account_for
from counterpoint.partnership.models import Member
from counterpoint.stories import actions
from counterpoint.stories.choices import Audience, ComplaintKind, StoryState
from counterpoint.stories.models import Story
from counterpoint.stories.policies.clocks import acknowledge_data_by, send_on_by, teller_answers_by
from counterpoint.stories.policies.complaining import MOST_AN_HOUR
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
        place=world.place,
        story=story,
        words="It was not a Sunday",
        name="A Nurse",
        reach="n@x.example",
        at=now,
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
    actions.close_complaint(
        complaint=complaint, words="She can be known by it", remove=True, by=reader, at=now
    )
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


# In the browser


def test_anybody_complains_of_what_anybody_may_read_and_leaves_no_trace_of_who(
    world: World, reader: Member, now: datetime
) -> None:
    public, _ = told(world, now, "For all", permission=actions.Permission(audience=Audience.PUBLIC))
    actions.clear(story=public, by=reader, at=now)
    address = f"/{world.place.slug}/stories/{public.number}/complain/"
    stranger = Client()
    assert stranger.get(address).status_code == 200
    sent = stranger.post(address, {"words": "It was not so", "name": "", "reach": ""})
    assert "It has come" in sent.content.decode()
    assert not sent.cookies
    signed_in = Client()
    signed_in.force_login(account_for(member=world.ben))
    signed_in.post(address, {"words": "Nor by my memory"})
    events = Event.objects.filter(verb="complaint.made")
    assert {one.actor for one in events} == {"ticket"}


def test_a_stranger_can_not_find_out_by_complaining_which_stories_there_are(
    world: World, reader: Member, story: Story, now: datetime
) -> None:
    home = f"/{world.place.slug}/stories/"
    here, nowhere = Client().get(f"{home}{story.number}/complain/"), Client().get(f"{home}999/complain/")
    assert here.status_code == nowhere.status_code == 404
    assert here.content.replace(b"1", b"") == nowhere.content.replace(b"1", b"")
    member = Client()
    member.force_login(account_for(member=world.ben))
    assert member.get(f"{home}{story.number}/complain/").status_code == 200


def test_a_complaint_about_data_needs_no_story_and_nothing_but_words(world: World) -> None:
    address = f"/{world.place.slug}/complain/"
    empty = Client().post(address, {"words": " "})
    assert empty.status_code == 422
    assert "Say what is wrong" in empty.content.decode()
    assert "It has come" in Client().post(address, {"words": "You hold my number"}).content.decode()
    assert Client().get("/nowhere/complain/").status_code == 404


def test_a_flood_of_complaints_is_stopped_without_knowing_who(world: World, settings: object) -> None:
    address = f"/{world.place.slug}/complain/"
    stranger = Client()
    for number in range(MOST_AN_HOUR):
        stranger.post(address, {"words": f"{number}"})
    flooded = stranger.post(address, {"words": "One more"})
    assert flooded.status_code == 422
    assert "in an hour" in flooded.content.decode()


def test_a_moderator_sees_the_clocks_and_what_to_do(
    world: World, reader: Member, story: Story, now: datetime
) -> None:
    long_ago = now - timedelta(days=30)
    complaint = actions.complain(place=world.place, story=story, words="Not so", at=long_ago)
    client = Client()
    client.force_login(account_for(member=reader))
    address = f"/{world.place.slug}/stories/moderate/complaints/{complaint.number}/"
    assert "Overdue" in client.get(address).content.decode()
    assert client.post(f"{address}on/").status_code == 302
    assert client.post(f"{address}came/").status_code == 302
    text = client.get(address).content.decode()
    assert "Whoever told the story may answer" in text
    decided = client.post(address, {"remove": "remove", "words": "She can be known by it"})
    assert decided.status_code == 302
    story.refresh_from_db()
    assert story.state == StoryState.DECLINED
