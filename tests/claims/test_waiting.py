"""Whom a claim waits for, when, and when it waits no more."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterpoint.analysis.standing import Verdict
from counterpoint.barriers import actions as barriers
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Further, Named
from counterpoint.claims.choices import TurnVerb
from counterpoint.claims.models import Claim, Counterpart
from counterpoint.claims.queries import people_to_ask, to_put_again, waiting_for
from counterpoint.partnership import actions as partnership
from counterpoint.partnership.models import Member
from counterpoint.promises import actions as promises
from tests.acts import box, plain, promise, taken
from tests.world import World

DAY = timedelta(days=1)


def asked(world: World, at: datetime) -> set[tuple[str, int]]:
    return {(one.member.name.split()[0], one.claim.number) for one in people_to_ask(world.place, at)}


def names(world: World, at: datetime) -> set[str]:
    return {name for name, _ in asked(world, at)}


def say(claim: Claim, by: Member, verdict: Verdict, at: datetime) -> None:
    claims.answer(claim=claim, verdict=verdict, by=by, at=at)


def test_an_organisation_is_asked_through_those_it_marked(world: World, now: datetime) -> None:
    plain(world, now)
    assert names(world, now) == {"Kofi"}  # not Ada, who works there and is not marked


def test_where_nobody_is_marked_its_first_three_people_are_asked(world: World, now: datetime) -> None:
    police = partnership.add_organisation(place=world.place, name="Police", kind="police", by=None, at=now)
    for name in ("Pat", "Pia", "Per", "Pol"):
        person = partnership.Person(name=name, organisation=police, perspectives=["frontline"])
        partnership.add_member(place=world.place, person=person, by=None, at=now)
    plain(world, now, to=police)
    assert names(world, now) == {"Pat", "Pia", "Per"}


def test_a_promise_is_asked_about_on_its_date_and_not_before(world: World, now: datetime) -> None:
    promise(world, now, due=(now + 10 * DAY).date())
    assert asked(world, now + 9 * DAY) == set()
    (waits,) = people_to_ask(world.place, now + 13 * DAY)
    assert (waits.member, waits.since, waits.overdue_days) == (world.kofi, (now + 10 * DAY).date(), 3)


def test_a_promise_said_kept_is_asked_about_at_once(world: World, now: datetime) -> None:
    made = promise(world, now, due=(now + 10 * DAY).date())
    promises.say_kept(promise=made, words="Done", by=world.ben, at=now + 2 * DAY)
    (waits,) = people_to_ask(world.place, now + 3 * DAY)
    assert waits.since == (now + 2 * DAY).date()


def test_a_heard_promise_and_a_raised_barrier_ask_nobody(world: World, now: datetime) -> None:
    promises.hear(
        place=world.place, sentence="We will pay", promiser=world.kofi, promiser_organisation=world.council,
        named=[Named(world.charity)], terms=promises.Terms(), where="", heard_on=None, by=world.tunde, at=now,
    )  # fmt: skip
    taken(world, now)
    assert asked(world, now + DAY) == set()


def test_whoever_has_answered_is_not_asked_any_more(world: World, now: datetime) -> None:
    claim = plain(world, now)
    say(claim, world.kofi, Verdict.CANT_TELL, now)
    assert asked(world, now + 30 * DAY) == set()


def test_everyone_with_a_perspective_is_asked_but_never_the_claimants_own_people(
    world: World, now: datetime
) -> None:
    plain(world, now, to="frontline")  # the hospital claims; Ruth is on its frontline
    assert names(world, now) == {"Kofi"}


def test_whoever_put_it_is_not_asked_by_another_door(world: World, now: datetime) -> None:
    claims.put(
        place=world.place, kind="decision", sentence="We agreed by phone", claimants=[world.council],
        named=[Named(world.hospital), Named("manager")], by=world.ada, at=now,
    )  # fmt: skip
    assert names(world, now) == {"Ben"}


def test_the_seats_of_a_pool_are_asked_until_they_have_put_their_answer_in(
    world: World, now: datetime
) -> None:
    claim = plain(world, now, to=[world.council, world.charity, world.voices])
    assert names(world, now) == {"Kofi", "Tunde", "Moira", "Desmond"}
    claims.drop_in_box(claim=claim, verdict=Verdict.YES, by=world.tunde, at=now)
    assert names(world, now) == {"Kofi", "Moira", "Desmond"}
    claims.count_box(claim=claim, at=now + DAY)
    assert asked(world, now + DAY) == set()


def test_an_opened_box_asks_nobody(world: World, now: datetime) -> None:
    claim = box(world, now)
    assert len(asked(world, now)) == 5
    claims.count_box(claim=claim, at=now)
    assert asked(world, now) == set()


def test_a_counterpart_twice_over_is_asked_once(world: World, now: datetime) -> None:
    claims.put(
        place=world.place, kind="sacrifice", sentence="We lent two", claimants=[world.hospital],
        named=[Named(world.council), Named(world.kofi), Named("frontline")], by=world.ben, at=now,
    )  # fmt: skip
    (waits,) = people_to_ask(world.place, now)
    assert waits.counterpart.member_id == world.kofi.pk


def test_an_organisation_that_has_spoken_is_not_chased_but_its_people_still_see_it(
    world: World, now: datetime
) -> None:
    claim = plain(world, now, to=world.voices)
    by_hand = {
        one.organisation_id: one for one in Counterpart.objects.select_related("claim").filter(claim=claim)
    }
    for member in (world.moira, world.desmond):
        claims.ask(member=member, counterparts=[by_hand[world.voices.pk]], at=now)
    say(claim, world.moira, Verdict.YES, now + DAY)
    assert asked(world, now + 10 * DAY) == set()
    assert [one.claim.pk for one in waiting_for(world.desmond, now + 10 * DAY)] == [claim.pk]


def test_the_successor_is_asked_for_what_was_promised_to_the_one_before(world: World, now: datetime) -> None:
    claims.put(
        place=world.place, kind="sacrifice", sentence="We lent two", claimants=[world.hospital],
        named=[Named(world.charity)], by=world.ben, at=now,
    )  # fmt: skip
    partnership.succeed(old=world.charity, heir=world.council, on=now.date(), by=world.ada, at=now + DAY)
    assert names(world, now + 2 * DAY) == {"Kofi"}


def test_after_a_replacement_the_first_is_left_in_peace(world: World, now: datetime) -> None:
    claim = plain(world, now)
    first = Counterpart.objects.select_related("claim").get(claim=claim)
    claims.ask_whoever_now(counterpart=first, who=world.ada, at=now + DAY)
    assert names(world, now + DAY) == {"Ada"}


def test_whoever_spoke_unasked_is_asked_by_nobody_until_added(world: World, now: datetime) -> None:
    claim = plain(world, now)
    too = claims.know_too(claim=claim, by=world.moira, at=now)
    assert names(world, now) == {"Kofi"}
    claims.adopt(counterpart=too, by=world.kofi, at=now)
    assert names(world, now) == {"Kofi", "Moira"}


def test_an_appointee_is_asked_from_their_day(world: World, now: datetime) -> None:
    claims.put(
        place=world.place, kind="skill", sentence="It counted", claimants=[world.hospital],
        named=[Named(world.charity), Named(world.ruth, must_hear=False, ask_from=(now + 180 * DAY).date())],
        by=world.ben, at=now,
    )  # fmt: skip
    assert names(world, now) == {"Tunde"}
    assert "Ruth" in names(
        world, now + 181 * DAY
    )  # works for whoever claims, and is named: heard, never alone


def gone(world: World, now: datetime) -> Claim:
    barrier = taken(world, now)
    barriers.say_gone(barrier=barrier, words="One form", by=world.kofi, at=now + DAY)
    return world.claim(barrier.claim.number)


def test_eight_weeks_after_a_barrier_went_those_who_said_so_are_asked_again(
    world: World, now: datetime
) -> None:
    claim = gone(world, now)
    say(claim, world.ruth, Verdict.YES, now + 2 * DAY)
    assert asked(world, now + 57 * DAY) == set()
    (waits,) = people_to_ask(world.place, now + 58 * DAY)
    assert (waits.member, waits.again, waits.round) == (world.ruth, True, 0)
    say(claim, world.ruth, Verdict.YES, now + 58 * DAY)
    assert asked(world, now + 130 * DAY) == set()  # confirmed twice: from now on, every six months
    assert names(world, now + 242 * DAY) == {"Ruth"}


def test_whoever_said_that_it_is_not_gone_is_asked_when_it_is_said_again(world: World, now: datetime) -> None:
    claim = gone(world, now)
    say(claim, world.ruth, Verdict.NO, now + 2 * DAY)
    assert asked(world, now + 100 * DAY) == set()
    claims.reply(claim=claim, words="I am sorry", by=world.ruth, at=now + 3 * DAY)
    assert asked(world, now + 3 * DAY) == set()  # her own reply is no reason to ask her
    claims.reply(claim=claim, words="Mended on Friday", by=world.kofi, at=now + 4 * DAY)
    assert [(one.member, one.again) for one in people_to_ask(world.place, now + 4 * DAY)] == [
        (world.ruth, True)
    ]
    assert [one.member for one in waiting_for(world.ruth, now + 4 * DAY)] == [world.ruth]


def test_an_offer_to_talk_asks_nobody_again(world: World, now: datetime) -> None:
    claim = plain(world, now)
    say(claim, world.kofi, Verdict.NO, now)
    claims.reply(claim=claim, words="", by=world.ben, at=now + DAY, verb=TurnVerb.TALK)
    assert asked(world, now + DAY) == set()


def test_what_lasts_is_asked_about_again_after_six_months(world: World, now: datetime) -> None:
    claims.put(
        place=world.place, kind="licence", sentence="Swap ten hours", claimants=[world.hospital],
        named=[Named(world.ruth), Named(world.council)], by=world.ben, at=now,
    )  # fmt: skip
    claim = world.claim(1)
    for one in (world.ruth, world.kofi):
        say(claim, one, Verdict.YES, now)
    assert asked(world, now + 182 * DAY) == set()
    assert names(world, now + 184 * DAY) == {"Kofi", "Ruth"}


def test_a_long_term_choice_is_put_again_and_not_asked_about_again(world: World, now: datetime) -> None:
    claim = plain(world, now, kind="longterm")
    say(claim, world.kofi, Verdict.YES, now)
    assert asked(world, now + 200 * DAY) == set()
    assert to_put_again(world.place, now + 182 * DAY) == []
    assert [one.claim.pk for one in to_put_again(world.place, now + 184 * DAY)] == [claim.pk]
    claims.put_again(
        claim=world.claim(1), sentence="Still", named=[Named(world.council)], by=world.ben, at=now + 184 * DAY
    )
    assert to_put_again(world.place, now + 185 * DAY) == []


def test_a_review_date_comes_before_the_six_months(world: World, now: datetime) -> None:
    claims.put(
        place=world.place, kind="longterm", sentence="Frailty money", claimants=[world.hospital],
        named=[Named(world.council)], by=world.ben, at=now - 20 * DAY,
        further=Further(due_on=(now + 5 * DAY).date()),
    )  # fmt: skip
    claims.answer(claim=world.claim(1), verdict=Verdict.YES, by=world.kofi, at=now)
    assert [one.since for one in to_put_again(world.place, now + 6 * DAY)] == [(now + 5 * DAY).date()]


def test_a_withdrawn_claim_and_one_who_has_left_wait_for_nothing(world: World, now: datetime) -> None:
    claim = plain(world, now, to=world.voices)
    partnership.leave(member=world.moira, by=world.ada, at=now + DAY)
    assert names(world, now + DAY) == {"Desmond"}
    claims.withdraw(claim=claim, words="A mistake", by=world.ben, at=now + 2 * DAY)
    assert asked(world, now + 2 * DAY) == set()


def test_rounds_are_counted_and_the_most_overdue_comes_first(world: World, now: datetime) -> None:
    old, new = plain(world, now), plain(world, now + 3 * DAY)
    first = Counterpart.objects.select_related("claim").get(claim=old)
    claims.ask(member=world.kofi, counterparts=[first], at=now + 4 * DAY)
    waits = waiting_for(world.kofi, now + 5 * DAY)
    assert [one.claim.pk for one in waits] == [old.pk, new.pk]
    assert [(one.round, one.unanswered) for one in waits] == [(1, 1), (0, 0)]
    assert waits[0].last_asked_at is not None


def test_one_persons_list_agrees_with_the_whole_places(world: World, now: datetime) -> None:
    box(world, now)
    plain(world, now, to=[world.council, world.charity])
    plain(world, now, to="carer")
    gone(world, now)
    everyone = [world.ada, world.kofi, world.ben, world.ruth, world.tunde, world.moira, world.desmond]
    at = now + 3 * DAY
    one_by_one = {(one.member.pk, one.claim.pk) for member in everyone for one in waiting_for(member, at)}
    assert one_by_one == {(one.member.pk, one.claim.pk) for one in people_to_ask(world.place, at)}


def test_the_number_of_queries_does_not_grow_with_the_place(world: World, now: datetime) -> None:
    plain(world, now)
    with CaptureQueriesContext(connection) as few:
        people_to_ask(world.place, now)
    for _ in range(6):
        plain(world, now)
        box(world, now)
    with CaptureQueriesContext(connection) as many:
        people_to_ask(world.place, now)
    assert len(many) == len(few)


def test_a_long_term_choice_that_was_put_again_is_not_asked_about_any_more(
    world: World, now: datetime
) -> None:
    old = plain(world, now, "longterm")
    assert ("Kofi", old.number) in asked(world, now + DAY)
    new = claims.put_again(claim=old, sentence="Still protected", by=world.ben, at=now + DAY)
    assert asked(world, now + 2 * DAY) == {("Kofi", new.number)}
