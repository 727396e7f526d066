"""The teller hears each step by the way they chose; moderators hear of clocks; holders of copies of a recall."""

from __future__ import annotations

import re
import time
from datetime import datetime, timedelta
from unittest.mock import patch  # the clock of a signature is the machine's own

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from counterpoint.partnership.choices import Channel
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries import members
from counterpoint.stories import actions
from counterpoint.stories.choices import CopyKind
from counterpoint.stories.models import Story
from counterpoint.stories.queries.addresses import read_told_link, told_link
from counterpoint.stories.queries.queue import queue_page
from counterpoint.work.channels import Failed, Message
from counterpoint.work.channels.gsm import LONGEST, length
from counterpoint.work.models import Letter, Notice
from tests.stories.told import HAPPENED, MATTERED, told
from tests.work.conftest import Post
from tests.world import World

pytestmark = pytest.mark.django_db

HERS = "moira.at.home@mail.example"
BY_MAIL = actions.Hears(Channel.MAIL, HERS)
DAY = timedelta(days=1)


@pytest.fixture
def post(world: World) -> Post:
    return Post()


def met(member: Member) -> Member:
    return members().get(pk=member.pk)


@pytest.fixture
def reader(world: World) -> Member:
    """Desmond reads stories, and so does Ada."""
    Member.objects.filter(pk__in=[world.desmond.pk, world.ada.pk]).update(moderator=True)
    return met(world.desmond)


def hers(post: Post, start: datetime, days: int = 1) -> list[Message]:
    return [one for _, one in post.until(start, start + days * DAY) if one.to == HERS]


def reply(world: World, story: Story, at: datetime) -> None:
    actions.reply(
        story=story, organisation=world.hospital, words="We ring the family now", by=met(world.ruth), at=at
    )


def test_each_step_is_heard_and_none_of_its_words_travel(
    world: World, reader: Member, post: Post, now: datetime
) -> None:
    story, _ = told(world, now, hears=BY_MAIL)
    post.at(now)
    actions.clear(story=story, by=reader, at=now)
    (read,) = hers(post, now + DAY)
    assert "has been read" in read.subject
    reply(world, story, now + 2 * DAY)
    actions.say_changed(
        story=story,
        organisation=world.hospital,
        sentence="A nurse rings first",
        by=met(world.ruth),
        at=now + 2 * DAY,
    )
    (both,) = hers(post, now + 3 * DAY)
    assert "has answered you" in both.text
    assert "Is it so? Only you can say." in both.text
    for message in (read, both):
        everything = f"{message.subject} {message.text} {message.html}"
        for words in (HAPPENED, MATTERED, "We ring the family now"):
            assert words not in everything
        assert (message.name, message.reply_to) == ("", "")


def test_the_link_of_a_letter_opens_the_story_and_the_question(
    world: World, reader: Member, post: Post, now: datetime
) -> None:
    story, _ = told(world, now, hears=BY_MAIL)
    actions.clear(story=story, by=reader, at=now)
    claim = actions.say_changed(
        story=story, organisation=world.hospital, sentence="A nurse rings first", by=met(world.ruth), at=now
    )
    (message,) = hers(post, now + DAY)
    paths = {path for path in re.findall(r"https?://[^/\s]+(/s/\S+)", message.text)}
    assert any(path.endswith(f"/outcomes/{claim.number}/") for path in paths)
    for path in sorted(paths):
        assert Client().get(path).status_code == 200, path


def test_one_letter_a_day_at_most(world: World, reader: Member, post: Post, now: datetime) -> None:
    story, _ = told(world, now, hears=BY_MAIL)
    actions.clear(story=story, by=reader, at=now)
    at = now + DAY
    first = hers(post, at, days=0)
    reply(world, story, at)
    again = [one for hour in range(1, 6) for one in hers(post, at + timedelta(hours=hour), days=0)]
    assert (len(first), again) == (1, [])
    with transaction.atomic(), pytest.raises(IntegrityError):
        Letter.objects.create(
            place=world.place, story=story, on=at.date(), channel="mail", made_at=at, try_after=at
        )


def test_a_text_message_says_one_thing_and_fits(
    world: World, reader: Member, post: Post, now: datetime
) -> None:
    story, _ = told(world, now, hears=actions.Hears(Channel.TEXT, "07700 900123"))
    actions.clear(story=story, by=reader, at=now)
    reply(world, story, now)
    sent = [one for _, one in post.until(now + DAY, now + 3 * DAY) if one.to == "07700 900123"]
    assert [one.kind for one in sent] == ["text", "text"]
    for one in sent:
        assert length(one.text) <= LONGEST
        assert "/s/" in one.text


def test_whoever_chose_no_way_gets_no_letter(world: World, reader: Member, post: Post, now: datetime) -> None:
    story, _ = told(world, now)
    actions.clear(story=story, by=reader, at=now)
    reply(world, story, now)
    post.until(now, now + 3 * DAY)
    assert not Letter.objects.filter(story__isnull=False).exists()


def test_once_it_is_taken_back_no_letter_goes_not_even_one_that_waits(
    world: World, reader: Member, post: Post, now: datetime
) -> None:
    story, _ = told(world, now, hears=BY_MAIL)
    actions.clear(story=story, by=reader, at=now)
    token = told_link(story)
    post.tray.down = None
    actions.withdraw(story=story, at=now)
    assert hers(post, now, days=3) == []
    assert read_told_link(token) is None
    assert Client().get(f"/s/{token}/").status_code == Client().get("/s/guessed/").status_code


def test_a_letter_that_was_made_and_waits_is_not_sent_after_a_withdrawal(
    world: World, reader: Member, post: Post, now: datetime
) -> None:
    story, _ = told(world, now, hears=BY_MAIL)
    actions.clear(story=story, by=reader, at=now)
    post.tray.down = Failed("no way out")
    post.at(now + DAY)
    assert Letter.objects.filter(story=story, done_at=None).count() == 1
    actions.withdraw(story=story, at=now + DAY)
    post.tray.down = None
    assert hers(post, now + DAY, days=2) == []


def test_a_link_is_of_one_story_and_for_half_a_year(world: World, reader: Member, now: datetime) -> None:
    story, _ = told(world, now)
    token = told_link(story)
    found = read_told_link(token)
    assert found == story
    assert read_told_link(token[:-1] + ("A" if token[-1] != "A" else "B")) is None
    with patch("django.core.signing.time.time", return_value=time.time() + 181 * 86400):
        assert read_told_link(token) is None


def test_the_teller_is_asked_again_after_a_year_and_once(
    world: World, reader: Member, post: Post, now: datetime
) -> None:
    told_at = now - timedelta(days=400)
    story, _ = told(world, now, hears=BY_MAIL)
    actions.clear(story=story, by=reader, at=now)
    hers(post, now + DAY)
    Story.objects.filter(pk=story.pk).update(permitted_at=told_at)
    asked = [one for one in hers(post, now + 2 * DAY, days=4) if "still all right" in one.text]
    assert len(asked) == 1
    assert "still/" in asked[0].text


def test_a_complaint_reaches_the_teller_without_who_complained(
    world: World, reader: Member, post: Post, now: datetime
) -> None:
    story, _ = told(world, now, hears=BY_MAIL)
    actions.clear(story=story, by=reader, at=now)
    hers(post, now + DAY)
    complaint = actions.complain(
        place=world.place,
        story=story,
        words="It was a Saturday",
        name="Ann Nurse",
        reach="ann@x.example",
        at=now + DAY,
    )
    actions.send_on(complaint=complaint, by=reader, at=now + DAY)
    (message,) = hers(post, now + 2 * DAY)
    assert "something you wrote is wrong" in message.text
    assert "Ann" not in message.text
    path = re.search(r"https?://[^/\s]+(/s/\S+/complaints/\d+/)", message.text)
    assert path is not None
    answered = Client().post(path.group(1), {"words": "It was a Sunday"})
    assert answered.status_code == 302
    complaint.refresh_from_db()
    assert str(complaint.teller_said) == "It was a Sunday"


# Moderators


def test_moderators_hear_of_harm_at_once_and_others_never(
    world: World, reader: Member, post: Post, now: datetime
) -> None:
    post.at(now)
    told(world, now, "He hit me in the lift")
    sent = post.at(now + timedelta(minutes=5))
    to = {one.to for one in sent if "at risk" in one.text}
    assert to == {world.desmond.email, world.ada.email}
    for one in sent:
        assert "He hit me" not in one.text


def test_what_waits_is_one_letter_a_day_to_each_moderator(
    world: World, reader: Member, post: Post, now: datetime
) -> None:
    post.at(now)
    for words in ("One", "Two", "Three"):
        told(world, now, words)
    sent = [one for _, one in post.until(now, now + 2 * DAY) if "to read" in one.subject]
    assert sorted(one.to for one in sent) == sorted([world.desmond.email, world.ada.email])
    assert all("3 stories" in one.text or "Three" in one.subject for one in sent)


def test_a_moderator_is_not_written_to_about_what_only_they_told(
    world: World, reader: Member, post: Post, now: datetime
) -> None:
    told(world, now, by=world.desmond)
    sent = [one for _, one in post.until(now, now + 2 * DAY) if "to read" in one.subject]
    assert [one.to for one in sent] == [world.ada.email]


def test_a_clock_that_has_run_out_is_said_each_day_until_somebody_sees_to_it(
    world: World, reader: Member, post: Post, now: datetime
) -> None:
    concern = actions.flag(story=told(world, now)[0], by=reader, at=now)
    late = [one for _, one in post.until(now + 2 * DAY, now + 3 * DAY) if "Overdue" in one.text]
    assert {one.to for one in late} == {world.desmond.email, world.ada.email}
    actions.hand_on(concern=concern, to="Duty desk", by=reader, at=now + 3 * DAY)
    assert not [one for _, one in post.until(now + 4 * DAY, now + 6 * DAY) if "Overdue" in one.text]


# Copies


def test_each_holder_is_asked_to_destroy_their_copies_and_says_how_many(
    world: World, reader: Member, post: Post, now: datetime
) -> None:
    story, _ = told(world, now)
    actions.clear(story=story, by=reader, at=now)
    copy = actions.take_copy(story=story, kind=CopyKind.PRINTED, count=30, by=met(world.ruth), at=now)
    post.at(now)
    actions.withdraw(story=story, at=now)
    (message,) = [one for one in post.at(now + timedelta(minutes=5)) if one.to == world.ruth.email]
    assert "Destroy your 30 copies" in message.subject
    assert HAPPENED not in message.text
    waits = queue_page(reader, now).recalls[0]
    assert (waits.sentence.endswith("no answer yet."), waits.missing) == (True, 30)
    actions.confirm_destroyed(copy=copy, destroyed=26, by=met(world.ruth), at=now)
    said = queue_page(reader, now).recalls[0]
    assert "30 printed by Aldermouth Hospital; 26 confirmed destroyed" in said.sentence
    assert said.missing == 4


def test_a_notice_is_to_a_member_or_to_a_teller_and_never_to_both(world: World, now: datetime) -> None:
    story, _ = told(world, now)
    for member, of in ((world.ada, story), (None, None)):
        with transaction.atomic(), pytest.raises(IntegrityError):
            Notice.objects.create(
                place=world.place,
                member=member,
                story=of,
                kind="story",
                key="x",
                created_at=now,
                send_after=now,
            )
