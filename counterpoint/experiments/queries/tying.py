"""Which records somebody may say that a try led to, and which goal it serves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef

from counterpoint.analysis.numbers import whole
from counterpoint.claims.models import Claim
from counterpoint.claims.queries.choosing import Choice, claim_choice
from counterpoint.claims.queries.finding import seen_here
from counterpoint.experiments.models import Experiment
from counterpoint.goals.models import Goal
from counterpoint.goals.queries.finding import goal_numbered, goals_seen
from counterpoint.partnership.models import Member

MOST = 200  # records in the list, the newest first


def could_be_led_to(member: Member, experiment: Experiment, at: datetime) -> list[Choice]:
    """What was put on the record since it began, and is not tied to it yet."""
    found = seen_here(member, at).filter(put_at__gte=experiment.begun_at or at, withdrawn_at=None)
    found = found.exclude(pk=experiment.claim_id or 0).exclude(pk__in=experiment.led_to.values("claim"))
    return [claim_choice(one) for one in found.select_related("sentence")[:MOST]]


def claim_of_number(member: Member, number: str, at: datetime) -> Claim | None:
    return seen_here(member, at).filter(number=whole(number) or 0).first()


def goals_to_serve(member: Member, at: datetime, experiment: Experiment | None = None) -> list[Choice]:
    """The goals that are worked for, by their numbers; of an experiment, those to which it is not tied yet."""
    found = goals_seen(member, at).filter(ended_at=None)
    if experiment is not None:
        found = found.exclude(tries__experiment=experiment)
    return [(str(one.number), str(one.words)) for one in found]


def goal_of_number(member: Member, number: str, at: datetime) -> Goal | None:
    key = whole(number)
    return goal_numbered(member, key, at) if key else None


def goal_served(experiment: Experiment) -> str:
    """The number of the first that it serves, with which the form of the next try begins."""
    number = experiment.tried_for.order_by("pk").values_list("goal__number", flat=True).first()
    return str(number or "")


def goals_beside(
    member: Member, experiment: Experiment, at: datetime, until: datetime | None
) -> tuple[Sequence[Goal], bool]:
    """The goals that it serves, as far as this reader may know of them, and whether there is another. One query."""
    ties = experiment.tried_for.filter(at__lte=until or at, goal=OuterRef("pk"))
    found = goals_seen(member, at).annotate(served=Exists(ties))
    served = [one for one in found if one.served]
    return served, any(not (one.served or one.ended_at) for one in found)
