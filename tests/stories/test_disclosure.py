"""By hand: a moderator of another place, a manager, a partner and an organiser each try to find out who told a story.

Moira tells one signed in, and gives no name. What could say so: a page, a copy that is taken away, an act of the ledger, a
letter. Her name stands on the page of people, as everybody's does; beside the story it must stand nowhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.test import Client

from counterpoint.ledger.models import Event
from counterpoint.partnership.actions import account_for
from counterpoint.partnership.choices import Channel
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries import members
from counterpoint.stories import actions
from counterpoint.stories.choices import CopyKind
from counterpoint.stories.models import Concern, Story
from tests.bundle.copies import mine, ours, whole
from tests.stories.told import told
from tests.work.conftest import Post
from tests.world import World, build

pytestmark = pytest.mark.django_db

HERS = "moira.at.home@mail.example"
WORDS = "He hit me, and then they moved me on a Sunday"
DAY = timedelta(days=1)


def met(member: Member) -> Member:
    return members().get(pk=member.pk)


@dataclass
class Told:
    """A story with everything that can come of one."""

    world: World
    other: World
    story: Story
    secret: str
    post: Post
    complaint: int
    claim: int

    @property
    def stories(self) -> str:
        return f"/{self.world.place.slug}/stories/"

    @property
    def addresses(self) -> list[str]:
        """Every route that knows of it."""
        slug, number = self.world.place.slug, self.story.number
        home, queue = f"{self.stories}{number}/", f"{self.stories}moderate/"
        concern = Concern.objects.get(story=self.story).number
        return [
            self.stories,
            f"{self.stories}public/",
            f"{self.stories}log/",
            f"{self.stories}policy/",
            *(f"{home}{act}" for act in ("", "reply/", "changed/", "led-to/", "copy/", "complain/")),
            queue,
            f"{queue}{number}/",
            f"{queue}concerns/{concern}/",
            f"{queue}complaints/{self.complaint}/",
            f"/{slug}/claims/{self.claim}/",
            f"/{slug}/record/",
            f"/{slug}/mirror/",
            f"/{slug}/exports/",
        ]


@pytest.fixture
def of(world: World, now: datetime) -> Told:
    post = Post()
    Member.objects.filter(pk=world.moira.pk).update(signs=True)  # elsewhere here she signs with her name
    Member.objects.filter(pk=world.desmond.pk).update(moderator=True)
    reader, ruth = met(world.desmond), met(world.ruth)
    story, secret = told(world, now, WORDS, by=world.moira, hears=actions.Hears(Channel.MAIL, HERS))
    actions.clear(story=story, by=reader, at=now, note="Thank you")
    actions.add_to(story=story, words="They moved me back", at=now, by=world.moira)
    actions.reply(story=story, organisation=world.hospital, words="We are sorry", by=ruth, at=now)
    claim = actions.say_changed(
        story=story, organisation=world.hospital, sentence="Nobody moves on a Sunday", by=ruth, at=now
    )
    complaint = actions.complain(place=world.place, story=story, words="It was not so", at=now)
    actions.send_on(complaint=complaint, by=reader, at=now)
    actions.take_copy(story=story, kind=CopyKind.PRINTED, count=3, by=ruth, at=now)
    other = build(now, "elsewhere")
    Member.objects.filter(pk=other.ben.pk).update(moderator=True)
    return Told(world, other, story, secret, post, complaint.number, claim.number)


def browser(member: Member) -> Client:
    client = Client()
    client.force_login(account_for(member=member))
    return client


def readable(client: Client, addresses: list[str]) -> Iterator[tuple[str, str]]:
    for address in addresses:
        response = client.get(address, follow=True)
        if response.status_code == 200:
            yield address, response.content.decode()


@pytest.mark.parametrize("who", ["ruth", "ben", "kofi", "tunde", "ada", "desmond"])
def test_no_page_says_who_told_it_to_manager_partner_organiser_or_moderator(of: Told, who: str) -> None:
    pages = dict(readable(browser(getattr(of.world, who)), of.addresses))
    assert f"{of.stories}{of.story.number}/" in pages
    for address, text in pages.items():
        assert "Moira" not in text, address
        assert HERS not in text, address
        assert of.secret not in text, address
        assert f"people/{of.world.moira.number}/" not in text, address


@pytest.mark.parametrize("who", ["ruth", "ben", "kofi", "tunde", "ada"])
def test_what_moderators_read_is_not_there_for_anybody_else(of: Told, who: str) -> None:
    client = browser(getattr(of.world, who))
    queue = f"{of.stories}moderate/"
    for address in (one for one in of.addresses if one.startswith(queue)):
        assert client.get(address).status_code == 404, address
        assert client.post(address, {"do": "clear"}).status_code == 404, address
    for act in ("flag/",):
        assert client.post(f"{queue}{of.story.number}/{act}").status_code == 404


def test_to_a_moderator_of_another_place_nothing_of_it_is_there(of: Told) -> None:
    client = browser(of.other.ben)
    assert client.get("/elsewhere/stories/moderate/").status_code == 200
    for address in of.addresses:
        if address.endswith(("policy/",)):
            continue  # for anybody, and the same to everybody
        response = client.get(address)
        assert response.status_code == 404, address
    crossed = f"/elsewhere/stories/moderate/{of.story.number}/"
    assert client.get(crossed).status_code == 404
    assert client.post(crossed, {"do": "decline", "reasons": "names", "note": "x"}).status_code == 404


def test_a_stranger_learns_nothing_of_a_story_that_is_not_public(of: Told) -> None:
    for address in of.addresses:
        response = Client().get(address)
        open_to_all = address.endswith("policy/")
        assert response.status_code in ((200,) if open_to_all else (302, 404)), address
        assert WORDS not in response.content.decode()


def test_no_act_of_the_ledger_says_who_told_it(of: Told, now: datetime) -> None:
    actions.change_permission(story=of.story, permission=actions.Permission(), at=now, by=of.world.moira)
    actions.change_hears(story=of.story, hears=actions.Hears(), at=now, by=of.world.moira)
    actions.withdraw(story=of.story, at=now, by=of.world.moira)
    for event in Event.objects.filter(place_id=of.world.place.pk):
        written = json.dumps([event.actor, event.facts])
        if event.verb.startswith(("story", "complaint", "concern")):
            assert of.world.moira.ref not in written, event.verb
        assert HERS not in written
        assert WORDS not in written


def test_no_copy_that_is_taken_away_says_who_told_it(of: Told, now: datetime) -> None:
    """Mine, our organisation's, and the whole place: the widest that anybody here can take."""
    world = of.world
    copies = [
        *(mine(getattr(world, who), now) for who in ("ruth", "tunde", "ada", "desmond")),
        ours(world, "council", world.kofi, now),
        ours(world, "hospital", world.ben, now),
        whole(world.ada, now),
    ]
    assert any(of.story.ref in line for line in copies[-1]["ledger.jsonl"].splitlines())
    for files in copies:
        for name, text in files.items():
            assert HERS not in text, name
            for line in text.splitlines():
                if of.story.ref in line or WORDS in line:
                    assert world.moira.ref not in line, name
                    assert "Moira" not in line, name


def test_no_letter_to_anybody_else_says_who_told_it(of: Told, now: datetime) -> None:
    sent = [one for _, one in of.post.until(now, now + 5 * DAY)]
    theirs = [one for one in sent if one.to == HERS]
    others = [one for one in sent if one.to != HERS]
    assert theirs
    assert others
    for one in theirs:
        assert "Moira" not in f"{one.subject} {one.text} {one.html} {one.name}"
        assert WORDS not in one.text
    for one in others:
        assert HERS not in f"{one.text} {one.html}"
        assert "/s/" not in one.text
        if one.to != of.world.moira.email:
            about_stories = [line for line in one.text.splitlines() if "story" in line.lower()]
            assert not any("Moira" in line for line in about_stories)


def test_nobody_can_write_to_whoever_told_it_by_answering_a_letter(of: Told, now: datetime) -> None:
    for _, one in of.post.until(now, now + 3 * DAY):
        if one.to == HERS:
            assert one.reply_to == ""


def test_once_withdrawn_nothing_is_left_that_could_say_it(of: Told, now: datetime) -> None:
    actions.withdraw(story=of.story, at=now, by=of.world.moira)
    story = Story.objects.get(pk=of.story.pk)
    assert (story.teller, story.address, story.perspective) == (None, "", "")
    for who in ("ruth", "ada", "desmond"):
        for address, text in readable(browser(getattr(of.world, who)), of.addresses):
            assert WORDS not in text, address
            assert "We are sorry" not in text, address
