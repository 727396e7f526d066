"""Writing the partners' one human line."""

from __future__ import annotations

from datetime import datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.claims import policies
from counterpoint.claims.actions.putting import Named, put
from counterpoint.claims.models import Claim
from counterpoint.claims.policies.line import partners, whose_turn, why_not_write_line
from counterpoint.partnership.models import Member, Place
from counterpoint.web.http import Refused, require

WRITTEN = "This month’s line is written. If it is wrong, withdraw it first."


def write_line(*, place: Place, sentence: str, by: Member, at: datetime) -> Claim:
    """Put this month's line. All the other partners may say whether it is so."""
    day = day_in(at, place.zone)
    here = partners(place)
    turn = whose_turn(here, place, day)
    require(why_not_write_line(by, turn))
    if turn is None:
        raise Refused("No partner is here yet. Bring one in first.")
    newest = Claim.objects.filter(place=place, kind="line", withdrawn_at=None).order_by("-number").first()
    if newest and day_in(newest.put_at, place.zone).replace(day=1) == day.replace(day=1):
        raise Refused(WRITTEN)
    barred = policies.family_of(place.pk).bars.get(turn.pk, frozenset())
    others = [Named(one) for one in here if one.pk != turn.pk and one.pk not in barred]
    return put(
        place=place,
        kind="line",
        sentence=sentence,
        claimants=[turn],
        named=others,
        by=by,
        at=at,
        acting_for=turn,
    )
