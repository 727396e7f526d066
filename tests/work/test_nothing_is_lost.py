"""Whatever happens to the network, to work or to its neighbour: nothing is lost, and nothing goes twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from counterpoint.analysis.standing import Verdict
from counterpoint.barriers import actions as barriers
from counterpoint.claims import actions as claims
from counterpoint.claims.models import Answer, Ask, Claim, Unsealed
from counterpoint.claims.queries import people_to_ask
from counterpoint.ledger.models import Chain, Event
from counterpoint.ledger.queries import position
from counterpoint.partnership.actions import ask_to_sign_in, join_organisation, leave
from counterpoint.partnership.models import Place
from counterpoint.promises import actions as promises
from counterpoint.promises.models import Promise
from counterpoint.work import actions, asking, loop, outbox, reactions
from counterpoint.work.channels import Failed, Message
from counterpoint.work.channels.file import FileOutbox
from counterpoint.work.choices import Outcome
from counterpoint.work.models import Letter, Notice
from tests.acts import heard, plain, promise
from tests.shape.test_reference import VERBS
from tests.work.conftest import Post, Tray
from tests.world import World, build

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


class Killed(BaseException):
    """As SIGKILL: nothing catches it."""


# When the network is down


@pytest.fixture
def world(db: None, now: datetime) -> World:
    """Work looks at every place there is: each of these tests has an installation of its own."""
    return build(now)


def test_what_did_not_go_is_kept_tried_after_growing_pauses_and_goes_once(
    world: World, now: datetime, post: Post
) -> None:
    plain(world, now + DAY)
    post.tray.down = Failed("The mail server could not be reached.")
    tries = []
    for minute in (0, 1, 2, 6, 7, 21, 22, 30, 82, 90, 262, 300):
        before = sum(Letter.objects.values_list("tries", flat=True))
        post.at(now + DAY + MINUTE * minute)
        if sum(Letter.objects.values_list("tries", flat=True)) > before:
            tries.append(minute)
    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert tries == [0, 1, 6, 21, 82, 262]
    assert pauses == sorted(pauses)
    post.tray.down = None
    sent = post.on(now, 2, 3)
    assert len([one for _, one in sent if "Did they lose, so that others won?" in one.subject]) == 1


def test_an_operator_reads_what_waits_and_why(
    world: World, now: datetime, post: Post, capsys: pytest.CaptureFixture[str]
) -> None:
    plain(world, now + DAY)
    down = Tray(down=Failed("The mail server could not be reached (TimeoutError)."))
    loop.run(once=True, clock=lambda: now + DAY, ways=lambda kind, demonstration: down)
    said = capsys.readouterr().out
    assert "not yet: kept, and tried again" in said
    assert "Aldermouth: 1 waiting" in said
    assert "The mail server could not be reached" in said
    assert "@" not in said


def test_an_address_that_was_refused_is_tried_once_a_day_and_goes_when_it_is_put_right(
    world: World, now: datetime, post: Post
) -> None:
    plain(world, now + DAY)
    post.tray.down = Failed("The mail server refused the address (550).", lasting=True)
    post.until(now + DAY, now + DAY + timedelta(hours=8), timedelta(hours=2))
    assert Letter.objects.get(done_at=None).tries == 1
    type(world.kofi).objects.filter(pk=world.kofi.pk).update(email="right@example.org")
    post.tray.down = None
    assert [one.to for one in post.at(now + DAY * 2)].count("right@example.org") == 1


def test_one_letter_that_cannot_be_written_does_not_keep_the_others(
    world: World, now: datetime, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain(world, now + DAY, to=world.voices)  # Moira and Desmond are asked
    written = outbox.message_of

    def broken(letter: Letter, at: datetime) -> Message | None:
        if letter.member_id == world.moira.pk:
            raise ValueError("Moira Tell")
        return written(letter, at)

    monkeypatch.setattr(outbox, "message_of", broken)
    assert [one.to for one in post.at(now + DAY)] == [world.desmond.email]
    assert "Moira" not in Letter.objects.get(member=world.moira).last_error


def test_a_fault_in_one_place_does_not_keep_another(
    world: World, now: datetime, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = build(now, "benhaven")
    plain(other, now + DAY)
    whole = actions.begin_reading

    def broken(place: Place) -> None:
        if place == world.place:
            raise RuntimeError
        whole(place)

    monkeypatch.setattr(actions, "begin_reading", broken)
    assert [one.to for one in post.at(now + DAY)] == [other.kofi.email]


# When work is killed


def test_killed_between_an_event_and_its_notices_it_makes_them_when_it_comes_back(
    world: World, now: datetime, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    post.at(now)
    claims.ask_for(asked=world.council, sentence="Pay on time", by=world.tunde, at=now + DAY)
    with monkeypatch.context() as patch:
        patch.setattr(actions, "advance", _kill)
        with pytest.raises(Killed):
            post.at(now + DAY)
    assert not Notice.objects.filter(kind="request").exists()
    post.at(now + DAY)
    assert Notice.objects.filter(kind="request").count() == 1


def test_killed_after_a_letter_went_it_does_not_go_again_to_the_outbox(
    world: World, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain(world, now + DAY)
    work = loop.Work(lambda kind, demonstration: FileOutbox(tmp_path))
    with monkeypatch.context() as patch:
        patch.setattr(actions, "done", _kill)
        with pytest.raises(Killed):
            work.one_round(now + DAY)
    assert len(list(tmp_path.iterdir())) == 1
    work.one_round(now + DAY + MINUTE)
    assert Letter.objects.filter(done_at=None).exists()  # still in the hand of whoever was killed
    work.one_round(now + DAY + actions.IN_HAND + MINUTE)
    assert not Letter.objects.filter(done_at=None).exists()
    assert len(list(tmp_path.iterdir())) == 1


def test_killed_before_a_letter_went_it_goes_when_its_time_in_hand_is_over(
    world: World, now: datetime, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain(world, now + DAY)
    with monkeypatch.context() as patch:
        patch.setattr(Tray, "send", _kill)
        with pytest.raises(Killed):
            post.at(now + DAY)
    assert post.at(now + DAY + MINUTE) == []
    (sent,) = post.at(now + DAY + actions.IN_HAND + MINUTE)
    assert sent.again


def _kill(*_: object, **__: object) -> None:
    raise Killed


# When two work at once


def test_two_workers_with_one_plan_ask_once(world: World, now: datetime) -> None:
    plain(world, now)
    waiting = people_to_ask(world.place, now)
    plans = [asking.plan(world.place, waiting, now)[0] for _ in range(2)]
    assert [actions.ask(place=world.place, planned=one, at=now) for one in plans] == [True, False]
    assert Ask.objects.count() == 1


def test_two_workers_write_a_notice_once_and_make_one_letter(world: World, now: datetime) -> None:
    actions.begin_reading(world.place)
    claims.ask_for(asked=world.council, sentence="Pay on time", by=world.tunde, at=now)
    event = Event.objects.filter(place_id=world.place.pk).last()
    assert event is not None
    drafts = reactions.drafts_of(world.place, event)
    made = [actions.react(place=world.place, event=event, drafts=drafts) for _ in range(2)]
    assert made == [len(drafts), 0]
    notices = list(Notice.objects.filter(member=world.kofi))
    letters = [
        actions.make_letter(place=world.place, member=world.kofi, notices=notices, at_once=False, at=now)
        for _ in range(2)
    ]
    assert letters == [True, False]


def test_a_letter_is_in_one_hand_at_a_time(world: World, now: datetime, post: Post) -> None:
    plain(world, now + DAY)
    post.tray.down = Failed("Down.")
    post.at(now + DAY)
    letter = Letter.objects.get(done_at=None)
    again = Letter.objects.get(pk=letter.pk)
    assert [actions.take(letter=one, at=now + DAY) for one in (letter, again)] == [True, False]


# What the ledger says, and what follows


def test_something_is_said_of_every_verb_that_is_ever_written() -> None:
    whole = [verb for verb in VERBS if not verb.endswith(".")]
    assert reactions.unknown(whole) == []
    for beginning in (verb for verb in VERBS if verb.endswith(".")):
        assert any(verb.startswith(beginning) for verb in reactions.REACTIONS), beginning


def test_an_event_that_cannot_be_understood_is_passed(
    world: World, now: datetime, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    post.at(now)
    promise(world, now + DAY)
    last = Event.objects.filter(place_id=world.place.pk).count()

    def broken(*_: object) -> list[reactions.Draft]:
        raise KeyError("claim")

    monkeypatch.setattr(loop, "drafts_of", broken)
    post.at(now + DAY)
    assert position(world.place.pk, actions.READER) >= last


def test_nobody_is_written_to_about_the_past_of_a_demonstration(db: None, now: datetime) -> None:
    world = build(now)
    Place.objects.update(demonstration=True)
    Chain.objects.update(demonstration=True)
    claims.ask_for(asked=world.council, sentence="Pay on time", by=world.tunde, at=now - DAY)
    post = Post()
    sent = post.at(now + DAY)
    assert not [one for one in sent if "Pay on time" in one.text]
    claims.ask_for(asked=world.council, sentence="Pay at all", by=world.tunde, at=now + DAY)
    assert [one for one in post.at(now + DAY + MINUTE) if "Pay at all" in one.text]


# Promisers, heads, sign-ins, seals


def test_a_promiser_is_asked_once_more_after_a_fortnight_and_then_left_alone(
    world: World, now: datetime, post: Post
) -> None:
    heard(world, now + DAY)
    sent = post.on(now, 1, 2, 14, 15, 16, 29, 30, 60)
    asked = [
        when.date() for when, one in sent if "Did you say that?" in one.text and one.to == world.kofi.email
    ]
    assert asked == [(now + DAY).date(), (now + DAY * 15).date()]


def test_a_promise_from_an_old_list_is_not_asked_about_until_somebody_chooses(
    world: World, now: datetime, post: Post
) -> None:
    old = heard(world, now)
    Promise.objects.update(ask_owner_at=None)
    sent = [one for _, one in post.until(now + MINUTE, now + timedelta(hours=23), timedelta(hours=5))]
    assert not [one for one in sent if "pay in thirty days" in one.text]  # nor whoever brought it in
    promises.ask_promiser(promise=old, by=world.tunde, at=now + DAY)
    assert [one.to for one in post.at(now + DAY) if "Did you say that?" in one.text] == [world.kofi.email]


def test_the_head_goes_to_who_is_asked_for_each_partner_once_a_week_and_once_a_person(
    world: World, now: datetime, post: Post
) -> None:
    join_organisation(
        member=world.kofi, organisation=world.charity, works=False, asked=True, by=None, at=now - DAY
    )
    sent = post.on(now, -3, -2, -1, 0, 1, 2, 6, 7, 8)
    heads = [(when.date(), one) for when, one in sent if "Keep this" in one.text]
    assert {when.isoformat() for when, _ in heads} == {"2026-11-02", "2026-11-09"}
    monday = [one for when, one in heads if when.day == 2]
    asked = {world.kofi, world.ben, world.tunde, world.moira, world.desmond}
    assert sorted(one.to for one in monday) == sorted(member.email for member in asked)
    event = Event.objects.filter(place_id=world.place.pk, at__lte=now).last()
    assert event is not None
    assert event.hash in monday[0].text
    assert f"number {event.seq}" in " ".join(monday[0].text.split())


def test_where_monday_is_a_bank_holiday_the_head_goes_on_tuesday(
    world: World, now: datetime, post: Post
) -> None:
    sent = post.on(datetime(2026, 12, 28, 9, tzinfo=UTC), 0, 1, 2, 4)
    assert {when.day for when, one in sent if "Keep this" in one.text} == {29}


def test_in_the_quiet_fortnight_no_head_leaves_but_parties_are_asked(db: None, now: datetime) -> None:
    world, post = build(now, ago=DAY), Post()
    plain(world, now)
    sent = post.at(now)
    assert [one.to for one in sent] == [world.kofi.email]
    assert "Keep this" not in sent[0].text


def test_somebody_who_waits_to_sign_in_gets_their_mail_at_once_by_night_too(
    world: World, now: datetime, post: Post
) -> None:
    night = now.replace(hour=3)
    row = ask_to_sign_in(email=world.ada.email, next_path="", network="1.2.3.4", at=night)
    (mail,) = post.at(night + MINUTE)
    assert row.code in mail.subject
    assert row.token in mail.text
    assert row.nonce not in mail.key
    assert post.at(night + MINUTE * 2) == []


def test_a_sign_in_for_an_address_that_is_not_known_is_not_mailed(
    world: World, now: datetime, post: Post
) -> None:
    ask_to_sign_in(email="stranger@example.org", next_path="", network="1.2.3.4", at=now.replace(hour=3))
    assert post.at(now.replace(hour=3)) == []


def test_what_was_said_without_a_name_is_sealed_once_a_day_two_at_least_or_after_seven_days(
    world: World, now: datetime, post: Post
) -> None:
    post.at(now)
    barriers.raise_quietly(place=world.place, sentence="Alone", could_remove=None, how_often="")
    post.on(now, 1, 2, 5, 6)
    assert Unsealed.objects.count() == 1
    post.on(now, 7, 8)
    assert Unsealed.objects.count() == 0
    for sentence in ("One of two", "Two of two"):
        barriers.raise_quietly(place=world.place, sentence=sentence, could_remove=None, how_often="")
    post.at(now + DAY * 8 + MINUTE)
    assert Unsealed.objects.count() == 2  # sealed today already
    post.at(now + DAY * 9)
    assert Claim.objects.filter(kind="barrier").count() == 3


def test_a_letter_of_which_nothing_is_left_to_say_is_closed(world: World, now: datetime, post: Post) -> None:
    claim = plain(world, now + DAY)
    post.tray.down = Failed("Down.")
    post.at(now + DAY)
    claims.withdraw(claim=claim, words="A mistake", by=world.ben, at=now + DAY + MINUTE)
    post.tray.down = None
    assert not [one for one in post.at(now + DAY + MINUTE * 5) if one.to == world.kofi.email]
    assert Letter.objects.filter(member=world.kofi, outcome=Outcome.MOOT).exists()


def test_who_has_left_is_not_written_to(world: World, now: datetime, post: Post) -> None:
    claim = plain(world, now + DAY)
    claims.answer(claim=claim, verdict=Verdict.YES, by=world.kofi, at=now + DAY)
    leave(member=world.kofi, by=world.ada, at=now + DAY + MINUTE)
    assert not [one for _, one in post.on(now, 2, 3) if one.to == world.kofi.email]
    assert Answer.objects.count() == 1
