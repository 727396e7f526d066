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
from counterpoint.goals.models import Goal
from counterpoint.goals.queries.charts import Drawn
from counterpoint.goals.queries.goal_page import goal_page
from counterpoint.goals.queries.then import View
from counterpoint.goals.queries.within import Within, claims_success, within
from counterpoint.partnership.models import Member
from counterpoint.promises import actions as promises
from counterpoint.promises.actions import Terms
from tests.claims.visiting import Visitor
from tests.goals.chosen import goal
from tests.goals.measured import SHIFTS, USUAL, measure, months
from tests.world import World

DAY = timedelta(days=1)
DOWN = "Admissions are down 7% since January"


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
    ("sentence", "values", "labelled"),
    [
        (DOWN, USUAL, True),
        ("We have halved the wait", USUAL, True),
        ("We lent two therapists to the ward", USUAL, False),  # no number went anywhere
        (DOWN, tuple(30 - one for one in SHIFTS), False),  # they are: the chart shows it
        (DOWN, SHIFTS, False),  # worse is more than normal variation, and the chart says so itself
        (DOWN, USUAL[:8], False),  # too few points to say either
    ],
)
def test_a_success_that_the_chart_does_not_show_is_within_normal_variation(
    world: World, now: datetime, sentence: str, values: tuple[int, ...], labelled: bool
) -> None:
    made = goal(world, now)
    shown = measure(world, now, values, goal=made)
    claim = said(world, now, sentence)
    actions.serve(goal=made, claim=claim, by=world.ben, at=now)
    page = goal_page(world.kofi, made.number, now)
    assert page is not None
    assert bool(page.within) is labelled
    found = within(View(world.kofi, now), {claim.number: (claim.kind, sentence)})
    chart = Within("Days that people wait to go home", f"/aldermouth/measures/{shown.number}/")
    assert found == ({claim.number: chart} if labelled else {})


@pytest.mark.parametrize(
    ("kind", "sentence", "success"),
    [
        ("met", "Nobody waits", True),  # whatever its words
        ("sacrifice", "We gave up two beds", False),
        ("plainly", "Waits are down by a tenth", True),
        ("promise", "Fewer forms by May", False),  # it says what will be done
        ("barrier", "The form has 60% of its boxes twice", False),
    ],
)
def test_only_who_says_that_something_went_right_claims_success(
    kind: str, sentence: str, success: bool
) -> None:
    assert claims_success(kind, sentence) is success


def test_that_a_goal_is_met_is_said_beside_its_chart_on_the_goal_the_claim_and_the_mirror(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = goal(world, now)
    measure(world, now, USUAL, goal=made)
    met = actions.say_of(
        goal=made, kind="met", sentence="Down since January", claimants=[world.hospital],
        named=[Named(world.council), Named(world.desmond)], by=world.ben, at=now,
    )  # fmt: skip
    claims.change_message(claim=met, message=3, by=world.ben, at=now)
    visitor = Visitor(monkeypatch, now)
    visitor.sign_in(world.kofi)
    for path in (f"goals/{made.number}/", f"claims/{met.number}/", "mirror/3/"):
        assert "within normal variation" in visitor.get(f"/aldermouth/{path}").casefold()
    assert "within normal" not in visitor.get(f"/aldermouth/claims/{met.number}/?as-at=2026-11-01").casefold()


def test_the_goal_names_what_is_within_normal_variation(world: World, now: datetime) -> None:
    made = goal(world, now)
    measure(world, now, USUAL, goal=made)
    for sentence in ("Waits are down by a tenth", "We lent two therapists"):
        actions.serve(goal=made, claim=said(world, now, sentence), by=world.ben, at=now)
    page = goal_page(world.kofi, made.number, now)
    assert page is not None
    assert [one.sentence for one in page.within] == ["Waits are down by a tenth"]


def charts_of(goal: Goal, reader: Member, at: datetime) -> list[Drawn]:
    page = goal_page(reader, goal.number, at)
    return [one for sort in page.charts for one in sort.drawn] if page else []


def test_a_promise_kept_stands_on_the_time_axis_once_it_is_confirmed(world: World, now: datetime) -> None:
    made = goal(world, now)
    measure(world, now, [*USUAL] * 2 + [60, 61, 62, 60], goal=made)  # to November 2026
    kept = promises.put(
        place=world.place, sentence="Ward rounds before ten", promiser=world.hospital, named=[Named(world.council)],
        terms=Terms(), by=world.ben, at=now,
    )  # fmt: skip
    actions.serve(goal=made, claim=kept.claim, by=world.ben, at=now)
    [before] = charts_of(made, world.kofi, now)
    assert before.drawing is not None
    assert not before.drawing.flags
    promises.say_kept(promise=kept, words="Done", by=world.ben, at=now)
    claims.answer(claim=kept.claim, verdict=Verdict.YES, words="", by=world.kofi, at=now + DAY)
    [after] = charts_of(made, world.kofi, now + DAY)
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

    [one] = charts_of_place(world.kofi, now)
    return one.notes
