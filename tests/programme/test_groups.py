"""Places are counted in fixed groups: nothing about fewer than five can be got by any sum or difference."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.ledger.models import Event
from counterpoint.ledger.queries import first_break
from counterpoint.partnership.actions import share
from counterpoint.programme.actions import form_groups
from counterpoint.programme.models import Group, Seat
from counterpoint.programme.policies import RESTS, drawn, seated, sit_together
from counterpoint.web.http import Refused
from tests.programme.world import Reach, more_places


def now_drawn(it: Reach) -> set[UUID]:
    return {one.who for one in drawn(seated(it.place))}


@given(st.integers(0, 60), st.integers())
def test_everyone_who_waits_sits_in_one_group_of_five_to_nine_once_five_wait(number: int, seed: int) -> None:
    waiting = [UUID(int=one) for one in range(number)]
    groups = sit_together(waiting, random.Random(seed).shuffle)
    assert all(5 <= len(one) <= 9 for one in groups)
    assert sorted(who for one in groups for who in one) == (waiting if number >= 5 else [])


@given(st.lists(st.sampled_from(range(30)), max_size=12), st.integers())
def test_whoever_leaves_in_whatever_order_no_two_pictures_differ_by_fewer_than_five(
    gone: list[int], seed: int
) -> None:
    """Each picture is a sum over whole groups: so is every sum and difference of any number of them."""
    groups = sit_together([UUID(int=one) for one in range(30)], random.Random(seed).shuffle)
    pictures = []
    left: set[UUID] = set()
    for one in (None, *gone):
        left |= {UUID(int=one)} if one is not None else set()
        pictures.append({who for group in groups if not left & set(group) for who in group})
    for before, after in combinations(pictures, 2):
        assert len(before ^ after) == 0 or len(before ^ after) >= 5
    for group in groups:
        assert all(set(group) <= picture or not set(group) & picture for picture in pictures)


def test_four_places_are_not_drawn_and_the_fifth_brings_them_all_in(it: Reach, now: datetime) -> None:
    more_places(it, 3, now)  # with Nearmouth: four
    with pytest.raises(Refused, match="too few places wait"):
        form_groups(programme=it.place, at=now)
    assert now_drawn(it) == set()
    more_places(it, 1, now)
    assert form_groups(programme=it.place, at=now) == 1
    assert len(now_drawn(it)) == 5
    assert it.far.place.uuid not in now_drawn(it)


def test_one_that_stops_sharing_takes_its_group_out_at_once(it: Reach, now: datetime) -> None:
    more_places(it, 9, now)
    form_groups(programme=it.place, at=now)
    assert len(now_drawn(it)) == 10
    share(sharing=it.sharing(it.near.place), shows="nothing", by=it.near.ada, at=now)
    assert len(now_drawn(it)) == 5
    assert it.near.place.uuid not in now_drawn(it)


def test_those_left_of_a_broken_group_wait_a_year(it: Reach, now: datetime) -> None:
    more_places(it, 4, now)
    form_groups(programme=it.place, at=now)
    share(sharing=it.sharing(it.near.place), shows="nothing", by=it.near.ada, at=now)
    assert form_groups(programme=it.place, at=now) == 0
    assert Group.objects.get(place=it.place).closed_at is not None
    share(sharing=it.sharing(it.near.place), shows="counts", by=it.near.ada, at=now)
    more_places(it, 4, now)  # four who were never drawn, and five who were
    soon = now + RESTS - timedelta(days=1)
    with pytest.raises(Refused):
        form_groups(programme=it.place, at=soon)
    assert now_drawn(it) == set()
    assert form_groups(programme=it.place, at=now + RESTS) == 1
    assert len(now_drawn(it)) == 9


def test_a_place_that_comes_back_before_its_group_was_closed_brings_it_back(it: Reach, now: datetime) -> None:
    more_places(it, 4, now)
    form_groups(programme=it.place, at=now)
    for shows, number in (("nothing", 0), ("stories", 5)):
        share(sharing=it.sharing(it.near.place), shows=shows, by=it.near.ada, at=now)
        assert len(now_drawn(it)) == number


def test_a_place_in_its_quiet_fortnight_waits_until_it_is_over(it: Reach, now: datetime) -> None:
    four = more_places(it, 4, now)
    four[0].quiet_until = now + timedelta(days=1)
    four[0].save()
    with pytest.raises(Refused):
        form_groups(programme=it.place, at=now)
    assert form_groups(programme=it.place, at=now + timedelta(days=1)) == 1


def test_the_ledger_says_how_many_and_never_which(it: Reach, now: datetime) -> None:
    more_places(it, 4, now)
    form_groups(programme=it.place, at=now)
    event = Event.objects.filter(place_id=it.place.pk).latest("seq")
    assert (event.verb, event.facts["formed"], event.facts["closed"]) == ("programme.grouped", 1, 0)
    assert not any(str(one) in str(event.facts) for one in Seat.objects.values_list("who", flat=True))
    assert first_break(it.place.pk) is None
