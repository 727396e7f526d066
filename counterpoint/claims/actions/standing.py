"""What is stored and derived, the standing and who was heard: written here, after whatever may change it."""

from __future__ import annotations

from counterpoint.claims.models import Answer, Ballot, Claim, Counterpart
from counterpoint.claims.policies import Family, family_of, first_heard, stood


def restand(claim: Claim) -> tuple[str, str]:
    """Recompute and store a claim's standing, and who was heard. Returns what it stood as, and stands as now."""
    before = claim.standing
    answers = list(Answer.objects.filter(claim=claim).order_by("position"))
    ballots = list(Ballot.objects.filter(counterpart__claim=claim)) if claim.counted_at else []
    counterparts, family = list(claim.counterparts.all()), family_of(claim.place_id)
    now = stood(claim, claim.place, counterparts, answers, family, ballots=ballots)
    claim.standing, claim.stood_at, claim.reply_until = now.standing.value, now.since, now.reply_until
    claim.heard_at = now.heard_at
    claim.spoken = bool(answers) or claim.counted_at is not None
    claim.save(update_fields=["standing", "stood_at", "heard_at", "reply_until", "spoken"])
    _hear(claim, counterparts, answers, family)
    return before, claim.standing


def _hear(claim: Claim, counterparts: list[Counterpart], answers: list[Answer], family: Family) -> None:
    heard = first_heard(claim.of, counterparts, answers, family)
    changed = [one for one in counterparts if one.heard_at != heard.get(one.pk)]
    for one in changed:
        one.heard_at = heard.get(one.pk)
    if changed:
        Counterpart.objects.bulk_update(changed, ["heard_at"])


def locked(claim: Claim) -> Claim:
    """The claim as it stands under the place's lock, with what the rules read."""
    return (
        Claim.objects.select_related("place", "sentence")
        .prefetch_related("claimants", "counterparts__claim")
        .get(place_id=claim.place_id, pk=claim.pk)
    )
