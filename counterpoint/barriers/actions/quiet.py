"""Acts without a name. Each waits, without a time, until a day's worth is sealed (`sealing`)."""

from __future__ import annotations

from datetime import date
from typing import Any

from counterpoint.analysis.standing import Verdict
from counterpoint.barriers import policies
from counterpoint.barriers.models import Barrier, RaisedBy
from counterpoint.claims.actions import hash_of, make_code, new_secret
from counterpoint.claims.models import Ticket, Unsealed
from counterpoint.claims.policies import codes
from counterpoint.ledger.actions import unrecorded
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.web.http import Refused, require


def raise_quietly(
    *,
    place: Place,
    sentence: str,
    could_remove: Organisation | None,
    how_often: str,
    type: str = "",
    what_it_stops: str = "",
    lang: str = "en",
    secret: str = "",
    told: Member | None = None,
) -> str:
    """Raise a barrier without a name. Returns the ticket's secret: nobody can find it again.

    A page may have made the `secret` before: sent twice, it is still one ticket. `told`: the member whose name the
    stewards may read, and nobody else.
    """
    secret = secret or new_secret()
    with unrecorded(place.pk, shows=False):
        if _is_known(place, secret):
            return secret
        require(policies.why_not_write_quietly(place))
        said = {
            "sentence": sentence,
            "what_it_stops": what_it_stops,
            "type": type,
            "could_remove": could_remove.number if could_remove else None,
            "how_often": how_often,
            "lang": lang,
        }
        _wait(place, "raise", secret, said)
        if told is not None:
            RaisedBy.objects.create(place=place, ticket_hash=hash_of(secret), member=told)
    return secret


def stops_me_too_quietly(*, barrier: Barrier, secret: str = "") -> str:
    """ "This stops me too", without a name. Returns the secret of the ticket with which one is asked."""
    secret = secret or new_secret()
    with unrecorded(barrier.place_id, shows=False):
        if _is_known(barrier.place, secret):
            return secret
        require(policies.why_not_write_quietly(barrier.place))
        require(policies.why_nobody_joins(barrier))
        _wait(barrier.place, "me_too", secret, {"number": barrier.claim.number})
    return secret


def merge_quietly(*, ticket: Ticket, into: Barrier) -> None:
    """Say with a ticket that one's barrier is the same as another. Until it is sealed, a later word replaces this."""
    with unrecorded(ticket.place_id, shows=False):
        require(policies.why_not_merge(ticket, Barrier.objects.get(claim=ticket.claim_id), into))
        Unsealed.objects.filter(place_id=ticket.place_id, act="merge", ticket_hash=ticket.hash).delete()
        Unsealed.objects.create(
            place_id=ticket.place_id,
            act="merge",
            ticket_hash=ticket.hash,
            payload={"into": into.claim.number},
        )


def give_code(*, place: Place, secret: str, address: str, today: date) -> str:
    """The ticket's short code, to be read aloud: the same one each time, for 30 days more."""
    return make_code(place=place, address=address, today=today, code=codes.code_of(secret))


def take_back(*, place: Place, secret: str) -> None:
    """Take back what waits to be sealed: nobody has read it, and now nobody will."""
    with unrecorded(place.pk, shows=False):
        told = hash_of(secret)
        waiting = Unsealed.objects.filter(place=place, act__in=("raise", "me_too"), ticket_hash=told)
        gone, _ = waiting.delete()
        require(
            None if gone else "This was put on the record in the meantime, so it can’t be taken back here."
        )
        RaisedBy.objects.filter(place=place, ticket_hash=told).delete()


def answer_quietly(*, ticket: Ticket, verdict: Verdict, words: str, lang: str = "en") -> None:
    """Answer with an anonymous ticket. Until it is sealed, a later press replaces an earlier one."""
    with unrecorded(ticket.place_id, shows=False):
        if ticket.claim.claimed_at is None:
            raise Refused(
                "There is nothing to answer yet. Come back with this ticket when it is said to be gone."
            )
        Unsealed.objects.filter(place_id=ticket.place_id, act="answer", ticket_hash=ticket.hash).delete()
        Unsealed.objects.create(
            place_id=ticket.place_id,
            act="answer",
            ticket_hash=ticket.hash,
            payload={"verdict": verdict.value, "words": words, "lang": lang},
        )


def _wait(place: Place, act: str, secret: str, payload: dict[str, Any]) -> None:
    Unsealed.objects.create(place=place, act=act, ticket_hash=hash_of(secret), payload=payload)


def _is_known(place: Place, secret: str) -> bool:
    told = hash_of(secret)
    return (
        Unsealed.objects.filter(place=place, ticket_hash=told).exists()
        or Ticket.objects.filter(place=place, hash=told).exists()
    )
