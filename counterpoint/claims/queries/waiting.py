"""Whom a claim waits for: who may be asked now, and why. Budgets and the hour of asking are `work`'s.

A claim can be asked about from the day it is claimed, or from its due date unless its promiser says sooner that
it was kept. Nobody is asked who may not answer, nor anyone who has answered since the last reason to ask them.
The number of queries does not grow with the place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import PUT_AGAIN
from counterpoint.claims.models import Claim, Counterpart
from counterpoint.claims.policies import family_of, why_not_ask
from counterpoint.claims.queries.reasons import Said, Spoken, since_when, spoken_in, why_again
from counterpoint.claims.queries.seats import Seats, seats_in
from counterpoint.partnership.models import Member, Place


@dataclass(frozen=True, slots=True)
class Waiting:
    """One person and one claim on which they have a word to say."""

    member: Member
    counterpart: Counterpart  # counterpart.claim is `claim`
    claim: Claim  # with its place and its sentence
    since: date  # the day from which they could be asked
    overdue_days: int  # days since then
    round: int  # how often they were asked about it in all
    unanswered: int  # how often since they last answered
    last_asked_at: datetime | None
    again: bool  # they have answered before: is it still so?


ToAsk = Waiting


def waiting_for(member: Member, at: datetime) -> list[Waiting]:
    """What waits for this person's word, most overdue first."""
    family = family_of(member.place_id)
    seats = seats_in(member.place, family, only=member)
    said = spoken_in(member.place, member, family)
    claims = _askable(member.place, day_in(at, member.place.zone), said, seats.theirs)
    return most_overdue_first(waiting_on(claims, seats, said, at, only=member))


def people_to_ask(place: Place, at: datetime) -> list[ToAsk]:
    """Everyone who may be asked now, each with each claim, most overdue first.

    An organisation is not chased once it has spoken: its other people were asked as well, and that is enough.
    """
    said = spoken_in(place, None)
    claims = _askable(place, day_in(at, place.zone), said, None)
    return most_overdue_first(waiting_on(claims, seats_in(place, family_of(place.pk)), said, at))


def most_overdue_first(found: Iterable[Waiting]) -> list[Waiting]:
    return sorted(found, key=lambda one: (one.since, one.claim.number, one.member.number))


def _askable(place: Place, today: date, said: Said, only: Q | None) -> list[Claim]:
    claims = Claim.objects.filter(place=place, claimed_at__isnull=False, withdrawn_at=None)
    # Put again as a new claim, the old one is past: what it says of its day stays, and nobody is asked about it now.
    claims = claims.exclude(kind__in=PUT_AGAIN, followed_by__isnull=False)
    claims = claims.filter(Q(due_on=None) | Q(due_on__lte=today) | Q(pk__in=list(said.kept)))
    if only is not None:
        claims = claims.filter(pk__in=Counterpart.objects.filter(only, place=place).values("claim"))
    rows = list(claims.select_related("sentence").prefetch_related("claimants", "counterparts"))
    for claim in rows:
        claim.place = place
        for counterpart in claim.counterparts.all():
            counterpart.claim = claim
    return rows


def waiting_on(
    claims: Iterable[Claim], seats: Seats, said: Said, at: datetime, *, only: Member | None = None
) -> Iterator[Waiting]:
    """Who may be asked about these claims, which are read with their claimants and counterparts."""
    for claim in claims:
        today = day_in(at, claim.place.zone)
        if claim.counted_at:
            continue  # the box was opened: nothing can be put in any more
        replaced = {one.instead_of_id for one in claim.counterparts.all()}
        seen: set[int] = set()
        for counterpart in _narrowest_first(claim):
            if counterpart.pk in replaced or (counterpart.ask_from and counterpart.ask_from > today):
                continue
            for member in _asked(counterpart, seats, at):
                if member.pk in seen or (only is not None and member.pk != only.pk):
                    continue
                seen.add(member.pk)
                one = _one(claim, counterpart, member, said, seats, at, only is None)
                if one is not None:
                    yield one


def _asked(counterpart: Counterpart, seats: Seats, at: datetime) -> list[Member]:
    """Whoever does that work now is asked; the person themselves where that one makes the claim."""
    people = seats.of(counterpart)
    first = seats.members.get(counterpart.member_id or 0)
    instead = people[0] if first and people and people[0].pk != first.pk else None
    if first and instead and why_not_ask(instead, counterpart, at, seats.family):
        return [first]
    return people


def _narrowest_first(claim: Claim) -> list[Counterpart]:
    """A counterpart twice over is asked once, as the narrower."""
    counting = [one for one in claim.counterparts.all() if one.counts_from]
    order = ("member_id", "organisation_id", "pool_id", "perspective")
    return sorted(counting, key=lambda one: [not getattr(one, name) for name in order])


def _one(
    claim: Claim,
    counterpart: Counterpart,
    member: Member,
    said: Said,
    seats: Seats,
    at: datetime,
    chased: bool,
) -> Waiting | None:
    spoken = said.of(claim.pk, member.pk)
    if spoken.given is None and counterpart.member_id and counterpart.member_id != member.pk:
        # Whoever did their work before has spoken: that is not asked anew of whoever does it now.
        spoken = _carried_on(spoken, said.latest(claim.pk, seats.family.before(member.pk)))
    if spoken.in_box:
        return None
    if chased and spoken.given is None and _house_has_spoken(counterpart, spoken, said, seats):
        return None
    since = since_when(claim, counterpart, said)
    if spoken.given is not None:
        again = why_again(claim, member, spoken, said, seats)
        if again is None:
            return None
        since = again
    today = day_in(at, claim.place.zone)
    if since > today or why_not_ask(member, counterpart, at, seats.family):
        return None
    return Waiting(
        member=member,
        counterpart=counterpart,
        claim=claim,
        since=since,
        overdue_days=(today - since).days,
        round=spoken.asks,
        unanswered=spoken.asks_since,
        last_asked_at=spoken.last_asked_at,
        again=spoken.given is not None,
    )


def _carried_on(theirs: Spoken, before: Spoken) -> Spoken:
    return replace(before, asks=theirs.asks, asks_since=theirs.asks_since, last_asked_at=theirs.last_asked_at)


def _house_has_spoken(counterpart: Counterpart, spoken: Spoken, said: Said, seats: Seats) -> bool:
    """They were asked, they were silent, and somebody else has spoken for their organisation."""
    if not counterpart.organisation_id or not spoken.asks:
        return False
    houses = said.spoke_for.get(counterpart.claim_id, set())
    return any(counterpart.organisation_id in seats.family.stands_for.get(one, ()) for one in houses)
