"""What becomes of a promise whose promiser is gone: inherited, refused or let die. One event a claim."""

from __future__ import annotations

from datetime import datetime

from counterpoint.claims import policies
from counterpoint.claims.actions.standing import locked
from counterpoint.claims.actions.turns import record_turn
from counterpoint.claims.choices import TurnVerb
from counterpoint.claims.models import Claim, Turn
from counterpoint.claims.policies.inheriting import NEEDS_REASON, Heir
from counterpoint.ledger.actions import act
from counterpoint.partnership.models import Member, Organisation
from counterpoint.web.http import require


def decide_inheritance(
    *, claim: Claim, heir: Heir, decision: TurnVerb, by: Member | None, at: datetime, words: str = ""
) -> Turn:
    """A successor inherits, refuses or lets die what binds the one before it. `by` None: nobody decided in 28 days."""
    with act(claim.place_id, verb=f"claim.{decision.value}", by=by.ref if by else "system", at=at) as event:
        claim = locked(claim)
        family = policies.family_of(claim.place_id)
        require(policies.why_not_decide(claim, heir, decision, by, event.at, family))
        refused = decision == TurnVerb.NOT_INHERITED
        require(NEEDS_REASON if refused and not words.strip() else None, field="words")
        organisation = heir if isinstance(heir, Organisation) else None
        return record_turn(
            event, claim, decision, by=by, words=words, organisation=organisation, heir=heir.ref
        )
