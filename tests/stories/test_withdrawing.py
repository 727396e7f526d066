"""Taking a story back: gone at once from every page, for everyone, by whatever route."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from counterpoint.analysis.standing import Verdict
from counterpoint.claims.actions import answer_by_ticket
from counterpoint.claims.models import Answer, Claim, Counterpart
from counterpoint.claims.policies.codes import code_of, in_two
from counterpoint.ledger.models import Event, Text
from counterpoint.partnership.actions import account_for
from counterpoint.partnership.choices import Channel
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries import members
from counterpoint.stories import actions
from counterpoint.stories.choices import Attribution, Audience, CopyKind, StoryState
from counterpoint.stories.models import Copy, Outcome, Story, StoryTicket
from counterpoint.web.http import Refused
from tests.stories.told import told
from tests.world import World

pytestmark = pytest.mark.django_db

PHRASE = "a blue kettle on the seventh step"
STUB = "withdrawn by whoever told it"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch, now: datetime) -> datetime:
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now


def met(member: Member) -> Member:
    """As a page meets them: with their organisations."""
    return members().get(pk=member.pk)


def cleared(world: World, now: datetime, **more: object) -> tuple[Story, str]:
    story, secret = told(world, now, f"They left {PHRASE}", **more)
    return actions.clear(story=story, by=met(world.ada), at=now), secret


def browser(member: Member) -> Client:
    client = Client()
    client.force_login(account_for(member=Member.objects.get(pk=member.pk)))
    return client


def test_every_word_of_it_is_erased_with_the_name_and_the_address(world: World, now: datetime) -> None:
    story, _ = cleared(
        world,
        now,
        permission=actions.Permission(attribution=Attribution.CHOSEN, name="Bluebell"),
        hears=actions.Hears(Channel.MAIL, "bluebell@example.org"),
    )
    actions.reply(
        story=story, organisation=world.council, words="Sorry about the kettle", by=met(world.kofi), at=now
    )
    actions.add_to(story=story, words="And the kettle was cold", at=now)
    actions.withdraw(story=story, at=now)
    kept = " ".join(Text.objects.filter(place_id=world.place.pk).values_list("words", flat=True))
    for word in ("kettle", "Bluebell", "Sunday", "number to ring"):
        assert word not in kept
    story.refresh_from_db()
    assert (story.address, story.channel, story.perspective, story.teller) == ("", Channel.NONE, "", None)
    assert not StoryTicket.objects.exists()
    written = json.dumps(list(Event.objects.values_list("facts", flat=True)))
    assert "bluebell" not in written.lower()


def test_a_withdrawal_says_which_words_went_by_their_digests(world: World, now: datetime) -> None:
    story, _ = cleared(world, now)
    given = Event.objects.get(verb="story.told").facts
    actions.withdraw(story=story, at=now)
    gone = Event.objects.get(verb="story.withdrawn").facts["erased"]
    assert {given["words_1"], given["words_2"], given["words_3"]} <= set(gone)


def test_it_can_not_be_withdrawn_twice_or_by_somebody_else(world: World, now: datetime) -> None:
    story, _ = cleared(world, now, by=world.moira)
    with pytest.raises(Refused, match="Only whoever told it"):
        actions.withdraw(story=story, by=world.ada, at=now)
    actions.withdraw(story=story, by=world.moira, at=now)
    with pytest.raises(Refused, match="was withdrawn"):
        actions.withdraw(story=story, at=now)


def test_the_next_request_gets_a_stub_conditional_or_not(world: World, at: datetime) -> None:
    story, secret = cleared(world, at)
    reader = browser(world.ruth)
    pages = [f"/aldermouth/stories/{story.number}/", "/aldermouth/stories/"]
    held = {}
    for path in pages:
        first = reader.get(path)
        assert PHRASE in first.text
        held[path] = first["ETag"]
        assert reader.get(path, headers={"If-None-Match": held[path]}).status_code == 304
    assert "It is withdrawn" in Client().post(f"/s/{secret}/withdraw/").text
    for path in pages:
        for headers in ({}, {"If-None-Match": held[path]}):
            then = reader.get(path, headers=headers)
            assert then.status_code == 200
            assert STUB in then.text
            assert PHRASE not in then.text
            assert "a carer" not in then.text


def test_a_story_that_nobody_read_leaves_no_stub(world: World, at: datetime) -> None:
    story, _ = told(world, at, PHRASE)
    actions.withdraw(story=story, at=at)
    reader = browser(world.ruth)
    assert reader.get(f"/aldermouth/stories/{story.number}/").status_code == 404
    assert STUB not in reader.get("/aldermouth/stories/").text


def test_a_stub_of_one_group_is_seen_by_that_group_alone(world: World, at: datetime) -> None:
    story, _ = cleared(world, at, permission=actions.Permission(Audience.GROUP, world.voices))
    actions.withdraw(story=story, at=at)
    path = f"/aldermouth/stories/{story.number}/"
    assert STUB in browser(world.moira).get(path).text
    assert browser(world.ruth).get(path).status_code == 404


def test_what_partners_changed_stays_and_what_the_teller_said_of_it_loses_its_words(
    world: World, at: datetime
) -> None:
    story, _ = cleared(world, at)
    actions.say_changed(
        story=story, organisation=world.council, sentence="Kettles are checked", by=met(world.kofi), at=at
    )
    voice = Outcome.objects.get().voice
    assert voice is not None
    answer_by_ticket(ticket=voice, verdict=Verdict.NO, words="My kettle was not", at=at)
    actions.withdraw(story=story, at=at)
    given = Answer.objects.get()
    assert given.words is not None
    assert (given.verdict, given.words.words, given.words.salt) == (Verdict.NO, "", None)
    assert "Kettles are checked" in browser(world.ruth).get(f"/aldermouth/stories/{story.number}/").text


def test_a_claim_no_longer_asks_by_name_whoever_took_their_story_back(world: World, at: datetime) -> None:
    own = actions.Permission(attribution=Attribution.NAME, name="Moira Tell")
    story, _ = cleared(world, at, by=world.moira, permission=own)
    actions.say_changed(
        story=story, organisation=world.council, sentence="Kettles are checked", by=met(world.kofi), at=at
    )
    claim = Claim.objects.get(kind="because")
    assert Counterpart.objects.get(claim=claim).member == world.moira
    actions.withdraw(story=story, by=world.moira, at=at)
    asked = Counterpart.objects.get(claim=claim)
    assert (asked.member, asked.must_hear) == (None, True)
    assert asked.ticket is not None
    assert "Moira" not in browser(world.ruth).get(f"/aldermouth/claims/{claim.number}/").text


def test_copies_are_noted_and_called_back(world: World, at: datetime) -> None:
    story, _ = cleared(world, at)
    reader = browser(world.ruth)
    path = f"/aldermouth/stories/{story.number}/copy/"
    token = reader.get(path).text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    printed = reader.post(path, {"kind": "printed", "count": "30", "csrfmiddlewaretoken": token})
    assert PHRASE in printed.text
    copy = Copy.objects.get()
    assert (copy.holder, copy.count, copy.kind, copy.recalled_at) == (world.ruth, 30, CopyKind.PRINTED, None)
    actions.withdraw(story=story, at=at + timedelta(days=1))
    copy.refresh_from_db()
    assert copy.recalled_at == at + timedelta(days=1)


def test_nobody_takes_a_copy_of_what_they_may_not_read(world: World, at: datetime) -> None:
    story, _ = cleared(world, at, permission=actions.Permission(Audience.GROUP, world.voices))
    assert browser(world.ruth).get(f"/aldermouth/stories/{story.number}/copy/").status_code == 404
    with pytest.raises(Refused, match="not open to you"):
        actions.take_copy(story=story, kind=CopyKind.PRINTED, by=world.ruth, at=at)


def test_a_story_whose_time_ran_out_or_that_is_paused_is_not_there(
    world: World, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = at.date() + timedelta(days=2)
    story, _ = cleared(world, at, permission=actions.Permission(Audience.PUBLIC, expires_on=day))
    other, _ = cleared(world, at)
    reader = browser(world.ruth)
    listed = reader.get("/aldermouth/stories/")
    assert listed.text.count(PHRASE) == 2
    actions.pause(story=other, until=day, note="", by=met(world.ada), at=at)
    assert reader.get(f"/aldermouth/stories/{other.number}/").status_code == 404
    held = reader.get("/aldermouth/stories/")["ETag"]
    monkeypatch.setattr(timezone, "now", lambda: at + timedelta(days=2))
    assert reader.get(f"/aldermouth/stories/{story.number}/").status_code == 404
    assert PHRASE not in reader.get("/aldermouth/stories/", headers={"If-None-Match": held}).text
    assert Client().get("/aldermouth/stories/public/").status_code == 404
    assert Story.objects.get(pk=story.pk).state == StoryState.CLEARED


def test_the_short_code_of_a_story_that_was_taken_back_is_like_any_that_was_guessed(
    world: World, at: datetime
) -> None:
    story, secret = cleared(world, at)
    visitor = Client()
    page = visitor.post(f"/s/{secret}/", {"code": "yes"}).content.decode()
    code = in_two(code_of(secret))
    assert code in page
    assert visitor.post("/code/", {"code": code}).headers["Location"] == f"/s/{secret}/"
    actions.withdraw(story=story, at=at)
    gone, guessed = (visitor.post("/code/", {"code": one}) for one in (code, "0000 0000"))
    assert gone.status_code == guessed.status_code == 422
    assert gone.text.replace(code, "") == guessed.text.replace("0000 0000", "")
