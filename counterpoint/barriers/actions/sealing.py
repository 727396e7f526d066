"""What was done without a name is put on the record once a day, in random order, dated to the day (docs/adr/0007).

Two acts at least, or seven days: so that an event can be dated no better than its day.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta

from counterpoint.analysis.standing import Verdict
from counterpoint.barriers.actions.lifting import raise_within
from counterpoint.barriers.actions.merging import merge_by_ticket
from counterpoint.barriers.models import Barrier
from counterpoint.claims.actions import Named, answer_within, name_one, restand
from counterpoint.claims.actions.standing import locked
from counterpoint.claims.models import Ticket, Unsealed
from counterpoint.ledger.actions import act
from counterpoint.partnership.models import Organisation, Place
from counterpoint.web.http import Refused

ENOUGH = 2
LONGEST = timedelta(days=7)


def seal(*, place: Place, waiting_since: date | None, at: datetime) -> int:
    """Seal what waits, once a day, in random order, dated to the day. Returns how many acts were sealed."""
    waiting = list(Unsealed.objects.filter(place=place))
    long_enough = waiting_since is not None and at.date() - waiting_since >= LONGEST
    if not waiting or (len(waiting) < ENOUGH and not long_enough):
        return 0
    random.SystemRandom().shuffle(waiting)
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    for one in waiting:
        try:
            SEALED[one.act](place, one, midnight)
        except Refused:
            # The record has gone on since: the barrier was withdrawn, or is the same as that other already.
            one.delete()
    return len(waiting)


def _raised(place: Place, one: Unsealed, at: datetime) -> None:
    said = one.payload
    with act(place.pk, verb="barrier.raised", by="ticket", at=at) as event:
        could_remove = Organisation.objects.filter(place=place, number=said["could_remove"]).first()
        raise_within(
            event,
            place=place,
            sentence=said["sentence"],
            by=Ticket(place=place, hash=one.ticket_hash, anonymous=True),
            what_it_stops=said["what_it_stops"],
            lang=said["lang"],
            barrier=Barrier(
                place=place, could_remove=could_remove, how_often=said["how_often"], type=said["type"]
            ),
        )
        one.delete()


def _answered(place: Place, one: Unsealed, at: datetime) -> None:
    said = one.payload
    with act(place.pk, verb="claim.answered", by="ticket", at=at) as event:
        answer_within(
            event,
            ticket=_ticket(place, one),
            verdict=Verdict(said["verdict"]),
            words=said["words"],
            step=None,
            lang=said["lang"],
        )
        one.delete()


def _stops_too(place: Place, one: Unsealed, at: datetime) -> None:
    with act(place.pk, verb="barrier.stops_me_too", by="ticket", at=at) as event:
        barrier = Barrier.objects.select_related("claim", "same_as__claim").get(
            place=place, claim__number=one.payload["number"]
        )
        claim = locked((barrier.same_as or barrier).claim)
        event.subject = claim.ref
        ticket = Ticket.objects.create(place=place, hash=one.ticket_hash, claim=claim, anonymous=True)
        name_one(event, claim, Named(ticket, must_hear=False, by_claimant=False), added_by=None)
        restand(locked(claim))
        one.delete()


def _merged(place: Place, one: Unsealed, at: datetime) -> None:
    into = Barrier.objects.select_related("claim", "same_as__claim").get(
        place=place, claim__number=one.payload["into"]
    )
    merge_by_ticket(ticket=_ticket(place, one), into=into.same_as or into, at=at)
    one.delete()


def _ticket(place: Place, one: Unsealed) -> Ticket:
    return Ticket.objects.select_related("claim").get(place=place, hash=one.ticket_hash)


SEALED: dict[str, Callable[[Place, Unsealed, datetime], None]] = {
    "raise": _raised,
    "answer": _answered,
    "me_too": _stops_too,
    "merge": _merged,
}
