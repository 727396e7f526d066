"""Who may choose a goal, frame it, and say what it takes; and what must be said."""

from __future__ import annotations

from collections.abc import Sequence

from counterpoint.analysis.identifiers import why_not_say
from counterpoint.goals.models import Goal
from counterpoint.partnership.models import Member, Organisation

LONGEST, LONGEST_FRAMING, LONGEST_NEED = 200, 1000, 200
MOST_MATTERS = 5  # and three at least, which the page asks for: fewer are shown as fewer
LEFT = "You have left this place, so you can’t change its goals."
ENDED = "This goal was ended, so nothing is added to it."


def why_not_choose(by: Member | None) -> str | None:
    return LEFT if by is not None and by.left_at is not None else None


def why_not_add_to(by: Member | None, goal: Goal) -> str | None:
    return why_not_choose(by) or (ENDED if goal.ended_at else None)


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


def _why_not(words: str, longest: int, missing: str) -> str | None:
    words = words.strip()
    if not words:
        return missing
    return f"Keep it to {longest} characters." if len(words) > longest else why_not_say(words)
