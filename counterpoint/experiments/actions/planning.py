"""Planning an experiment, for a goal perhaps, and beginning it: from then on what was expected stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from counterpoint.analysis import chain
from counterpoint.experiments import policies
from counterpoint.experiments.choices import ExperimentState
from counterpoint.experiments.models import Experiment, TriedFor
from counterpoint.goals.models import Goal
from counterpoint.ledger.actions import Act, act
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.web.http import require

WORDS = ("idea", "aim", "scale", "plan", "prediction")
MOMENT = timedelta(minutes=10)
SAY = {
    "idea": "Say what you will try.",
    "prediction": "Say what you expect. Without that nobody can learn from what comes.",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be tried, and what is expected of it."""

    idea: str
    prediction: str
    aim: str = ""
    scale: str = ""
    plan: str = ""
    expected: Decimal | None = None
    expected_on: date | None = None
    likely: Decimal | None = None  # 0 to 1
    horizon: str = "next"


def put(
    *,
    place: Place,
    plan: Plan,
    organisation: Organisation | None,
    by: Member,
    at: datetime,
    follows: Experiment | None = None,
    goal: Goal | None = None,
) -> Experiment:
    """Write down what will be tried, and what is expected. The same words a moment later are kept once."""
    with act(place.pk, verb="experiment.put", by=by.ref, at=at) as event:
        follows = fresh(follows) if follows else None
        followed = follows is not None and follows.followed_by.exists()
        require(policies.why_not_put(by, organisation, follows, followed=followed))
        require("You put this here a moment ago. It was kept once." if put_just_now(by, plan, at) else None)
        experiment = Experiment(
            place=place,
            number=event.number(Experiment),
            organisation=organisation,
            put_by=by,
            put_at=event.at,
            follows=follows,
        )
        event.subject = experiment.ref
        if organisation:
            event.facts["organisation"] = organisation.ref
        if follows:
            event.facts["follows"] = follows.ref
        _write(event, experiment, plan)
        experiment.save(force_insert=True)
        if goal:
            _serve(event, experiment, goal, by)
    return experiment


def change(*, experiment: Experiment, plan: Plan, by: Member, at: datetime) -> Experiment:
    """Change the plan, or what is expected of it, before it begins. Never after."""
    with act(experiment.place_id, verb="experiment.changed", by=by.ref, at=at) as event:
        experiment = fresh(experiment)
        require(policies.why_not_change(by, experiment))
        event.subject = experiment.ref
        _write(event, experiment, plan)
        experiment.save(update_fields=[*WORDS, "expected", "expected_on", "likely", "horizon"])
    return experiment


def begin(*, experiment: Experiment, by: Member, at: datetime) -> Experiment:
    """Begin to try it. The act holds once more what is expected, so that the chain says what stood that day."""
    with act(experiment.place_id, verb="experiment.begun", by=by.ref, at=at) as event:
        experiment = fresh(experiment)
        require(policies.why_not_begin(by, experiment))
        event.subject = experiment.ref
        said = experiment.prediction
        if said.salt is not None:
            event.facts["prediction"] = chain.digest(said.words, bytes(said.salt))
        _figures(event, experiment)
        experiment.state, experiment.begun_at = ExperimentState.DOING, event.at
        experiment.save(update_fields=["state", "begun_at"])
    return experiment


def serve(*, experiment: Experiment, goal: Goal, by: Member, at: datetime) -> Experiment:
    """Say which goal it serves: before it begins, while it is tried, or when it is decided."""
    with act(experiment.place_id, verb="experiment.serves", by=by.ref, at=at) as event:
        experiment = fresh(experiment)
        event.subject = experiment.ref
        _serve(event, experiment, goal, by)
    return experiment


def _serve(event: Act, experiment: Experiment, goal: Goal, by: Member) -> None:
    goal = Goal.objects.get(pk=goal.pk)
    require(policies.why_not_serve(by, experiment, goal), field="goal")
    event.facts["goal"] = goal.ref
    TriedFor.objects.create(place=experiment.place, experiment=experiment, goal=goal, by=by, at=event.at)


def fresh(experiment: Experiment) -> Experiment:
    """The experiment as it stands under the place's lock: whoever came first has been."""
    return Experiment.objects.select_related("place", "organisation", "prediction", "put_by").get(
        pk=experiment.pk
    )


def put_just_now(by: Member, plan: Plan, at: datetime) -> Experiment | None:
    """What this person put in the same words within the last few minutes: a second press."""
    return Experiment.objects.filter(
        place_id=by.place_id,
        put_by=by,
        put_at__range=(at - MOMENT, at + MOMENT),
        idea__words=plan.idea,
        prediction__words=plan.prediction,
    ).first()


def _write(event: Act, experiment: Experiment, plan: Plan) -> None:
    require(policies.why_not_likely(plan.likely), field="likely")
    for name in WORDS:
        words = getattr(plan, name).strip()
        require(SAY.get(name) if not words else None, field=name)
        setattr(experiment, name, event.text(words, name) if words else None)
    experiment.expected, experiment.expected_on = plan.expected, plan.expected_on
    experiment.likely, experiment.horizon = plan.likely, plan.horizon
    _figures(event, experiment)


def _figures(event: Act, experiment: Experiment) -> None:
    """Figures as strings: the chain holds no floats."""
    event.facts |= {
        "expected": _plain(experiment.expected),
        "expected_on": experiment.expected_on.isoformat() if experiment.expected_on else None,
        "likely": _plain(experiment.likely),
        "horizon": experiment.horizon,
    }


def _plain(figure: Decimal | None) -> str | None:
    return None if figure is None else f"{figure.normalize():f}"
