"""What comes of a story."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from django.test import Client

from counterpoint.analysis.standing import Standing, Verdict
from counterpoint.claims.actions import answer_by_ticket
from counterpoint.ledger.models import Event
from counterpoint.partnership.actions import account_for
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries import members
from counterpoint.stories import actions
from counterpoint.stories.choices import Attribution
from counterpoint.stories.models import Behind, Outcome, Story
from counterpoint.web.http import Refused
from tests.acts import plain
from tests.stories.told import told
from tests.world import World

pytestmark = pytest.mark.django_db


def met(member: Member) -> Member:
    return members().get(pk=member.pk)


@pytest.fixture
def reader(world: World) -> Member:
    Member.objects.filter(pk=world.kofi.pk).update(moderator=True)
    return met(world.kofi)


@pytest.fixture
def story(world: World, reader: Member, now: datetime) -> Story:
    story, _ = told(world, now)
    return actions.clear(story=story, by=reader, at=now)


def test_an_organisation_answers_and_only_by_one_who_works_there(
    world: World, story: Story, now: datetime
) -> None:
    actions.reply(story=story, organisation=world.hospital, words="We ring now", by=met(world.ruth), at=now)
    assert str(story.replies.get().words) == "We ring now"
    for stranger in (world.kofi, world.moira):
        with pytest.raises(Refused, match="works for"):
            actions.reply(
                story=story, organisation=world.hospital, words="So we do", by=met(stranger), at=now
            )
    with pytest.raises(Refused, match="already"):
        actions.reply(
            story=story, organisation=world.hospital, words="We ring now", by=met(world.ben), at=now
        )


def test_a_story_that_is_not_open_to_one_is_not_answered(world: World, now: datetime) -> None:
    story, _ = told(world, now)
    with pytest.raises(Refused, match="not open to you"):
        actions.reply(story=story, organisation=world.hospital, words="Sorry", by=met(world.ruth), at=now)


def test_only_the_teller_says_whether_it_changed(world: World, story: Story, now: datetime) -> None:
    claim = actions.say_changed(
        story=story,
        organisation=world.hospital,
        sentence="We ring the family first",
        by=met(world.ruth),
        at=now,
    )
    outcome = Outcome.objects.get(claim=claim)
    asked = claim.counterparts.get()
    assert outcome.voice is not None
    assert (asked.ticket_id, asked.must_hear, asked.by_claimant) == (outcome.voice.pk, True, False)
    assert claim.standing == Standing.UNANSWERED
    answer_by_ticket(ticket=outcome.voice, verdict=Verdict.NO, words="Nobody rang", at=now)
    assert world.claim(claim.number).standing == Standing.CONTESTED


def test_a_member_who_told_it_without_their_name_is_not_named_by_the_question(
    world: World, reader: Member, now: datetime
) -> None:
    story, _ = told(world, now, by=world.moira)
    actions.clear(story=story, by=reader, at=now)
    claim = actions.say_changed(
        story=story, organisation=world.hospital, sentence="We ring first", by=met(world.ruth), at=now
    )
    assert claim.counterparts.get().member is None
    said = json.dumps(Event.objects.get(verb="story.because").facts)
    assert world.moira.ref not in said


def test_a_member_who_told_it_under_their_own_name_is_asked_as_any_member_is(
    world: World, reader: Member, now: datetime
) -> None:
    named = actions.Permission(attribution=Attribution.NAME, name="Moira Tell")
    story, _ = told(world, now, by=world.moira, permission=named)
    actions.clear(story=story, by=reader, at=now)
    claim = actions.say_changed(
        story=story, organisation=world.hospital, sentence="We ring first", by=met(world.ruth), at=now
    )
    assert claim.counterparts.get().member == world.moira
    assert Outcome.objects.get(claim=claim).voice is None


def test_nothing_rests_on_a_story_of_which_a_moderator_has_said_so(
    world: World, reader: Member, now: datetime
) -> None:
    story, _ = told(world, now)
    story = actions.clear(story=story, by=reader, at=now, care=actions.Care(citable=False))
    with pytest.raises(Refused, match="nothing may rest on it"):
        actions.say_changed(
            story=story, organisation=world.hospital, sentence="We ring", by=met(world.ruth), at=now
        )
    with pytest.raises(Refused, match="nothing may rest on it"):
        actions.tie(story=story, claim=plain(world, now), by=met(world.ruth), at=now)
    actions.reply(story=story, organisation=world.hospital, words="Thank you", by=met(world.ruth), at=now)


def test_whoever_wrote_it_down_does_not_say_what_changed(world: World, reader: Member, now: datetime) -> None:
    from counterpoint.stories.choices import Way

    story, _ = told(world, now, by_hand=actions.ByHand(world.tunde, Way.PHONED, "Read back"))
    actions.clear(story=story, by=reader, at=now)
    with pytest.raises(Refused, match="somebody else"):
        actions.say_changed(
            story=story, organisation=world.charity, sentence="We ring", by=met(world.tunde), at=now
        )


def test_a_story_is_tied_once_to_what_it_led_to(world: World, story: Story, now: datetime) -> None:
    claim = plain(world, now)
    actions.tie(story=story, claim=claim, by=met(world.ada), at=now)
    assert Behind.objects.get().claim == claim
    with pytest.raises(Refused, match="already"):
        actions.tie(story=story, claim=claim, by=met(world.ada), at=now)


# In the browser


def browser(member: Member) -> Client:
    client = Client()
    client.force_login(account_for(member=member))
    return client


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


def test_the_page_of_a_story_leads_to_each_thing_one_may_do(
    world: World, story: Story, now: datetime
) -> None:
    home = f"/{world.place.slug}/stories/{story.number}/"
    ruth = browser(world.ruth)
    text = page(ruth, home)
    for act in ("reply", "changed", "led-to", "complain"):
        assert f"{home}{act}/" in text
    answered = ruth.post(f"{home}reply/", {"words": "We ring", "organisation": world.hospital.ref})
    assert answered.status_code == 302
    put = ruth.post(f"{home}changed/", {"sentence": "A nurse rings", "organisation": world.hospital.ref})
    assert put.status_code == 302
    text = page(ruth, home)
    assert "We ring" in text
    assert "A nurse rings" in text
    moira = browser(world.moira)
    assert f"{home}reply/" not in page(moira, home)
    assert "Only somebody who works" in moira.get(f"{home}reply/").content.decode()


def test_what_a_member_may_not_see_can_not_be_tied(world: World, story: Story, now: datetime) -> None:
    home = f"/{world.place.slug}/stories/{story.number}/"
    claim = plain(world, now)
    ruth = browser(world.ruth)
    assert ruth.post(f"{home}led-to/", {"claim": str(claim.number)}).status_code == 302
    assert ruth.post(f"{home}led-to/", {"claim": "9999"}).status_code == 422
