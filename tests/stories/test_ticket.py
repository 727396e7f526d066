"""Telling a story by its pages, and what its ticket can do. No account, no cookie, no script."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from counterpoint.claims.actions import hash_of
from counterpoint.claims.models import ShortCode
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries import members
from counterpoint.stories import actions
from counterpoint.stories.actions.moderating import clear, decline
from counterpoint.stories.choices import Attribution, Audience, StoryState
from counterpoint.stories.models import Story, Telling
from counterpoint.stories.queries.addresses import told_link
from tests.stories.told import HAPPENED, told
from tests.world import World

pytestmark = pytest.mark.django_db
TELL = "/aldermouth/stories/tell/"


@pytest.fixture
def visitor(client: Client, monkeypatch: pytest.MonkeyPatch, now: datetime) -> Client:
    """Somebody who is not signed in; their browser takes no cookie from these pages."""
    monkeypatch.setattr(timezone, "now", lambda: now)
    caches["shared"].clear()
    return client


@pytest.fixture
def read_first(world: World) -> World:
    """A world in which somebody reads stories."""
    Member.objects.filter(pk=world.ada.pk).update(moderator=True)
    return world


def begin(visitor: Client, happened: str = HAPPENED, **more: str) -> Any:
    page = visitor.get(f"{TELL}happened/").text
    slip = re.search(r'name="slip" value="([^"]+)"', page)
    assert slip
    return visitor.post(f"{TELL}happened/", {"slip": slip[1], "happened": happened, **more})


def secret_in(address: str) -> str:
    found = re.match(r"/s/([^/]+)/", address)
    assert found
    return found[1]


ANSWERS: dict[str, dict[str, Any]] = {
    "mattered": {"mattered": "That somebody told her"},
    "helped": {"helped": ""},
    "you": {"perspective": "carer"},
    "readers": {"audience": "public"},
    "uses": {"purposes": ["training"]},
    "name": {"attribution": "chosen", "name": "Bluebell"},
    "until": {"expires_on_day": "1", "expires_on_month": "3", "expires_on_year": "2030"},
    "hear": {"channel": "mail", "mail": "bluebell@example.org"},
}


def test_a_story_is_told_one_question_a_page_from_the_start_to_a_ticket(
    visitor: Client, read_first: World
) -> None:
    assert "999" in visitor.get(TELL).text
    then = begin(visitor)
    secret = secret_in(then.url)
    for step, answer in ANSWERS.items():
        assert then.url == f"/s/{secret}/tell/{step}/"
        page = visitor.get(then.url)
        assert page.text.count("<h1") == 1
        then = visitor.post(then.url, answer)
    assert then.url == f"/s/{secret}/tell/"
    checked = visitor.get(then.url).text
    for said in (
        HAPPENED,
        "That somebody told her",
        "Anyone at all",
        "Bluebell",
        "1 March 2030",
        "bluebell@",
    ):
        assert said in checked
    ticket = visitor.post(f"/s/{secret}/", {"send": "yes"})
    assert ticket.status_code == 200
    assert "<svg" in ticket.text
    assert ShortCode.objects.count() == 1
    story = Story.objects.get()
    assert (story.audience, story.purposes, str(story.name)) == (Audience.PUBLIC, ["training"], "Bluebell")
    assert story.tickets.get().hash == hash_of(secret)
    assert not Telling.objects.exists()
    assert not visitor.cookies


def test_only_what_happened_has_to_be_answered(visitor: Client, read_first: World) -> None:
    assert begin(visitor, " ").status_code == 422
    then = begin(visitor)
    for _ in ANSWERS:
        defaults = {
            "readers": {"audience": "place"},
            "name": {"attribution": "none"},
            "hear": {"channel": "none"},
        }
        then = visitor.post(then.url, defaults.get(then.url.split("/")[-2], {}))
    visitor.post(f"/s/{secret_in(then.url)}/", {"send": "yes"})
    story = Story.objects.get()
    assert (story.audience, story.purposes, story.attribution) == (Audience.PLACE, [], "none")


def test_an_answer_that_is_refused_stays_in_its_box(visitor: Client, read_first: World) -> None:
    refused = begin(visitor, "I was told my NHS number is 943 476 5919 by a nurse")
    assert refused.status_code == 422
    assert "looks like an NHS number" in refused.text
    assert "by a nurse</textarea>" in refused.text
    assert not Telling.objects.exists()


def test_what_could_lead_to_somebody_is_pointed_out_and_asked_about_once(
    visitor: Client, read_first: World
) -> None:
    words = "Ring me on 01632 960 001 if you like"
    asked = begin(visitor, words)
    assert asked.status_code == 422
    assert "a telephone number" in asked.text
    assert 'name="looked"' in asked.text
    assert words in asked.text
    assert begin(visitor, words, looked="yes").status_code == 302


def test_what_was_answered_is_there_when_one_comes_back(visitor: Client, read_first: World) -> None:
    secret = secret_in(begin(visitor).url)
    assert Client().get(f"/s/{secret}/").url == f"/s/{secret}/tell/"  # type: ignore[attr-defined]
    assert HAPPENED in Client().get(f"/s/{secret}/tell/happened/").text


def test_what_was_begun_can_be_deleted(visitor: Client, read_first: World) -> None:
    secret = secret_in(begin(visitor).url)
    assert "It is deleted" in visitor.post(f"/s/{secret}/tell/forget/").text
    assert not Telling.objects.exists()
    assert visitor.get(f"/s/{secret}/").status_code == 404


def test_a_second_press_sends_one_story(visitor: Client, read_first: World) -> None:
    secret = secret_in(begin(visitor).url)
    for _ in range(2):
        assert "What became of your story" in visitor.post(f"/s/{secret}/", {"send": "yes"}).text
    assert Story.objects.count() == 1


def test_nobody_can_tell_a_story_before_somebody_is_named_who_reads_it(visitor: Client, world: World) -> None:
    page = visitor.get(TELL).text
    assert "can’t be told here yet" in page
    assert "tell/happened" not in page
    assert visitor.get(f"{TELL}happened/").status_code == 302


@pytest.mark.parametrize(
    "path", ["", "add/", "permission/", "hear/", "withdraw/", "still/", "outcomes/1/", "tell/"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_guess_a_withdrawn_ticket_and_one_of_another_record_get_the_same_page(
    visitor: Client, world: World, now: datetime, path: str, method: str
) -> None:
    story, withdrawn = told(world, now)
    link = told_link(story)
    actions.withdraw(story=story, at=now)
    said = {"send": "yes", "words": "More"} if method == "post" else {}
    answers = {
        (found.status_code, found.content, tuple(sorted(found.headers.items())))
        for secret in ("a-guess", withdrawn, link, f"{link}x")
        for found in [getattr(visitor, method)(f"/s/{secret}/{path}", said)]
    }
    assert len(answers) == 1
    assert answers.pop()[0] == 404


def test_a_ticket_opens_no_other_story(visitor: Client, world: World, now: datetime) -> None:
    told(world, now, "Mine is about a bus")
    _, other = told(world, now)
    assert "about a bus" not in visitor.get(f"/s/{other}/").text


def test_guessing_is_slowed_down_and_nothing_of_who_guesses_is_kept(visitor: Client, world: World) -> None:
    found = {visitor.get(f"/s/guess-{number}/").status_code for number in range(62)}
    assert found == {404, 429}


def test_a_ticket_shows_what_was_changed_beside_what_was_told(
    visitor: Client, world: World, now: datetime
) -> None:
    story, secret = told(world, now, "Nurse Joy told me to wait")
    assert "waits for a moderator" in visitor.get(f"/s/{secret}/").text
    clear(story=story, shown={1: "A nurse told me to wait"}, reasons=["names"], by=moderator(world), at=now)
    page = visitor.get(f"/s/{secret}/").text
    for words in ("Nurse Joy told me", "A nurse told me", "names removed", "It can be read since"):
        assert words in page


def test_a_ticket_says_why_it_is_not_shown(visitor: Client, world: World, now: datetime) -> None:
    story, secret = told(world, now)
    decline(story=story, reasons=["not_here"], note="It is about a shop.", by=moderator(world), at=now)
    page = visitor.get(f"/s/{secret}/").text
    for words in ("not about this partnership", "It is about a shop.", "is not shown"):
        assert words in page


def test_more_can_be_added_and_nobody_reads_it_before_a_moderator(
    visitor: Client, world: World, now: datetime
) -> None:
    story, secret = told(world, now)
    clear(story=story, by=moderator(world), at=now)
    visitor.post(f"/s/{secret}/add/", {"words": "They rang on Monday"})
    story.refresh_from_db()
    assert story.state == StoryState.CLEARED
    assert [bool(one.shown) for one in story.passages.order_by("position")] == [True, True, True, False]
    assert "has not read this yet" in visitor.get(f"/s/{secret}/").text


@pytest.mark.parametrize(
    ("audience", "state"), [("public", StoryState.WAITING), ("place", StoryState.CLEARED)]
)
def test_only_a_wider_permission_is_read_once_more(
    visitor: Client, world: World, now: datetime, audience: str, state: str
) -> None:
    story, secret = told(world, now, permission=actions.Permission(audience=Audience.PROGRAMME))
    clear(story=story, by=moderator(world), at=now)
    done = visitor.post(f"/s/{secret}/permission/", {"audience": audience, "attribution": "none"})
    assert done.status_code == 302
    story.refresh_from_db()
    assert (story.audience, story.state) == (audience, state)


def test_after_a_year_the_ticket_asks_again(
    visitor: Client, world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, secret = told(world, now)
    ask = "Are you still happy"
    assert ask not in visitor.get(f"/s/{secret}/").text
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=366))
    assert ask in visitor.get(f"/s/{secret}/").text
    visitor.post(f"/s/{secret}/still/")
    assert ask not in visitor.get(f"/s/{secret}/").text


def test_how_to_hear_can_be_changed_and_the_ledger_does_not_know_it(
    visitor: Client, world: World, now: datetime
) -> None:
    story, secret = told(world, now)
    assert visitor.post(f"/s/{secret}/hear/", {"channel": "mail", "mail": "nowhere"}).status_code == 422
    visitor.post(f"/s/{secret}/hear/", {"channel": "text", "phone": "07700 900 982"})
    story.refresh_from_db()
    assert (story.channel, story.address) == ("text", "07700 900 982")


def test_every_page_has_a_way_out_and_is_kept_nowhere(visitor: Client, world: World, now: datetime) -> None:
    _, secret = told(world, now)
    told_pages = [TELL, f"{TELL}happened/", "/s/a-guess/"]
    for path in (
        *told_pages,
        *(f"/s/{secret}/{more}" for more in ("", "add/", "permission/", "hear/", "withdraw/")),
    ):
        page = visitor.get(path)
        assert page["Cache-Control"] == "no-store", path
        assert 'href="/leave/"' in page.text, path
        assert '<noscript><meta http-equiv="refresh" content="1200;url=/leave/">' in page.text, path
        assert len(page.content) < 30_000, path


def test_leaving_clears_the_device_and_tells_the_next_site_nothing(visitor: Client) -> None:
    away = visitor.get("/leave/")
    assert away.status_code == 302
    assert away["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert away["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("by_name", [True, False])
def test_whoever_told_it_says_whether_it_changed(
    visitor: Client, world: World, now: datetime, by_name: bool
) -> None:
    own = actions.Permission(attribution=Attribution.NAME, name="Moira Tell")
    more: dict[str, Any] = {"by": world.moira, "permission": own} if by_name else {}
    story, secret = told(world, now, **more)
    story = clear(story=story, by=moderator(world), at=now)
    kofi = members().get(pk=world.kofi.pk)
    claim = actions.say_changed(
        story=story, organisation=world.council, sentence="We ring first", by=kofi, at=now
    )
    path = f"/s/{secret}/outcomes/{claim.number}/"
    assert ("“Moira Tell”" if by_name else "“a carer”") in visitor.get(path).text
    assert visitor.post(path, {"words": "It did"}).status_code == 422
    assert visitor.post(path, {"say": "yes", "words": "They rang"}).status_code == 302
    page = visitor.get(f"/s/{secret}/").text
    assert "you said: Yes, it changed" in page
    claim.refresh_from_db()
    assert claim.standing == "confirmed"
    _, other = told(world, now, "Another")
    assert visitor.get(f"/s/{other}/outcomes/{claim.number}/").status_code == 404


def moderator(world: World) -> Member:
    return Member.objects.get(pk=world.ada.pk)
