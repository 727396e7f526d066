"""Answers that were given apart from whoever gave them, and come on the record together."""

from __future__ import annotations

from collections.abc import Sequence

from counterpoint.analysis.standing import Verdict
from counterpoint.claims.actions.answering import as_verdict
from counterpoint.claims.actions.naming import hash_of, new_secret
from counterpoint.claims.actions.putting import Named, name_one
from counterpoint.claims.actions.standing import locked, restand
from counterpoint.claims.models import Answer, Claim, Ticket
from counterpoint.ledger.actions import Act
from counterpoint.partnership.models import Member


def answer_together(
    event: Act,
    claim: Claim,
    steps: Sequence[int | None],
    *,
    perspective: str,
    by_claimant: bool,
    added_by: Member | None,
) -> None:
    """Steps of the ladder, each as a voice of its own, in the order given: shuffle them first. None: can't tell.

    The voices are tickets that nobody holds: no secret was ever shown for them, and none leads from the ticket with
    which somebody wrote to what they said. One event for all, and one change of standing.
    """
    position = Answer.objects.filter(claim=claim).count()
    for step in steps:
        position += 1
        ticket = Ticket.objects.create(
            place_id=claim.place_id,
            hash=hash_of(new_secret()),
            claim=claim,
            perspective=perspective,
            closed=True,
        )
        name_one(event, claim, Named(ticket, by_claimant=by_claimant), added_by=added_by)
        verdict = as_verdict(step, claim.step) if step else Verdict.CANT_TELL
        Answer.objects.create(
            place_id=claim.place_id, claim=claim, position=position, ticket=ticket, perspective=perspective,
            verdict=verdict, step=step, recorded_at=event.at,
        )  # fmt: skip
        event.facts.setdefault("voices", []).append(
            {"answer": position, "verdict": verdict.value, "step": step}
        )
    before, after = restand(locked(claim))
    event.facts |= {"before": before, "standing": after}
