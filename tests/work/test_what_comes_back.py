"""Whoever acts hears within two days what became of it; nobody gets more than one mail a day."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from counterpoint.analysis.standing import Verdict
from counterpoint.barriers import actions as barriers
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.promises import actions as promises
from counterpoint.promises.actions import Terms
from counterpoint.work.channels import Message
from counterpoint.work.hours import next_morning
from tests.acts import answered, box, heard, plain, promise, raised, taken
from tests.work.conftest import Post
from tests.world import World

TUESDAY = timedelta(days=1)  # so that Monday's heads are out of the way


def for_(member: object, sent: list[Message]) -> list[Message]:
    return [one for one in sent if one.to == member.email]  # type: ignore[attr-defined]


def all_for(member: object, sent: list[tuple[datetime, Message]]) -> list[Message]:
    return for_(member, [message for _, message in sent])


def test_an_answer_that_changed_nothing_is_heard_and_says_so(world: World, now: datetime, post: Post) -> None:
    claim = plain(world, now)
    claims.answer(claim=claim, verdict=Verdict.CANT_TELL, by=world.kofi, at=now + TUESDAY)
    (mail,) = for_(world.kofi, post.at(now + TUESDAY * 2))
    assert "You answered: “I can’t tell”." in mail.text
    assert "Your answer is heard. Nothing has changed yet" in mail.text


def test_an_answer_that_changed_the_record_says_how_it_stands(
    world: World, now: datetime, post: Post
) -> None:
    claim = plain(world, now)
    claims.answer(claim=claim, verdict=Verdict.YES, by=world.kofi, at=now + TUESDAY)
    (mail,) = for_(world.kofi, post.at(now + TUESDAY * 2))
    assert mail.subject == "What changed: We lent two therapists"
    assert "Now: it is so. Those who would know say yes." in mail.text


def test_those_who_spoke_hear_again_when_the_standing_changes(
    world: World, now: datetime, post: Post
) -> None:
    claim = claims.put(
        place=world.place, kind="sacrifice", sentence="We lent two therapists", claimants=[world.hospital],
        named=[Named(world.kofi), Named(world.tunde)], by=world.ben, at=now,
    )  # fmt: skip
    claims.answer(claim=claim, verdict=Verdict.YES, by=world.kofi, at=now + TUESDAY)
    post.at(now + TUESDAY * 2)
    claims.answer(claim=claim, verdict=Verdict.PARTLY, by=world.tunde, at=now + TUESDAY * 2)
    (mail,) = for_(world.kofi, post.at(now + TUESDAY * 3))
    assert "Somebody else who would know has answered." in mail.text
    assert "Now: it is partly so." in mail.text
    assert "Tunde" not in mail.text  # what others said stands on the page, not in the mail


def test_nobody_hears_what_others_said_before_they_have_spoken(
    world: World, now: datetime, post: Post
) -> None:
    barrier = barriers.stops_me_too(barrier=taken(world, now), by=world.tunde, at=now)
    barriers.say_gone(barrier=barrier, words="One form", by=world.kofi, at=now)
    post.at(now + TUESDAY)
    claims.answer(claim=world.claim(1), verdict=Verdict.NO, by=world.tunde, at=now + TUESDAY)
    sent = post.until(now + TUESDAY, now + TUESDAY * 4, timedelta(hours=6))
    assert all_for(world.tunde, sent)
    assert not [
        one for one in all_for(world.ruth, sent) if "not so" in one.text.replace("makes it “not so”", "")
    ]


def test_whoever_raised_a_barrier_hears_that_it_was_taken_and_that_it_was_refused(
    world: World, now: datetime, post: Post
) -> None:
    barrier = raised(world, now)
    barriers.take(barrier=barrier, organisation=world.council, by=world.kofi, at=now + TUESDAY)
    (took,) = for_(world.ruth, post.at(now + TUESDAY * 2))
    assert "Aldermouth Council took this on." in took.text
    barriers.refuse(barrier=barrier, words="The law wants both", by=world.kofi, at=now + TUESDAY * 2)
    (refused,) = for_(world.ruth, post.at(now + TUESDAY * 3))
    assert "Aldermouth Council said that this stays, and why." in refused.text
    assert "The law wants both" in refused.text


def test_whoever_wrote_down_a_promise_hears_that_it_was_owned(
    world: World, now: datetime, post: Post
) -> None:
    due_on = datetime(2027, 3, 1, tzinfo=UTC).date()  # so that nobody is asked yet whether it was kept
    promises.own(
        promise=heard(world, now), by=world.kofi, at=now + TUESDAY, not_quite="In sixty days", due_on=due_on
    )
    mails = for_(world.tunde, post.at(now + TUESDAY * 2))
    assert "Kofi Baah said: yes, that is my promise." in mails[0].text


def test_an_asker_hears_of_the_promise_that_answers_them(world: World, now: datetime, post: Post) -> None:
    asked_for = claims.ask_for(asked=world.council, sentence="Pay on time", by=world.tunde, at=now)
    promises.put(
        place=world.place, sentence="In thirty days", promiser=world.council, named=[Named(world.tunde)],
        terms=Terms(due_on=datetime(2027, 3, 1, tzinfo=UTC).date()), by=world.kofi, at=now + TUESDAY, answers=asked_for,
    )  # fmt: skip
    (mail,) = for_(world.tunde, post.at(now + TUESDAY * 2))
    assert "Does this answer what you asked for?" in mail.text
    assert "In thirty days" in mail.text


def test_everyone_whose_answer_lay_in_a_box_hears_what_was_counted(
    world: World, now: datetime, post: Post
) -> None:
    claim = box(world, now)
    for member in (world.ada, world.kofi, world.tunde, world.moira, world.desmond):
        claims.drop_in_box(claim=claim, verdict=Verdict.YES, by=member, at=now + TUESDAY)
    sent = post.at(now + TUESDAY * 2)
    for member in (world.ada, world.kofi, world.tunde, world.moira, world.desmond):
        assert "The box was opened, and the answers in it were counted." in for_(member, sent)[0].text


def test_what_is_asked_of_an_organisation_reaches_who_is_asked_for_it(
    world: World, now: datetime, post: Post
) -> None:
    claims.ask_for(asked=world.council, sentence="Pay on time", by=world.tunde, at=now + TUESDAY)
    (mail,) = for_(world.kofi, post.at(now + TUESDAY))
    assert mail.subject == "Can Aldermouth Council do this? Pay on time"


@pytest.mark.parametrize("hour", range(0, 24 * 8, 23))
def test_whenever_somebody_acts_they_hear_within_two_days_and_never_by_night(
    world: World, hour: int, post: Post
) -> None:
    """Over Christmas, the longest row of days on which nobody works."""
    acted = datetime(2026, 12, 23, 0, 7, tzinfo=UTC) + timedelta(hours=hour)
    promise(world, acted, due=datetime(2027, 6, 1, tzinfo=UTC).date())
    mornings = [next_morning(world.place, acted) + timedelta(minutes=n) for n in (-1, 1)]
    assert not for_(world.ben, post.at(mornings[0]))
    assert len(for_(world.ben, post.at(mornings[1]))) == 1
    assert mornings[1] - acted < timedelta(hours=48)
    assert 8 <= mornings[1].hour < 18


def test_nobody_gets_more_than_one_mail_a_day_however_much_happens(
    world: World, now: datetime, post: Post
) -> None:
    start = now.replace(hour=0, minute=0)
    for day in range(3):
        at = start + timedelta(days=day, hours=9)
        for n in range(3):
            promise_ = claims.put(
                place=world.place, kind="sacrifice", sentence=f"Given up on day {day}, {n}", by=world.ben,
                claimants=[world.hospital], named=[Named(world.council), Named(world.tunde)],
                at=at + timedelta(hours=n),
            )  # fmt: skip
            claims.answer(
                claim=promise_, verdict=Verdict.YES, by=world.tunde, at=at + timedelta(hours=n, minutes=5)
            )
            claims.ask_for(
                asked=world.charity, sentence=f"Give us {day} {n}", by=world.kofi, at=at + timedelta(hours=n)
            )
        sent = post.until(at, at + timedelta(hours=14), timedelta(hours=4))
        assert max(Counter(message.to for _, message in sent).values()) == 1


def test_a_contest_reaches_the_claimants_at_once_with_the_words_and_the_last_day_to_reply(
    world: World, now: datetime, post: Post
) -> None:
    answered(world, now + TUESDAY)
    (mail,) = for_(world.ben, post.at(now + TUESDAY + timedelta(minutes=1)))
    assert mail.subject == "Not so, says one who was asked: We lent two therapists"
    assert "“No”, says Kofi Baah, hospital social worker, Aldermouth Council" in mail.text
    assert "“Not here”" in mail.text
    assert "Until the end of 10 November 2026, only you and the others it concerns" in mail.text
    assert "Talk first, or reply" in mail.text


def test_a_contest_by_a_ticket_or_by_own_staff_is_told_without_name_or_words(
    world: World, now: datetime, post: Post
) -> None:
    claim = plain(world, now)
    ticket, _ = claims.issue_ticket(claim=claim, perspective="carer", must_hear=True, by=world.tunde, at=now)
    claims.answer_by_ticket(ticket=ticket, verdict=Verdict.NO, words="My mother waited", at=now + TUESDAY)
    made = promise(world, now + TUESDAY)
    claims.answer(claim=made.claim, verdict=Verdict.NO, by=world.ruth, words="I was there", at=now + TUESDAY)
    mails = for_(world.ben, post.at(now + TUESDAY + timedelta(minutes=1)))
    assert "Somebody who was asked says that it is not so." in mails[0].text
    for secret in ("My mother waited", "I was there", "Ruth", "carer"):
        assert secret not in mails[0].text


def test_a_contest_taken_back_before_its_letter_went_is_not_told(
    world: World, now: datetime, post: Post
) -> None:
    saturday = datetime(2026, 11, 7, 12, tzinfo=UTC)
    claim = answered(world, saturday)
    claims.answer(claim=claim, verdict=Verdict.YES, by=world.kofi, at=saturday + timedelta(hours=1))
    sent = post.until(saturday, saturday + timedelta(days=3), timedelta(hours=6))
    assert not [one for one in all_for(world.ben, sent) if "Not so" in one.subject]


def test_whoever_does_a_great_deal_in_a_day_gets_a_letter_that_can_be_read(
    world: World, now: datetime, post: Post
) -> None:
    for n in range(12):
        claims.ask_for(asked=world.council, sentence=f"Answer letter {n}", by=world.tunde, at=now + TUESDAY)
    (mail,) = for_(world.tunde, post.at(now + TUESDAY * 2))
    assert mail.text.count("You asked for this.") == 8
    assert "Four other records have news for you." in mail.text
