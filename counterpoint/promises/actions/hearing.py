"""Promises heard: written down by whoever heard them, owned or not by whoever promised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.actions import Named, record_claim, record_turn, say_done
from counterpoint.claims.choices import TurnVerb, kind_of
from counterpoint.claims.models import Claim
from counterpoint.claims.policies import why_not_put
from counterpoint.claims.policies.twice import why_not_twice
from counterpoint.ledger.actions import Act, act
from counterpoint.partnership.actions import finish_bring_in
from counterpoint.partnership.models import BringIn, Member, Organisation, Place
from counterpoint.promises import policies
from counterpoint.promises.actions.terms import Terms, further_of, read_locked, text_of
from counterpoint.promises.choices import PromiseState
from counterpoint.promises.models import Promise
from counterpoint.web.http import Refused, require


@dataclass(frozen=True, slots=True)
class Heard:
    """A promise as somebody heard it."""

    sentence: str
    promiser: Member | None
    promiser_organisation: Organisation | None
    named: Sequence[Named]
    terms: Terms
    where: str
    heard_on: date | None
    link: str = ""


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
) -> Promise:
    """Write down a promise that you heard, and have its promiser asked. Until they own it, it counts for nothing."""
    heard = Heard(sentence, promiser, promiser_organisation, named, terms, where, heard_on, link)
    with act(place.pk, verb="promise.heard", by=by.ref, at=at) as event:
        require(why_not_twice("promise", sentence, by, at))
        promise = _record_heard(event, place, heard, by)
        promise.ask_owner_at = event.at
        promise.save(update_fields=["ask_owner_at"])
    return promise


def hear_brought_in(*, place: Place, heard: Sequence[Heard], by: Member, at: datetime) -> list[Promise]:
    """Take old actions of a spreadsheet as heard promises: all or none, one event each. Nobody is asked yet.

    A refusal names its line by its place in `heard`, from 0.
    """
    with transaction.atomic():
        waiting = (
            BringIn.objects.select_for_update()
            .filter(place=place, by=by)
            .filter(actions__isnull=False)
            .exists()
        )
        require(None if waiting else "These actions were taken, or left out, already.")
        promises = []
        for number, one in enumerate(heard):
            with act(place.pk, verb="promise.heard", by=by.ref, at=at) as event:
                try:
                    promises.append(_record_heard(event, place, one, by))
                except Refused as refused:
                    raise Refused(refused.sentence, field=str(number)) from refused
        finish_bring_in(place=place, by=by)
    return promises


def _record_heard(event: Act, place: Place, heard: Heard, by: Member) -> Promise:
    who = [one.who for one in heard.named]
    organisation = heard.promiser_organisation
    require(policies.why_not_hear(by, heard.promiser), field="promiser")
    require(policies.why_not_heard_of(heard.promiser, organisation, who), field="promiser")
    if heard.heard_on and heard.heard_on > day_in(event.at, place.zone):
        raise Refused("You can’t have heard it on a day that has not come yet.", field="heard_on")
    require(
        why_not_put(kind_of("promise"), None, [organisation] if organisation else [], who, event.at),
        field="to",
    )
    claimants: list[Organisation | Member] = [one for one in (organisation, heard.promiser) if one]
    # Whoever heard it named those it was made to: that is the claimant's choice only if they work there themselves.
    its_own = organisation is not None and policies.works_for(by, organisation)
    claim = record_claim(
        event,
        place=place,
        kind=kind_of("promise"),
        sentence=heard.sentence,
        claimants=claimants,
        named=[replace(one, by_claimant=its_own) for one in heard.named],
        by=by,
        claimed=False,
        further=further_of(heard.terms, heard.link),
    )
    return Promise.objects.create(
        place=place,
        claim=claim,
        state=PromiseState.HEARD,
        promiser=heard.promiser,
        promiser_organisation=organisation,
        heard_by=by,
        heard_on=heard.heard_on,
        where=text_of(event, heard.where, "where"),
    )


def ask_promiser(*, promise: Promise, by: Member, at: datetime) -> Promise:
    """Have a heard promise's promiser asked: did you say that? `work` sends the mail or the text."""
    with act(promise.place_id, verb="promise.owner_asked", by=by.ref, at=at) as event:
        promise = read_locked(promise)
        require(policies.why_not_ask_promiser(by, promise))
        promise.ask_owner_at = event.at
        promise.save(update_fields=["ask_owner_at"])
        event.subject = promise.claim.ref
    return promise


def own(
    *, promise: Promise, by: Member, at: datetime, not_quite: str = "", due_on: date | None = None
) -> Promise:
    """ "Yes, I said that", or "not quite: …", in the promiser's own words. The words that were heard stay beside it."""
    with act(promise.place_id, verb="promise.owned", by=by.ref, at=at) as event:
        promise = read_locked(promise)
        require(policies.why_not_own(by, promise))
        claim = promise.claim
        was = _as_it_was(claim, due_on)
        if not_quite.strip():
            record_turn(event, claim, TurnVerb.NOT_QUITE, by=by, words=str(claim.sentence), **was)
            claim.sentence = event.text(not_quite, "sentence")
            claim.save(update_fields=["sentence"])
        else:
            record_turn(event, claim, TurnVerb.OWNED, by=by, **was)
        if due_on:
            require(policies.why_not_that_day(due_on, promise.place, at), field="due_on")
            claim.due_on, claim.first_due_on = due_on, claim.first_due_on or due_on
            claim.save(update_fields=["due_on", "first_due_on"])
            event.facts["due"] = due_on.isoformat()
        say_done(event, claim, [], by=by)
        # From here on it is the promiser's: whoever only wrote it down may be among those it was made to.
        claim.put_by, claim.put_for = by, promise.promiser_organisation
        claim.save(update_fields=["put_by", "put_for"])
        promise.state, promise.owned_at, promise.promiser = PromiseState.MADE, event.at, by
        promise.save(update_fields=["state", "owned_at", "promiser"])
    return promise


def _as_it_was(claim: Claim, due_on: date | None) -> dict[str, Any]:
    """What owning it changes, so that it can be read as at a day before: who wrote it down, and the day, "" for none."""
    was: dict[str, Any] = {"heard_by": claim.put_by.ref} if claim.put_by else {}
    if due_on:
        was |= {"was": claim.due_on.isoformat() if claim.due_on else "", "now": due_on.isoformat()}
    return was


def disown(*, promise: Promise, words: str, by: Member, at: datetime) -> Promise:
    """ "No, I did not say that." It stays, as heard and not owned."""
    with act(promise.place_id, verb="promise.disowned", by=by.ref, at=at) as event:
        promise = read_locked(promise)
        require(policies.why_not_own(by, promise))
        require("You have said so already." if promise.state == PromiseState.DISOWNED else None)
        record_turn(event, promise.claim, TurnVerb.DISOWNED, by=by, words=words)
        promise.state = PromiseState.DISOWNED
        promise.save(update_fields=["state"])
    return promise
