"""Barriers by ticket. An anonymous act waits, without a time, until a day's worth is sealed in random order.

Two acts at least, or seven days: so that an event can be dated no better than its day (docs/adr/0007).
"""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from counterpoint.analysis.standing import Verdict
from counterpoint.barriers import policies
from counterpoint.barriers.models import Barrier
from counterpoint.claims.actions import answer_within, hash_of, name_one, new_secret, record_claim
from counterpoint.claims.actions.putting import Named
from counterpoint.claims.choices import kind_of
from counterpoint.claims.models import Ticket, Unsealed
from counterpoint.ledger.actions import act, unrecorded
from counterpoint.partnership.models import Organisation, Place
from counterpoint.web.http import Refused, require

ENOUGH = 2
LONGEST = timedelta(days=7)


def raise_quietly(
    *,
    place: Place,
    sentence: str,
    could_remove: Organisation | None,
    how_often: str,
    lang: str = "en",
    secret: str = "",
) -> str:
    """Raise a barrier without a name. Returns the ticket's secret: nobody can find it again.

    A page may have made the `secret` before: sent twice, it is still one ticket.
    """
    secret = secret or new_secret()
    with unrecorded(place.pk, shows=False):
        if _is_known(place, secret):
            return secret
        require(policies.why_not_raise_quietly(place))
        Unsealed.objects.create(
            place=place,
            act="raise",
            ticket_hash=hash_of(secret),
            payload={
                "sentence": sentence,
                "could_remove": could_remove.number if could_remove else None,
                "how_often": how_often,
                "lang": lang,
            },
        )
    return secret


def take_back(*, place: Place, secret: str) -> None:
    """Take back what waits to be sealed: nobody has read it, and now nobody will."""
    with unrecorded(place.pk, shows=False):
        gone, _ = Unsealed.objects.filter(place=place, act="raise", ticket_hash=hash_of(secret)).delete()
        require(
            None if gone else "This was put on the record in the meantime, so it can’t be taken back here."
        )


def _is_known(place: Place, secret: str) -> bool:
    told = hash_of(secret)
    return (
        Unsealed.objects.filter(place=place, ticket_hash=told).exists()
        or Ticket.objects.filter(place=place, hash=told).exists()
    )


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


def seal(*, place: Place, waiting_since: date | None, at: datetime) -> int:
    """Seal what waits, once a day, in random order, dated to the day. Returns how many acts were sealed."""
    waiting = list(Unsealed.objects.filter(place=place))
    long_enough = waiting_since is not None and at.date() - waiting_since >= LONGEST
    if not waiting or (len(waiting) < ENOUGH and not long_enough):
        return 0
    random.SystemRandom().shuffle(waiting)
    for one in waiting:
        _seal_one(place, one, at)
    return len(waiting)


def _seal_one(place: Place, one: Unsealed, at: datetime) -> None:
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    said = one.payload
    verb = "barrier.raised" if one.act == "raise" else "claim.answered"
    with act(place.pk, verb=verb, by="ticket", at=midnight) as event:
        if one.act == "raise":
            claim = record_claim(
                event,
                place=place,
                kind=kind_of("barrier"),
                sentence=said["sentence"],
                claimants=[],
                named=[],
                by=None,
                claimed=False,
            )
            could_remove = Organisation.objects.filter(place=place, number=said["could_remove"]).first()
            Barrier.objects.create(
                place=place, claim=claim, could_remove=could_remove, how_often=said["how_often"]
            )
            ticket = Ticket.objects.create(place=place, hash=one.ticket_hash, claim=claim, anonymous=True)
            name_one(event, claim, Named(ticket, by_claimant=False), added_by=None)
        else:
            ticket = Ticket.objects.select_related("claim").get(place=place, hash=one.ticket_hash)
            answer_within(
                event,
                ticket=ticket,
                verdict=Verdict(said["verdict"]),
                words=said["words"],
                step=None,
                lang=said["lang"],
            )
        one.delete()
