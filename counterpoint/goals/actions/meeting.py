"""What is claimed of the goal itself: that it is carried for all, that it is shared, that it is met."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from counterpoint.claims.actions import Further, Named, record_claim
from counterpoint.claims.actions.putting import why_not_by_its_own_rules
from counterpoint.claims.choices import kind_of
from counterpoint.claims.models import Claim
from counterpoint.claims.policies import why_not_put
from counterpoint.claims.policies.mixed import why_not_mixed
from counterpoint.claims.policies.twice import why_not_twice
from counterpoint.goals.actions.choosing import locked
from counterpoint.goals.models import Goal
from counterpoint.goals.policies import choosing as policies
from counterpoint.goals.policies import meeting as rules
from counterpoint.goals.policies.needs import everybodys_state
from counterpoint.ledger.actions import act
from counterpoint.partnership.models import Member, Organisation
from counterpoint.web.http import require


def say_of(
    *,
    goal: Goal,
    kind: str,
    sentence: str,
    claimants: Sequence[Organisation],
    named: Sequence[Named],
    by: Member,
    at: datetime,
    further: Further | None = None,
) -> Claim:
    """Put "carried", "signed" or "met" to those who would know, and tie it to the goal. One event."""
    row, who = kind_of(kind), [one.who for one in named]
    with act(goal.place_id, verb=rules.VERBS[kind], by=by.ref, at=at) as event:
        goal = locked(goal)
        before = getattr(goal, rules.COLUMNS[kind])
        require(policies.why_not_add_to(by, goal))
        stands = everybodys_state(before, goal.place, event.at) if before else None
        require(rules.why_not_say_of(kind, stands))
        require(rules.why_not_both_sides(kind, claimants, who), field="who")
        require(why_not_put(row, by, claimants, who, event.at), field="who")
        require(why_not_by_its_own_rules(row, sentence, claimants, named, further, event.at), field="who")
        require(why_not_mixed(row, by, claimants, _must_hear(named), event.at), field="who")
        require(why_not_twice(kind, sentence, by, event.at))
        claim = record_claim(
            event,
            place=goal.place,
            kind=row,
            sentence=sentence,
            claimants=[*claimants] or [by],
            named=named,
            by=by,
            acting_for=claimants[0] if claimants else None,
            claimed=True,
            further=further,
        )
        event.facts["goal"] = goal.ref
        setattr(goal, rules.COLUMNS[kind], claim)
        goal.save(update_fields=[rules.COLUMNS[kind]])
        return claim


def _must_hear(named: Sequence[Named]) -> list[object]:
    return [one.who for one in named if one.must_hear]
