"""Whoever follows gets the whole list by mail; what nobody decides in 28 days dies, and those it concerns hear so."""

from __future__ import annotations

from datetime import datetime, timedelta

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.claims.choices import TurnVerb
from counterpoint.claims.models import Turn
from counterpoint.partnership import actions as partnership
from counterpoint.promises import actions as promises
from counterpoint.promises.actions import Terms
from counterpoint.work.channels import Message
from tests.acts import later, plain, promise
from tests.work.conftest import Post
from tests.world import World


def to(member: object, sent: list[Message]) -> list[Message]:
    return [one for one in sent if one.to == member.email]  # type: ignore[attr-defined]


def test_whoever_does_that_work_now_gets_all_of_it_in_one_mail(
    world: World, now: datetime, post: Post
) -> None:
    made = promise(world, now - timedelta(days=2)).claim
    request = claims.ask_for(asked=world.council, sentence="Pay on time", by=world.ben, at=now)
    post.at(now)
    partnership.leave_to(member=world.ben, heir=world.ruth, by=world.ben, at=now + timedelta(hours=1))
    sent = post.at(later(now))
    (mail,) = to(world.ruth, sent)
    assert mail.subject == "Ben Iver: what you take over"
    for words in ("What Ben Iver was in the middle of", "Promises that they made", "Ward rounds before ten"):
        assert words in mail.text
        assert words in (mail.html or "")
    for path in (
        f"/promises/{made.number}/",
        f"/requests/{request.number}/",
        f"/people/{world.ben.number}/handover/",
    ):
        assert path in mail.text
        assert path in (mail.html or "")
    assert to(world.ben, sent) == []  # nobody writes to somebody who has left


def test_those_who_are_asked_for_an_heir_are_asked_to_decide(world: World, now: datetime, post: Post) -> None:
    promise(world, now)
    post.at(now)
    partnership.succeed(
        old=world.hospital, heir=world.charity, on=now.date(), by=None, at=now + timedelta(hours=1)
    )
    (mail,) = to(world.tunde, post.at(later(now)))
    assert "It became Aldermouth Charity on 2 November 2026." in mail.text
    assert (
        "Say of one thing by 30 November 2026 whether you inherit it, refuse it or let it die."
        in " ".join(mail.text.split())
    )
    assert f"/organisations/{world.charity.number}/inherit/" in mail.text


def test_after_28_days_of_silence_it_dies_and_those_it_was_made_to_hear(
    world: World, now: datetime, post: Post
) -> None:
    claim = promise(world, now).claim
    claims.answer(claim=claim, verdict=Verdict.NOT_YET, by=world.kofi, at=now)
    partnership.succeed(old=world.hospital, heir=world.charity, on=now.date(), by=None, at=now)
    post.on(now, 1, 7, 14, 21, 25)
    assert not Turn.objects.filter(verb=TurnVerb.LET_DIE).exists()
    sent = [message for _, message in post.on(now, 28, 29, 30)]
    turn = Turn.objects.get(verb=TurnVerb.LET_DIE)
    assert (turn.claim, turn.by, turn.organisation) == (claim, None, world.charity)
    assert any("so it died" in one.text for one in to(world.kofi, sent))
    post.on(now, 31, 32)
    assert Turn.objects.filter(verb=TurnVerb.LET_DIE).count() == 1


def test_what_was_decided_does_not_die(world: World, now: datetime, post: Post) -> None:
    claim = promise(world, now).claim
    partnership.succeed(old=world.hospital, heir=world.charity, on=now.date(), by=None, at=now)
    claims.decide_inheritance(
        claim=claim, heir=world.charity, decision=TurnVerb.INHERITED, by=world.tunde, at=later(now)
    )
    post.on(now, 2, 29, 36)
    assert not Turn.objects.filter(verb=TurnVerb.LET_DIE).exists()


def test_questions_and_contests_go_to_whoever_does_that_work_now(
    world: World, now: datetime, post: Post
) -> None:
    asked = plain(world, now, to=world.kofi)
    theirs = promises.put(
        place=world.place, sentence="Beds on Sunday", promiser=world.hospital, named=[Named(world.tunde)],
        terms=Terms(), by=world.ben, at=now,
    ).claim  # fmt: skip
    newcomer = partnership.add_member(
        place=world.place,
        person=partnership.Person(name="New Here", email="new@aldermouth.example", organisation=world.council),
        by=None, at=now,
    )  # fmt: skip
    partnership.leave_to(member=world.kofi, heir=newcomer, by=None, at=now)
    partnership.leave_to(member=world.ben, heir=world.ruth, by=None, at=now)
    sent = [message for _, message in post.on(now, 1, 2, 3)]
    assert any(f"“{asked.sentence}”" in one.text for one in to(newcomer, sent))
    claims.answer(claim=theirs, verdict=Verdict.NO, words="Monday", by=world.tunde, at=later(now, 3))
    (contest,) = to(world.ruth, post.at(later(now, 3)))
    assert "Monday" in contest.text
    assert to(world.kofi, post.tray.messages) == to(world.ben, post.tray.messages) == []
