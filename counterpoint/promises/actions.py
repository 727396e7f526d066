"""Promises: put, heard, owned, accepted, moved, said kept. Kept is for others to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.actions import (
    Further,
    Named,
    locked,
    record_claim,
    record_turn,
    request_answered_by,
    say_done,
)
from counterpoint.claims.choices import TurnVerb, kind_of
from counterpoint.claims.models import Claim
from counterpoint.claims.policies import why_not_put
from counterpoint.claims.policies.twice import why_not_twice
from counterpoint.ledger.actions import Act, act
from counterpoint.ledger.models import Text
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.promises import policies
from counterpoint.promises.choices import PromiseState
from counterpoint.promises.models import Promise
from counterpoint.web.http import Refused, require


@dataclass(frozen=True, slots=True)
class Terms:
    """What a promise says beyond its sentence."""

    due_on: date | None = None
    horizon: str = "now"
    lasts: bool = False
    how_sure: str = ""
    what_it_takes: str = ""
    who_pays: str = ""
    message: int | None = None
    follows: Claim | None = None


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
        require(_why_not_that_day(terms.due_on, place, at), field="due_on")
        claim = record_claim(
            event, place=place, kind=kind_of("promise"), sentence=sentence, claimants=claimants, named=named, by=by,
            acting_for=promiser, claimed=True, further=_further(terms),
        )
        promise = Promise.objects.create(
            place=place, claim=claim, promiser=by, promiser_organisation=promiser, owned_at=event.at,
            how_sure=terms.how_sure,
            what_it_takes=_text(event, terms.what_it_takes, "what_it_takes"),
            who_pays=_text(event, terms.who_pays, "who_pays"),
        )
        if answers is not None:
            request_answered_by(event, locked(answers), claim, by=by)
    return promise


def hear(
    *,
    place: Place,
    sentence: str,
    promiser: Member | None,
    promiser_organisation: Organisation | None,
    named: Sequence[Named],
    terms: Terms,
    where: str,
    heard_on: date | None,
    by: Member,
    at: datetime,
    link: str = "",
    ask_owner: bool = True,
) -> Promise:
    """Write down a promise that you heard somebody make. It counts for nothing until they own it.

    Its promiser is asked about it at once, unless `ask_owner` leaves that to `ask_promiser`.
    """
    with act(place.pk, verb="promise.heard", by=by.ref, at=at) as event:
        require(policies.why_not_hear(by, promiser), field="promiser")
        require(why_not_twice("promise", sentence, by, at))
        if promiser is None and promiser_organisation is None:
            raise Refused("Say who promised it: a person, an organisation or both.", field="promiser")
        if heard_on and heard_on > day_in(at, place.zone):
            raise Refused("You can’t have heard it on a day that has not come yet.", field="heard_on")
        claimants: list[Organisation | Member] = [one for one in (promiser_organisation, promiser) if one]
        require(why_not_put(kind_of("promise"), None, [c for c in claimants if isinstance(c, Organisation)],
                            [one.who for one in named], at), field="to")
        claim = record_claim(
            event, place=place, kind=kind_of("promise"), sentence=sentence, claimants=claimants, named=named, by=by,
            claimed=False, further=_further(terms, link),
        )
        return Promise.objects.create(
            place=place, claim=claim, state=PromiseState.HEARD, promiser=promiser,
            promiser_organisation=promiser_organisation, heard_by=by, heard_on=heard_on,
            where=_text(event, where, "where"), ask_owner_at=event.at if ask_owner else None,
        )


def ask_promiser(*, promise: Promise, by: Member, at: datetime) -> Promise:
    """Have a heard promise's promiser asked: did you say that? `work` sends the mail or the text."""
    with act(promise.place_id, verb="promise.owner_asked", by=by.ref, at=at) as event:
        promise = _locked(promise)
        require(policies.why_not_ask_promiser(by, promise))
        promise.ask_owner_at = event.at
        promise.save(update_fields=["ask_owner_at"])
        event.subject = promise.claim.ref
    return promise


def own(*, promise: Promise, by: Member, at: datetime, not_quite: str = "", due_on: date | None = None) -> Promise:
    """"Yes, I said that", or "not quite: …", in the promiser's own words. The words that were heard stay beside it."""
    with act(promise.place_id, verb="promise.owned", by=by.ref, at=at) as event:
        promise = _locked(promise)
        require(policies.why_not_own(by, promise))
        claim = promise.claim
        if not_quite.strip():
            record_turn(event, claim, TurnVerb.NOT_QUITE, by=by, words=str(claim.sentence))
            claim.sentence = event.text(not_quite, "sentence")
            claim.save(update_fields=["sentence"])
        else:
            record_turn(event, claim, TurnVerb.OWNED, by=by)
        if due_on:
            require(_why_not_that_day(due_on, promise.place, at), field="due_on")
            claim.due_on, claim.first_due_on = due_on, claim.first_due_on or due_on
            claim.save(update_fields=["due_on", "first_due_on"])
            event.facts["due"] = due_on.isoformat()
        say_done(event, claim, [], by=by)
        promise.state, promise.owned_at, promise.promiser = PromiseState.MADE, event.at, by
        promise.save(update_fields=["state", "owned_at", "promiser"])
    return promise


def disown(*, promise: Promise, words: str, by: Member, at: datetime) -> Promise:
    """"No, I did not say that." It stays, as heard and not owned."""
    with act(promise.place_id, verb="promise.disowned", by=by.ref, at=at) as event:
        promise = _locked(promise)
        require(policies.why_not_own(by, promise))
        require("You have said so already." if promise.state == PromiseState.DISOWNED else None)
        record_turn(event, promise.claim, TurnVerb.DISOWNED, by=by, words=words)
        promise.state = PromiseState.DISOWNED
        promise.save(update_fields=["state"])
    return promise


RESPONSES = {
    TurnVerb.ACCEPTED: PromiseState.ACCEPTED,
    TurnVerb.DECLINED: PromiseState.DECLINED,
    TurnVerb.COUNTERED: PromiseState.COUNTERED,
}


def respond(*, promise: Promise, verb: TurnVerb, words: str, by: Member, at: datetime) -> Promise:
    """Those it was made to accept it, decline it, or say what they would rather have."""
    with act(promise.place_id, verb=f"promise.{verb.value}", by=by.ref, at=at) as event:
        promise = _locked(promise)
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
        promise = _locked(promise)
        require(policies.why_not_move(by, promise))
        require(None if words.strip() else "Say why the date moves. One line is enough.", field="words")
        require(_why_not_that_day(due_on, promise.place, at), field="due_on")
        claim = promise.claim
        was = claim.due_on.isoformat() if claim.due_on else None
        record_turn(event, claim, TurnVerb.MOVED, by=by, words=words, was=was, now=due_on.isoformat())
        claim.due_on, claim.first_due_on = due_on, claim.first_due_on or due_on
        claim.save(update_fields=["due_on", "first_due_on"])
    return promise


def say_kept(*, promise: Promise, words: str, by: Member, at: datetime) -> Promise:
    """The promiser says that it was kept: those it was made to are asked now, whatever the date."""
    with act(promise.place_id, verb="promise.said_kept", by=by.ref, at=at) as event:
        promise = _locked(promise)
        require(policies.why_not_say_kept(by, promise))
        record_turn(event, promise.claim, TurnVerb.KEPT, by=by, words=words)
        promise.said_kept_at = event.at
        promise.save(update_fields=["said_kept_at"])
    return promise


def _locked(promise: Promise) -> Promise:
    fresh = Promise.objects.select_related("place", "promiser_organisation__successor").get(pk=promise.pk)
    fresh.claim = locked(fresh.claim)
    return fresh


def _further(terms: Terms, link: str = "") -> Further:
    return Further(
        due_on=terms.due_on, horizon=terms.horizon, lasts=terms.lasts, message=terms.message, follows=terms.follows,
        link=link,
    )


def _text(event: Act, words: str, name: str) -> Text | None:
    return event.text(words, name) if words.strip() else None


def _why_not_that_day(due_on: date | None, place: Place, at: datetime) -> str | None:
    if due_on and due_on < day_in(at, place.zone):
        return "That day has passed. Give a day from today on."
    return None
