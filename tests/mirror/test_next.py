"""What next: each rule where it holds, where it nearly does, and that it is gone when it is done."""

from __future__ import annotations

from datetime import timedelta

import pytest

from counterpoint.analysis.standing import Verdict
from counterpoint.barriers import actions as barriers
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.claims.choices import TurnVerb
from counterpoint.mirror.choices import NextRule
from counterpoint.partnership.actions import Person, add_member, leave
from counterpoint.promises import actions as promises
from counterpoint.promises.actions import Terms
from tests.mirror.conftest import Stage

pytestmark = pytest.mark.django_db


def test_a_promiser_28_days_overdue_and_silent_is_rung_up(stage: Stage) -> None:
    promise = stage.promise(stage.today + timedelta(days=1))
    stage.wait(1 + 28)
    assert stage.next(NextRule.PROMISER_SILENT) is None
    stage.wait(1)
    found = stage.next(NextRule.PROMISER_SILENT)
    assert found is not None
    assert found.who == "Ada Quill, integration lead"
    assert "rings Ben Iver, chief executive, by " in found.act
    assert found.question == "What has changed for you since you said yes?"
    promises.move(
        promise=promise, due_on=stage.today, words="We need a week.", by=stage.world.ben, at=stage.at
    )
    assert stage.next(NextRule.PROMISER_SILENT) is None


def test_a_promise_that_was_answered_late_is_not_silent(stage: Stage) -> None:
    promise = stage.promise(stage.today + timedelta(days=1))
    stage.wait(40)
    stage.says(promise.claim, Verdict.PARTLY)
    assert stage.next(NextRule.PROMISER_SILENT) is None


def test_only_who_brings_people_together_is_given_a_telephone_or_an_address(stage: Stage) -> None:
    stage.promise(stage.today + timedelta(days=1))
    stage.wait(40)
    theirs = stage.next(NextRule.PROMISER_SILENT, stage.world.ada)
    others = stage.next(NextRule.PROMISER_SILENT, stage.world.ruth)
    assert theirs is not None
    assert others is not None
    assert theirs.opens.startswith("mailto:ben@aldermouth.example?")
    assert others.opens == others.about


def test_after_the_reply_time_the_claimant_offers_to_talk(stage: Stage) -> None:
    claim = stage.claim()
    stage.says(claim, Verdict.NO, words="They did not.")
    stage.wait(7)  # five working days, and a weekend
    assert stage.next(NextRule.TALK_FIRST, stage.world.ben) is None
    stage.wait(1)
    found = stage.next(NextRule.TALK_FIRST, stage.world.ben)
    assert found is not None
    assert found.who == "Ben Iver, chief executive"
    assert "offers to talk with Aldermouth Charity about" in found.act
    assert found.opens.startswith(f"/aldermouth/claims/{claim.number}/reply/")
    claims.reply(claim=claim, words="", by=stage.world.ben, at=stage.at, verb=TurnVerb.TALK)
    assert stage.next(NextRule.TALK_FIRST, stage.world.ben) is None


def test_whoever_raised_a_barrier_is_not_sent_to_talk_with_themselves(stage: Stage) -> None:
    barrier = stage.barrier(by=stage.world.ben)  # raised by one who works where it could be removed
    other = add_member(
        place=stage.world.place, by=None, at=stage.at,
        person=Person(name="Olu Bell", post="site manager", organisation=stage.world.hospital, perspectives=["manager"]),
    )  # fmt: skip
    barriers.take(barrier=barrier, organisation=stage.world.hospital, by=other, at=stage.at)
    barriers.say_gone(barrier=barrier, words="", by=other, at=stage.at)
    stage.says(barrier.claim, Verdict.NO, by=stage.world.ben)
    stage.wait(8)
    found = stage.next(NextRule.TALK_FIRST)
    assert found is not None
    assert found.who != "Ben Iver, chief executive"
    assert "offers to talk with whoever raised it about" in found.act


def test_whoever_only_belongs_to_an_organisation_does_not_speak_for_it_while_somebody_works_there(
    stage: Stage,
) -> None:
    claim = stage.claim(of=stage.world.charity, to=stage.world.hospital)
    stage.says(claim, Verdict.NO, by=stage.world.ben)
    person = Person(
        name="Joy Amble", organisation=stage.world.charity, works=False, asked=True, perspectives=["carer"]
    )
    add_member(place=stage.world.place, by=None, at=stage.at, person=person)
    later = Person(
        name="Aled Hale", post="manager", organisation=stage.world.charity, perspectives=["voluntary"]
    )
    heir = add_member(place=stage.world.place, by=None, at=stage.at, person=later)
    leave(member=stage.world.tunde, by=None, at=stage.at)
    stage.wait(8)
    found = stage.next(NextRule.TALK_FIRST)
    assert found is not None
    assert found.member == heir.number


def test_a_national_body_whose_promise_nobody_answers_names_a_human(stage: Stage) -> None:
    body, lead = stage.national()
    local = stage.promise()
    assert stage.next(NextRule.NATIONAL_SILENT) is None
    claim = stage.promise(of=body, by=lead, message=5).claim
    found = stage.next(NextRule.NATIONAL_SILENT)
    assert found is not None
    assert (found.who, found.message) == ("Sam Reed, programme lead", 5)
    assert (
        found.about
        == f"/aldermouth/promises/{claim.number}/"
        != f"/aldermouth/promises/{local.claim.number}/"
    )
    stage.says(claim, Verdict.YES)
    assert stage.next(NextRule.NATIONAL_SILENT) is None


def test_a_request_met_by_more_than_20_working_days_of_silence_is_answered(stage: Stage) -> None:
    claim = claims.ask_for(
        asked=stage.world.hospital, sentence="Tell us first", by=stage.world.tunde, at=stage.at
    )
    stage.wait(28)
    assert stage.next(NextRule.REQUEST_SILENT) is None
    stage.wait(2)
    found = stage.next(NextRule.REQUEST_SILENT)
    assert found is not None
    assert found.who.startswith("Ben Iver")
    claims.refuse_request(claim=claim, words="There is no money.", by=stage.world.ben, at=stage.at)
    assert stage.next(NextRule.REQUEST_SILENT) is None


def test_a_promise_heard_a_fortnight_ago_is_owned_or_not(stage: Stage) -> None:
    world = stage.world
    promise = promises.hear(
        place=world.place, sentence="A bed by Friday", promiser=world.ben, promiser_organisation=world.hospital,
        named=[Named(world.charity)], terms=Terms(), where="a corridor", heard_on=None, by=world.tunde, at=stage.at,
    )  # fmt: skip
    stage.wait(14)
    assert stage.next(NextRule.HEARD_UNOWNED) is None
    stage.wait(1)
    found = stage.next(NextRule.HEARD_UNOWNED)
    assert found is not None
    assert found.who == "Ben Iver, chief executive"
    promises.own(promise=promise, by=world.ben, at=stage.at)
    assert stage.next(NextRule.HEARD_UNOWNED) is None


def test_asked_twice_and_silent_whoever_does_that_work_now_is_asked(stage: Stage) -> None:
    claim = stage.claim()
    counterpart = stage.ask_twice(claim, stage.world.tunde, times=1)
    assert stage.next(NextRule.WHOEVER_NOW) is None
    claims.ask(member=stage.world.tunde, counterparts=[counterpart], at=stage.at)
    found = stage.next(NextRule.WHOEVER_NOW)
    assert found is not None
    assert "Tunde Oke, chief officer was asked twice" in found.act
    claims.ask_whoever_now(counterpart=counterpart, who=stage.world.kofi, at=stage.at)
    assert stage.next(NextRule.WHOEVER_NOW) is None


@pytest.mark.parametrize(("steps", "apart"), [((4, 4, 5, 5, 7), True), ((4, 5, 6, 6, 7), False)])
def test_called_co_produced_two_steps_too_high(stage: Stage, steps: tuple[int, ...], apart: bool) -> None:
    claim = stage.claim("coproduced", to=stage.world.voices, step=7)
    for step in steps:
        ticket, _ = claims.issue_ticket(
            claim=claim, perspective="lived_experience", must_hear=True, by=stage.world.moira, at=stage.at
        )
        claims.answer_by_ticket(ticket=ticket, verdict=Verdict.YES, step=step, at=stage.at)
    stage.wait(10)
    found = stage.next(NextRule.STEPS_APART)
    assert (found is not None) is apart
    if found:
        assert "puts it at step 5, where people put it" in found.act
        claims.reply(claim=claim, words="We put it too high.", by=stage.world.ben, at=stage.at)
        assert stage.next(NextRule.STEPS_APART) is None


def contests(stage: Stage, number: int) -> None:
    """Hospital and charity contest each other, turn and turn about."""
    for count in range(number):
        ours = count % 2 == 0
        claim = stage.claim(of=stage.world.hospital if ours else stage.world.charity,
                            to=stage.world.charity if ours else stage.world.hospital)  # fmt: skip
        stage.says(claim, Verdict.NO, stage.world.tunde if ours else stage.world.ben)
    stage.wait(10)


def test_two_organisations_that_keep_contesting_each_other_sit_down(stage: Stage) -> None:
    contests(stage, 3)
    found = stage.next(NextRule.KEEP_CONTESTING)
    assert found is not None
    assert "Aldermouth Charity and Aldermouth Hospital into one room" in found.act
    assert "contested each other three times" in found.act
    stage.wait(92)
    assert stage.next(NextRule.KEEP_CONTESTING) is None


def test_two_contests_in_a_quarter_are_not_a_habit(stage: Stage) -> None:
    contests(stage, 2)
    assert stage.next(NextRule.KEEP_CONTESTING) is None


def test_a_barrier_open_for_more_than_90_days_goes_to_a_named_executive(stage: Stage) -> None:
    barrier = stage.barrier()
    stage.wait(90)
    assert stage.next(NextRule.BARRIER_OPEN) is None
    stage.wait(1)
    found = stage.next(NextRule.BARRIER_OPEN)
    assert found is not None
    assert found.who == "Ben Iver, chief executive"
    assert found.about == f"/aldermouth/barriers/{barrier.claim.number}/"
    barriers.refuse(barrier=barrier, words="The law says so.", by=stage.world.ben, at=stage.at)
    assert stage.next(NextRule.BARRIER_OPEN) is None


def test_people_at_the_centre_and_none_of_them_has_said_so(stage: Stage) -> None:
    assert stage.next(NextRule.NOBODY_CONFIRMS) is None
    claim = stage.claim("shaped", to=[stage.world.moira])
    found = stage.next(NextRule.NOBODY_CONFIRMS)
    assert found is not None
    assert (found.message, found.who) == (1, "Tunde Oke, chief officer")
    stage.says(claim, Verdict.YES, stage.world.moira)
    assert stage.next(NextRule.NOBODY_CONFIRMS) is None


def test_no_barrier_from_the_frontline_for_60_days(stage: Stage) -> None:
    stage.barrier(stage.world.ada)  # a manager
    found = stage.next(NextRule.NOTHING_RAISED)
    assert found is None  # the place is not older than that
    stage.wait(1)
    assert stage.next(NextRule.NOTHING_RAISED) is not None
    stage.barrier(stage.world.kofi)
    assert stage.next(NextRule.NOTHING_RAISED) is None
    stage.wait(61)
    assert stage.next(NextRule.NOTHING_RAISED) is not None


def test_every_open_promise_is_about_now(stage: Stage) -> None:
    assert stage.next(NextRule.ALL_FOR_NOW) is None
    stage.promise()
    stage.promise()
    found = stage.next(NextRule.ALL_FOR_NOW)
    assert found is not None
    assert "both promises that are open here are about now" in found.act
    stage.promise(horizon="future")
    assert stage.next(NextRule.ALL_FOR_NOW) is None


def test_half_a_year_without_a_contest_asks_which_it_is(stage: Stage) -> None:
    claim = stage.claim()
    stage.wait(122)  # the place is sixty days old when the test begins
    assert stage.next(NextRule.NO_CONTEST) is None
    stage.wait(1)
    assert stage.next(NextRule.NO_CONTEST) is not None
    stage.says(claim, Verdict.NO)
    assert stage.next(NextRule.NO_CONTEST) is None


def test_a_contest_in_its_reply_time_gives_others_nothing_to_guess_from(stage: Stage) -> None:
    """Neither what next nor the sentence may tell a reader who is no party."""
    contests(stage, 0)
    for _ in range(3):
        stage.says(stage.claim(), Verdict.NO, words="They did not.")
    assert stage.next(NextRule.KEEP_CONTESTING, stage.world.kofi) is None
    assert stage.next(NextRule.KEEP_CONTESTING, stage.world.ben) is not None


def test_words_that_hold_braces_are_only_words(stage: Stage) -> None:
    promises.put(
        place=stage.world.place, sentence="{who} and {0}", promiser=stage.world.hospital,
        named=[Named(stage.world.charity)], terms=Terms(due_on=stage.today), by=stage.world.ben, at=stage.at,
    )  # fmt: skip
    stage.wait(40)
    found = stage.next(NextRule.PROMISER_SILENT)
    assert found is not None
    assert found.act.startswith("Ada Quill, integration lead, rings")
    assert "“{who} and {0}”" in found.act


def test_what_next_as_at_a_past_day_is_what_it_was_on_that_day(stage: Stage) -> None:
    stage.promise(stage.today + timedelta(days=1))
    stage.barrier()
    stage.wait(100)
    then = stage.today
    before = stage.nexts()
    stage.wait(5)
    assert before
    assert stage.nexts(as_at=then) == before
