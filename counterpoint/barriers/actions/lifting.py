"""Barriers by name: raised, taken, refused, handed on, said gone. Gone is for whoever raised it to say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from counterpoint.barriers import policies
from counterpoint.barriers.choices import BarrierState
from counterpoint.barriers.models import Barrier
from counterpoint.claims.actions import Named, locked, name_one, record_claim, record_turn, restand, say_done
from counterpoint.claims.choices import TurnVerb, kind_of
from counterpoint.claims.models import Ticket
from counterpoint.claims.policies.twice import why_not_twice
from counterpoint.ledger.actions import Act, act
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
    type: str = "",
    what_it_stops: str = "",
    went_and_asked: bool = False,
    lang: str = "en",
) -> Barrier:
    """Say what stops you. You, and only those it stops, will say whether it is gone."""
    with act(place.pk, verb="barrier.raised", by=by.ref, at=at) as event:
        require("You have left this place, so you can’t raise a barrier here." if by.left_at else None)
        require(why_not_twice("barrier", sentence, by, at))
        require(policies.why_not_went_and_asked(by) if went_and_asked else None, field="went_and_asked")
        return raise_within(
            event,
            place=place,
            sentence=sentence,
            by=by,
            what_it_stops=what_it_stops,
            lang=lang,
            barrier=Barrier(
                place=place,
                could_remove=could_remove,
                how_often=how_often,
                type=type,
                went_and_asked=went_and_asked,
            ),
        )


def raise_within(
    event: Act,
    *,
    place: Place,
    sentence: str,
    by: Member | Ticket,
    what_it_stops: str,
    lang: str,
    barrier: Barrier,
) -> Barrier:
    """Write a barrier, inside an act under way. `by` a ticket: nobody is named; it is named as soon as it has a claim."""
    member = by if isinstance(by, Member) else None
    barrier.claim = record_claim(
        event,
        place=place,
        kind=kind_of("barrier"),
        sentence=sentence,
        claimants=[],
        named=[Named(member, by_claimant=False)] if member else [],
        by=member,
        claimed=False,
    )
    if isinstance(by, Ticket):
        by.claim = barrier.claim
        by.save()
        name_one(event, barrier.claim, Named(by, by_claimant=False), added_by=None)
    if what_it_stops:
        record_turn(event, barrier.claim, TurnVerb.STOPS, by=member, words=what_it_stops, lang=lang)
    barrier.save(force_insert=True)
    return barrier


def take(*, barrier: Barrier, organisation: Organisation, by: Member, at: datetime) -> Barrier:
    """Take it on: from now on it has an owner with a name."""
    with act(barrier.place_id, verb="barrier.taken", by=by.ref, at=at) as event:
        barrier = fresh(barrier)
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
        barrier = fresh(barrier)
        require(policies.why_not_refuse(by, barrier))
        require(None if words.strip() else NEEDS_REASON, field="words")
        organisation = barrier.owner or barrier.could_remove
        turn = record_turn(
            event, barrier.claim, TurnVerb.REFUSED, by=by, words=words, organisation=organisation
        )
        barrier.state, barrier.refusal, barrier.owner_member = BarrierState.REFUSED, turn.words, by
        barrier.save(update_fields=["state", "refusal", "owner_member"])
    return barrier


def hand_on(*, barrier: Barrier, to: Organisation, words: str, by: Member, at: datetime) -> Barrier:
    """Hand it to another organisation, with a line of why. It is nobody's again, and as old as it was."""
    with act(barrier.place_id, verb="barrier.handed_on", by=by.ref, at=at) as event:
        barrier = fresh(barrier)
        require(policies.why_not_hand_on(by, barrier))
        require(policies.why_not_hand_to(barrier, to), field="to")
        require(None if words.strip() else NEEDS_REASON, field="words")
        had = policies.asked_of(barrier)
        was = barrier.could_remove.number if barrier.could_remove else None
        record_turn(
            event,
            barrier.claim,
            TurnVerb.HANDED_ON,
            by=by,
            words=words,
            organisation=had,
            to=to.number,
            was=was,
        )
        barrier.state, barrier.could_remove = BarrierState.RAISED, to
        barrier.owner = barrier.owner_member = barrier.refusal = None
        barrier.save(update_fields=["state", "could_remove", "owner", "owner_member", "refusal"])
    return barrier


def say_gone(
    *, barrier: Barrier, words: str, by: Member, at: datetime, together_with: Sequence[Organisation] = ()
) -> Barrier:
    """Claim that it is gone. Whoever raised it, and whoever it stops too, are asked."""
    with act(barrier.place_id, verb="barrier.said_gone", by=by.ref, at=at) as event:
        barrier = fresh(barrier)
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
        barrier = fresh(barrier)
        require(policies.why_not_stops_me_too(by, barrier))
        event.subject = barrier.claim.ref
        name_one(event, barrier.claim, Named(by, must_hear=False, by_claimant=False), added_by=by)
        restand(barrier.claim)
    return barrier


def fresh(barrier: Barrier) -> Barrier:
    """The barrier as it stands under the place's lock."""
    found = Barrier.objects.select_related("place", "owner", "could_remove", "same_as__claim").get(
        pk=barrier.pk
    )
    found.claim = locked(found.claim)
    return found
