"""What waits for one person, read in few queries, is what waits for them by the rule."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.queries.mine import mine
from counterpoint.claims.queries.waiting import most_overdue_first, waiting_for, waiting_on
from counterpoint.ledger.models import Chain
from counterpoint.partnership.queries.membership import members
from tests import acts
from tests.world import World


@pytest.mark.parametrize("days", [0, 70, 200])
def test_what_waits_in_few_queries_is_what_waits_by_the_rule(world: World, now: datetime, days: int) -> None:
    at = now
    for name, (prepare, do) in acts.ACTS.items():
        if not name.startswith(acts.ENDS_A_PART):
            do(acts.Done(world, at, prepare(world, at)))
        last = Chain.objects.get(place_id=world.place.pk).last_at  # some of them happen months later
        at = max(at, last or at) + timedelta(days=2)
    later = at + timedelta(days=days)
    waits = 0
    for member in members().filter(place=world.place):
        told = mine(member, later)
        lean = most_overdue_first(waiting_on(told.claimed, told.seats, told.said, later, only=member))
        by_rule = waiting_for(member, later)
        assert [_all_of(one) for one in lean] == [_all_of(one) for one in by_rule], member
        waits += len(by_rule)
    assert waits > 20


def _all_of(one: object) -> tuple[object, ...]:
    return tuple(getattr(one, name) for name in one.__slots__)  # type: ignore[attr-defined]


def test_a_reader_of_much_asks_the_database_little(
    world: World, now: datetime, django_assert_max_num_queries: object
) -> None:
    for _ in range(5):
        claims.answer(claim=acts.answered(world, now), verdict=Verdict.YES, by=world.kofi, at=now)
        acts.box(world, now)
        acts.heard(world, now + timedelta(hours=1))
        now += timedelta(days=1)
    kofi = members().get(pk=world.kofi.pk)
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        mine(kofi, now)
