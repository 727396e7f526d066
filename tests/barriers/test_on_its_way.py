"""A barrier on its way: handed on, found by a leader, pointed at by a rule that was retired; how long all of them stand."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from counterpoint.analysis.standing import Verdict
from counterpoint.barriers import actions as barriers
from counterpoint.barriers.models import Barrier
from counterpoint.barriers.queries.how_long import how_long, stood_here
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Further, Named
from counterpoint.web.http import Refused
from tests.acts import raised
from tests.claims.visiting import Visitor
from tests.world import World

DAY = timedelta(days=1)


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now + DAY)


def raise_(world: World, at: datetime, sentence: str, **more: object) -> Barrier:
    return barriers.raise_(
        place=world.place, sentence=sentence, could_remove=world.council, how_often="", by=world.ruth, at=at,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def lifted(world: World, barrier: Barrier, at: datetime) -> None:
    """Said gone, and Ruth says on the same day that it is."""
    barrier = barriers.take(barrier=barrier, organisation=world.council, by=world.kofi, at=at)
    barriers.say_gone(barrier=barrier, words="", by=world.kofi, at=at)
    claims.answer(claim=world.claim(barrier.claim.number), verdict=Verdict.YES, by=world.ruth, at=at)


def test_handed_on_it_is_nobodys_again_and_says_why(world: World, now: datetime, visitor: Visitor) -> None:
    barrier = barriers.take(barrier=raised(world, now), organisation=world.council, by=world.kofi, at=now)
    where = f"/{world.place.slug}/barriers/{barrier.claim.number}/"
    visitor.sign_in(world.kofi)
    visitor.get(f"{where}hand-on/")
    assert "Say why. One line is enough." in visitor.post(
        f"{where}hand-on/", {"to": world.charity.ref, "words": ""}
    )
    own = visitor.post(f"{where}hand-on/", {"to": world.council.ref, "words": "Not us"})
    assert "It is with Aldermouth Council already." in own
    visitor.post(f"{where}hand-on/", {"to": world.charity.ref, "words": "It is their form"})
    said = visitor.get(where)
    assert "raised, taken by nobody" in said
    assert "It was with Aldermouth Council until 3 November 2026" in said
    assert "It is their form" in said
    assert "Hand it on" not in said, "it is with somebody else now"
    visitor.sign_in(world.tunde)
    assert "Take it on" in visitor.get(where)


def test_nobody_hands_on_what_is_not_with_them(world: World, now: datetime) -> None:
    barrier = raised(world, now)
    for other in (world.ben, world.tunde, world.moira, world.ada):
        if other is world.ada:
            continue  # she works for the council
        with pytest.raises(Refused, match="it is with them"):
            barriers.hand_on(barrier=barrier, to=world.charity, words="Away", by=other, at=now)
    nobodys = barriers.raise_(
        place=world.place, sentence="Whose?", could_remove=None, how_often="", by=world.ruth, at=now
    )
    with pytest.raises(Refused, match="A steward can hand it on"):
        barriers.hand_on(barrier=nobodys, to=world.charity, words="You", by=world.kofi, at=now)
    assert (
        barriers.hand_on(barrier=nobodys, to=world.charity, words="You", by=world.tunde, at=now).could_remove
        == world.charity
    )


def test_found_by_a_leader_who_went_and_asked_is_said_wherever_it_stands(
    world: World, now: datetime, visitor: Visitor
) -> None:
    visitor.sign_in(world.ben)
    where = f"/{world.place.slug}/barriers/raise/"
    assert "I went and asked, and was told this" in visitor.get(where)
    visitor.post(where, {"sentence": "Nobody rings back", "went_and_asked": "on", "type": "culture",
                         "what_it_stops": "Trust"})  # fmt: skip
    said = visitor.get(visitor.response["Location"])
    assert "found by a leader who went and asked" in said
    assert "habits, or how we see each other" in said
    assert "Stops Trust" in said
    assert "found by a leader who went and asked" in visitor.get(f"/{world.place.slug}/barriers/")
    visitor.sign_in(world.ruth)
    assert "I went and asked" not in visitor.get(where)
    with pytest.raises(Refused, match="somebody who leads"):
        raise_(world, now + 2 * DAY, "Me too", went_and_asked=True)


def test_a_rule_that_was_retired_points_at_the_barrier_that_it_lifts(
    world: World, now: datetime, visitor: Visitor
) -> None:
    barrier = raised(world, now)

    def put(lifts: object) -> int:
        return claims.put(
            place=world.place, kind="retired", sentence="Nobody signs twice", claimants=[world.council],
            named=[Named(world.ruth)], by=world.kofi, at=now, further=Further(details={"lifts": str(lifts)}),
        ).number  # fmt: skip

    with pytest.raises(Refused, match="There is no barrier 99 here"):
        put(99)
    with pytest.raises(Refused, match="There is no barrier ² here"):
        put("²")
    number = put(barrier.claim.number)
    visitor.sign_in(world.ruth)
    assert f"barrier {barrier.claim.number}: Two forms, one person" in visitor.get(
        f"/{world.place.slug}/claims/{number}/"
    )
    assert f"Nobody signs twice (number {number})" in visitor.get(
        f"/{world.place.slug}/barriers/{barrier.claim.number}/"
    )


def test_one_of_several_whom_it_stops_does_not_take_it_off_the_record(world: World, now: datetime) -> None:
    barrier = raised(world, now)
    barriers.stops_me_too(barrier=barrier, by=world.tunde, at=now)
    with pytest.raises(Refused, match="It stops others too"):
        claims.withdraw(claim=barrier.claim, words="Never mind", by=world.ruth, at=now + DAY)
    alone = raise_(world, now, "Only mine")
    claims.withdraw(claim=alone.claim, words="Never mind", by=world.ruth, at=now + DAY)


def test_a_place_sends_people_elsewhere_in_its_own_words(world: World, visitor: Visitor) -> None:
    visitor.sign_in(world.ada)
    where = f"/{world.place.slug}/barriers/elsewhere/"
    visitor.get(where)
    visitor.post(where, {"safeguarding": "Ring 01632 960001, day and night"})
    said = visitor.client.get(f"/{world.place.slug}/barriers/raise/quietly/").content.decode()
    assert "Ring 01632 960001, day and night" in said
    assert "Ring 999." in said, "what is not said is the general line"
    visitor.sign_in(world.ruth)
    assert visitor.client.get(where).status_code == 404


def test_how_long_they_stand_is_said_from_five_on_with_open_ones_counted_as_far_as_they_came(
    world: World, now: datetime, visitor: Visitor
) -> None:
    begun = now - 50 * DAY
    words = ("The first of all of them", "A second thing entirely", "Third, and still there", "A locked door")
    made = [raise_(world, begun, one) for one in words]
    today = (now + DAY).date()
    assert how_long(world.place, today).sentence.startswith("Too few barriers have been raised here")
    made.append(raise_(world, begun, "Fifth, the long one"))
    for number, after in ((0, 14), (1, 21), (4, 42)):
        lifted(world, made[number], begun + after * DAY)
    assert sorted((one.time, one.gone) for one in stood_here(world.place, today)) == [
        (14, True), (21, True), (42, True), (51, False), (51, False),
    ]  # fmt: skip
    shown = how_long(world.place, today)
    assert shown.sentence == (
        "Half of the barriers raised here were gone after six weeks, as those say who raised them."
    )
    assert shown.rows == (
        ("two weeks", "5", "1", "0.80"),
        ("three weeks", "4", "1", "0.60"),
        ("six weeks", "3", "1", "0.40"),
    )
    visitor.sign_in(world.moira)
    said = visitor.get(f"/{world.place.slug}/barriers/")
    assert shown.sentence in said
    assert "Two barriers are still in the way." in said
    assert 'role="img" aria-labelledby="curve-title"' in visitor.page


def test_the_page_of_all_barriers_asks_no_more_of_the_database_for_more_of_them(
    world: World, now: datetime, visitor: Visitor, django_assert_max_num_queries: object
) -> None:
    for number in range(12):
        raise_(world, now - 20 * DAY + number * DAY, f"Number {number} of things that stop us")
    visitor.sign_in(world.ruth)
    visitor.get(f"/{world.place.slug}/barriers/")
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        visitor.get(f"/{world.place.slug}/barriers/")
