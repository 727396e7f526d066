"""Requests: answered with a promise, a reason or silence; the asker alone says whether it answers."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from counterpoint.claims import actions as claims
from counterpoint.claims.models import Claim, Request
from counterpoint.ledger.models import Event
from tests.claims.visiting import Visitor
from tests.world import World, build

DAY = timedelta(days=1)


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now + DAY)


def ask(world: World, visitor: Visitor, **more: str) -> str:
    visitor.sign_in(world.tunde)
    where = f"/{world.place.slug}/requests/put/"
    visitor.get(where)
    return visitor.post(where, {"sentence": "Tell us when you are late", "asked": world.council.ref} | more)


def test_a_request_is_one_event_and_says_who_alone_judges_the_answer(world: World, visitor: Visitor) -> None:
    ask(world, visitor)
    said = visitor.get(visitor.response["Location"])
    assert "Aldermouth Council is asked. You alone will say whether what comes back answers it." in said
    assert "Asked today." in said
    assert Event.objects.filter(verb="request.put").count() == 1


def test_silence_is_shown_with_its_age(world: World, visitor: Visitor) -> None:
    ask(world, visitor)
    visitor.at += 34 * DAY
    visitor.sign_in(world.moira)
    assert "Asked 34 days ago; nothing yet." in visitor.get(f"/{world.place.slug}/requests/1/")


def test_a_request_sent_twice_is_asked_once(world: World, visitor: Visitor) -> None:
    ask(world, visitor)
    ask(world, visitor)
    assert (visitor.response["Location"], Request.objects.count()) == (
        f"/{world.place.slug}/requests/1/?put",
        1,
    )


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"sentence": " "}, "Say what you ask for."),
        ({"asked": ""}, "Say whom you ask."),
        ({"asked": "organisation:77"}, "Choose one of these."),
        ({"sentence": "Ring my mum, born 3 May 1941"}, "This looks like a date of birth."),
    ],
)
def test_what_cannot_be_asked_is_said_and_kept(
    world: World, visitor: Visitor, more: dict[str, str], why: str
) -> None:
    assert why in ask(world, visitor, **more)
    assert (visitor.status, Claim.objects.count()) == (422, 0)


def test_those_who_were_asked_refuse_with_a_reason_and_the_asker_says_whether_that_answers(
    world: World, now: datetime, visitor: Visitor
) -> None:
    number = claims.ask_for(asked=world.council, sentence="Pay on time", by=world.tunde, at=now).number
    where = f"/{world.place.slug}/requests/{number}"
    visitor.sign_in(world.kofi)
    said = visitor.get(f"{where}/")
    assert "Answer with a promise" in said
    visitor.get(f"{where}/refuse/")
    assert "Say why. One line is enough." in visitor.post(f"{where}/refuse/", {"words": ""})
    visitor.post(f"{where}/refuse/", {"words": "No money"})
    visitor.sign_in(world.tunde)
    said = visitor.get(f"{where}/")
    assert "It was refused, and this is why: “No money” Kofi Baah, Aldermouth Council" in said
    assert "Answer this" in said


def test_others_may_not_answer_a_request(world: World, now: datetime, visitor: Visitor) -> None:
    number = claims.ask_for(asked=world.council, sentence="Pay on time", by=world.tunde, at=now).number
    where = f"/{world.place.slug}/requests/{number}"
    visitor.sign_in(world.ben)
    assert "Answer with a promise" not in visitor.get(f"{where}/")
    visitor.get(f"{where}/refuse/")
    said = visitor.post(f"{where}/refuse/", {"words": "We would not"})
    assert "This was asked of Aldermouth Council. Only its people can answer it." in said
    assert "We would not" in said


def test_a_request_elsewhere_is_not_there(world: World, now: datetime, visitor: Visitor) -> None:
    other = build(now, "brackwater")
    number = claims.ask_for(asked=world.council, sentence="Pay on time", by=world.tunde, at=now).number
    visitor.sign_in(other.ben)
    for place in (world.place, other.place):
        for where in ("", "refuse/"):
            assert visitor.client.get(f"/{place.slug}/requests/{number}/{where}").status_code == 404
