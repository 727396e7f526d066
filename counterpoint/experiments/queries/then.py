"""An experiment as it was at the end of a past day: what came later is taken away."""

from __future__ import annotations

from datetime import datetime

from counterpoint.experiments.choices import ExperimentState
from counterpoint.experiments.models import Experiment
from counterpoint.ledger.queries import history_of

CHANGED = "The plan was changed after this day, before it began. It is read here as it began."
REWRITTEN = "What happened while it was tried was written down anew after this day. It is left out here."


def rewound(one: Experiment, until: datetime) -> Experiment:
    """One that was there by then. Never to be saved."""
    if one.ended_at and one.ended_at > until:
        one.decision, one.learned, one.claim, one.ended_at = "", None, None, None
    if one.studied_at and one.studied_at > until:
        one.result, one.measured, one.came, one.studied_at = None, None, "", None
    if one.begun_at and one.begun_at > until:
        one.begun_at, one.happened = None, None
    if one.ended_at:
        one.state = ExperimentState.ENDED
    elif one.studied_at:
        one.state = ExperimentState.STUDIED
    else:
        one.state = ExperimentState.DOING if one.begun_at else ExperimentState.PLANNED
    return one


def not_kept(one: Experiment, until: datetime) -> tuple[str, ...]:
    """What was written anew since, and so is not there to be read as it was; it is taken away too. One query."""
    later: set[str] = set()
    before: set[str] = set()
    for event in history_of(one.place_id, one.ref):
        (later if event.at > until else before).add(event.verb)
    said = [CHANGED] if "experiment.changed" in later else []
    if "experiment.happened" in later:
        one.happened = None
        said += [REWRITTEN] if "experiment.happened" in before else []
    return tuple(said)
