"""Taking a barrier to a programme: what nobody in the place can lift, those may who look after many."""

from __future__ import annotations

from datetime import datetime

from counterpoint.barriers import policies
from counterpoint.barriers.models import Barrier
from counterpoint.claims.actions.escalating import (
    Escalated,
    both,
    put_there,
    record_escalation,
    record_there,
)
from counterpoint.claims.models import Claim
from counterpoint.ledger.actions import Act
from counterpoint.partnership.models import Member, Place


def escalate(*, barrier: Barrier, programme: Place, sentence: str, by: Member, at: datetime) -> Barrier:
    """Take it to a programme, in words for those there. Returns the barrier as it stands there."""

    def raised_there(event: Act, under_way: Escalated) -> Claim:
        claim = record_there(event, under_way, "barrier", [])
        Barrier.objects.create(
            place=programme,
            claim=claim,
            could_remove=under_way.team,
            how_often=barrier.how_often,
            type=barrier.type,
            went_and_asked=barrier.went_and_asked,
        )
        return claim

    owns = policies.owns(by, barrier)
    with both(barrier.claim, programme, sentence, by=by, owns=owns) as under_way:
        there = put_there(under_way, "barrier.raised", raised_there, at)
        record_escalation(under_way, there, verb="barrier.escalated", by=by, at=at)
    return there.barrier
