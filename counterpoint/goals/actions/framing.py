"""How each partner sees the problem: side by side, dated, and never merged."""

from __future__ import annotations

from datetime import datetime

from counterpoint.goals.actions.choosing import locked
from counterpoint.goals.models import Framing, Goal
from counterpoint.goals.policies import choosing as policies
from counterpoint.ledger.actions import act
from counterpoint.partnership.models import Member, Organisation
from counterpoint.web.http import require


def frame(
    *,
    goal: Goal,
    words: str,
    by: Member,
    at: datetime,
    organisation: Organisation | None = None,
    lang: str = "en",
) -> Framing:
    """One version, for an organisation or for oneself. A later one stands in its place; the earlier stays beneath it."""
    with act(goal.place_id, verb="goal.framed", by=by.ref, at=at) as event:
        goal = locked(goal)
        require(policies.why_not_add_to(by, goal))
        require(policies.why_not_speak_for(by, organisation, event.at), field="organisation")
        require(policies.why_not_framing(words), field="words")
        words = words.strip()
        last = _same_voice(goal, by, organisation)
        require(
            "You have written this already." if last and str(last.words) == words else None, field="words"
        )
        newest = Framing.objects.filter(goal=goal).order_by("-position").first()
        position = newest.position + 1 if newest else 1
        event.subject = goal.ref
        event.facts |= {"framing": position, "organisation": organisation.ref if organisation else None}
        return Framing.objects.create(
            place_id=goal.place_id,
            goal=goal,
            position=position,
            words=event.text(words, lang=lang),
            by=by,
            organisation=organisation,
            perspective=_stands(by),
            at=event.at,
        )


def _same_voice(goal: Goal, by: Member, organisation: Organisation | None) -> Framing | None:
    said = Framing.objects.filter(goal=goal, organisation=organisation).select_related("words")
    return (said if organisation else said.filter(by=by)).order_by("-position").first()


def _stands(by: Member) -> str:
    first = by.standpoints.order_by("-first", "id").first()
    return first.perspective if first else ""
