"""What a place takes to its programme: written in both or in neither, read on both sides as text, answered back."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError

from counterpoint.barriers import actions as barriers
from counterpoint.claims import actions as claims
from counterpoint.claims.models import Claim, Elsewhere, Turn
from counterpoint.ledger.actions import act, together
from counterpoint.ledger.models import Event
from counterpoint.ledger.queries import first_break, head
from counterpoint.partnership.actions import share
from counterpoint.programme.actions import bring_back
from counterpoint.promises import actions as promises
from counterpoint.promises.actions import Terms
from counterpoint.web.http import Refused
from counterpoint.work.reactions import drafts_of
from tests.claims.test_all_or_nothing import broken_after, everything
from tests.programme.conftest import Browser
from tests.programme.world import Reach

WORDS = "Insurers will not cover volunteers"


@pytest.fixture
def barrier(it: Reach, now: datetime) -> Any:
    """Ruth raised it, the council took it on."""
    near = it.near
    raised = barriers.raise_(
        place=near.place,
        sentence="Mrs Garside’s sitter is not insured",
        could_remove=near.council,
        how_often="weekly",
        by=near.ruth,
        at=now,
    )
    return barriers.take(barrier=raised, organisation=near.council, by=near.kofi, at=now)


def escalated(it: Reach, barrier: Any, at: datetime) -> Any:
    return barriers.escalate(barrier=barrier, programme=it.place, sentence=WORDS, by=it.near.kofi, at=at)


def test_it_becomes_a_barrier_of_the_programme_in_words_of_its_own(
    it: Reach, barrier: Any, now: datetime
) -> None:
    here, there = head(it.near.place.pk), head(it.place.pk)
    made = escalated(it, barrier, now)
    assert str(made.claim.sentence) == WORDS
    assert made.could_remove == it.team
    assert [one.organisation for one in made.claim.counterparts.all()] == [it.partner(it.near.place)]
    assert (made.claim.put_by, made.claim.put_for) == (None, it.partner(it.near.place))
    assert head(it.near.place.pk).length == here.length + 1
    assert head(it.place.pk).length == there.length + 1
    assert first_break(it.place.pk) is None
    assert first_break(it.near.place.pk) is None


def test_each_side_holds_a_reference_and_a_head(it: Reach, barrier: Any, now: datetime) -> None:
    before = head(it.near.place.pk).hash
    made = escalated(it, barrier, now)
    to = Elsewhere.objects.get(place=it.near.place)
    fro = Elsewhere.objects.get(place=it.place)
    assert (to.way, to.other, to.number) == ("to", it.place.uuid, made.claim.number)
    assert (fro.way, fro.other, fro.number) == ("from", it.near.place.uuid, barrier.claim.number)
    assert fro.head == before
    assert to.head == head(it.place.pk).hash


def test_nothing_of_the_place_lies_in_the_programmes_ledger_but_its_uuid_and_a_number(
    it: Reach, barrier: Any, now: datetime
) -> None:
    escalated(it, barrier, now)
    event = Event.objects.filter(place_id=it.place.pk).latest("seq")
    assert (event.verb, event.actor) == ("barrier.raised", it.partner(it.near.place).ref)
    assert set(event.facts["elsewhere"]) == {"way", "place", "number", "head"}


def test_broken_anywhere_it_has_happened_in_neither_place(it: Reach, barrier: Any, now: datetime) -> None:
    before = everything()
    for let_through in range(100):
        with broken_after(let_through) as breaker:
            try:
                escalated(it, barrier, now)
            except Exception:
                assert breaker.broke
        if not breaker.broke:
            break
        assert everything() == before
    assert let_through > 6


def test_chains_are_locked_in_the_order_of_their_places_whoever_asks(
    it: Reach, django_assert_num_queries: Any, now: datetime
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for pair in ((it.place.pk, it.near.place.pk), (it.near.place.pk, it.place.pk)):
        with CaptureQueriesContext(connection) as asked, together(*pair):
            pass
        (locking,) = [one["sql"] for one in asked if "ledger_chain" in one["sql"]]
        assert 'ORDER BY "ledger_chain"."place_id" ASC' in locking


def test_acts_in_two_places_stand_or_fall_together(it: Reach, now: datetime) -> None:
    before = everything()

    def half() -> None:
        with together(it.place.pk, it.near.place.pk):
            with act(it.place.pk, verb="place.corrected", by="system", at=now) as event:
                event.subject = it.place.ref
            raise Refused("No.")

    with pytest.raises(Refused):
        half()
    assert everything() == before


def test_whoever_did_not_take_it_on_cannot_take_it_further(it: Reach, barrier: Any, now: datetime) -> None:
    for who in (it.near.ben, it.near.ruth, it.near.moira):
        with pytest.raises(Refused, match="Only whoever has taken this on, or a steward"):
            barriers.escalate(barrier=barrier, programme=it.place, sentence=WORDS, by=who, at=now)
    barriers.escalate(
        barrier=barrier, programme=it.place, sentence=WORDS, by=it.near.tunde, at=now
    )  # a steward


def test_a_place_that_shares_nothing_can_take_nothing_there(it: Reach, barrier: Any, now: datetime) -> None:
    share(sharing=it.sharing(it.near.place), shows="nothing", by=it.near.ada, at=now)
    with pytest.raises(Refused, match="shares nothing with Northern Reach"):
        escalated(it, barrier, now)


def test_it_is_taken_there_once_and_with_words(it: Reach, barrier: Any, now: datetime) -> None:
    with pytest.raises(Refused, match="One line is enough"):
        barriers.escalate(barrier=barrier, programme=it.place, sentence=" ", by=it.near.ada, at=now)
    escalated(it, barrier, now)
    with pytest.raises(Refused, match="was taken to Northern Reach already"):
        escalated(it, barrier, now)


def test_a_patients_number_goes_nowhere(it: Reach, barrier: Any, now: datetime) -> None:
    with pytest.raises(Refused, match="NHS number"):
        barriers.escalate(
            barrier=barrier, programme=it.place, sentence="For 943 476 5919", by=it.near.ada, at=now
        )


def test_a_place_that_is_in_no_programme_is_told_so(it: Reach, now: datetime) -> None:
    from tests.world import build

    fresh = build(now, "newmouth")
    raised = barriers.raise_(
        place=fresh.place, sentence="Two forms", could_remove=None, how_often="", by=fresh.ruth, at=now
    )
    with pytest.raises(Refused, match="is not in Northern Reach"):
        barriers.escalate(barrier=raised, programme=it.place, sentence=WORDS, by=fresh.ada, at=now)


def test_each_side_reads_how_it_stands_on_the_other(
    it: Reach, barrier: Any, now: datetime, as_member: Browser
) -> None:
    made = escalated(it, barrier, now)
    ruth, sam = as_member(it.near.ruth), as_member(it.sam)
    here, there = (
        f"/nearmouth/barriers/{barrier.claim.number}/",
        f"/northern-reach/barriers/{made.claim.number}/",
    )
    assert "There it is barrier 1: raised, taken by nobody" in ruth.get(here).content.decode()
    page = sam.get(there)
    assert "It says: taken on" in page.content.decode()
    assert "Garside" not in page.content.decode()
    barriers.take(barrier=made, organisation=it.team, by=it.sam, at=now)
    assert "There it is barrier 1: taken on" in ruth.get(here).content.decode()


def test_how_it_stands_in_the_place_is_gone_as_soon_as_the_place_shares_nothing(
    it: Reach, barrier: Any, now: datetime, as_member: Browser
) -> None:
    made = escalated(it, barrier, now)
    sam = as_member(it.sam)
    for path in (f"/northern-reach/barriers/{made.claim.number}/", "/northern-reach/programme/"):
        before = sam.get(path)
        assert "taken on" in before.content.decode()
        share(sharing=it.sharing(it.near.place), shows="nothing", by=it.near.ada, at=now)
        after = sam.get(path, HTTP_IF_NONE_MATCH=before.headers["ETag"])
        assert after.status_code == 200
        assert "taken on" not in after.content.decode()
        share(sharing=it.sharing(it.near.place), shows="counts", by=it.near.ada, at=now)


def test_what_is_done_in_the_place_reaches_a_page_of_the_programme_that_is_held(
    it: Reach, barrier: Any, now: datetime, as_member: Browser
) -> None:
    made = escalated(it, barrier, now)
    sam = as_member(it.sam)
    path = f"/northern-reach/barriers/{made.claim.number}/"
    held = sam.get(path).headers["ETag"]
    assert sam.get(path, HTTP_IF_NONE_MATCH=held).status_code == 304
    barriers.say_gone(barrier=barrier, words="", by=it.near.kofi, at=now)
    said = sam.get(path, HTTP_IF_NONE_MATCH=held)
    assert "said gone, and nobody has answered" in said.content.decode()


def test_the_answer_comes_back_once_to_those_who_raised_it(it: Reach, barrier: Any, now: datetime) -> None:
    made = escalated(it, barrier, now)
    barriers.take(barrier=made, organisation=it.team, by=it.sam, at=now + timedelta(hours=1))
    barriers.refuse(barrier=made, words="The insurers said no", by=it.sam, at=now + timedelta(hours=2))
    assert bring_back(programme=it.place, at=now + timedelta(hours=3)) == 2
    assert bring_back(programme=it.place, at=now + timedelta(hours=4)) == 0
    came = Turn.objects.filter(claim=barrier.claim, verb="came_back").order_by("position")
    assert [str(one.words) for one in came] == [
        "Regional office took it on.",
        "Regional office said that it stays, and why: “The insurers said no”",
    ]
    event = Event.objects.filter(place_id=it.near.place.pk).latest("seq")
    assert event.verb == "claim.came_back"
    told = {draft.member for draft in drafts_of(it.near.place, event)}
    assert it.near.ruth in told
    assert it.near.kofi in told  # whose council took it on


def test_stopped_half_way_word_still_comes_back_once(it: Reach, barrier: Any, now: datetime) -> None:
    made = escalated(it, barrier, now)
    barriers.take(barrier=made, organisation=it.team, by=it.sam, at=now)
    for let_through in range(12):
        with broken_after(let_through), suppress(DatabaseError):
            bring_back(programme=it.place, at=now)
    bring_back(programme=it.place, at=now)
    assert Turn.objects.filter(claim=barrier.claim, verb="came_back").count() == 1


def test_a_request_is_asked_of_the_team_and_its_promise_comes_back(it: Reach, now: datetime) -> None:
    near = it.near
    asked = claims.ask_for(asked=near.council, sentence="Pay in thirty days", by=near.tunde, at=now)
    there = claims.escalate_request(
        claim=asked, programme=it.place, sentence="Let councils pay in thirty days", by=near.tunde, at=now
    )
    assert there.request.asked == it.team
    promises.put(
        place=it.place,
        sentence="A new rule by May",
        promiser=it.team,
        named=[claims.Named(it.partner(near.place))],
        terms=Terms(),
        by=it.sam,
        at=now,
        answers=there,
    )
    bring_back(programme=it.place, at=now)
    came = Turn.objects.get(claim=asked, verb="came_back")
    assert str(came.words) == "Regional office answered with a promise: “A new rule by May”"


def test_only_those_who_may_are_offered_it_on_the_page(
    it: Reach, barrier: Any, now: datetime, as_member: Browser
) -> None:
    path = f"/nearmouth/barriers/{barrier.claim.number}/"
    form = f"{path}to/northern-reach/"
    assert "Take it to Northern Reach" in as_member(it.near.kofi).get(path).content.decode()
    assert "Take it to Northern Reach" not in as_member(it.near.ruth).get(path).content.decode()
    assert as_member(it.near.ruth).get(form).status_code == 404
    kofi = as_member(it.near.kofi)
    assert "never who raised it" in kofi.get(form).content.decode()
    assert kofi.post(form, {"sentence": ""}).status_code == 422
    assert kofi.post(form, {"sentence": WORDS}).status_code == 302
    assert Claim.objects.filter(place=it.place, kind="barrier").count() == 1
    assert kofi.get(form).status_code == 404  # it was taken there


def test_a_place_says_whether_what_it_brought_is_gone(it: Reach, barrier: Any, now: datetime) -> None:
    """Its people there answer for it: the claim of the programme is theirs to confirm."""
    from counterpoint.analysis.standing import Verdict

    made = escalated(it, barrier, now)
    taken = barriers.take(barrier=made, organisation=it.team, by=it.sam, at=now)
    barriers.say_gone(barrier=taken, words="", by=it.sam, at=now)
    there = Claim.objects.select_related("place").get(pk=made.claim.pk)
    with pytest.raises(Refused):
        claims.answer(claim=there, verdict=Verdict.YES, words="", by=it.sam, at=now)
    claims.answer(claim=there, verdict=Verdict.NO, words="Not here", by=it.there(it.near.ada), at=now)
    assert Claim.objects.get(pk=there.pk).standing == "contested"
