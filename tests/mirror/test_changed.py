"""What changed for people, at the top of the Mirror: of which goals, of which charts, and what it gives away of few people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from counterpoint.goals import actions
from counterpoint.goals.choices import Sort
from counterpoint.goals.models import Goal
from counterpoint.mirror.choices import NO_GOAL, NO_WORD_YET
from counterpoint.mirror.queries import Asking, mirror_page
from counterpoint.mirror.queries.pages import MirrorPage
from counterpoint.partnership.queries import member_numbered
from tests.goals.chosen import goal
from tests.goals.measured import USUAL, figures, measure
from tests.mirror.conftest import Stage

pytestmark = pytest.mark.django_db
FLAT = "Days that people wait to go home: about 61, for fourteen months. It has not changed."


def page(stage: Stage, reader: Any = None) -> MirrorPage:
    member = member_numbered(stage.world.place, (reader or stage.world.ada).number)
    assert member is not None
    return mirror_page(member, Asking(), stage.at)


def lines(stage: Stage, reader: Any = None) -> list[str]:
    shown = page(stage, reader)
    return [shown.change.words, *(one.words for one in shown.further)]


def test_it_goes_from_nobody_has_said_over_too_few_numbers_to_what_the_chart_says(stage: Stage) -> None:
    assert lines(stage) == [NO_GOAL]
    chosen = goal(stage.world, stage.at)
    assert lines(stage) == [NO_WORD_YET]
    measure(stage.world, stage.at, USUAL, goal=chosen)
    shown = page(stage)
    assert (shown.change.words, shown.change.url) == (FLAT, "/aldermouth/measures/1/")


def test_every_goal_counts_signed_or_not_until_it_is_ended(stage: Stage) -> None:
    """So that a place can't sign the one that went well, and be rid of the others."""
    signed, other = goal(stage.world, stage.at), goal(stage.world, stage.at, words="No one waits alone")
    measure(stage.world, stage.at, USUAL, goal=signed, name="Signed")
    measure(stage.world, stage.at, USUAL, goal=other, name="Not signed")
    assert [one.partition(":")[0] for one in lines(stage)] == ["Signed", "Not signed"]
    Goal.objects.filter(pk=other.pk).update(ended_at=stage.at)
    stage.wait(1)
    assert [one.partition(":")[0] for one in lines(stage)] == ["Signed"]


def test_what_an_organisation_counts_of_itself_never_stands_there(stage: Stage) -> None:
    measure(
        stage.world, stage.at, USUAL, goal=goal(stage.world, stage.at), sort=Sort.OWN, organisation=stage.world.hospital
    )  # fmt: skip
    assert lines(stage) == [NO_WORD_YET]


def test_of_a_past_day_they_say_what_had_been_put_in_by_then(stage: Stage) -> None:
    made = measure(stage.world, stage.at, USUAL, goal=goal(stage.world, stage.at))
    then = stage.today
    stage.wait(2)
    actions.keep(measure=made, figures=figures((*USUAL, 61))[-1:], by=stage.world.ada, at=stage.at)
    assert lines(stage) == [FLAT.replace("fourteen", "fifteen")]
    assert mirror_page(stage.world.ada, Asking(as_at=then), stage.at).change.words == FLAT


FEW = (9, 12, 3, 14, 11, 8, 17, 2, 13, 10, 0, 12, 19, 6)
ALIKE = (10, 11, 5, 13, 12, 9, 16, 4, 14, 8, 0, 11, 21, 1)  # each rounds to the same


def test_counts_of_few_people_that_round_to_the_same_say_the_same_to_others_and_not_to_their_holder(
    stage: Stage,
) -> None:
    for number, values in enumerate((FEW, ALIKE)):
        few = {
            "unit": "people",
            "small_counts": True,
            "holder": stage.world.hospital,
            "name": f"Home late {number}",
        }
        measure(
            stage.world, stage.at, values, goal=goal(stage.world, stage.at, words=f"Goal {number}"), **few
        )
    stage.at += timedelta(minutes=5)
    seen, held = ([one[11:] for one in lines(stage, who)] for who in (stage.world.kofi, stage.world.ben))
    assert seen[0] == seen[1]
    assert held[0] != held[1]
    assert "1 to 7" not in held[0]
