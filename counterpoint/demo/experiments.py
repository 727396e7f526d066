"""What was tried in the demonstration's files: what was expected, what came, and what was learned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal

from counterpoint.demo.records import answer_ticket, tickets
from counterpoint.demo.stage import Stage
from counterpoint.experiments import actions as experiments
from counterpoint.experiments.actions import Plan
from counterpoint.stories import actions as stories

NOT_A_CLAIM = ("G",)  # a goal: tied to it by the room of goals, through the claim of what was learned


def experiment(
    stage: Stage,
    at: datetime,
    *,
    id: str,
    by: str,
    organisation: str,
    words: str,
    prediction: str,
    scale: str = "",
    expected: float | None = None,
    expected_on: date | None = None,
    follows: str = "",
    goal: str = "",
) -> None:
    """Planned and begun on one day of the file: an action each. `goal`: the one that it serves, as the research has it."""
    planned = experiments.put(
        place=stage.place,
        plan=Plan(
            idea=words,
            prediction=prediction,
            scale=scale,
            expected=_figure(expected),
            expected_on=expected_on,
        ),
        organisation=stage.organisations[organisation],
        follows=stage.experiments.get(follows),
        goal=stage.goals.get(goal),
        by=stage.people[by],
        at=at,
    )
    stage.experiments[id] = experiments.begin(experiment=planned, by=stage.people[by], at=at)


def came(
    stage: Stage,
    at: datetime,
    *,
    experiment: str,
    by: str,
    result: str,
    came: str,
    outcome: str,
    learned: str,
    to: list[str],
    measured: float | None = None,
    happened: str = "",
    led_to: Sequence[str] = (),
) -> None:
    """Studied and decided on one day of the file, with what it led to: an action each."""
    tried, person = stage.experiments[experiment], stage.people[by]
    if happened:
        experiments.say_happened(experiment=tried, words=happened, by=person, at=at)
    experiments.study(
        experiment=tried, result=result, came=came, measured=_figure(measured), by=person, at=at
    )
    ended = experiments.decide(
        experiment=tried, decision=outcome, learned=learned, named=stage.named(to), by=person, at=at
    )
    assert ended.claim is not None  # noqa: S101  # every decision puts one
    stage.claims[experiment] = ended.claim
    for key in led_to:
        if not key.startswith(NOT_A_CLAIM):
            experiments.tie(experiment=ended, claim=stage.fresh(key), by=person, at=at)
    for story in stage.led_later.get(experiment, ()):
        stories.tie(story=stage.stories[story], claim=stage.fresh(experiment), by=person, at=at)


def _figure(figure: float | None) -> Decimal | None:
    return None if figure is None else Decimal(str(figure))


VERBS: dict[str, Callable[..., None]] = {
    "experiment": experiment,
    "came": came,
    "tickets": tickets,
    "answer_ticket": answer_ticket,
}
