"""Which records somebody may say that a try led to."""

from __future__ import annotations

from datetime import datetime

from counterpoint.claims.models import Claim
from counterpoint.claims.queries.choosing import Choice
from counterpoint.claims.queries.finding import seen_here
from counterpoint.experiments.models import Experiment
from counterpoint.partnership.models import Member

MOST, SHORT = 200, 90  # records in the list, the newest first, and letters of each


def could_be_led_to(member: Member, experiment: Experiment, at: datetime) -> list[Choice]:
    """What was put on the record since it began, and is not tied to it yet."""
    found = seen_here(member, at).filter(put_at__gte=experiment.begun_at or at, withdrawn_at=None)
    found = found.exclude(pk=experiment.claim_id or 0).exclude(pk__in=experiment.led_to.values("claim"))
    return [(str(one.number), _said(one)) for one in found.select_related("sentence")[:MOST]]


def claim_of_number(member: Member, number: str, at: datetime) -> Claim | None:
    return seen_here(member, at).filter(number=int(number)).first()


def _said(claim: Claim) -> str:
    noun, words = claim.of.noun, str(claim.sentence)
    short = words if len(words) <= SHORT else words[:SHORT].rsplit(" ", 1)[0] + " …"
    return f"{noun[:1].upper()}{noun[1:]} {claim.number}: {short}"
