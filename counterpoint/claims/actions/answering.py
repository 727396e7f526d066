"""Answering. A change of mind is a new answer; a detached answer goes into a box and is counted once."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import date, datetime, timedelta

from counterpoint.analysis.standing import STEPS_SHORT, Rule, Verdict
from counterpoint.claims import policies
from counterpoint.claims.actions.standing import locked, restand
from counterpoint.claims.models import Answer, Ballot, BallotTurn, Claim, Counterpart, PoolSeat, Ticket
from counterpoint.claims.policies import Capacity
from counterpoint.claims.policies.capacity import CLOSED, IN_THE_BOX, NOTHING_YET, WITHDRAWN
from counterpoint.claims.policies.own_rules import why_not_without_words
from counterpoint.ledger.actions import Act, act, unrecorded
from counterpoint.partnership.models import Member
from counterpoint.web.http import Refused, require

SAME_AGAIN = "You have said this already. Nothing was changed."
ONE_PRESS = timedelta(hours=12)  # within this the same words are the same press


def answer(
    *,
    claim: Claim,
    verdict: Verdict,
    by: Member,
    at: datetime,
    words: str = "",
    step: int | None = None,
    lang: str = "en",
    acting_for: int | None = None,
    said_on: date | None = None,
    typed_by: Member | None = None,
    how_agreed: str = "",
) -> Answer:
    """Say whether a claim is so. `typed_by` typed it for `by`, who agreed in the way that `how_agreed` says."""
    with act(claim.place_id, verb="claim.answered", by=(typed_by or by).ref, at=at) as event:
        claim = locked(claim)
        capacity = policies.capacity_of(by, claim, at, acting_for)
        if isinstance(capacity, str):
            raise Refused(capacity)
        if capacity.detached:
            raise RuntimeError("A detached answer is dropped in its box: drop_in_box().")
        if typed_by is not None and policies.why_barred(typed_by, claim, at):
            raise Refused("Your side makes this claim, so you can’t write down somebody’s answer to it.")
        if typed_by is not None and not how_agreed.strip():
            raise Refused("Say how they agreed. It stands beside the answer, with your name.", field="how")
        _refuse_the_same_again(claim, verdict, words, step, at, member=by)
        given = _record(
            event,
            claim,
            verdict,
            words,
            step,
            lang,
            said_on,
            capacity=capacity,
            member=by,
            typed_by=typed_by,
            how_agreed=how_agreed,
        )
        event.facts["voice"] = by.ref
    return given


def answer_by_ticket(
    *,
    ticket: Ticket,
    verdict: Verdict,
    at: datetime,
    words: str = "",
    step: int | None = None,
    lang: str = "en",
    said_on: date | None = None,
) -> Answer:
    """Answer with a ticket that somebody was given. An anonymous ticket's answer waits to be sealed instead."""
    with act(ticket.place_id, verb="claim.answered", by="ticket", at=at) as event:
        return answer_within(
            event, ticket=ticket, verdict=verdict, words=words, step=step, lang=lang, said_on=said_on
        )


def answer_within(
    event: Act,
    *,
    ticket: Ticket,
    verdict: Verdict,
    words: str,
    step: int | None,
    lang: str,
    said_on: date | None = None,
) -> Answer:
    claim = locked(ticket.claim)
    if claim.withdrawn_at:
        raise Refused(WITHDRAWN)
    if claim.claimed_at is None:
        raise Refused(NOTHING_YET)
    _refuse_the_same_again(claim, verdict, words, step, event.at, ticket=ticket)
    capacity = Capacity(None, perspective=ticket.perspective)
    return _record(event, claim, verdict, words, step, lang, said_on, capacity=capacity, ticket=ticket)


def _record(
    event: Act,
    claim: Claim,
    verdict: Verdict,
    words: str,
    step: int | None,
    lang: str,
    said_on: date | None,
    *,
    capacity: Capacity,
    member: Member | None = None,
    ticket: Ticket | None = None,
    typed_by: Member | None = None,
    how_agreed: str = "",
) -> Answer:
    require(why_not_without_words(claim.of, verdict, words), field="words")
    if claim.of.rule == Rule.STEPS and verdict != Verdict.CANT_TELL:
        require(None if step else "Choose the step that you were on.", field="step")
        verdict = as_verdict(step, claim.step)
    given = Answer.objects.create(
        place_id=claim.place_id,
        claim=claim,
        position=Answer.objects.filter(claim=claim).count() + 1,
        member=member,
        ticket=ticket,
        organisation=capacity.organisation,
        works_there=capacity.works_there,
        perspective=capacity.perspective,
        own_staff=capacity.own_staff,
        verdict=verdict,
        step=step,
        words=event.text(words, lang=lang) if words else None,
        recorded_at=event.at,
        said_on=said_on,
        typed_by=typed_by,
        how_agreed=how_agreed,
    )
    before, after = restand(claim)
    event.subject = claim.ref
    event.facts |= {
        "answer": given.position,
        "verdict": verdict.value,
        "step": step,
        "own_staff": capacity.own_staff,
        "organisation": capacity.organisation.ref if capacity.organisation else None,
        # A ticket's perspective is left out: one of eight values, and few enough people to guess from.
        "perspective": capacity.perspective if member else None,
        "before": before,
        "standing": after,
    }
    return given


def as_verdict(step: int | None, claimed: int | None) -> Verdict:
    """What a step of the ladder says of the step that was claimed, for lists: the rule itself takes the median."""
    short = (claimed or 0) - (step or 0)
    return Verdict.YES if short <= 0 else Verdict.NO if short >= STEPS_SHORT else Verdict.PARTLY


def _refuse_the_same_again(
    claim: Claim,
    verdict: Verdict,
    words: str,
    step: int | None,
    at: datetime,
    *,
    member: Member | None = None,
    ticket: Ticket | None = None,
) -> None:
    """A double press, or the back button, is not a change of mind. On another day it is a new answer: still so."""
    last = Answer.objects.filter(claim=claim, member=member, ticket=ticket).order_by("-position").first()
    if last is None or at - last.recorded_at >= ONE_PRESS:
        return
    same = last.step == step if step else last.verdict == verdict  # a step's verdict follows from it
    if same and str(last.words or "") == words:
        raise Refused(SAME_AGAIN)


def drop_in_box(*, claim: Claim, verdict: Verdict, by: Member, at: datetime) -> None:
    """A detached answer. Who has answered and what was answered are kept apart, and neither has a time.

    It is no event: only the opening of the box is, with the digest of what lay in it. The last one in opens it.
    """
    with unrecorded(claim.place_id):
        claim = locked(claim)
        capacity = policies.capacity_of(by, claim, at)
        if isinstance(capacity, str):
            raise Refused(capacity)
        require(IN_THE_BOX if capacity.in_the_box else CLOSED if claim.counted_at else None)
        asked = capacity.counterpart
        if asked is None:
            raise RuntimeError("A detached capacity is always some counterpart's.")
        BallotTurn.objects.create(place_id=claim.place_id, counterpart=asked, member=by)
        Ballot.objects.create(place_id=claim.place_id, counterpart=box_of(asked), verdict=verdict)
        full = BallotTurn.objects.filter(counterpart__claim=claim).count() >= seats_in(claim)
    if full:
        count_box(claim=claim, at=at)


def box_of(counterpart: Counterpart) -> Counterpart:
    """Where an answer lies: with the pool, or with all the peers of the claim, never with one person."""
    if counterpart.pool_id:
        return counterpart
    return Counterpart.objects.filter(claim_id=counterpart.claim_id).order_by("position")[0]


def seats_in(claim: Claim) -> int:
    """How many answers the claim's boxes can hold."""
    seats = 0
    for one in claim.counterparts.all():
        if one.pool_id:
            seats += PoolSeat.objects.filter(pool_id=one.pool_id).count()
        elif claim.of.detached:
            seats += 1
    return seats


def count_box(*, claim: Claim, at: datetime) -> None:
    """Open the box and count: when its time is up, or everyone asked has answered."""
    with act(claim.place_id, verb="claim.counted", by="system", at=at) as event:
        claim = locked(claim)
        require("The box has been opened already." if claim.counted_at else None)
        counts = Counter(Ballot.objects.filter(counterpart__claim=claim).values_list("verdict", flat=True))
        claim.counted_at = event.at
        claim.save(update_fields=["counted_at"])
        before, after = restand(claim)
        event.subject = claim.ref
        released = json.dumps(sorted(counts.items())).encode()
        event.facts |= {
            "ballots": counts.total(),
            "digest": hashlib.sha256(released).hexdigest(),
            "before": before,
            "standing": after,
        }
