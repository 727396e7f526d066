"""Experiments in threads: tries that follow one another, what they taught, and what they led to."""

from __future__ import annotations

from datetime import timedelta

from counterpoint.experiments import actions
from counterpoint.partnership.models import Place
from counterpoint.threads.queries import thread_page
from tests.acts import raised
from tests.experiments.tried import IDEA, begun, decided, plan
from tests.goals.chosen import WORDS, goal
from tests.threads.conftest import Threads, met
from tests.threads.test_threads import listed, whole


def two_tries(threads: Threads) -> None:
    world, now = threads.world, threads.now - timedelta(days=9)
    barrier = raised(world, now).claim
    first = decided(world, now, "adapt", "Mondays have no cover")
    actions.put(
        place=world.place, plan=plan(idea="Three wards"), organisation=world.hospital, follows=first, by=world.ruth,
        at=now + timedelta(days=1),
    )  # fmt: skip
    actions.tie(experiment=first, claim=barrier, by=world.tunde, at=now + timedelta(days=2))


CAPTION_LETTER = 6.8  # how wide a letter of a caption is
LINES = {
    (0, "One ward agrees at 11 who goes home tomorrow"),
    (1, "Mondays have no cover"),
    (1, "Two forms, one person"),
    (1, "Three wards"),
}


def test_a_try_what_it_taught_what_it_led_to_and_the_next_are_one_thread(threads: Threads) -> None:
    two_tries(threads)
    for room, number in (("experiments", 1), ("experiments", 2), ("claims", 2), ("barriers", 1)):
        assert set(listed(whole(threads, room, number).branches)) == LINES


def test_in_a_quiet_fortnight_a_thread_gives_no_try_away(threads: Threads) -> None:
    two_tries(threads)
    Place.objects.filter(pk=threads.world.place.pk).update(quiet_until=threads.now + timedelta(days=3))
    desmond = met(threads.world.desmond)  # asked about what was learned, so he knows of that alone
    assert thread_page(desmond, "experiments", 1, threads.now, None) is None
    found = thread_page(desmond, "claims", 2, threads.now, None)
    assert found is not None
    assert listed(found.branches) == [(0, "Mondays have no cover")]


def test_on_a_small_phone_no_caption_runs_out_of_the_drawing(threads: Threads) -> None:
    two_tries(threads)
    drawing = whole(threads, "experiments", 1).drawing
    assert drawing is not None
    captions = [dot.caption for dot in drawing.dots]
    assert "Thing learned from an experiment…" in captions
    room = drawing.width - drawing.text_x
    assert max(map(len, captions)) * CAPTION_LETTER <= room


def test_a_try_stands_under_the_goal_that_it_serves(threads: Threads) -> None:
    world, now = threads.world, threads.now - timedelta(days=9)
    made = goal(world, now)
    actions.serve(experiment=begun(world, now), goal=made, by=world.ruth, at=now + timedelta(days=1))
    for room, number in (("goals", made.number), ("experiments", 1)):
        assert listed(whole(threads, room, number).branches) == [(0, WORDS), (1, IDEA)]
    past = whole(threads, "goals", made.number, as_at=now)
    assert past.alone
