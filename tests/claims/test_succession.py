"""Nobody marks their own homework by way of whom they follow: every route through which a claimant might try."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from counterpoint.analysis.standing import Standing, Verdict
from counterpoint.barriers import actions as barriers
from counterpoint.claims import actions as claims
from counterpoint.claims import policies
from counterpoint.claims.actions import Named
from counterpoint.claims.models import Claim
from counterpoint.claims.policies.barred import FOLLOWED, OWN_WORK, PUT_IT
from counterpoint.claims.policies.capacity import NOT_ASKED
from counterpoint.claims.queries import people_to_ask, waiting_for
from counterpoint.claims.queries.verifying import verify
from counterpoint.ledger.models import Event
from counterpoint.partnership import actions as partnership
from counterpoint.partnership.actions import Person
from counterpoint.partnership.models import Member, Organisation
from counterpoint.promises import actions as promises
from counterpoint.web.http import Refused
from tests.acts import box, later, plain, promise, raised
from tests.world import World


def follows(heir: Member, member: Member, at: datetime) -> None:
    partnership.follow(member=member, heir=heir, on=at.date(), by=None, at=at)


def becomes(old: Organisation, heir: Organisation, at: datetime, **more: Any) -> None:
    partnership.succeed(old=old, heir=heir, on=at.date(), by=None, at=at, **more)


def why_not(world: World, who: str, claim: Claim, at: datetime) -> str | None:
    member = Member.objects.select_related("place").get(pk=getattr(world, who).pk)
    return policies.why_not_answer(member, world.claim(claim.number), at)


def says(world: World, claim: Claim, who: str, verdict: Verdict, at: datetime) -> Claim:
    claims.answer(claim=claim, verdict=verdict, by=getattr(world, who), at=at)
    return world.claim(claim.number)


def verified(world: World) -> bool:
    return all(one.fits for one in verify([world.place]))


# Whoever follows somebody


def test_whoever_does_that_work_now_answers_where_somebody_was_asked_by_name(
    world: World, now: datetime
) -> None:
    claim = plain(world, now, to=world.kofi)
    assert why_not(world, "tunde", claim, now) == NOT_ASKED
    partnership.leave_to(member=world.kofi, heir=world.tunde, by=world.kofi, at=later(now))
    assert says(world, claim, "tunde", Verdict.YES, later(now, 2)).standing == Standing.CONFIRMED
    assert verified(world)


def test_a_successor_may_not_answer_what_the_one_before_put(world: World, now: datetime) -> None:
    claim = plain(world, now, to=world.kofi)
    follows(world.kofi, world.ben, later(now))
    assert why_not(world, "kofi", claim, later(now, 2)) == FOLLOWED
    with pytest.raises(Refused, match="Whoever did your work before you put this"):
        says(world, claim, "kofi", Verdict.YES, later(now, 2))


def test_a_successor_may_not_answer_what_the_one_before_claims_in_their_own_name(
    world: World, now: datetime
) -> None:
    made = promises.hear(
        place=world.place, sentence="I will ring you", promiser=world.kofi, promiser_organisation=None,
        named=[Named(world.tunde)], terms=promises.Terms(), where="", heard_on=None, by=world.moira, at=now,
    )  # fmt: skip
    promises.own(promise=made, by=world.kofi, at=now)
    follows(world.tunde, world.kofi, later(now))
    assert why_not(world, "tunde", made.claim, later(now, 2)) == FOLLOWED


@pytest.mark.parametrize(("who", "refusal"), [("ben", PUT_IT), ("ruth", OWN_WORK)])
def test_a_claimant_cannot_send_its_own_to_follow_whoever_was_asked(
    world: World, now: datetime, who: str, refusal: str
) -> None:
    claim = plain(world, now, to=world.kofi)
    follows(getattr(world, who), world.kofi, later(now))
    assert why_not(world, who, claim, later(now, 2)) == refusal


def test_what_a_raiser_may_always_passes_on_to_nobody(world: World, now: datetime) -> None:
    """Else whoever owns a barrier could send somebody to say, in the raiser's stead, that it is gone."""
    barrier = barriers.take(barrier=raised(world, now), organisation=world.hospital, by=world.ben, at=now)
    barriers.say_gone(barrier=barrier, words="", by=world.ben, at=later(now))
    follows(world.ben, world.ruth, later(now, 2))
    assert why_not(world, "ben", barrier.claim, later(now, 3)) == OWN_WORK
    assert why_not(world, "ruth", barrier.claim, later(now, 3)) is None


def test_whoever_follows_a_raiser_from_outside_says_whether_it_is_gone(world: World, now: datetime) -> None:
    barrier = barriers.take(barrier=raised(world, now), organisation=world.council, by=world.kofi, at=now)
    barriers.say_gone(barrier=barrier, words="", by=world.kofi, at=later(now))
    follows(world.tunde, world.ruth, later(now, 2))
    assert says(world, barrier.claim, "tunde", Verdict.NO, later(now, 3)).standing == Standing.CONTESTED


def test_a_predecessors_no_is_not_undone_by_whoever_follows(world: World, now: datetime) -> None:
    claim = plain(world, now, to=world.kofi)
    says(world, claim, "kofi", Verdict.NO, later(now))
    follows(world.tunde, world.kofi, later(now, 2))
    assert says(world, claim, "tunde", Verdict.YES, later(now, 3)).standing == Standing.CONTESTED


def test_nothing_said_before_counts_because_of_whom_somebody_follows_later(
    world: World, now: datetime
) -> None:
    """Spoke unasked; then follows whoever was asked. What was said counts as it did, until it is said again."""
    claim = plain(world, now, to=world.kofi)
    claims.know_too(claim=claim, by=world.tunde, at=now)
    says(world, claim, "tunde", Verdict.YES, later(now))
    follows(world.tunde, world.kofi, later(now, 2))
    assert world.claim(claim.number).standing == Standing.UNANSWERED
    assert verified(world)
    assert says(world, claim, "tunde", Verdict.YES, later(now, 3)).standing == Standing.CONFIRMED
    assert verified(world)


def test_rights_and_bars_pass_through_several_hands(world: World, now: datetime) -> None:
    to_kofi, by_ben = plain(world, now, to=world.kofi), plain(world, now, to=world.tunde)
    follows(world.ada, world.kofi, later(now))
    follows(world.tunde, world.ada, later(now, 2))
    assert why_not(world, "tunde", to_kofi, later(now, 3)) is None
    follows(world.ruth, world.ben, later(now, 2))
    follows(world.moira, world.ruth, later(now, 3))
    assert why_not(world, "moira", by_ben, later(now, 4)) == FOLLOWED


def test_what_came_after_handing_over_is_not_the_successors(world: World, now: datetime) -> None:
    """Somebody changed post. What they put and are asked since then is theirs alone."""
    follows(world.tunde, world.kofi, now)
    asked = plain(world, later(now), to=world.kofi)
    assert why_not(world, "tunde", asked, later(now, 2)) == NOT_ASKED
    assert why_not(world, "kofi", asked, later(now, 2)) is None
    assert {one.member for one in people_to_ask(world.place, later(now, 2))} == {world.kofi}


def test_a_successor_puts_no_second_answer_into_a_box(world: World, now: datetime) -> None:
    claim = box(world, now)
    claims.drop_in_box(claim=claim, verdict=Verdict.YES, by=world.kofi, at=now)
    newcomer = partnership.add_member(
        place=world.place, person=Person(name="New Here", organisation=world.council), by=None, at=now
    )
    follows(newcomer, world.kofi, later(now))
    with pytest.raises(Refused, match="You were not asked"):
        claims.drop_in_box(
            claim=world.claim(claim.number), verdict=Verdict.YES, by=newcomer, at=later(now, 2)
        )


def test_what_somebody_saw_themselves_nobody_remembers_for_them(world: World, now: datetime) -> None:
    claim = claims.put(
        place=world.place, kind="decision", sentence="One rota from June", claimants=[],
        named=[Named(world.kofi)], by=world.ben, at=now,
    )  # fmt: skip
    follows(world.tunde, world.kofi, later(now))
    assert why_not(world, "tunde", claim, later(now, 2)) == NOT_ASKED


def test_whoever_follows_the_claimant_types_no_answer_and_gives_out_no_ticket(
    world: World, now: datetime
) -> None:
    claim = plain(world, now, to=world.kofi)
    follows(world.tunde, world.ben, later(now))
    with pytest.raises(Refused, match="Your side makes this claim"):
        claims.answer(
            claim=claim, verdict=Verdict.YES, by=world.kofi, typed_by=world.tunde, how_agreed="by phone",
            at=later(now, 2),
        )  # fmt: skip
    with pytest.raises(Refused, match="Your side makes this claim"):
        claims.issue_ticket(claim=claim, perspective="", must_hear=True, by=world.tunde, at=later(now, 2))
    with pytest.raises(Refused, match="works for whoever makes this claim, or put it"):
        claims.add_counterpart(claim=claim, who=world.tunde, must_hear=True, by=world.moira, at=later(now, 2))


# Whom a claim waits for


def waiting(member: Member, at: datetime) -> list[int]:
    fresh = Member.objects.select_related("place").get(pk=member.pk)
    return [one.claim.number for one in waiting_for(fresh, at)]


def test_asks_go_to_whoever_does_that_work_now(world: World, now: datetime) -> None:
    claim = plain(world, now, to=world.kofi)
    follows(world.tunde, world.kofi, later(now))
    assert {one.member for one in people_to_ask(world.place, later(now, 2))} == {world.tunde}
    assert waiting(world.tunde, later(now, 2)) == [claim.number]
    assert waiting(world.kofi, later(now, 2)) == []


def test_what_was_answered_before_is_not_asked_anew(world: World, now: datetime) -> None:
    claim = plain(world, now, to=world.kofi)
    says(world, claim, "kofi", Verdict.YES, later(now))
    follows(world.tunde, world.kofi, later(now, 2))
    assert people_to_ask(world.place, later(now, 3)) == []
    assert waiting(world.tunde, later(now, 3)) == []


def test_where_the_successor_makes_the_claim_the_first_is_asked_themselves(
    world: World, now: datetime
) -> None:
    plain(world, now, to=world.kofi)
    follows(world.ruth, world.kofi, later(now))
    assert {one.member for one in people_to_ask(world.place, later(now, 2))} == {world.kofi}


def test_where_the_successor_has_left_too_nobody_speaks_in_their_stead(world: World, now: datetime) -> None:
    plain(world, now, to=world.kofi)
    follows(world.tunde, world.kofi, later(now))
    partnership.appoint(member=world.kofi, steward=True, convenor=False, by=None, at=later(now))
    partnership.leave(member=world.tunde, by=None, at=later(now, 2))
    assert {one.member for one in people_to_ask(world.place, later(now, 3))} == {world.kofi}


# Whatever follows an organisation


def test_nothing_said_before_counts_because_of_what_an_organisation_becomes_later(
    world: World, now: datetime
) -> None:
    claim = plain(world, now, to=world.charity)
    claims.know_too(claim=claim, by=world.kofi, at=now)
    says(world, claim, "kofi", Verdict.YES, later(now))
    becomes(world.charity, world.council, later(now, 2))
    assert world.claim(claim.number).standing == Standing.UNANSWERED
    assert verified(world)
    assert says(world, claim, "kofi", Verdict.YES, later(now, 3)).standing == Standing.CONFIRMED
    assert verified(world)


def test_whoever_is_still_noted_under_the_old_name_is_of_the_new_one(world: World, now: datetime) -> None:
    """A shell with one person claims; the staff of what it was confirm: they are its own."""
    shell = partnership.add_organisation(place=world.place, name="New Trust", kind="acute", by=None, at=now)
    chief = partnership.add_member(
        place=world.place, person=Person(name="Cleo New", organisation=shell), by=None, at=now
    )
    becomes(world.hospital, shell, now)
    claim = claims.put(
        place=world.place, kind="plainly", sentence="We were open", claimants=[shell],
        named=[Named("frontline"), Named(world.council)], by=chief, at=later(now),
    )  # fmt: skip
    assert why_not(world, "ruth", claim, later(now, 2)) == OWN_WORK
    with pytest.raises(Refused, match="makes this claim"):
        claims.put(
            place=world.place, kind="plainly", sentence="Again", claimants=[shell],
            named=[Named(world.hospital)], by=chief, at=later(now),
        )  # fmt: skip
    with pytest.raises(Refused, match="works for whoever makes this claim"):
        claims.put(
            place=world.place, kind="plainly", sentence="Again", claimants=[shell],
            named=[Named(world.ruth)], by=chief, at=later(now),
        )  # fmt: skip


def test_whoever_did_not_go_along_stays_bound_by_what_was_claimed_until_that_day(
    world: World, now: datetime
) -> None:
    """A succession dated back does not set anybody free of what their organisation claimed meanwhile."""
    claim = plain(world, now, to="frontline")
    long_ago = (now - timedelta(days=30)).date()
    partnership.succeed(
        old=world.hospital, heir=world.council, on=long_ago, by=None, at=later(now), goes=[world.ben.number]
    )
    assert why_not(world, "ruth", claim, later(now, 5)) == OWN_WORK
    assert why_not(world, "kofi", claim, later(now, 5)) == OWN_WORK


def test_what_a_host_becomes_is_barred_as_the_host_was(world: World, now: datetime) -> None:
    partnership.name_host(organisation=world.voices, host=world.charity, by=None, at=now)
    claim = claims.put(
        place=world.place, kind="plainly", sentence="We were not paid", claimants=[world.voices],
        named=[Named("frontline"), Named(world.hospital)], by=world.moira, at=now,
    )  # fmt: skip
    assert why_not(world, "kofi", claim, later(now)) is None
    becomes(world.charity, world.council, later(now))
    assert why_not(world, "kofi", claim, later(now, 2)) == OWN_WORK


def test_an_heir_answers_the_requests_that_were_asked_of_the_old(world: World, now: datetime) -> None:
    request = claims.ask_for(asked=world.charity, sentence="Pay on time", by=world.ruth, at=now)
    becomes(world.charity, world.council, later(now))
    claims.refuse_request(claim=request, words="No money", by=world.kofi, at=later(now, 2))
    assert why_not(world, "kofi", request, later(now, 3)) == OWN_WORK
    assert why_not(world, "ruth", request, later(now, 3)) is None


def test_a_promise_of_somebody_who_left_is_still_moved_and_kept_by_whoever_follows(
    world: World, now: datetime
) -> None:
    made = promise(world, now)
    with pytest.raises(Refused, match="Only whoever promised"):
        promises.say_kept(promise=made, words="Done", by=world.ruth, at=now)
    partnership.leave_to(member=world.ben, heir=world.ruth, by=world.ben, at=later(now))
    promises.say_kept(promise=made, words="Done", by=world.ruth, at=later(now, 2))
    assert why_not(world, "ruth", made.claim, later(now, 3)) == FOLLOWED


def test_one_act_one_event(world: World, now: datetime) -> None:
    before = Event.objects.filter(place_id=world.place.pk).count()
    becomes(world.charity, world.council, now, goes=[world.tunde.number])
    follows(world.kofi, world.ada, now)
    acts = Event.objects.filter(place_id=world.place.pk).order_by("seq")[before:]
    assert [(one.verb, one.subject, one.facts["heir"]) for one in acts] == [
        ("organisation.succeeded", world.charity.ref, world.council.ref),
        ("member.succeeded", world.ada.ref, world.kofi.ref),
    ]
