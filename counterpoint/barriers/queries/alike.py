"""Barriers that may be the same as one: offered to those whom it stops, who alone can say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from counterpoint.analysis.likeness import alike_sentences
from counterpoint.analysis.standing import Standing
from counterpoint.barriers import policies
from counterpoint.barriers.models import Barrier
from counterpoint.claims.models import Claim, Ticket
from counterpoint.claims.models.claims import ClaimQuerySet
from counterpoint.claims.queries.addresses import record_url
from counterpoint.partnership.models import Member, Place
from counterpoint.web.http import Refused

COMPARED = 300  # the newest: what is older and still stands has been met often enough to be known


@dataclass(frozen=True, slots=True)
class Alike:
    """One that it may be the same as."""

    number: int
    sentence: str
    url: str
    mine: bool = False  # this reader is among those it stops already


def alike_for_member(
    member: Member, words: str, at: datetime, *, but: Barrier | None = None
) -> tuple[Alike, ...]:
    """For whoever raises one in these words, or reads their own (`but`)."""
    found = _alike(Claim.objects.seen_by(member, at), member.place, words, but)
    theirs = {
        key
        for key in Claim.objects.filter(
            pk__in=[one.pk for one in found], counterparts__member=member
        ).values_list("pk", flat=True)
    }
    return tuple(_shown(one, member.place, mine=one.pk in theirs) for one in found)


def alike_for_ticket(ticket: Ticket) -> tuple[Alike, ...]:
    """Only what is like it already: a ticket is no way to read the others."""
    barrier = Barrier.objects.select_related("same_as").get(claim=ticket.claim_id)
    barrier.claim = ticket.claim
    if barrier.claim.claimed_at is not None or policies.why_over(barrier):
        return ()
    claims = Claim.objects.filter(place_id=ticket.place_id)
    return tuple(
        _shown(one, ticket.claim.place)
        for one in _alike(claims, ticket.claim.place, str(ticket.claim.sentence), barrier)
    )


def offered_to_ticket(ticket: Ticket, number: str) -> Barrier:
    """The one of those offered that was chosen."""
    return _chosen(ticket.place, alike_for_ticket(ticket), number)


def offered_to_member(member: Member, barrier: Barrier, number: str, at: datetime) -> Barrier:
    offered = alike_for_member(member, str(barrier.claim.sentence), at, but=barrier)
    return _chosen(member.place, offered, number)


def _chosen(place: Place, offered: tuple[Alike, ...], number: str) -> Barrier:
    found = next((one for one in offered if str(one.number) == number), None)
    if found is None:
        raise Refused("Choose one of those that are like it.")
    return Barrier.objects.select_related("claim", "same_as__claim").get(
        place=place, claim__number=found.number
    )


def _alike(seen: ClaimQuerySet, place: Place, words: str, but: Barrier | None) -> list[Claim]:
    standing = seen.filter(
        place=place, kind="barrier", withdrawn_at__isnull=True, barrier__same_as__isnull=True
    )
    standing = standing.exclude(standing=Standing.CONFIRMED).exclude(pk=but.pk if but else 0)
    claims = list(standing.select_related("sentence").order_by("-put_at", "-number")[:COMPARED])
    return [claims[position] for position, _ in alike_sentences(words, [str(one.sentence) for one in claims])]


def _shown(claim: Claim, place: Place, *, mine: bool = False) -> Alike:
    return Alike(claim.number, str(claim.sentence), record_url(place.slug, "barrier", claim.number), mine)
