"""Promises made: put, accepted, moved, said kept. Kept is for others to say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from counterpoint.claims.actions import Named, locked, record_claim, record_turn, request_answered_by
from counterpoint.claims.choices import TurnVerb, kind_of
from counterpoint.claims.models import Claim
from counterpoint.claims.policies import why_not_put
from counterpoint.claims.policies.twice import why_not_twice
from counterpoint.ledger.actions import act
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.promises import policies
from counterpoint.promises.actions.terms import Terms, further_of, read_locked, text_of
from counterpoint.promises.choices import PromiseState
from counterpoint.promises.models import Promise
from counterpoint.web.http import Refused, require


def put(
    *,
    place: Place,
    sentence: str,
    promiser: Organisation,
    named: Sequence[Named],
    terms: Terms,
    by: Member,
    at: datetime,
    answers: Claim | None = None,
    also_by: Sequence[Organisation] = (),
) -> Promise:
    """Promise something to somebody. The claim that it was kept is put with it. `answers`: the request it answers."""
    claimants = [promiser, *also_by]
    with act(place.pk, verb="promise.put", by=by.ref, at=at) as event:
        require(why_not_put(kind_of("promise"), by, claimants, [one.who for one in named], at), field="to")
        require(policies.why_not_promise_for(by, promiser), field="promiser")
        require(why_not_twice("promise", sentence, by, at))
        require(policies.why_not_that_day(terms.due_on, place, at), field="due_on")
        claim = record_claim(
            event,
            place=place,
            kind=kind_of("promise"),
            sentence=sentence,
            claimants=claimants,
            named=named,
            by=by,
            acting_for=promiser,
            claimed=True,
            further=further_of(terms),
        )
        promise = Promise.objects.create(
            place=place,
            claim=claim,
            promiser=by,
            promiser_organisation=promiser,
            owned_at=event.at,
            how_sure=terms.how_sure,
            what_it_takes=text_of(event, terms.what_it_takes, "what_it_takes"),
            who_pays=text_of(event, terms.who_pays, "who_pays"),
        )
        if answers is not None:
            request_answered_by(event, locked(answers), claim, by=by)
    return promise


RESPONSES = {
    TurnVerb.ACCEPTED: PromiseState.ACCEPTED,
    TurnVerb.DECLINED: PromiseState.DECLINED,
    TurnVerb.COUNTERED: PromiseState.COUNTERED,
}


def respond(*, promise: Promise, verb: TurnVerb, words: str, by: Member, at: datetime) -> Promise:
    """Those it was made to accept it, decline it, or say what they would rather have."""
    with act(promise.place_id, verb=f"promise.{verb.value}", by=by.ref, at=at) as event:
        promise = read_locked(promise)
        require(policies.why_not_respond(by, promise))
        if verb != TurnVerb.ACCEPTED and not words.strip():
            raise Refused("Say what you would need instead. One line is enough.", field="words")
        record_turn(event, promise.claim, verb, by=by, words=words)
        promise.state = RESPONSES[verb]
        promise.save(update_fields=["state"])
    return promise


def move(*, promise: Promise, due_on: date, words: str, by: Member, at: datetime) -> Promise:
    """Move the date, with a reason. The first date stays as a mark."""
    with act(promise.place_id, verb="promise.moved", by=by.ref, at=at) as event:
        promise = read_locked(promise)
        require(policies.why_not_move(by, promise))
        require(None if words.strip() else "Say why the date moves. One line is enough.", field="words")
        require(policies.why_not_that_day(due_on, promise.place, at), field="due_on")
        claim = promise.claim
        was = claim.due_on.isoformat() if claim.due_on else None
        record_turn(event, claim, TurnVerb.MOVED, by=by, words=words, was=was, now=due_on.isoformat())
        claim.due_on, claim.first_due_on = due_on, claim.first_due_on or due_on
        claim.save(update_fields=["due_on", "first_due_on"])
    return promise


def say_kept(*, promise: Promise, words: str, by: Member, at: datetime) -> Promise:
    """The promiser says that it was kept: those it was made to are asked now, whatever the date."""
    with act(promise.place_id, verb="promise.said_kept", by=by.ref, at=at) as event:
        promise = read_locked(promise)
        require(policies.why_not_say_kept(by, promise))
        record_turn(event, promise.claim, TurnVerb.KEPT, by=by, words=words)
        promise.said_kept_at = event.at
        promise.save(update_fields=["said_kept_at"])
    return promise
