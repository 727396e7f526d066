"""The same barrier met by twelve people in four organisations: merged by them, lifted once, all are told and asked."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from counterpoint.analysis.standing import Verdict
from counterpoint.barriers import actions as barriers
from counterpoint.barriers import queries
from counterpoint.barriers.models import Barrier
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import hash_of
from counterpoint.claims.models import Claim, Counterpart, Ticket
from counterpoint.claims.queries import verify
from counterpoint.ledger.models import Event
from counterpoint.ledger.queries import first_break
from counterpoint.partnership.actions import Person, add_member, add_organisation
from counterpoint.partnership.models import Member
from counterpoint.web.http import Refused
from counterpoint.work.reactions import drafts_of
from tests.acts import met_again, raised
from tests.claims.visiting import Visitor
from tests.world import World

DAY = timedelta(days=1)
WAYS_TO_SAY_IT = (
    "Two assessments ask the same 46 questions",
    "The same 46 questions in both assessments",
    "46 questions, asked twice, in two assessments",
)


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now + 5 * DAY)


def twelve(world: World, now: datetime) -> SimpleNamespace:
    """Ten by name in four organisations, and two tickets: three raise it, the others say that it stops them too."""
    police = add_organisation(place=world.place, name="Aldermouth Police", kind="police", by=None, at=now)
    houses = (world.council, world.hospital, world.charity, police)
    people = [
        add_member(
            place=world.place,
            person=Person(
                name=f"Person {number}", post="officer", email="", phone="",
                organisation=houses[number % 4], perspectives=["frontline"],
            ),
            by=None,
            at=now,
        )
        for number in range(10)
    ]  # fmt: skip
    first = _raise(world, people[0], WAYS_TO_SAY_IT[0], now)
    second = _raise(world, people[1], WAYS_TO_SAY_IT[1], now)
    by_ticket = barriers.raise_quietly(
        place=world.place, sentence=WAYS_TO_SAY_IT[2], could_remove=None, how_often=""
    )
    for one in people[2:6]:
        barriers.stops_me_too(barrier=first, by=one, at=now)
    for one in people[6:]:
        barriers.stops_me_too(barrier=second, by=one, at=now)
    too_by_ticket = barriers.stops_me_too_quietly(barrier=Barrier.objects.get(pk=second.pk))
    barriers.seal(place=world.place, waiting_since=None, at=now + DAY)
    third = Barrier.objects.get(claim__tickets__hash=hash_of(by_ticket))
    return SimpleNamespace(
        people=people, first=first, second=second, third=third, raiser=by_ticket, joiner=too_by_ticket
    )


def _raise(world: World, by: Member, sentence: str, at: datetime) -> Barrier:
    return barriers.raise_(
        place=world.place, sentence=sentence, could_remove=world.council, how_often="daily", by=by, at=at
    )


def merged(world: World, now: datetime) -> SimpleNamespace:
    all_ = twelve(world, now)
    barriers.merge(barrier=all_.second, into=all_.first, by=all_.people[7], at=now + 2 * DAY)
    ticket = Ticket.objects.select_related("claim").get(hash=hash_of(all_.raiser))
    barriers.merge_quietly(ticket=ticket, into=Barrier.objects.select_related("claim").get(pk=all_.first.pk))
    barriers.seal(place=world.place, waiting_since=(now - 9 * DAY).date(), at=now + 3 * DAY)
    return all_


def test_twelve_people_in_four_organisations_have_one_barrier_and_all_of_them_answer(
    world: World, now: datetime, visitor: Visitor
) -> None:
    all_ = merged(world, now)
    kept = Claim.objects.get(pk=all_.first.pk)
    named = list(Counterpart.objects.filter(claim=kept))
    assert len(named) == 12
    assert {one.member_id for one in named if one.must_hear} == {all_.people[0].pk, all_.people[1].pk, None}
    assert {one.ticket.hash for one in named if one.ticket} == {hash_of(all_.raiser), hash_of(all_.joiner)}
    assert set(Barrier.objects.filter(same_as=all_.first)) == {all_.second, all_.third}

    barrier = barriers.take(barrier=all_.first, organisation=world.council, by=world.kofi, at=now + 4 * DAY)
    barriers.say_gone(barrier=barrier, words="One form", by=world.kofi, at=now + 4 * DAY)
    told = _told(world, "barrier.said_gone")
    assert {one.pk for one in all_.people} <= told
    for secret in (all_.raiser, all_.joiner):
        assert "Is it gone?" in visitor.get(f"/t/{secret}/")
        assert WAYS_TO_SAY_IT[0] in visitor.said
    for one in all_.people[1:]:
        claims.answer(claim=world.claim(kept.number), verdict=Verdict.YES, by=one, at=now + 5 * DAY)
    assert world.claim(kept.number).standing == "confirmed"
    barriers.answer_quietly(
        ticket=Ticket.objects.select_related("claim").get(hash=hash_of(all_.raiser)),
        verdict=Verdict.NO,
        words="Not on nights",
    )
    barriers.seal(place=world.place, waiting_since=(now - 9 * DAY).date(), at=now + 6 * DAY)
    assert world.claim(kept.number).standing == "contested", "whoever raised it by ticket must be heard"
    assert first_break(world.place.pk) is None
    assert [one.fits for one in verify()] == [True]


def _told(world: World, verb: str) -> set[int]:
    event = Event.objects.get(place_id=world.place.pk, verb=verb)
    return {draft.member.pk for draft in drafts_of(world.place, event)}


def test_a_merge_is_one_event_in_the_story_of_each(world: World, now: datetime) -> None:
    first, second = raised(world, now), met_again(world, now)
    barriers.merge(barrier=second, into=first, by=world.tunde, at=now + DAY)
    found = Event.objects.filter(verb__in=("barrier.merged", "barrier.gathered")).order_by("seq")
    assert [(one.verb, one.subject) for one in found] == [
        ("barrier.merged", second.claim.ref),
        ("barrier.gathered", first.claim.ref),
    ]


def test_what_was_merged_is_counted_once_everywhere(world: World, now: datetime, visitor: Visitor) -> None:
    first, second = raised(world, now), met_again(world, now)
    visitor.sign_in(world.ben)
    assert "Two barriers are raised, and taken by nobody." in visitor.get(f"/{world.place.slug}/mirror/9/")
    barriers.merge(barrier=second, into=first, by=world.tunde, at=now + DAY)
    assert "One barrier is raised, and taken by nobody." in visitor.get(f"/{world.place.slug}/mirror/9/")
    assert "One barrier is still in the way." in visitor.get(f"/{world.place.slug}/barriers/")
    here = f"/{world.place.slug}/barriers/{second.claim.number}/"
    said = visitor.get(here)
    assert f"the same as barrier {first.claim.number}" in said
    assert f'href="/{world.place.slug}/barriers/{first.claim.number}/"' in visitor.page
    assert "Take it on" not in said
    assert "raised, taken by nobody" in visitor.get(f"{here}?as-at={now.date().isoformat()}"), "as it was"


def test_only_somebody_whom_it_stops_says_that_it_is_the_same(
    world: World, now: datetime, visitor: Visitor
) -> None:
    first = _raise(world, world.ruth, WAYS_TO_SAY_IT[0], now)
    second = _raise(world, world.tunde, WAYS_TO_SAY_IT[1], now)
    for other in (world.ben, world.ada, world.kofi):
        with pytest.raises(Refused, match="Only somebody whom this stops"):
            barriers.merge(barrier=second, into=first, by=other, at=now + DAY)
    visitor.sign_in(world.tunde)
    here = f"/{world.place.slug}/barriers/{second.claim.number}/"
    assert "Is it the same as one of these?" in visitor.get(here)
    visitor.post(f"{here}same/", {"into": str(first.claim.number)})
    assert Barrier.objects.get(pk=second.pk).same_as == first
    visitor.sign_in(world.ben)
    assert "Is it the same as one of these?" not in visitor.get(
        f"/{world.place.slug}/barriers/{first.claim.number}/"
    )


def test_what_is_merged_or_said_gone_is_merged_no_more(world: World, now: datetime) -> None:
    first, second = raised(world, now), met_again(world, now)
    with pytest.raises(Refused, match="the barrier itself"):
        barriers.merge(barrier=first, into=first, by=world.ruth, at=now)
    barriers.merge(barrier=second, into=first, by=world.tunde, at=now + DAY)
    for barrier, into, by in ((second, first, world.tunde), (first, second, world.ruth)):
        with pytest.raises(Refused, match="This is the same as barrier"):
            barriers.merge(barrier=barrier, into=into, by=by, at=now + DAY)
    for act in (
        lambda: barriers.take(barrier=second, organisation=world.council, by=world.kofi, at=now + DAY),
        lambda: barriers.stops_me_too(barrier=second, by=world.moira, at=now + DAY),
    ):
        with pytest.raises(Refused, match=f"the same as barrier {first.claim.number}"):
            act()
    taken = barriers.take(barrier=first, organisation=world.council, by=world.kofi, at=now + DAY)
    barriers.say_gone(barrier=taken, words="", by=world.kofi, at=now + DAY)
    third = _raise(world, world.moira, "Forms, forms", now + DAY)
    with pytest.raises(Refused, match="so it stays by itself"):
        barriers.merge(barrier=first, into=third, by=world.ruth, at=now + DAY)


def test_whoever_said_me_too_and_raised_the_other_must_be_heard_from_then_on(
    world: World, now: datetime
) -> None:
    first, second = raised(world, now), met_again(world, now)
    barriers.stops_me_too(barrier=first, by=world.tunde, at=now)
    barriers.merge(barrier=second, into=first, by=world.tunde, at=now + DAY)
    assert Counterpart.objects.get(claim=first.claim, member=world.tunde).must_hear
    assert Event.objects.get(verb="barrier.gathered").facts["was"] == "2"


def test_whoever_raises_one_is_shown_those_that_are_like_it_first(
    world: World, now: datetime, visitor: Visitor
) -> None:
    first = _raise(world, world.ruth, WAYS_TO_SAY_IT[0], now)
    visitor.sign_in(world.tunde)
    where = f"/{world.place.slug}/barriers/raise/"
    visitor.get(where)
    said = visitor.post(where, {"sentence": WAYS_TO_SAY_IT[1]})
    assert "Is it one of these?" in said
    assert Barrier.objects.count() == 1
    assert WAYS_TO_SAY_IT[1] in visitor.page, "what was typed is kept"
    visitor.post(where, {"sentence": WAYS_TO_SAY_IT[1], "another": "yes"})
    assert Barrier.objects.count() == 2
    visitor.get(f"/{world.place.slug}/barriers/{first.claim.number}/")
    visitor.post(f"/{world.place.slug}/barriers/{first.claim.number}/me-too/")
    assert Counterpart.objects.filter(claim=first.claim, member=world.tunde).exists()


def test_a_ticket_is_offered_only_what_is_like_its_own_and_may_choose_no_other(
    world: World, now: datetime, visitor: Visitor
) -> None:
    other = _raise(world, world.ruth, "The store shuts at four", now)
    first = _raise(world, world.ben, WAYS_TO_SAY_IT[0], now)
    secret = barriers.raise_quietly(
        place=world.place, sentence=WAYS_TO_SAY_IT[1], could_remove=None, how_often=""
    )
    barriers.seal(place=world.place, waiting_since=(now - 9 * DAY).date(), at=now + DAY)
    said = visitor.get(f"/t/{secret}/")
    assert WAYS_TO_SAY_IT[0] in said
    assert "The store" not in said
    visitor.post(f"/t/{secret}/", {"same": str(other.claim.number)})
    assert "Choose one of those that are like it." in visitor.said
    visitor.post(f"/t/{secret}/", {"same": str(first.claim.number)})
    assert f"the same as barrier {first.claim.number}. It waits" in visitor.get(f"/t/{secret}/")
    assert not Barrier.objects.filter(same_as=first).exists()
    barriers.seal(place=world.place, waiting_since=(now - 9 * DAY).date(), at=now + 2 * DAY)
    assert Barrier.objects.filter(same_as=first).count() == 1
    assert queries.ticket_of(hash_of(secret)).claim == first.claim  # type: ignore[union-attr]


def test_a_past_day_reads_who_had_to_be_heard_then_and_who_had_it(
    world: World, now: datetime, visitor: Visitor
) -> None:
    """What a merge and a handing on change is put back, on the page and in what the answers add up to."""
    first, second = raised(world, now), met_again(world, now)
    barriers.stops_me_too(barrier=first, by=world.tunde, at=now)
    barrier = barriers.take(barrier=first, organisation=world.council, by=world.kofi, at=now)
    barriers.say_gone(barrier=barrier, words="", by=world.kofi, at=now)
    claims.answer(claim=world.claim(first.claim.number), verdict=Verdict.PARTLY, by=world.tunde, at=now + DAY)
    assert world.claim(first.claim.number).standing == "unanswered", "whoever raised it has not spoken"
    barriers.merge(barrier=second, into=first, by=world.tunde, at=now + 3 * DAY)
    assert world.claim(first.claim.number).standing == "partly"
    visitor.sign_in(world.ben)
    visitor.at = now + 20 * DAY
    here = f"/{world.place.slug}/barriers/{first.claim.number}/"
    then = visitor.get(f"{here}?as-at={(now + 2 * DAY).date().isoformat()}")
    assert "partly gone" in visitor.get(here)
    assert "said gone, and nobody has answered" in then
    other = _raise(world, world.ruth, "Nobody rings", now + 20 * DAY)
    barriers.hand_on(barrier=other, to=world.charity, words="Theirs", by=world.kofi, at=now + 22 * DAY)
    visitor.at = now + 24 * DAY
    here = f"/{world.place.slug}/barriers/{other.claim.number}/"
    assert "Who could remove it Aldermouth Charity" in visitor.get(here)
    assert "It was with Aldermouth Council until 24 November 2026" in visitor.said
    assert "raised 4 days ago" in visitor.said, "its age never begins anew"
    then = visitor.get(f"{here}?as-at={(now + 21 * DAY).date().isoformat()}")
    assert "Who could remove it Aldermouth Council" in then
