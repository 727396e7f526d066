"""A goal ends: who is written to, once, and who is not."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.claims.choices import Brings
from counterpoint.claims.models import Claim, Help
from counterpoint.goals import actions as goals
from counterpoint.goals.models import Goal
from counterpoint.partnership.actions import leave_to
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.promises import actions as promises
from counterpoint.work import actions, loop
from counterpoint.work.channels import Message
from counterpoint.work.channels.file import FileOutbox
from counterpoint.work.models import Notice
from tests.goals.acts import national, said
from tests.goals.chosen import WORDS, goal
from tests.work.conftest import Post
from tests.world import World, build

DAY = timedelta(days=1)
VAN = "A van on Sundays"
WHY = "Beds are not what stops us. We chose another."


class Killed(BaseException):
    """As SIGKILL: nothing catches it."""


@pytest.fixture
def world(db: None, now: datetime) -> World:
    """Work looks at every place there is: each of these tests has an installation of its own."""
    return build(now)


def promised(made: Goal, world: World, at: datetime, words: str, by: Member, house: Organisation) -> Claim:
    """A line of what it takes, and what somebody promises the council for it."""
    line = goals.need(goal=made, words=words, by=world.moira, at=at)
    promise = promises.put(
        place=world.place, sentence=words, promiser=house, named=[Named(world.council)],
        terms=promises.Terms(), by=by, at=at,
    )  # fmt: skip
    goals.promise_need(need=line, promise=promise.claim, by=by, at=at)
    return promise.claim


@pytest.fixture
def made(world: World, now: datetime) -> Goal:
    """Moira wrote it down, Ben carries it; he and Kofi signed; Tunde promised a need of it, Desmond and Ada are in.

    Ruth promised too, and kept it. Sam was asked to sign, and did not.
    """
    made = goal(world, now)
    carried = said(made, world, now, "carried")
    signed = said(made, world, now, "signed", national(world, now))
    claims.answer(
        claim=signed, verdict=Verdict.YES, words="We pay for a van on Sundays.", by=world.kofi, at=now
    )
    promised(made, world, now, VAN, world.tunde, world.charity)
    kept = promised(made, world, now, "A rota", world.ruth, world.hospital)
    claims.answer(claim=kept, verdict=Verdict.YES, by=world.kofi, at=now)
    for one in (world.desmond, world.ada):
        claims.offer_help(claim=carried, brings=Brings.ROOM, by=one, at=now)
    return made


def ended(made: Goal, world: World, at: datetime) -> None:
    goals.end_goal(goal=made, why=WHY, by=world.ada, at=at)


def told(sent: list[tuple[datetime, Message]]) -> Counter[str]:
    return Counter(one.to for _, one in sent if "A goal was ended" in one.text)


def test_those_with_a_part_in_a_goal_hear_once_why_it_ended_and_nobody_else(
    world: World, now: datetime, made: Goal, post: Post
) -> None:
    post.at(now + 2 * DAY)
    ended(made, world, now + 2 * DAY)
    sent = post.on(now, 3, 4, 9)
    people = (world.moira, world.ben, world.kofi, world.tunde, world.desmond)
    assert told(sent) == Counter(one.email for one in people)
    text = {one.to: " ".join(one.text.split()) for _, one in sent if "A goal was ended" in one.text}
    for one in people:
        assert WORDS in text[one.email]
        assert f"“{WHY}”" in text[one.email]
        assert "Ada" in text[one.email], "in the words of whoever ended it"
        assert "/aldermouth/goals/1/" in text[one.email]
    assert "You wrote it down." in text[world.moira.email]
    assert "You carried it. You signed it." in text[world.ben.email]
    assert "You signed it." in text[world.kofi.email]
    assert "You said “I’m in”." in text[world.desmond.email]
    assert "stays promised" in text[world.tunde.email]
    assert VAN in text[world.tunde.email]
    assert VAN not in text[world.ben.email], "each reads only of their own"


def test_whoever_has_left_is_not_written_to_and_whoever_follows_them_is(
    world: World, now: datetime, made: Goal, post: Post
) -> None:
    leave_to(member=world.tunde, heir=world.ruth, by=world.ada, at=now + DAY)
    ended(made, world, now + 2 * DAY)
    sent = told(post.on(now, 3))
    assert world.tunde.email not in sent
    assert world.ruth.email in sent, "the promise is hers to keep now"
    assert world.desmond.email in sent


def test_whoever_took_their_part_back_is_not_written_to(
    world: World, now: datetime, made: Goal, post: Post
) -> None:
    van = Claim.objects.get(sentence__words=VAN)
    claims.withdraw(claim=van, words="No van", by=world.tunde, at=now)
    claims.take_help_back(help=Help.objects.get(by=world.desmond), by=world.desmond, at=now)
    signed = Claim.objects.get(kind="signed")
    claims.answer(claim=signed, verdict=Verdict.NO, words="No van, no name", by=world.kofi, at=now)
    ended(made, world, now + 2 * DAY)
    assert set(told(post.on(now, 3))) == {world.moira.email, world.ben.email}


def test_in_a_quiet_fortnight_only_those_hear_who_may_read_the_goal(
    world: World, now: datetime, made: Goal, post: Post
) -> None:
    Place.objects.filter(pk=world.place.pk).update(quiet_until=now + 14 * DAY)
    ended(made, world, now + 2 * DAY)
    assert set(told(post.on(now, 3))) == {
        world.moira.email, world.ben.email, world.desmond.email,
    }, "who wrote it down, and who chose it: the hospital, and everyone with lived experience"  # fmt: skip


@pytest.mark.parametrize("dies_in", ["advance", "done"])
def test_killed_at_its_work_it_writes_to_nobody_twice(
    world: World, now: datetime, made: Goal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dies_in: str
) -> None:
    """Between the event and its notices; and between a letter and the note that it went."""
    work = loop.Work(lambda kind, demonstration: FileOutbox(tmp_path))
    work.one_round(now + 2 * DAY)
    ended(made, world, now + 2 * DAY)
    at = now + 3 * DAY

    def kill(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(actions, dies_in, kill)
        with pytest.raises(Killed):
            work.one_round(at)
    for _ in range(2):
        at += actions.IN_HAND + timedelta(minutes=1)
        work.one_round(at)
    letters = [path.read_text("utf-8", "replace") for path in tmp_path.iterdir()]
    assert sum("goal was ended" in one for one in letters) == Notice.objects.filter(kind="goal").count() == 5
