"""Goals in threads: what a goal needs, what serves it, and what is claimed of it."""

from __future__ import annotations

from datetime import timedelta

from counterpoint.goals import actions
from counterpoint.partnership.models import Place
from counterpoint.threads.queries import thread_page
from tests.acts import promise, raised
from tests.goals.acts import national, said
from tests.goals.chosen import WORDS, goal
from tests.threads.conftest import Threads, met
from tests.threads.test_threads import listed, whole


def gathered(threads: Threads) -> None:
    world, at = threads.world, threads.now - timedelta(days=9)
    made = goal(world, at, choosers=["carer"])
    need = actions.need(goal=made, words="A rota", by=world.moira, at=at)
    actions.promise_need(need=need, promise=promise(world, at).claim, by=world.ben, at=at)
    actions.serve(goal=made, claim=raised(world, at).claim, by=world.ben, at=at)
    said(made, world, at, "carried")
    said(made, world, at, "met")
    said(made, world, at, "signed", national(world, at))


def test_a_goal_is_tied_to_what_it_needs_what_serves_it_and_what_is_claimed_of_it(threads: Threads) -> None:
    gathered(threads)
    found = whole(threads, "goals", 1).branches
    assert [one.node.words for one in found] == [WORDS]
    ties = {(one.says, one.node.room) for one in found[0].below}
    assert ties == {
        ("Needs", "promises"), ("Is served by", "barriers"), ("Is carried", "claims"),
        ("Is said to be met", "claims"), ("Is to be signed", "claims"),
    }  # fmt: skip
    assert listed(whole(threads, "promises", 1).branches) == listed(found)


def test_before_anything_was_tied_to_it_a_goal_stood_alone(threads: Threads) -> None:
    gathered(threads)
    later = promise(threads.world, threads.now - timedelta(days=2)).claim
    made = threads.world.place.goals.get(number=1)
    actions.serve(goal=made, claim=later, by=threads.world.ben, at=threads.now - timedelta(days=2))
    before = whole(threads, "goals", 1, as_at=threads.now - timedelta(days=5))
    assert later.number not in {one.node.number for one in before.branches[0].below}


def test_in_a_quiet_fortnight_a_thread_gives_no_goal_away(threads: Threads) -> None:
    gathered(threads)
    Place.objects.filter(pk=threads.world.place.pk).update(quiet_until=threads.now + timedelta(days=3))
    kofi = met(threads.world.kofi)  # asked about some of it, and chose none of it
    assert thread_page(kofi, "goals", 1, threads.now, None) is None
    found = thread_page(kofi, "promises", 1, threads.now, None)
    assert found is not None
    assert WORDS not in str(found)
