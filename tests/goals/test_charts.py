"""Charts on the page of a goal: what stands beside them, and what is said of a success that they do not show."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.claims.actions import Named
from counterpoint.claims.models import Claim
from counterpoint.goals import actions
from counterpoint.goals.actions import Figure
from counterpoint.goals.queries.charts import WITHIN, of_goal, within_normal_variation
from counterpoint.goals.queries.goal_page import goal_page
from counterpoint.promises import actions as promises
from counterpoint.promises.actions import Terms
from tests.goals.chosen import goal
from tests.goals.measured import SHIFTS, USUAL, measure, months
from tests.world import World

DAY = timedelta(days=1)


def said(world: World, now: datetime, sentence: str) -> Claim:
    return claims.put(
        place=world.place,
        kind="sacrifice",
        sentence=sentence,
        claimants=[world.hospital],
        named=[Named(world.council)],
        by=world.ben,
        at=now,
    )


@pytest.mark.parametrize(
    ("sentence", "values", "within"),
    [
        ("Admissions are down 7% since January", USUAL, WITHIN),
        ("We have halved the wait", USUAL, WITHIN),
        ("We lent two therapists to the ward", USUAL, ""),  # no number went anywhere
        (
            "Admissions are down 7% since January",
            tuple(30 - one for one in SHIFTS),
            "",
        ),  # they are: the chart shows it
        ("Admissions are down 7% since January", USUAL[:8], ""),  # too few points to say either
    ],
)
def test_a_success_that_the_chart_does_not_show_is_within_normal_variation(
    world: World, now: datetime, sentence: str, values: tuple[int, ...], within: str
) -> None:
    made = goal(world, now)
    measure(world, now, values, goal=made)
    assert within_normal_variation(sentence, of_goal(made, world.kofi, now)) == within


def test_the_goal_names_what_is_within_normal_variation(world: World, now: datetime) -> None:
    made = goal(world, now)
    measure(world, now, USUAL, goal=made)
    for sentence in ("Waits are down by a tenth", "We lent two therapists"):
        actions.serve(goal=made, claim=said(world, now, sentence), by=world.ben, at=now)
    page = goal_page(world.kofi, made.number, now)
    assert page is not None
    assert [one.sentence for one in page.within] == ["Waits are down by a tenth"]


def test_a_promise_kept_stands_on_the_time_axis_once_it_is_confirmed(world: World, now: datetime) -> None:
    made = goal(world, now)
    measure(world, now, [*USUAL] * 2 + [60, 61, 62, 60], goal=made)  # to November 2026
    kept = promises.put(
        place=world.place, sentence="Ward rounds before ten", promiser=world.hospital, named=[Named(world.council)],
        terms=Terms(), by=world.ben, at=now,
    )  # fmt: skip
    actions.serve(goal=made, claim=kept.claim, by=world.ben, at=now)
    [before] = of_goal(made, world.kofi, now)
    assert before.drawing is not None
    assert not before.drawing.flags
    promises.say_kept(promise=kept, words="Done", by=world.ben, at=now)
    claims.answer(claim=kept.claim, verdict=Verdict.YES, words="", by=world.kofi, at=now + DAY)
    [after] = of_goal(made, world.kofi, now + DAY)
    assert after.drawing is not None
    assert [flag.words for flag in after.drawing.flags] == ["Promise kept: Ward rounds before ten"]


def test_percentages_of_few_people_carry_a_warning(world: World, now: datetime) -> None:
    made = measure(world, now, unit="%")
    few = [
        Figure(on, Decimal(50), Decimal(whole // 2), Decimal(whole))
        for on, whole in zip(months(3), (40, 12, 30), strict=True)
    ]
    actions.keep(measure=made, figures=few[::2], by=world.ada, at=now)
    assert not drawn_notes(world, now)
    actions.keep(measure=made, figures=few[1:2], by=world.ada, at=now)
    assert "fewer than 20 people" in drawn_notes(world, now)[0]


def drawn_notes(world: World, now: datetime) -> tuple[str, ...]:
    from counterpoint.goals.queries.charts import charts_of_place

    [one] = charts_of_place(world.place, world.kofi, now)
    return one.notes


def test_sixty_points_are_a_small_picture(world: World, now: datetime) -> None:
    import gzip

    from django.template import engines

    made = goal(world, now)
    measure(world, now, [60 + (n * 7) % 5 for n in range(60)], goal=made)
    [one] = of_goal(made, world.kofi, now)
    page = engines["jinja2"].from_string('{% from "components/xmr.jinja" import xmr %}{{ xmr(chart) }}')
    html = page.render({"chart": one.drawing})
    svg = html[html.index("<svg") : html.rindex("</svg>")].encode()
    assert len(svg) < 16_000
    assert len(gzip.compress(svg)) < 4_000
