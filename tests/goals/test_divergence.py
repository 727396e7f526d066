"""Where an organisation's own chart and one that all share went apart: on the goal, and in message 3 of the Mirror."""

from __future__ import annotations

from datetime import datetime

import pytest

from counterpoint.goals.choices import Sort
from counterpoint.goals.models import Goal
from counterpoint.goals.queries.divergences import MOST_DRAWN, Pair
from counterpoint.goals.queries.goal_page import goal_page
from counterpoint.mirror.queries import message_page
from counterpoint.partnership.models import Member
from tests.claims.visiting import Visitor
from tests.goals.chosen import goal
from tests.goals.measured import SHIFTS, USUAL, measure
from tests.world import World

EARLY = (14, 13, 15, 14, 13, 14, 13, 10, 12, 9, 8, 11, 10, 12, 9, 10, 12, 9, 10, 11)
FEW = (3, 4, 2, 4, 3, 4, 2, 1, 4, 3, 4, 2, 3, 6, 7, 6, 7, 7, 6, 7)  # a shift, and each of them "1 to 7"


def shared(world: World, now: datetime, made: Goal, better: str = "down", **more: object) -> None:
    measure(world, now, SHIFTS, goal=made, better=better, **more)


def own(world: World, now: datetime, made: Goal, values: object = SHIFTS, **more: object) -> None:
    plan = {"sort": Sort.OWN, "organisation": world.hospital, "name": "Beds that we freed", "better": "up"}
    measure(world, now, values, goal=made, **(plan | more))


def apart(world: World, now: datetime, made: Goal, reader: Member) -> tuple[Pair, ...]:
    page = goal_page(reader, made.number, now)
    assert page is not None
    return page.apart


def test_an_organisations_gain_stands_beside_the_loss_of_all_in_words_and_with_both_charts(
    world: World, now: datetime
) -> None:
    made = goal(world, now)
    shared(world, now, made)
    own(world, now, made)
    [pair] = apart(world, now, made, world.kofi)
    assert pair.words == (
        "From May 2025 to November 2025 what Aldermouth Hospital counts of itself got better (beds that we freed), "
        "while what all of us share got worse (days that people wait to go home)."
    )
    assert [one.title for one in pair.drawn] == [
        "Aldermouth Hospital: Beds that we freed",
        "Days that people wait to go home",
    ]
    assert pair.drawn[0].marked == pair.drawn[1].marked
    assert pair.drawn[0].marked is not None
    assert pair.drawn[0].below == pair.drawn[1].below  # the same days below both


def test_the_reverse_is_said_too_and_after_what_the_place_lost(world: World, now: datetime) -> None:
    made = goal(world, now)
    shared(world, now, made, better="up", name="People home by Friday")
    own(world, now, made, better="down")
    [pair] = apart(world, now, made, world.kofi)
    assert (
        "counts of itself got worse (beds that we freed), while what all of us share got better" in pair.words
    )
    shared(world, now, made)
    own(world, now, made, name="Beds that we kept")
    assert ["got better (" in one.words.partition("while")[0] for one in apart(world, now, made, world.kofi)] == [
        True,
        False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "plan"),
    [
        (EARLY, {}),  # better before the other got worse, and not at the same time
        (USUAL, {}),  # nothing but ups and downs
        (SHIFTS, {"better": "down"}),  # both got worse
        (SHIFTS, {"better": "none"}),  # neither way is better
        (SHIFTS, {"sort": Sort.PRESSURE}),  # not its own
    ],
)
def test_charts_that_did_not_go_apart_at_the_same_time_are_not_said_to(
    world: World, now: datetime, values: tuple[int, ...], plan: dict[str, str]
) -> None:
    made = goal(world, now)
    shared(world, now, made)
    own(world, now, made, values, **plan)
    assert not apart(world, now, made, world.kofi)


def test_two_goals_are_not_held_against_each_other(world: World, now: datetime) -> None:
    shared(world, now, goal(world, now))
    other = goal(world, now, words="Three in a hundred beds, no more")
    own(world, now, other)
    assert not apart(world, now, other, world.kofi)
    assert not message_page(world.kofi, 3, now, None, None).apart


def test_of_few_people_only_what_the_rounded_numbers_show_is_said(world: World, now: datetime) -> None:
    made = goal(world, now)
    shared(world, now, made)
    own(world, now, made, FEW, small_counts=True, holder=world.hospital)
    for reader, how_many in ((world.ruth, 1), (world.kofi, 0)):
        assert len(apart(world, now, made, reader)) == how_many
        assert len(message_page(reader, 3, now, None, None).apart) == how_many


def test_of_many_pairs_the_first_are_drawn_and_of_the_others_it_is_said_where_they_are(
    world: World, now: datetime
) -> None:
    made = goal(world, now)
    shared(world, now, made)
    for number in range(MOST_DRAWN + 1):
        own(world, now, made, name=f"Beds that we freed, ward {number}")
    pairs = apart(world, now, made, world.kofi)
    assert [len(one.drawn) for one in pairs] == [2] * MOST_DRAWN + [0]
    assert all(len(one.ways) == 2 for one in pairs)


def test_the_third_message_says_it_shows_both_charts_and_leads_to_each(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = goal(world, now)
    shared(world, now, made)
    own(world, now, made)
    [pair] = apart(world, now, made, world.kofi)
    visitor = Visitor(monkeypatch, now)
    visitor.sign_in(world.kofi)

    def html_of(path: str) -> str:
        visitor.get(f"/aldermouth/mirror/{path}")
        return visitor.response.content.decode()

    opened = html_of("3/")
    for html in (html_of(""), opened):
        assert pair.words in html
        assert all(f'href="{address}"' in html for _, address in pair.ways)
    assert opened.count("xmr__field") == 2
    assert pair.words not in html_of("2/")
