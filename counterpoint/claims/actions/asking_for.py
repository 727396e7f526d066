"""Requests: somebody asks a named organisation for something, and it answers, or is silent."""

from __future__ import annotations

from datetime import datetime

from counterpoint.claims import policies
from counterpoint.claims.actions.naming import hash_of, new_secret
from counterpoint.claims.actions.putting import Further, Named, name_one, record_claim
from counterpoint.claims.actions.standing import locked
from counterpoint.claims.actions.turns import NEEDS_REASON, record_turn, say_done
from counterpoint.claims.choices import TurnVerb, kind_of
from counterpoint.claims.models import Claim, Request, Ticket
from counterpoint.claims.policies.twice import why_not_twice
from counterpoint.ledger.actions import Act, act
from counterpoint.partnership.models import Member, Organisation
from counterpoint.web.http import require


def ask_for(
    *, asked: Organisation, sentence: str, by: Member, at: datetime, further: Further | None = None
) -> Claim:
    """Ask an organisation for something. Only the asker says whether what comes back answers it."""
    with act(asked.place_id, verb="request.put", by=by.ref, at=at) as event:
        require("You have left this place, so you can’t ask here." if by.left_at else None)
        require(why_not_twice("request", sentence, by, at))
        claim = record_claim(
            event,
            place=asked.place,
            kind=kind_of("request"),
            sentence=sentence,
            claimants=[asked],
            named=[Named(by, by_claimant=False)],
            by=by,
            claimed=False,
            further=further,
        )
        Request.objects.create(place_id=claim.place_id, claim=claim, asked=asked)
    return claim


def ask_for_by_ticket(
    *, asked: Organisation, sentence: str, perspective: str, at: datetime, typed_by: Member | None = None
) -> tuple[Claim, str]:
    """Somebody without an account asks. Returns the request and the secret with which they hear and answer."""
    with act(asked.place_id, verb="request.put", by="ticket", at=at) as event:
        claim = record_claim(
            event,
            place=asked.place,
            kind=kind_of("request"),
            sentence=sentence,
            claimants=[asked],
            named=[],
            by=None,
            claimed=False,
        )
        Request.objects.create(place_id=claim.place_id, claim=claim, asked=asked)
        secret = new_secret()
        ticket = Ticket.objects.create(
            place_id=claim.place_id,
            hash=hash_of(secret),
            claim=claim,
            perspective=perspective,
            issued_by=typed_by,
        )
        name_one(event, claim, Named(ticket, by_claimant=False), added_by=None)
    return claim, secret


def refuse_request(*, claim: Claim, words: str, by: Member, at: datetime) -> None:
    """Say no, with a reason. The asker says whether that answers it."""
    with act(claim.place_id, verb="request.refused", by=by.ref, at=at) as event:
        claim = locked(claim)
        require(policies.why_not_refuse_request(by, claim))
        require(None if words.strip() else NEEDS_REASON, field="words")
        turn = record_turn(
            event, claim, TurnVerb.REFUSED, by=by, words=words, organisation=claim.request.asked
        )
        say_done(event, claim, [claim.request.asked], by=by)
        Request.objects.filter(claim=claim).update(answered_at=event.at, refusal=turn.words)


def request_answered_by(event: Act, request_claim: Claim, promise: Claim, *, by: Member) -> None:
    """Tie a promise to the request that it answers, inside the act that makes the promise."""
    require(policies.why_not_refuse_request(by, request_claim))
    facts, event.facts = event.facts, {}
    record_turn(
        event,
        request_claim,
        TurnVerb.PROMISED,
        by=by,
        organisation=request_claim.request.asked,
        promise=promise.ref,
    )
    say_done(event, request_claim, [], by=by)
    Request.objects.filter(claim=request_claim).update(answered_at=event.at, promise=promise)
    event.facts = facts | {"answers": request_claim.ref}
    event.subject = promise.ref
