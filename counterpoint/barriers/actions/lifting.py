"""Barriers by name: raised, taken, refused, said gone. Gone is for whoever raised it to say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from counterpoint.barriers import policies
from counterpoint.barriers.choices import BarrierState
from counterpoint.barriers.models import Barrier
from counterpoint.claims.actions import Named, locked, name_one, record_claim, record_turn, restand, say_done
from counterpoint.claims.choices import TurnVerb, kind_of
from counterpoint.claims.policies.twice import why_not_twice
from counterpoint.ledger.actions import act
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.web.http import require

NEEDS_REASON = "Say why, for everyone to read. One line is enough."


def raise_(
    *,
    place: Place,
    sentence: str,
    could_remove: Organisation | None,
    how_often: str,
    by: Member,
    at: datetime,
    lang: str = "en",
) -> Barrier:
    """Say what stops you. You, and only those it stops, will say whether it is gone."""
    with act(place.pk, verb="barrier.raised", by=by.ref, at=at) as event:
        require("You have left this place, so you can’t raise a barrier here." if by.left_at else None)
        require(why_not_twice("barrier", sentence, by, at))
        claim = record_claim(
            event,
            place=place,
            kind=kind_of("barrier"),
            sentence=sentence,
            claimants=[],
            named=[Named(by, by_claimant=False)],
            by=by,
            claimed=False,
        )
        return Barrier.objects.create(
            place=place, claim=claim, could_remove=could_remove, how_often=how_often
        )


def take(*, barrier: Barrier, organisation: Organisation, by: Member, at: datetime) -> Barrier:
    """Take it on: from now on it has an owner with a name."""
    with act(barrier.place_id, verb="barrier.taken", by=by.ref, at=at) as event:
        barrier = _locked(barrier)
        require(policies.why_not_take(by, barrier, organisation))
        record_turn(event, barrier.claim, TurnVerb.TOOK, by=by, organisation=organisation)
        barrier.state, barrier.owner, barrier.owner_member, barrier.refusal = (
            BarrierState.TAKEN,
            organisation,
            by,
            None,
        )
        barrier.save(update_fields=["state", "owner", "owner_member", "refusal"])
    return barrier


def refuse(*, barrier: Barrier, words: str, by: Member, at: datetime) -> Barrier:
    """Say that it stays, and why. The reason is public here."""
    with act(barrier.place_id, verb="barrier.refused", by=by.ref, at=at) as event:
        barrier = _locked(barrier)
        require(policies.why_not_refuse(by, barrier))
        require(None if words.strip() else NEEDS_REASON, field="words")
        organisation = barrier.owner or barrier.could_remove
        turn = record_turn(
            event, barrier.claim, TurnVerb.REFUSED, by=by, words=words, organisation=organisation
        )
        barrier.state, barrier.refusal, barrier.owner_member = BarrierState.REFUSED, turn.words, by
        barrier.save(update_fields=["state", "refusal", "owner_member"])
    return barrier


def say_gone(
    *, barrier: Barrier, words: str, by: Member, at: datetime, together_with: Sequence[Organisation] = ()
) -> Barrier:
    """Claim that it is gone. Whoever raised it, and whoever it stops too, are asked."""
    with act(barrier.place_id, verb="barrier.said_gone", by=by.ref, at=at) as event:
        barrier = _locked(barrier)
        require(policies.why_not_say_gone(by, barrier))
        assert barrier.owner is not None  # noqa: S101  # the policy has seen to it
        record_turn(event, barrier.claim, TurnVerb.GONE, by=by, words=words, organisation=barrier.owner)
        say_done(event, barrier.claim, [barrier.owner, *together_with], by=by)
        barrier.state = BarrierState.GONE
        barrier.save(update_fields=["state"])
    return barrier


def stops_me_too(*, barrier: Barrier, by: Member, at: datetime) -> Barrier:
    """Join those it stops: you hear what becomes of it, and are asked whether it is gone."""
    with act(barrier.place_id, verb="barrier.stops_me_too", by=by.ref, at=at) as event:
        barrier = _locked(barrier)
        require(policies.why_not_stops_me_too(by, barrier))
        event.subject = barrier.claim.ref
        name_one(event, barrier.claim, Named(by, must_hear=False, by_claimant=False), added_by=by)
        restand(barrier.claim)
    return barrier


def _locked(barrier: Barrier) -> Barrier:
    fresh = Barrier.objects.select_related("place", "owner", "could_remove").get(pk=barrier.pk)
    fresh.claim = locked(fresh.claim)
    return fresh
