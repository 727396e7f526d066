"""The one stored derived value: written here, after whatever may change it."""

from __future__ import annotations

from counterpoint.claims.models import Answer, Ballot, Claim
from counterpoint.claims.policies import family_of, stood


def restand(claim: Claim) -> tuple[str, str]:
    """Recompute and store a claim's standing. Returns what it was and what it is."""
    before = claim.standing
    answers = list(Answer.objects.filter(claim=claim).order_by("position"))
    ballots = list(Ballot.objects.filter(counterpart__claim=claim)) if claim.counted_at else []
    now = stood(
        claim,
        claim.place,
        list(claim.counterparts.all()),
        answers,
        family_of(claim.place_id),
        ballots=ballots,
    )
    claim.standing, claim.stood_at, claim.reply_until = now.standing.value, now.since, now.reply_until
    claim.heard_at = now.heard_at
    claim.spoken = bool(answers) or claim.counted_at is not None
    claim.save(update_fields=["standing", "stood_at", "heard_at", "reply_until", "spoken"])
    return before, claim.standing


def locked(claim: Claim) -> Claim:
    """The claim as it stands under the place's lock, with what the rules read."""
    return (
        Claim.objects.select_related("place", "sentence")
        .prefetch_related("claimants", "counterparts__claim")
        .get(place_id=claim.place_id, pk=claim.pk)
    )
