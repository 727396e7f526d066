"""What a programme promises to all its places, on its own form and on each place's page."""

from __future__ import annotations

from datetime import datetime, timedelta

from counterpoint.analysis.standing import Verdict
from counterpoint.barriers import actions as barriers
from counterpoint.claims.actions import answer
from counterpoint.claims.models import Claim
from counterpoint.ledger.queries import head
from tests.programme.conftest import Browser
from tests.programme.world import Reach, more_places, promise_to_all


def test_one_choice_on_the_form_makes_it_to_every_place(it: Reach, now: datetime, as_member: Browser) -> None:
    """Also to those for whom nobody answers yet: they are asked once somebody does."""
    more_places(it, 3, now)
    sam = as_member(it.sam)
    assert "every place that has joined" in sam.get("/northern-reach/promises/put/").content.decode()
    sent = sam.post(
        "/northern-reach/promises/put/",
        {"sentence": "One template", "to": "places", "promiser": it.team.ref, "message": "5"},
    )
    assert sent.status_code == 302, sent.content.decode()
    claim = Claim.objects.get(place=it.place)
    assert {one.organisation.stands_for for one in claim.counterparts.all() if one.organisation} == {
        it.near.place.uuid,
        it.far.place.uuid,
        *(one.uuid for one in it.others),
    }


def test_a_place_offers_no_such_choice(it: Reach, as_member: Browser) -> None:
    assert "every place" not in as_member(it.near.ada).get("/nearmouth/promises/put/").content.decode()


def test_a_place_reads_what_it_was_promised_with_a_number_and_a_head(
    it: Reach, now: datetime, as_member: Browser
) -> None:
    promise_to_all(it, now)
    said = as_member(it.near.ruth).get("/nearmouth/programme/").content.decode()
    assert "One reporting template for all programmes" in said
    assert "promise 1 there" in said
    assert head(it.place.pk).hash in said
    assert "We have not said anything yet." in said
    assert "/northern-reach/promises/1/" not in said  # she is no member there


def test_a_place_reads_its_own_answer_and_no_other_place_s(
    it: Reach, now: datetime, as_member: Browser
) -> None:
    claim = promise_to_all(it, now).claim
    answer(claim=claim, verdict=Verdict.NO, words="Four templates", by=it.there(it.near.ada), at=now)
    near = as_member(it.near.ruth).get("/nearmouth/programme/").content.decode()
    far = as_member(it.far.ruth).get("/farmouth/programme/").content.decode()
    assert "We say: no." in near
    assert "Four templates" in near
    assert "Four templates" not in far
    assert "answered, in reply time" in far


def test_whoever_answers_for_a_place_there_is_led_there(it: Reach, now: datetime, as_member: Browser) -> None:
    promise_to_all(it, now)
    as_member(it.there(it.near.ada))
    browser = as_member(it.near.ada)
    said = browser.get("/nearmouth/programme/").content.decode()
    assert ("/northern-reach/promises/1/" in said) is (
        it.there(it.near.ada).account_id == it.near.ada.account_id
    )


def test_the_newest_words_of_a_place_stand_beside_the_promise_once_its_reply_time_is_over(
    it: Reach, now: datetime, as_member: Browser
) -> None:
    claim = promise_to_all(it, now - timedelta(days=20)).claim
    there = it.there(it.near.ada)
    answer(claim=claim, verdict=Verdict.NO, words="Four templates", by=there, at=now - timedelta(days=15))
    said = as_member(it.sam).get("/northern-reach/programme/").content.decode()
    assert "Four templates" in said
    assert "an integration lead, Nearmouth" in said
    assert "made to two places; one has spoken" in said


def test_in_its_reply_time_a_contest_is_not_read_on_the_first_page(
    it: Reach, now: datetime, as_member: Browser
) -> None:
    claim = promise_to_all(it, now).claim
    answer(claim=claim, verdict=Verdict.NO, words="Four templates", by=it.there(it.near.ada), at=now)
    said = as_member(it.there(it.far.ada)).get("/northern-reach/programme/").content.decode()
    assert "Four templates" not in said
    assert "answered, in reply time" in said


def test_the_mirror_offers_the_programme_for_a_barrier_that_stands_long_until_it_was_taken_there(
    it: Reach, now: datetime, as_member: Browser
) -> None:
    near, offer = it.near, "it can be taken to the programme"
    raised = barriers.raise_(
        place=near.place,
        sentence="Not insured",
        could_remove=near.council,
        how_often="",
        by=near.ruth,
        at=now,
    )
    Claim.objects.filter(pk=raised.claim.pk).update(put_at=now - timedelta(days=100))
    kofi = as_member(near.kofi)
    assert offer in kofi.get("/nearmouth/mirror/9/").content.decode()
    barriers.escalate(barrier=raised, programme=it.place, sentence="Not insured", by=near.ada, at=now)
    assert offer not in kofi.get("/nearmouth/mirror/9/").content.decode()
