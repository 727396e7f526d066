"""What an experiment led to."""

from __future__ import annotations

from datetime import datetime

from counterpoint.claims.models import Claim
from counterpoint.experiments import policies
from counterpoint.experiments.actions.planning import fresh
from counterpoint.experiments.models import Experiment, LedTo
from counterpoint.ledger.actions import act
from counterpoint.partnership.models import Member
from counterpoint.web.http import require


def tie(*, experiment: Experiment, claim: Claim, by: Member, at: datetime) -> LedTo:
    """Say which record came of it: a barrier that it ran into, a promise, the card that was made."""
    with act(experiment.place_id, verb="experiment.led_to", by=by.ref, at=at) as event:
        experiment = fresh(experiment)
        require(policies.why_not_tie(by, experiment, claim))
        event.subject = claim.ref
        event.facts["experiment"] = experiment.ref
        return LedTo.objects.create(
            place=experiment.place, experiment=experiment, claim=claim, by=by, at=event.at
        )
