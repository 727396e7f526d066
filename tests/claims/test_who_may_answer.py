"""Nobody marks their own homework: who may answer, as whom, and by which routes a claimant might try."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from counterpoint.analysis.standing import Standing, Verdict
from counterpoint.barriers import actions as barriers
from counterpoint.claims import actions as claims
from counterpoint.claims import policies
from counterpoint.claims.actions import Named
from counterpoint.claims.models import Answer, Claim
from counterpoint.claims.policies.barred import OWN_WORK
from counterpoint.claims.policies.capacity import NOT_ASKED, NOTHING_YET, WITHDRAWN
from counterpoint.partnership import actions as partnership
from counterpoint.partnership.actions import Person
from counterpoint.promises import actions as promises
from counterpoint.web.http import Refused
from tests.acts import box, heard, later, plain, promise, raised, taken
from tests.world import World


def says(world: World, claim: Claim, who: str, verdict: Verdict, at: datetime, words: str = "") -> Claim:
    claims.answer(claim=claim, verdict=verdict, words=words, by=getattr(world, who), at=at)
    return world.claim(claim.number)


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("kofi", None),  # works for the council, to which it was done
        ("ada", None),  # so does she
        ("ben", "You put this yourself."),
        ("ruth", "Your organisation made this claim."),
        ("tunde", "You were not asked about this."),
        ("moira", "You were not asked about this."),
    ],
)
def test_who_may_answer_a_plain_claim(world: World, now: datetime, who: str, refusal: str | None) -> None:
    why = policies.why_not_answer(getattr(world, who), plain(world, now), later(now))
    assert why == refusal if refusal is None else why is not None and why.startswith(refusal)


def test_a_colleague_who_has_moved_to_the_counterpart_stays_barred(world: World, now: datetime) -> None:
    claim = plain(world, now)
    (membership,) = world.ruth.memberships.all()
    partnership.end_membership(membership=membership, on=later(now).date(), by=None, at=later(now))
    partnership.join_organisation(
        member=world.ruth, organisation=world.council, works=True, asked=True, by=None, at=later(now)
    )
    with pytest.raises(Refused, match="Your organisation made this claim"):
        says(world, claim, "ruth", Verdict.YES, later(now, 9))


def test_a_colleague_who_moves_to_the_claimant_before_answering_is_barred(
    world: World, now: datetime
) -> None:
    claim = plain(world, now)
    partnership.join_organisation(
        member=world.kofi, organisation=world.hospital, works=True, asked=False, by=None, at=later(now)
    )
    with pytest.raises(Refused, match="Your organisation made this claim"):
        says(world, claim, "kofi", Verdict.YES, later(now, 2))


def test_the_claimants_successor_takes_its_bars_at_once(world: World, now: datetime) -> None:
    claim = plain(world, now, to=world.charity)
    partnership.succeed(old=world.hospital, heir=world.council, on=now.date(), by=None, at=later(now))
    claims.add_counterpart(claim=claim, who="frontline", must_hear=False, by=world.tunde, at=later(now))
    with pytest.raises(Refused, match="Your organisation made this claim"):
        says(world, claim, "kofi", Verdict.YES, later(now, 2))


def test_the_counterparts_successor_takes_its_right_to_answer(world: World, now: datetime) -> None:
    claim = plain(world, now, to=world.charity)
    partnership.succeed(old=world.charity, heir=world.council, on=now.date(), by=None, at=later(now))
    assert says(world, claim, "kofi", Verdict.YES, later(now, 2)).standing == Standing.CONFIRMED


def test_the_claimants_host_is_barred_and_the_hosted_group_is_not(world: World, now: datetime) -> None:
    partnership.name_host(organisation=world.voices, host=world.charity, by=None, at=now)
    by_group = claims.put(
        place=world.place,
        kind="plainly",
        sentence="We were not paid",
        claimants=[world.voices],
        named=[Named("voluntary"), Named(world.council)],
        by=world.moira,
        at=now,
    )
    with pytest.raises(Refused, match="Your organisation made this claim"):
        says(world, by_group, "tunde", Verdict.YES, later(now))
    by_host = claims.put(
        place=world.place,
        kind="plainly",
        sentence="Tell us if you see it bend",
        claimants=[world.charity],
        named=[Named(world.voices)],
        by=world.tunde,
        at=now,
    )
    assert says(world, by_host, "moira", Verdict.NO, later(now)).standing == Standing.CONTESTED


def test_belonging_is_not_working(world: World, now: datetime) -> None:
    """Two members of a group speak each for themselves: one who must be heard contests, whatever the other says."""
    claim = plain(world, now, "shaped", world.voices)
    says(world, claim, "moira", Verdict.YES, later(now))
    assert says(world, claim, "desmond", Verdict.NO, later(now, 2)).standing == Standing.CONTESTED


def test_colleagues_who_differ_make_their_organisation_say_partly(world: World, now: datetime) -> None:
    claim = plain(world, now)
    says(world, claim, "kofi", Verdict.YES, later(now))
    assert says(world, claim, "ada", Verdict.NO, later(now, 2)).standing == Standing.PARTLY


def test_a_claimant_cannot_name_its_own_side(world: World, now: datetime) -> None:
    with pytest.raises(Refused, match="makes this claim"):
        plain(world, now, to=world.hospital)
    with pytest.raises(Refused, match="works for whoever makes this claim"):
        plain(world, now, to=world.ruth)
    with pytest.raises(Refused, match="answer what you put yourself"):
        plain(world, now, to=world.ben)


@pytest.mark.parametrize("who", ["ruth", "ben"])
def test_nobody_can_add_the_claimants_people_later(world: World, now: datetime, who: str) -> None:
    with pytest.raises(Refused):
        claims.add_counterpart(
            claim=plain(world, now), who=getattr(world, who), must_hear=True, by=world.ben, at=later(now)
        )


def test_a_claimant_cannot_hand_itself_a_ticket(world: World, now: datetime) -> None:
    with pytest.raises(Refused, match="Your side makes this claim"):
        claims.issue_ticket(
            claim=plain(world, now), perspective="", must_hear=True, by=world.ruth, at=later(now)
        )


def test_a_claimants_member_cannot_type_somebodys_answer(world: World, now: datetime) -> None:
    with pytest.raises(Refused, match="Your side makes this claim"):
        claims.answer(
            claim=plain(world, now),
            verdict=Verdict.YES,
            by=world.kofi,
            typed_by=world.ruth,
            how_agreed="by phone",
            at=later(now),
        )


def test_a_second_record_of_a_claimants_colleague_is_barred_too(world: World, now: datetime) -> None:
    other_account = partnership.add_member(
        place=world.place,
        person=Person(name="Ben I.", organisation=world.hospital, asked=True),
        by=None,
        at=now,
    )
    claim = plain(world, later(now))
    assert policies.why_not_answer(other_account, claim, later(now, 2)) == OWN_WORK


def test_own_staff_speak_apart_on_a_promise_and_never_confirm_it(world: World, now: datetime) -> None:
    made = promise(world, now).claim
    assert says(world, made, "ruth", Verdict.YES, later(now)).standing == Standing.UNANSWERED
    assert says(world, made, "ruth", Verdict.NO, later(now, 2)).standing == Standing.CONTESTED
    assert says(world, made, "kofi", Verdict.YES, later(now, 3)).standing == Standing.PARTLY
    assert Answer.objects.filter(own_staff=True).count() == 2


def test_whoever_raised_a_barrier_always_may_even_against_their_own_organisation(
    world: World, now: datetime
) -> None:
    barrier = barriers.take(
        barrier=raised(world, now), organisation=world.hospital, by=world.ben, at=later(now)
    )
    barriers.say_gone(barrier=barrier, words="", by=world.ben, at=later(now, 2))
    claim = world.claim(barrier.claim.number)
    assert says(world, claim, "ruth", Verdict.NO, later(now, 3)).standing == Standing.CONTESTED


def test_a_barrier_is_not_answered_before_somebody_says_that_it_is_gone(world: World, now: datetime) -> None:
    assert policies.why_not_answer(world.ruth, taken(world, now).claim, later(now)) == NOTHING_YET


def test_who_spoke_unasked_counts_only_once_a_counterpart_adds_them(world: World, now: datetime) -> None:
    claim = plain(world, now)
    unasked = claims.know_too(claim=claim, by=world.tunde, at=later(now))
    with pytest.raises(Refused, match="Only someone who was asked"):
        claims.adopt(counterpart=unasked, by=world.moira, at=later(now))
    with pytest.raises(Refused, match="Somebody else"):
        claims.adopt(counterpart=unasked, by=world.tunde, at=later(now))
    with pytest.raises(Refused):
        claims.adopt(counterpart=unasked, by=world.ruth, at=later(now))
    claims.adopt(counterpart=unasked, by=world.kofi, at=later(now))
    assert policies.why_not_answer(world.tunde, world.claim(claim.number), later(now)) is None


def test_nobody_is_added_after_ten_working_days(world: World, now: datetime) -> None:
    claim = plain(world, now)
    claims.add_counterpart(
        claim=claim, who=world.moira, must_hear=False, by=world.tunde, at=now + timedelta(days=14)
    )
    with pytest.raises(Refused, match="Ten working days have passed"):
        claims.add_counterpart(
            claim=claim, who=world.desmond, must_hear=False, by=world.tunde, at=now + timedelta(days=15)
        )


def test_a_double_press_is_one_answer_and_another_day_a_change_of_mind(world: World, now: datetime) -> None:
    claim = plain(world, now)
    says(world, claim, "kofi", Verdict.YES, later(now))
    with pytest.raises(Refused, match="said this already"):
        says(world, claim, "kofi", Verdict.YES, later(now))
    assert says(world, claim, "kofi", Verdict.NO, later(now, 2)).standing == Standing.CONTESTED
    assert Answer.objects.count() == 2


def test_an_answer_in_the_box_is_tied_to_nobody_and_cannot_be_changed(world: World, now: datetime) -> None:
    claim = box(world, now)
    claims.drop_in_box(claim=claim, verdict=Verdict.NO, by=world.kofi, at=later(now))
    with pytest.raises(Refused, match="can’t be changed"):
        claims.drop_in_box(claim=claim, verdict=Verdict.YES, by=world.kofi, at=later(now))
    assert world.claim(claim.number).standing == Standing.UNANSWERED
    for who in ("ada", "tunde", "moira", "desmond"):
        claims.drop_in_box(
            claim=world.claim(claim.number), verdict=Verdict.YES, by=getattr(world, who), at=later(now)
        )
    assert world.claim(claim.number).standing == Standing.CONFIRMED  # four of five


def test_fewer_than_five_peers_cannot_be_asked_about_a_behaviour(world: World, now: datetime) -> None:
    with pytest.raises(Refused, match="at least 5 people"):
        claims.put(
            place=world.place,
            kind="modelled",
            sentence="I listen",
            claimants=[world.hospital],
            named=[Named(world.ada), Named(world.kofi)],
            by=world.ben,
            at=now,
        )


def test_withdrawn_after_a_contest_stays_contested(world: World, now: datetime) -> None:
    claim = plain(world, now)
    says(world, claim, "kofi", Verdict.NO, later(now))
    claims.withdraw(claim=claim, words="A mistake", by=world.ben, at=later(now, 2))
    assert world.claim(claim.number).standing == Standing.CONTESTED
    assert policies.why_not_answer(world.ada, world.claim(claim.number), later(now, 3)) == WITHDRAWN


@pytest.mark.parametrize("words", ["", "   "])
def test_nothing_is_withdrawn_silently(world: World, now: datetime, words: str) -> None:
    with pytest.raises(Refused, match="Say why"):
        claims.withdraw(claim=plain(world, now), words=words, by=world.ben, at=later(now))


def test_the_asker_alone_says_whether_a_request_is_answered(world: World, now: datetime) -> None:
    request = claims.ask_for(asked=world.council, sentence="Tell us when pay is late", by=world.tunde, at=now)
    claims.refuse_request(claim=request, words="No money", by=world.kofi, at=later(now))
    with pytest.raises(Refused, match="Only whoever asked"):
        claims.add_counterpart(claim=request, who=world.moira, must_hear=False, by=world.tunde, at=later(now))
    assert says(world, request, "tunde", Verdict.NO, later(now, 3)).standing == Standing.CONTESTED


def test_whoever_was_asked_cannot_make_a_request_vanish(world: World, now: datetime) -> None:
    request = claims.ask_for(asked=world.council, sentence="Tell us when pay is late", by=world.tunde, at=now)
    with pytest.raises(Refused, match="Only whoever raised this"):
        claims.withdraw(claim=request, words="No such request", by=world.kofi, at=later(now))
    claims.withdraw(claim=request, words="Sorted over a brew", by=world.tunde, at=later(now))


def test_the_owner_of_a_barrier_cannot_make_it_vanish(world: World, now: datetime) -> None:
    gone = barriers.say_gone(barrier=taken(world, now), words="", by=world.kofi, at=later(now))
    with pytest.raises(Refused, match="Only whoever raised this"):
        claims.withdraw(claim=gone.claim, words="Never was", by=world.kofi, at=later(now))


def test_whoever_wrote_a_promise_down_may_answer_it_once_it_is_owned(world: World, now: datetime) -> None:
    """A charity of one person hears what it is promised: it is still the one to say whether it was kept."""
    owned = promises.own(promise=heard(world, now), by=world.kofi, at=later(now))
    claim = world.claim(owned.claim.number)
    assert says(world, claim, "tunde", Verdict.NO, later(now, 2)).standing == Standing.CONTESTED
    with pytest.raises(Refused):
        says(world, claim, "kofi", Verdict.YES, later(now, 3))


def test_another_places_member_is_nobody_here(world: World, now: datetime, db: Any) -> None:
    from tests.world import build

    stranger = build(now, "otherton").kofi
    assert policies.why_not_answer(stranger, plain(world, now), later(now)) == NOT_ASKED
