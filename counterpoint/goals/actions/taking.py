"""What it takes: a list whose every line has a promise, or is nobody's. And what else serves the goal."""

from __future__ import annotations

from datetime import datetime

from counterpoint.claims.models import Claim
from counterpoint.goals.actions.choosing import locked
from counterpoint.goals.models import Goal, GoalMatter, Need, Serves
from counterpoint.goals.policies import choosing as policies
from counterpoint.goals.policies import needs as rules
from counterpoint.ledger.actions import act
from counterpoint.partnership.models import Matter, Member
from counterpoint.web.http import require


def need(*, goal: Goal, words: str, by: Member | None, at: datetime, lang: str = "en") -> Need:
    """One line of what it takes. It is nobody's until a promise is tied to it."""
    with act(goal.place_id, verb="goal.needs", by=by.ref if by else "system", at=at) as event:
        goal = locked(goal)
        require(policies.why_not_add_to(by, goal))
        require(policies.why_not_need(words), field="words")
        words = words.strip()
        lines = list(Need.objects.filter(goal=goal).select_related("words").order_by("position"))
        require(rules.why_not_one_more(words, lines), field="words")
        position = lines[-1].position + 1 if lines else 1
        event.subject = goal.ref
        event.facts["need"] = position
        return Need.objects.create(
            place_id=goal.place_id,
            goal=goal,
            position=position,
            words=event.text(words, lang=lang),
            by=by,
            at=event.at,
        )


def promise_need(*, need: Need, promise: Claim, by: Member | None, at: datetime) -> Need:
    """Tie a promise that is on the record to one line. One that was broken or taken back makes room for another."""
    with act(need.place_id, verb="goal.promised", by=by.ref if by else "system", at=at) as event:
        need = _fresh(need)
        require(policies.why_not_add_to(by, need.goal))
        promise = Claim.objects.get(pk=promise.pk, place_id=need.place_id)
        require(rules.why_not_promise(need, promise, event.at), field="promise")
        event.subject = need.goal.ref
        event.facts |= {
            "need": need.position,
            "promise": promise.ref,
            "before": need.promise.ref if need.promise else None,
        }
        need.promise = promise
        need.save(update_fields=["promise"])
        return need


def end_need(*, need: Need, by: Member, at: datetime) -> Need:
    """It is not needed any more. The line stays in the ledger, and leaves the list."""
    with act(need.place_id, verb="goal.need_ended", by=by.ref, at=at) as event:
        need = _fresh(need)
        require(policies.why_not_add_to(by, need.goal))
        require(rules.why_not_end(need, by))
        event.subject = need.goal.ref
        event.facts["need"] = need.position
        need.ended_at = event.at
        need.save(update_fields=["ended_at"])
        return need


def serve(*, goal: Goal, claim: Claim, by: Member | None, at: datetime) -> Serves:
    """ "This serves the goal": a record that is here already."""
    with act(goal.place_id, verb="goal.served", by=by.ref if by else "system", at=at) as event:
        goal = locked(goal)
        require(policies.why_not_add_to(by, goal))
        claim = Claim.objects.get(pk=claim.pk, place_id=goal.place_id)
        tied = Serves.objects.filter(goal=goal, claim=claim).exists()
        require(rules.why_not_serve(goal, claim, tied=tied), field="claim")
        event.subject = goal.ref
        event.facts["claim"] = claim.ref
        return Serves.objects.create(place_id=goal.place_id, goal=goal, claim=claim, by=by, at=event.at)


def tie_matter(*, goal: Goal, matter: Matter, by: Member | None, at: datetime) -> GoalMatter:
    """ "This goal is about what matters to us": a statement that the people concerned wrote. Five at most."""
    with act(goal.place_id, verb="goal.matters", by=by.ref if by else "system", at=at) as event:
        goal = locked(goal)
        require(policies.why_not_add_to(by, goal))
        matter = Matter.objects.get(pk=matter.pk, place_id=goal.place_id)
        standing = GoalMatter.objects.filter(goal=goal, matter__ended_at=None)
        tied = list(standing.values_list("matter_id", flat=True))
        require(rules.why_not_matter(matter, tied), field="matter")
        event.subject = goal.ref
        event.facts["matter"] = matter.ref
        return GoalMatter.objects.create(place_id=goal.place_id, goal=goal, matter=matter)


def _fresh(need: Need) -> Need:
    found = Need.objects.select_related("goal__place", "goal__words", "promise").get(pk=need.pk)
    found.goal = locked(found.goal)
    return found
