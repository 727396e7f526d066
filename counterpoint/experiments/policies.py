"""Who may move an experiment on, and what may not be changed any more."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.db.models import Q, QuerySet

from counterpoint.claims.models import Claim
from counterpoint.claims.policies import family_of
from counterpoint.experiments.choices import CAME, Decision, ExperimentState
from counterpoint.experiments.models import Experiment
from counterpoint.goals.models import Goal
from counterpoint.goals.policies.choosing import why_not_add_to
from counterpoint.partnership.models import Member, Organisation, is_quiet

HELD = "It is being tried, so what was expected can’t be changed any more: not a word, and not a figure."
MOST = Decimal(10) ** 13


def works_for(member: Member, organisation: Organisation) -> bool:
    family = family_of(organisation.place_id)
    return any(
        one.works and one.until is None and organisation.pk in family.stands_for.get(one.organisation_id, ())
        for one in member.memberships.all()
    )


def seen_by(member: Member, at: datetime) -> QuerySet[Experiment]:
    """Everybody of the place reads it; in a quiet fortnight only whoever put it, and who works for its organisation."""
    here = Experiment.objects.filter(place_id=member.place_id)
    if not is_quiet(member.place, at):
        return here
    theirs = [one.organisation_id for one in member.memberships.all() if one.works and one.until is None]
    return here.filter(Q(put_by=member) | Q(organisation__in=theirs))


def why_not_put(
    member: Member, organisation: Organisation | None, follows: Experiment | None, *, followed: bool = False
) -> str | None:
    if member.left_at:
        return "You have left this place, so you can’t try anything in it."
    if organisation is not None and not works_for(member, organisation):
        return f"Only someone who works for {organisation.name} can put this for it."
    if follows is None:
        return None
    if follows.place_id != member.place_id or follows.decision != Decision.ADAPT:
        return "The next try follows one that is to be tried in another way. This one is not."
    return "The next try is written down already. Look at it from this one." if followed else None


def why_not_move(member: Member, experiment: Experiment) -> str | None:
    """Whoever put it moves it on, and so may anybody who works for the organisation that tries it."""
    if member.left_at:
        return "You have left this place."
    if experiment.put_by_id == member.pk:
        return None
    if experiment.organisation is None:
        return "Only whoever put this can move it on."
    if works_for(member, experiment.organisation):
        return None
    return f"Only someone who works for {experiment.organisation.name} can move this on."


def why_not_change(member: Member, experiment: Experiment) -> str | None:
    """The prediction is held from the moment it is being tried."""
    return why_not_move(member, experiment) or (
        HELD if experiment.state != ExperimentState.PLANNED or experiment.begun_at else None
    )


def why_not_begin(member: Member, experiment: Experiment) -> str | None:
    begun = "This has begun already." if experiment.state != ExperimentState.PLANNED else None
    return why_not_move(member, experiment) or begun


def why_not_say_happened(member: Member, experiment: Experiment) -> str | None:
    return why_not_move(member, experiment) or _why_not_being_tried(experiment)


def why_not_study(member: Member, experiment: Experiment) -> str | None:
    return why_not_move(member, experiment) or _why_not_being_tried(experiment)


def why_not_decide(member: Member, experiment: Experiment) -> str | None:
    refused = why_not_move(member, experiment)
    if refused:
        return refused
    if experiment.state == ExperimentState.ENDED:
        return "This is decided already."
    if experiment.state != ExperimentState.STUDIED:
        return "First write down what came of it, beside what was expected."
    return None


def why_not_led_anywhere(experiment: Experiment) -> str | None:
    return None if experiment.begun_at else "This has not begun, so nothing can have come of it."


def why_not_tie(member: Member, experiment: Experiment, claim: Claim) -> str | None:
    """Anybody here may say what a try led to, as they may of a story."""
    if member.left_at:
        return "You have left this place."
    if claim.place_id != experiment.place_id:
        return "That lies in another place."
    if experiment.claim_id == claim.pk:
        return "That is what was learned from it: it stands there already."
    if experiment.led_to.filter(claim=claim).exists():
        return "Somebody has said so already."
    return None


def why_not_serve(member: Member, experiment: Experiment, goal: Goal) -> str | None:
    """Anybody here may say which goal a try serves, as they may of any record."""
    if goal.place_id != experiment.place_id:
        return "That lies in another place."
    if experiment.tried_for.filter(goal=goal).exists():
        return "This is tied to the goal already."
    return why_not_add_to(member, goal)


def _why_not_being_tried(experiment: Experiment) -> str | None:
    if experiment.state == ExperimentState.PLANNED:
        return "This has not begun. Begin it first: from then on, what was expected stands."
    if experiment.state != ExperimentState.DOING:
        return "What came of this is written down already."
    return None


def why_not_came(came: str) -> str | None:
    return None if came in CAME else "Say whether what was expected came."


def why_not_likely(likely: Decimal | None) -> str | None:
    if likely is None or 0 <= likely <= 1:
        return None
    return "How sure you are lies between 0 and 1."


def figure_of(typed: str) -> Decimal | None:
    """A figure as somebody types it: 1,204 or 5.5 or 80%. None for what is none."""
    plain = typed.replace(",", "").replace(" ", "").removesuffix("%")
    try:
        found = Decimal(plain)
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < MOST else None
