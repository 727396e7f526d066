"""Adopt, adapt or stop: with what was learned, put as a claim to those who would know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from counterpoint.claims import policies as claiming
from counterpoint.claims.actions import Further, Named, record_claim
from counterpoint.claims.choices import kind_of
from counterpoint.claims.policies.mixed import why_not_mixed
from counterpoint.experiments import policies
from counterpoint.experiments.actions.planning import fresh
from counterpoint.experiments.choices import Decision, ExperimentState
from counterpoint.experiments.models import Experiment
from counterpoint.ledger.actions import act
from counterpoint.partnership.models import Member
from counterpoint.web.http import require

SAY = {
    Decision.ABANDON: "Say what you learned by stopping. That is what the others get from it.",
    Decision.ADOPT: "Say what you learned.",
    Decision.ADAPT: "Say what you learned, and what will be another way.",
}
LEARNED = kind_of("learned")


def decide(
    *,
    experiment: Experiment,
    decision: str,
    learned: str,
    named: Sequence[Named],
    by: Member,
    at: datetime,
    message: int | None = None,
) -> Experiment:
    """Decide what becomes of it. What was learned is a claim: others say whether it is what came of it."""
    with act(experiment.place_id, verb="experiment.ended", by=by.ref, at=at) as event:
        experiment = fresh(experiment)
        require(policies.why_not_decide(by, experiment))
        require(None if decision in Decision else "Say what becomes of it.", field="decision")
        require(None if learned.strip() else SAY[Decision(decision)], field="sentence")
        claimants = [experiment.organisation] if experiment.organisation else []
        who = [one.who for one in named]
        require(claiming.why_not_put(LEARNED, by, claimants, who, event.at))
        must_hear = [one.who for one in named if one.must_hear]
        require(why_not_mixed(LEARNED, by, claimants, must_hear, event.at))
        experiment.claim = record_claim(
            event,
            place=experiment.place,
            kind=LEARNED,
            sentence=learned,
            claimants=claimants or [by],
            named=named,
            by=by,
            acting_for=experiment.organisation,
            claimed=True,
            further=Further(horizon=experiment.horizon, message=message),
        )
        event.facts |= {"experiment": experiment.ref, "decision": decision}
        experiment.learned = experiment.claim.sentence
        experiment.decision, experiment.ended_at = decision, event.at
        experiment.state = ExperimentState.ENDED
        experiment.save(update_fields=["claim", "learned", "decision", "ended_at", "state"])
    return experiment
