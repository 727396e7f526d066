"""When a chart of pressure gets worse, long-term choices are asked about again."""

from __future__ import annotations

from django.db.models import Q

from counterpoint.analysis.standing import Standing
from counterpoint.claims.actions.turns import record_turn
from counterpoint.claims.choices import KINDS, Again, TurnVerb
from counterpoint.claims.models import Claim
from counterpoint.ledger.actions import Act
from counterpoint.partnership.models import Organisation

LASTING = [kind.key for kind in KINDS.values() if kind.again == Again.NEW_CLAIM]


def ask_again_under_pressure(event: Act, organisation: Organisation | None) -> None:
    """Inside an act under way that shows pressure, on one partner or (None) on the place. Once for each claim that it
    concerns: what was confirmed, and that nobody has put again since. Whoever put it hears of it."""
    claims = Claim.objects.filter(
        place_id=event.place_id,
        kind__in=LASTING,
        standing=Standing.CONFIRMED,
        withdrawn_at=None,
        followed_by=None,
    )
    if organisation:
        theirs = Q(claimants__organisation=organisation)
        theirs |= Q(claimants__organisation__successor=organisation)
        theirs |= Q(claimants__organisation__successor__successor=organisation)
        claims = claims.filter(theirs)
    found = list(claims.distinct().order_by("number"))
    for claim in found:
        record_turn(event, claim, TurnVerb.PRESSED, by=None)
    if found:
        event.facts["asks_again"] = [claim.ref for claim in found]
