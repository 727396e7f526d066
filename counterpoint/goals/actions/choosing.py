"""Choosing a goal: what should be different, for whom, and who chose it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from counterpoint.claims.choices import Horizon
from counterpoint.goals.models import Chooser, Goal
from counterpoint.goals.policies import choosing as policies
from counterpoint.goals.policies.needs import everybodys_state
from counterpoint.ledger.actions import act
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.web.http import require

type Chose = Organisation | Member | str  # str: everyone with a perspective


def choose(
    *,
    place: Place,
    words: str,
    for_whom: str,
    choosers: Sequence[Chose],
    by: Member | None,
    at: datetime,
    horizon: str = Horizon.NEXT,
    lang: str = "en",
) -> Goal:
    """Write a goal down. Nobody who uses the services need have chosen it: then the goal says so, first of all.

    `by` None: the demonstration.
    """
    with act(place.pk, verb="goal.chosen", by=by.ref if by else "system", at=at) as event:
        require(policies.why_not_choose(by))
        require(policies.why_not_words(words), field="words")
        require(policies.why_not_for_whom(for_whom), field="for_whom")
        require(policies.why_not_chosen_by(choosers), field="people")
        require(None if horizon in Horizon.values else "Choose when it should be so.", field="horizon")
        goal = Goal.objects.create(
            place=place,
            number=event.number(Goal),
            words=event.text(words.strip(), lang=lang),
            for_whom=event.text(for_whom.strip(), "for_whom", lang),
            horizon=horizon,
            put_by=by,
            put_at=event.at,
        )
        event.subject = goal.ref
        event.facts |= {"horizon": horizon, "chosen_by": [_chosen_by(goal, one) for one in choosers]}
        return goal


def end_goal(*, goal: Goal, why: str, by: Member, at: datetime) -> Goal:
    """It is not worked for any more. It stays readable, and says since when, by whom and why; promises stay promises."""
    with act(goal.place_id, verb="goal.ended", by=by.ref, at=at) as event:
        goal = locked(goal)
        met = everybodys_state(goal.met, goal.place, event.at) if goal.met else None
        require(policies.why_not_end_goal(by, goal, goal.carried, met))
        require(policies.why_not_why(why), field="words")
        event.subject = goal.ref
        goal.ended_at, goal.ended_by, goal.ended_why = event.at, by, event.text(why.strip(), "why")
        goal.save(update_fields=["ended_at", "ended_by", "ended_why"])
        return goal


def locked(goal: Goal) -> Goal:
    """As it stands under the place's lock."""
    return Goal.objects.select_related("place", "words", "carried", "shared", "met").get(pk=goal.pk)


def _chosen_by(goal: Goal, who: Chose) -> str:
    """Write down one who chose it. Returns how the ledger names them."""
    Chooser.objects.create(
        place_id=goal.place_id,
        goal=goal,
        perspective=who if isinstance(who, str) else "",
        organisation=who if isinstance(who, Organisation) else None,
        member=who if isinstance(who, Member) else None,
    )
    return f"perspective:{who}" if isinstance(who, str) else who.ref
