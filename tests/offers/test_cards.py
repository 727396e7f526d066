"""Cards after an event: one answer a card, tied to nobody; shown together, and never so that two lots tell on one."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime, timedelta

import pytest

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named, hash_of
from counterpoint.claims.models import Answer, Claim
from counterpoint.claims.queries.verifying import verify
from counterpoint.ledger.models import Chain, Event, Text
from counterpoint.offers import actions
from counterpoint.offers.actions import Filled
from counterpoint.offers.actions.releasing import digest_of
from counterpoint.offers.models import Card, CardRelease, Cards, CardTicket, CardWords
from counterpoint.offers.queries.cards import shown_of
from counterpoint.partnership import actions as partnership
from counterpoint.partnership.models import TrueNow
from counterpoint.web.http import Refused
from tests.world import World

WEEK = timedelta(days=7)


def held(world: World, now: datetime, step: int = 6) -> Claim:
    """The hospital says that its workshop was at this step."""
    return claims.put(
        place=world.place, kind="coproduced", sentence="When the Sunday clinic is open",
        claimants=[world.hospital], named=[Named(world.moira)], by=world.ben, at=now,
        further=claims.Further(step=step),
    )  # fmt: skip


def out(world: World, now: datetime, took_part: int = 20, **more: object) -> Cards:
    given = {"claim": held(world, now), "until": (now + 2 * WEEK).date(), "by": world.ben, "at": now, **more}
    return actions.open_cards(took_part=took_part, **given)  # type: ignore[arg-type]


def ticket(cards: Cards, now: datetime) -> CardTicket:
    secret = actions.take_card(cards=cards, at=now)
    return CardTicket.objects.get(hash=hash_of(secret))


def fill(cards: Cards, now: datetime, *steps: int | str, **says: str) -> None:
    for step in steps:
        said = Filled({"step": str(step), **says} if step else says)
        actions.fill_card(ticket=ticket(cards, now), said=said, at=now)


def close(cards: Cards, at: datetime, by: object = None) -> Cards:
    return actions.close_cards(cards=cards, by=by, at=at)  # type: ignore[arg-type]


def counts(cards: Cards) -> dict[str, dict[str, int]]:
    last = CardRelease.objects.filter(cards=cards).order_by("-number").first()
    return last.counts if last else {}


# Opening, handing out


def test_cards_go_out_once_after_the_step_was_said_and_for_four_weeks_at_most(
    world: World, now: datetime
) -> None:
    with pytest.raises(Refused, match="more than four weeks"):
        out(world, now, until=(now + 5 * WEEK).date())
    with pytest.raises(Refused, match="how many took part"):
        out(world, now, took_part=0)
    cards = out(world, now)
    with pytest.raises(Refused, match="go out once"):
        out(world, now, claim=cards.claim)
    facts = Event.objects.get(verb="cards.opened").facts
    assert facts["took_part"] == 20


def test_cards_are_given_out_by_whoever_ran_it_a_steward_or_a_convenor(world: World, now: datetime) -> None:
    for other in (world.kofi, world.moira):
        with pytest.raises(Refused, match="whoever ran it"):
            out(world, now, by=other)
    for by in (world.ruth, world.ada, world.tunde):
        assert out(world, now, by=by).opened_by == by


def test_an_offer_of_which_nobody_said_a_step_has_no_cards_yet(world: World, now: datetime) -> None:
    from tests.acts import offer

    with pytest.raises(Refused, match="Say first which step"):
        out(world, now, claim=offer(world, now).claim)


def test_no_more_cards_go_out_than_people_took_part_and_who_took_one_is_not_kept(
    world: World, now: datetime
) -> None:
    cards = out(world, now, took_part=3)
    before = Chain.objects.get(place_id=world.place.pk)
    assert len(set(actions.print_slips(cards=cards, how_many=2, by=world.ben, at=now))) == 2
    actions.take_card(cards=cards, at=now)
    after = Chain.objects.get(place_id=world.place.pk)
    assert (before.length, before.ballots) == (after.length, after.ballots)
    with pytest.raises(Refused, match="for everyone who took part"):
        actions.take_card(cards=cards, at=now)
    with pytest.raises(Refused, match="for everyone who took part"):
        actions.print_slips(cards=cards, how_many=1, by=world.ben, at=now)
    actions.say_more_came(cards=cards, took_part=4, by=world.ruth, at=now)
    actions.take_card(cards=cards, at=now)
    with pytest.raises(Refused, match="5 or more"):
        actions.say_more_came(cards=cards, took_part=4, by=world.ben, at=now)


def test_only_whoever_gave_them_out_their_colleagues_and_stewards_run_them(
    world: World, now: datetime
) -> None:
    cards = out(world, now)
    for other in (world.kofi, world.moira):
        with pytest.raises(Refused, match="Only whoever opened"):
            actions.print_slips(cards=cards, how_many=1, by=other, at=now)
        with pytest.raises(Refused, match="Only whoever opened"):
            close(cards, now, by=other)
    assert close(cards, now, by=world.ruth).closed_at


def test_the_claim_says_who_gave_the_cards_out(world: World, now: datetime) -> None:
    cards, others = out(world, now), out(world, now, by=world.tunde)
    assert (cards.by_claimant, others.by_claimant) == (True, False)


# One card


def test_one_card_says_one_thing_once(world: World, now: datetime) -> None:
    cards = out(world, now)
    one = ticket(cards, now)
    actions.fill_card(ticket=one, said=Filled({"step": "4"}), at=now)
    with pytest.raises(Refused, match="used already"):
        actions.fill_card(ticket=one, said=Filled({"step": "1"}), at=now)
    assert list(Card.objects.values_list("question", "says")) == [("step", "4")]


def test_nothing_of_a_card_leads_to_its_ticket_to_a_time_or_to_its_other_answers(
    world: World, now: datetime
) -> None:
    cards = out(world, now)
    before = Chain.objects.get(place_id=world.place.pk)
    fill(cards, now, 4, paid="no", again="yes")
    after = Chain.objects.get(place_id=world.place.pk)
    assert (before.length, before.ballots, before.head) == (after.length, after.ballots, after.head)
    held = {field.attname for field in Card._meta.concrete_fields}
    assert held == {"id", "place_id", "cards_id", "question", "says", "words"}
    assert {field.attname for field in CardTicket._meta.concrete_fields} == {
        "id", "place_id", "cards_id", "hash", "used",
    }  # fmt: skip
    assert Text.objects.filter(place_id=world.place.pk, words__contains="yes").count() == 0


def test_the_order_of_the_rows_is_not_the_order_in_which_they_were_written(
    world: World, now: datetime
) -> None:
    """As the database itself gives them back, without being asked for any order."""
    from django.db import connection

    cards = out(world, now, took_part=40)
    written = [random.Random(one).choice("1234567") for one in range(40)]
    fill(cards, now, *written)
    with connection.cursor() as cursor:
        cursor.execute("SELECT says, id FROM offers_card ORDER BY id")
        rows = cursor.fetchall()
        if connection.vendor == "sqlite":
            cursor.execute("SELECT says FROM offers_card ORDER BY rowid")
            assert [one for (one,) in cursor.fetchall()] == [says for says, _ in rows], "the row's own key"
    assert [says for says, _ in rows] != written
    assert Counter(says for says, _ in rows) == Counter(written)


def test_a_card_left_blank_is_not_used_up(world: World, now: datetime) -> None:
    cards = out(world, now)
    one = ticket(cards, now)
    with pytest.raises(Refused, match="left everything blank"):
        actions.fill_card(ticket=one, said=Filled({"step": "9"}, {"next": "  "}), at=now)
    actions.fill_card(ticket=one, said=Filled({}, {"next": "A bus"}), at=now)
    with pytest.raises(Refused, match="NHS number"):
        actions.fill_card(ticket=ticket(cards, now), said=Filled({}, {"next": "I am 943 476 5919"}), at=now)


def test_a_card_ends_with_what_matters_and_keeps_it_apart(world: World, now: datetime) -> None:
    cards = out(world, now)
    matter = partnership.write_matter(place=world.place, words="I am asked once", by=world.moira, at=now)
    actions.fill_card(ticket=ticket(cards, now), said=Filled(matters={matter.number: "no"}), at=now)
    assert TrueNow.objects.get().says == "no"
    assert not Card.objects.exists()


# Written down for somebody


def test_a_card_is_typed_by_somebody_outside_with_how_it_was_agreed(world: World, now: datetime) -> None:
    cards = out(world, now)
    said = Filled({"step": "5"})
    with pytest.raises(Refused, match="Your side ran this"):
        actions.write_card(cards=cards, said=said, how_agreed="paper", by=world.ruth, at=now)
    with pytest.raises(Refused, match="how they agreed"):
        actions.write_card(cards=cards, said=said, how_agreed="", by=world.tunde, at=now)
    actions.write_card(cards=cards, said=said, how_agreed="read_back", by=world.tunde, at=now)
    fill(cards, now, 4, 4, 4, 4)
    shown = shown_of(close(cards, now))
    assert shown
    assert shown.typed == ("One card was read back, and agreed, by Tunde Oke.",)
    assert not Event.objects.filter(actor=world.tunde.ref).exists(), "no act of a day says whose card it was"


# Closing and showing


def test_nothing_is_shown_before_the_close(world: World, now: datetime) -> None:
    cards = out(world, now)
    fill(cards, now, 3, 4, 5, 6, 7, 7)
    assert shown_of(cards) is None
    assert not Answer.objects.exists()
    assert world.claim(cards.claim.number).standing == "unanswered"
    assert actions.look_after_cards(place=world.place, at=now) == 0


def test_at_the_close_the_steps_are_answers_of_voices_that_no_ticket_leads_to(
    world: World, now: datetime
) -> None:
    cards = out(world, now)
    fill(cards, now, 3, 4, 6, 6, 7, "cant_tell", paid="no")
    close(cards, now + WEEK, by=world.ben)
    claim = world.claim(cards.claim.number)
    assert claim.standing == "confirmed", "the median of 3, 4, 6, 6, 7 is the step that was claimed"
    answers = Answer.objects.filter(claim=claim)
    assert Counter(one.step for one in answers) == Counter([3, 4, 6, 6, 7, None])
    assert {one.recorded_at for one in answers} == {now + WEEK}
    held = set(CardTicket.objects.values_list("hash", flat=True))
    assert not held & {one.ticket.hash for one in answers}
    assert not Card.objects.exists(), "what was shown is let go"
    assert all(one.fits for one in verify([world.place]))


def test_co_production_is_contested_by_cards_too_and_the_organiser_hears_it_at_once(
    world: World, now: datetime
) -> None:
    cards = out(world, now)
    fill(cards, now, 2, 3, 3, 4, 4)
    close(cards, now + WEEK)
    claim = world.claim(cards.claim.number)
    assert claim.standing == "contested"
    assert claim.reply_until
    facts = Event.objects.get(verb="cards.released").facts
    assert (facts["before"], facts["standing"]) == ("unanswered", "contested")
    assert facts["digest"] == digest_of(counts(cards))


def test_four_cards_are_few_and_nobody_reads_them(world: World, now: datetime) -> None:
    cards = out(world, now)
    fill(cards, now, 3, 3, 3, 3)
    close(cards, now)
    assert shown_of(cards) is None
    assert not Event.objects.filter(verb="cards.released").exists()
    assert not Answer.objects.exists()


def test_a_question_that_fewer_than_five_could_answer_stays_closed(world: World, now: datetime) -> None:
    cards = out(world, now)
    fill(cards, now, 3, 3, 3, paid="no")
    fill(cards, now, 3, 3, again="yes")
    fill(cards, now, "cant_tell", paid="cant_tell")
    close(cards, now)
    assert set(counts(cards)) == {"step"}
    shown = shown_of(cards)
    assert shown
    assert "Were you paid as agreed?" in shown.few


def test_words_are_shown_from_five_cards_on_in_no_order(world: World, now: datetime) -> None:
    cards = out(world, now)
    for number in range(5):
        actions.fill_card(ticket=ticket(cards, now), said=Filled({}, {"next": f"Bus {number}"}), at=now)
    close(cards, now)
    shown = shown_of(cards)
    assert shown
    assert sorted(one.words for one in shown.words[0][1]) == [f"Bus {number}" for number in range(5)]
    orders = set()
    for _ in range(6):
        again = out(world, now)
        for number in range(5):
            actions.fill_card(ticket=ticket(again, now), said=Filled({}, {"next": f"Bus {number}"}), at=now)
        close(again, now)
        found = CardWords.objects.filter(release__cards=again).order_by("pk")
        orders.add(tuple(str(one.words) for one in found))
    assert len(orders) > 1
    assert all(one.fits for one in verify([world.place])), "each word's digest is in the ledger"


def test_by_when_they_want_to_hear_is_a_sentence_with_a_day(world: World, now: datetime) -> None:
    cards = out(world, now)
    fill(cards, now, 3, 3, 3, hear_by="2")
    fill(cards, now, 3, 3, hear_by="no")
    close(cards, now)
    shown = shown_of(cards)
    assert shown
    assert shown.hear == ("Three want to hear by 30 November 2026.", "Two need not hear.")


# Attacks


def test_closed_again_or_opened_again_it_shows_nothing_more(world: World, now: datetime) -> None:
    cards = out(world, now)
    fill(cards, now, 3, 3, 3, 3)
    close(cards, now, by=world.ben)
    fill(cards, now, 7)
    with pytest.raises(Refused, match="are closed"):
        close(cards, now, by=world.ben)
    with pytest.raises(Refused, match="go out once"):
        out(world, now, claim=cards.claim)
    assert shown_of(cards) is None


def test_late_cards_wait_until_five_more_are_in_and_a_week_has_passed(world: World, now: datetime) -> None:
    cards = out(world, now)
    fill(cards, now, 6, 6, 6, 6, 6)
    close(cards, now)
    for late in range(1, 5):
        fill(cards, now, 1)
        assert actions.look_after_cards(place=world.place, at=now + late * WEEK) == 0
    fill(cards, now, 1)
    assert actions.look_after_cards(place=world.place, at=now + timedelta(days=6)) == 0
    assert actions.look_after_cards(place=world.place, at=now + 5 * WEEK) == 1
    assert counts(cards) == {"step": {"6": 5, "1": 5}}
    assert world.claim(cards.claim.number).standing == "contested"


def test_no_two_releases_differ_by_fewer_than_five_in_any_question_however_the_cards_come(
    world: World, now: datetime
) -> None:
    """Whoever holds all releases and subtracts each from each finds five people, or none, behind every difference."""
    by_chance = random.Random(4)
    cards = out(world, now, took_part=120)
    fill(cards, now, 3, 4, 5, 6, 7)
    close(cards, now)
    for week in range(1, 8):
        for _ in range(by_chance.randint(0, 9)):
            says = {
                key: by_chance.choice(["yes", "no", "cant_tell"])
                for key in ("paid", "again", "changed", "know_how")
                if by_chance.random() < 0.5
            }
            step = str(by_chance.randint(1, 7)) if by_chance.random() < 0.7 else "cant_tell"
            actions.fill_card(ticket=ticket(cards, now), said=Filled({"step": step, **says}), at=now)
        actions.look_after_cards(place=world.place, at=now + week * WEEK)
    found = list(CardRelease.objects.filter(cards=cards).order_by("number"))
    assert len(found) > 3
    for number, later in enumerate(found):
        for earlier in found[:number]:
            assert later.cards_in - earlier.cards_in >= 5
            for key, table in later.counts.items():
                before = earlier.counts.get(key, {})
                more = {says: table[says] - before.get(says, 0) for says in table}
                told = sum(count for says, count in more.items() if says != "cant_tell")
                assert told >= 5 or not any(more.values()), (key, more)
    steps = Counter(one.step for one in Answer.objects.filter(claim=cards.claim) if one.step)
    assert {str(step): count for step, count in steps.items()} == {
        says: count for says, count in found[-1].counts["step"].items() if says != "cant_tell"
    }


def test_what_never_was_one_of_five_is_let_go_unread(world: World, now: datetime) -> None:
    cards = out(world, now)
    fill(cards, now, 3, 3)
    close(cards, now)
    actions.look_after_cards(place=world.place, at=now + 9 * WEEK)
    assert not Card.objects.exists()
    with pytest.raises(Refused, match="run out"):
        fill(cards, now + 9 * WEEK, 3)


def test_work_closes_them_when_their_day_has_passed(world: World, now: datetime) -> None:
    cards = out(world, now)
    fill(cards, now, 6, 6, 6, 6, 6)
    assert actions.look_after_cards(place=world.place, at=now + 2 * WEEK) == 0
    assert actions.look_after_cards(place=world.place, at=now + 2 * WEEK + timedelta(days=1)) == 1
    assert world.claim(cards.claim.number).standing == "confirmed"
    assert Event.objects.get(verb="cards.closed").actor == "system"


def test_what_somebody_signed_counts_beside_the_cards(world: World, now: datetime) -> None:
    cards = out(world, now)
    claims.answer(claim=cards.claim, verdict=Verdict.YES, step=1, by=world.moira, at=now)
    fill(cards, now, 6, 6, 6, 6, 6)
    close(cards, now)
    assert world.claim(cards.claim.number).standing == "confirmed"


def test_of_what_was_withdrawn_no_card_becomes_an_answer(world: World, now: datetime) -> None:
    cards = out(world, now)
    fill(cards, now, 3, 3, 3, 3, 3)
    claims.withdraw(claim=cards.claim, words="A mistake", by=world.ben, at=now)
    with pytest.raises(Refused, match="withdrawn"):
        actions.take_card(cards=cards, at=now)
    close(cards, now)
    assert not Answer.objects.exists()


def test_a_steward_erases_words_in_which_somebody_is_named_and_nobody_else_does(
    world: World, now: datetime
) -> None:
    cards = out(world, now)
    actions.fill_card(ticket=ticket(cards, now), said=Filled({}, {"next": "Sack Joy"}), at=now)
    fill(cards, now, 3, 3, 3, 3)
    close(cards, now)
    text = CardWords.objects.get().words
    with pytest.raises(Refused, match="Only a steward"):
        actions.erase_card_words(cards=cards, text=text, by=world.ben, at=now)
    actions.erase_card_words(cards=cards, text=text, by=world.tunde, at=now)
    assert "Sack" not in str(shown_of(cards))
    assert all(one.fits for one in verify([world.place]))
