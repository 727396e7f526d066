"""What may be taken from a place to a programme that it is in."""

from __future__ import annotations

from counterpoint.analysis.standing import Standing
from counterpoint.claims.choices import Across
from counterpoint.claims.models import Claim, Elsewhere
from counterpoint.partnership.choices import Shows
from counterpoint.partnership.models import Member, Place, Sharing


def why_not_escalate(
    by: Member, claim: Claim, programme: Place, sharing: Sharing | None, *, owns: bool
) -> str | None:
    """`owns`: they have taken it on, or are asked for it. Asking for help is for them, or for a steward, to do."""
    if claim.withdrawn_at:
        return "This was withdrawn, so there is nothing to take further."
    if claim.claimed_at and claim.standing == Standing.CONFIRMED:
        return "Those who would know say that this is so. There is nothing to take further."
    if sharing is None:
        return f"{by.place.name} is not in {programme.name}, so nothing can be taken there."
    if sharing.shows == Shows.NOTHING:
        return (
            f"{by.place.name} shares nothing with {programme.name}, so nothing can be taken there. "
            "A steward can change that."
        )
    if by.left_at or not (owns or by.steward):
        return "Only whoever has taken this on, or a steward, can take it further."
    if Elsewhere.objects.filter(claim=claim, way=Across.TO, other=programme.uuid).exists():
        return f"This was taken to {programme.name} already."
    return None
