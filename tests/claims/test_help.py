"""Offers of help: who is in, who should talk, and whether it came, said by those it was offered to."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from counterpoint.claims import actions as claims
from counterpoint.claims.choices import Brings
from counterpoint.claims.models import Claim, Help
from counterpoint.ledger.models import Event
from counterpoint.web.http import Refused
from tests import acts
from tests.claims.visiting import Visitor
from tests.work.conftest import Post
from tests.world import World

DAY = timedelta(days=1)


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now + DAY)


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def claim(world: World, now: datetime) -> Claim:
    """The hospital says that it lent two therapists to the council."""
    return acts.plain(world, now)


def room(world: World, claim: Claim, now: datetime) -> Help:
    return claims.offer_help(
        claim=claim,
        brings=Brings.ROOM,
        words="The hall on the green",
        organisation=world.charity,
        by=world.tunde,
        at=now,
    )


def at(claim: Claim, more: str = "") -> str:
    return f"/{claim.place.slug}/claims/{claim.number}/{more}"


def test_whoever_is_in_stands_on_the_record_with_what_they_bring(
    world: World, claim: Claim, visitor: Visitor
) -> None:
    visitor.sign_in(world.tunde)
    assert "Nobody yet" in visitor.get(at(claim))
    visitor.get(at(claim, "in/"))
    visitor.post(at(claim, "in/"), {"brings": "room", "words": "The hall on the green"})
    said = visitor.get(at(claim))
    assert "One is in." in said
    assert "is in, and brings a room" in said
    assert "The hall on the green" in said


def test_being_in_twice_is_refused_until_the_first_is_taken_back(
    world: World, now: datetime, claim: Claim
) -> None:
    first = room(world, claim, now)
    with pytest.raises(Refused, match="You are in already"):
        room(world, claim, now)
    claims.take_help_back(help=first, by=world.tunde, at=now)
    assert room(world, claim, now).number == 2


def test_whether_it_came_is_said_after_four_weeks_by_those_it_was_offered_to(
    world: World, now: datetime, claim: Claim
) -> None:
    offered = room(world, claim, now)
    early, later = now + 27 * DAY, now + 28 * DAY
    for who, when, words in (
        (world.ben, early, "early days"),
        (world.tunde, later, "for those to say whom you offered it to"),
        (world.moira, later, "Only those whom this record concerns"),
    ):
        with pytest.raises(Refused, match=words):
            claims.say_came(help=offered, came="yes", by=who, at=when)
    assert claims.say_came(help=offered, came="partly", by=world.ben, at=later).came == "partly"
    with pytest.raises(Refused, match="said already"):
        claims.say_came(help=offered, came="yes", by=world.ben, at=later)


def test_of_an_introduction_only_the_two_say_whether_they_talked(
    world: World, now: datetime, claim: Claim
) -> None:
    told = claims.introduce(
        claim=claim, one=world.kofi, other=world.moira, words="Both saw it", by=world.tunde, at=now
    )
    with pytest.raises(Refused, match="Only the two"):
        claims.say_came(help=told, came="yes", by=world.ben, at=now + 28 * DAY)
    assert claims.say_came(help=told, came="yes", by=world.moira, at=now + 28 * DAY).came == "yes"


@pytest.mark.parametrize("words", ["", "  "])
def test_an_introduction_says_why(world: World, now: datetime, claim: Claim, words: str) -> None:
    with pytest.raises(Refused, match="in one line why"):
        claims.introduce(claim=claim, one=world.kofi, other=world.moira, words=words, by=world.tunde, at=now)
    with pytest.raises(Refused, match="not the same"):
        claims.introduce(claim=claim, one=world.kofi, other=world.kofi, words="x", by=world.tunde, at=now)


def test_the_ledger_keeps_no_words_of_it(world: World, now: datetime, claim: Claim) -> None:
    room(world, claim, now)
    event = Event.objects.get(verb="help.offered")
    assert event.facts["brings"] == "room"
    assert "The hall" not in str(event.facts)


@pytest.mark.proof
def test_those_it_is_for_hear_at_once_and_are_asked_in_four_weeks(
    world: World, now: datetime, claim: Claim, post: Post
) -> None:
    room(world, claim, now)
    sent = post.until(now, now + 3 * DAY)
    assert [one.to for _, one in sent if "Somebody is in" in one.text] == [world.ben.email]
    asked = post.until(now + 4 * DAY, now + 40 * DAY)
    (mail,) = [one for _, one in asked if "Did it come?" in one.text]
    assert mail.to == world.ben.email
    assert "/help/1/came/" in mail.text


@pytest.mark.proof
def test_whoever_offered_it_hears_what_came_of_it(
    world: World, now: datetime, claim: Claim, post: Post
) -> None:
    offered = room(world, claim, now)
    post.until(now, now + 30 * DAY)
    claims.say_came(help=offered, came="no", by=world.ben, at=now + 30 * DAY)
    sent = post.until(now + 30 * DAY, now + 33 * DAY)
    assert [one.to for _, one in sent if "it did not come" in one.text] == [world.tunde.email]


def test_the_two_hear_that_they_should_talk(world: World, now: datetime, claim: Claim, post: Post) -> None:
    claims.introduce(
        claim=claim, one=world.kofi, other=world.ruth, words="She solved this", by=world.tunde, at=now
    )
    sent = [one for _, one in post.until(now, now + 3 * DAY) if "You two should talk" in one.text]
    assert {one.to for one in sent} == {world.kofi.email, world.ruth.email}
    assert all("She solved this" in one.text for one in sent)


def test_on_what_was_withdrawn_nobody_is_in(
    world: World, now: datetime, claim: Claim, visitor: Visitor
) -> None:
    claims.withdraw(claim=claim, words="A mistake", by=world.ben, at=now)
    with pytest.raises(Refused, match="withdrawn"):
        room(world, claim, now)
    visitor.sign_in(world.tunde)
    assert "I’m in" not in visitor.get(at(claim))


def test_words_of_help_are_erased_like_any(
    world: World, now: datetime, claim: Claim, visitor: Visitor
) -> None:
    offered = room(world, claim, now)
    visitor.sign_in(world.tunde)
    assert offered.words is not None
    visitor.get(at(claim, f"erase/?text={offered.words.pk}"))
    visitor.post(at(claim, f"erase/?text={offered.words.pk}"), {"text": offered.words.pk})
    assert "The hall on the green" not in visitor.get(at(claim))
