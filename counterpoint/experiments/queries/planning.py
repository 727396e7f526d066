"""The forms of an experiment: what stands above them, who reads them, and what they begin with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from counterpoint.claims.queries.choosing import Nameables, worked_for
from counterpoint.experiments.choices import LIKELY, Decision
from counterpoint.experiments.models import Experiment
from counterpoint.experiments.queries.rows import CAME_WORDS, experiment_url
from counterpoint.experiments.queries.tying import goal_served
from counterpoint.partnership.models import Member, is_quiet


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything experiments/plan.jinja may say besides its form."""

    title: str
    lead: str
    button: str
    caption: str
    before: tuple[
        tuple[str, str], ...
    ]  # of the try before this: what was expected, what came, what was learned
    readers: str
    back_url: str


@dataclass(frozen=True, slots=True)
class DecidePage:
    """Everything experiments/decide.jinja may say besides its form."""

    title: str
    lead: str
    button: str
    prediction: str
    result: str
    came: str
    question: str
    back_url: str
    nobody: bool  # nobody here could say whether it is so
    people_url: str


def plan_page(member: Member, at: datetime, *, follows: Experiment | None, of: Experiment | None) -> PlanPage:
    """`follows`: the try before it. `of`: the one that is changed."""
    place = member.place
    back = of or follows
    readers = f"Everyone in {place}, with the name of whoever tries it."
    if is_quiet(place, at):
        readers = "Until the quiet fortnight is over, only you and your own organisation. Then everyone here."
    title = "Change the plan" if of else "Try it in another way" if follows else "Try something small"
    return PlanPage(
        title=title,
        lead="Write down what you expect, and then try. Once you begin, nobody can change what you expected.",
        button="Keep the changes" if of else "Write it down",
        caption=f"After experiment {follows.number}" if follows else "",
        before=_before(follows),
        readers=readers,
        back_url=experiment_url(place.slug, back.number)
        if back
        else reverse("experiments:list", kwargs={"slug": place.slug}),
    )


def _before(follows: Experiment | None) -> tuple[tuple[str, str], ...]:
    if follows is None:
        return ()
    said = (
        ("You expected", str(follows.prediction)),
        ("It came to", str(follows.result or "")),
        ("You learned", str(follows.learned or "")),
    )
    return tuple((label, words) for label, words in said if words)


def first_said(experiment: Experiment, member: Member, *, next_try: bool = False) -> dict[str, Any]:
    """What the form begins with: what was said before. Of the next try the prediction is asked anew."""
    said: dict[str, Any] = {
        name: str(getattr(experiment, name) or "") for name in ("idea", "aim", "scale", "plan")
    }
    said["horizon"] = experiment.horizon
    names = [ref for ref, _ in worked_for(member)]
    if experiment.organisation and experiment.organisation.ref in names:
        said["organisation"] = experiment.organisation.ref
    if next_try:
        return said | {"goal": goal_served(experiment)}
    likely = float(experiment.likely) if experiment.likely is not None else None
    return said | {
        "prediction": str(experiment.prediction),
        "expected": f"{experiment.expected.normalize():f}" if experiment.expected is not None else "",
        "expected_on": experiment.expected_on,
        "likely": next((key for key, value in LIKELY.items() if value == likely), ""),
    }


TITLES = {
    Decision.ADOPT: ("Keep it", "It worked well enough to go on with."),
    Decision.ADAPT: ("Try it in another way", "Next you plan the try that follows this one."),
    Decision.ABANDON: (
        "Stop it, and say what it taught",
        "Stopping in time is good work. Nobody else has to try it in vain.",
    ),
}


def decide_page(experiment: Experiment, decision: Decision, nameable: Nameables) -> DecidePage:
    title, lead = TITLES[decision]
    slug = experiment.place.slug
    return DecidePage(
        title=title,
        lead=lead,
        button="Decide, and ask them",
        prediction=str(experiment.prediction),
        result=str(experiment.result or ""),
        came=CAME_WORDS.get(experiment.came, ""),
        question="They are asked: “Is this what came of it?” Only they can say.",
        back_url=experiment_url(slug, experiment.number),
        nobody=not nameable.organisations and not nameable.people,
        people_url=reverse("partnership:people", kwargs={"slug": slug}),
    )
