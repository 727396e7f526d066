"""What happened when it was tried, and what came of it, beside what was expected."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from counterpoint.experiments import policies
from counterpoint.experiments.actions.planning import fresh
from counterpoint.experiments.choices import ExperimentState
from counterpoint.experiments.models import Experiment
from counterpoint.ledger.actions import act
from counterpoint.partnership.models import Member
from counterpoint.web.http import require


def say_happened(*, experiment: Experiment, words: str, by: Member, at: datetime) -> Experiment:
    """Write down what happens while it is tried, surprises too."""
    with act(experiment.place_id, verb="experiment.happened", by=by.ref, at=at) as event:
        experiment = fresh(experiment)
        require(policies.why_not_say_happened(by, experiment))
        require(None if words.strip() else "Say what happened. One line is enough.", field="words")
        event.subject = experiment.ref
        experiment.happened = event.text(words)
        experiment.save(update_fields=["happened"])
    return experiment


def study(
    *,
    experiment: Experiment,
    result: str,
    came: str,
    by: Member,
    at: datetime,
    measured: Decimal | None = None,
) -> Experiment:
    """Put what came of it beside what was expected, and say whether that came."""
    with act(experiment.place_id, verb="experiment.studied", by=by.ref, at=at) as event:
        experiment = fresh(experiment)
        require(policies.why_not_study(by, experiment))
        require(None if result.strip() else "Say what came of it.", field="result")
        require(policies.why_not_came(came), field="came")
        event.subject = experiment.ref
        event.facts |= {"came": came, "measured": None if measured is None else f"{measured.normalize():f}"}
        experiment.result, experiment.measured, experiment.came = event.text(result), measured, came
        experiment.state, experiment.studied_at = ExperimentState.STUDIED, event.at
        experiment.save(update_fields=["result", "measured", "came", "state", "studied_at"])
    return experiment
