"""Who may choose a goal, frame it, and say what it takes; and what must be said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.identifiers import why_not_say
from counterpoint.analysis.standing import Standing
from counterpoint.claims.choices import State
from counterpoint.claims.models import Claim
from counterpoint.claims.policies import family_of
from counterpoint.claims.policies.barred import on_whose_side, works_for
from counterpoint.goals.models import Goal
from counterpoint.partnership.models import Member, Organisation

LONGEST, LONGEST_FRAMING, LONGEST_NEED, LONGEST_WHY = 200, 1000, 200, 300
MOST_MATTERS = 5  # and three at least, which the page asks for: fewer are shown as fewer
LEFT = "You have left this place, so you can’t change its goals."
STILL_ASKED = (State.OPEN, State.NOT_DUE, State.UNANSWERED, State.OVERDUE, State.IN_REPLY)
ENDED = "This goal was ended, so nothing is added to it."


def why_not_choose(by: Member | None) -> str | None:
    return LEFT if by is not None and by.left_at is not None else None


def why_not_add_to(by: Member | None, goal: Goal) -> str | None:
    return why_not_choose(by) or (ENDED if goal.ended_at else None)


def why_not_end_goal(by: Member, goal: Goal, carried: Claim | None, met: State | None) -> str | None:
    """`met`: how it stands for everyone that the goal is met. While they are asked, nobody buries the question.

    Whoever carries it does so once others say so: else a partner to whom it is awkward would say it, and end it.
    """
    if by.left_at or goal.ended_at:
        return why_not_choose(by) or "This goal was ended already."
    holds = carried and carried.standing == Standing.CONFIRMED and not carried.withdrawn_at
    carrier = carried.put_by_id if carried and holds else None
    if by.pk not in (goal.put_by_id, carrier) and not by.steward:
        return "Only whoever wrote this goal down, whoever carries it, or a steward can end it."
    if met in STILL_ASKED:
        return "Those who would know are being asked whether it is met. Wait for what they say, or take that back first."
    return None


def why_not_why(words: str) -> str | None:
    return _why_not(words, LONGEST_WHY, "Say why it ends. Whoever it was for will read this.")


def why_not_words(words: str) -> str | None:
    return _why_not(words, LONGEST, "Say what should be different, as those would say it whom it is for.")


def why_not_for_whom(words: str) -> str | None:
    return _why_not(words, LONGEST, "Say whom it is for.")


def why_not_framing(words: str) -> str | None:
    return _why_not(words, LONGEST_FRAMING, "Say in a paragraph how you see the problem.")


def why_not_need(words: str) -> str | None:
    return _why_not(words, LONGEST_NEED, "Say what is needed.")


def why_not_chosen_by(choosers: Sequence[Organisation | Member | str]) -> str | None:
    return None if choosers else "Say who chose it. Name those first who use the services."


def why_not_speak_for(by: Member, organisation: Organisation | None, at: datetime) -> str | None:
    """For an organisation speak those who work there, or for what followed it. Whoever only belongs speaks alone."""
    today = day_in(at, by.place.zone)
    if organisation is None:
        return None
    if organisation.pk in works_for(by, {today}) or organisation.pk in on_whose_side(
        by, {today}, today, family_of(by.place_id)
    ):
        return None
    return f"Only somebody who works for {organisation.name} can write its version. Write your own."


def _why_not(words: str, longest: int, missing: str) -> str | None:
    words = words.strip()
    if not words:
        return missing
    return f"Keep it to {longest} characters." if len(words) > longest else why_not_say(words)
