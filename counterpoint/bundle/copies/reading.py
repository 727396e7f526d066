"""Many claims as their pages read one: each with all that it takes, in a handful of queries for hundreds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Prefetch, QuerySet

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.models import Answer, Ballot, Claim, Claimant, Counterpart, PoolSeat, Turn
from counterpoint.claims.policies import (
    Family,
    capacity_of,
    family_of,
    heard_on,
    reads_contest,
    state_of,
)
from counterpoint.claims.queries.claim_loading import Loaded, seen_now
from counterpoint.partnership.models import Member, Organisation
from counterpoint.partnership.queries import members

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class House:
    """Everyone of a place, those who have left too, and its organisations."""

    people: dict[int, Member]
    organisations: dict[int, Organisation]
    family: Family

    def member(self, key: int | None) -> Member | None:
        return self.people[key] if key else None

    def organisation(self, key: int | None) -> Organisation | None:
        return self.organisations[key] if key else None


def house_of(reader: Member) -> House:
    return House(
        people={one.pk: one for one in members().filter(place_id=reader.place_id)},
        organisations={one.pk: one for one in Organisation.objects.filter(place_id=reader.place_id)},
        family=family_of(reader.place_id),
    )


def loaded(
    claims: QuerySet[Claim], reader: Member, at: datetime, house: House, *, as_nobodys: bool = False
) -> Iterator[Loaded]:
    """Claims, by number, as `reader` may know them; `as_nobodys`: as somebody who is party to none of them."""
    boxes: dict[int, list[Ballot]] = defaultdict(list)
    opened = Ballot.objects.filter(place_id=reader.place_id, counterpart__claim__counted_at__isnull=False)
    for ballot in opened.select_related("counterpart"):
        boxes[ballot.counterpart.claim_id].append(ballot)
    for claim in _with_all(claims).iterator(chunk_size=AT_ONCE):
        _introduce(claim, reader, house)
        yield _one(claim, reader, at, house, tuple(boxes.get(claim.pk, ())), as_nobodys)


def _with_all(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    asked = Counterpart.objects.select_related("pool").annotate(
        rounds=Max("asks__round"), last_asked=Max("asks__at"), asked_often=Count("asks")
    )
    seats = PoolSeat.objects.select_related("organisation").order_by("pk")
    return (
        claims.order_by("number")
        .select_related("sentence", "follows", "request__promise__sentence", "request__refusal")
        .prefetch_related(
            Prefetch("claimants", Claimant.objects.order_by("pk")),
            Prefetch("counterparts", asked.order_by("position")),
            Prefetch("counterparts__pool__seats", seats),
            Prefetch("answers", Answer.objects.select_related("words").order_by("position")),
            Prefetch("turns", Turn.objects.select_related("words").order_by("position")),
        )
    )


def _introduce(claim: Claim, reader: Member, house: House) -> None:
    """Who is meant by each key, read once for all claims."""
    claim.place = reader.place
    claim.put_by, claim.put_for = house.member(claim.put_by_id), house.organisation(claim.put_for_id)
    for claimant in claim.claimants.all():
        claimant.member = house.member(claimant.member_id)
        claimant.organisation = house.organisation(claimant.organisation_id)
    for one in claim.counterparts.all():
        one.claim = claim
        one.member, one.organisation = house.member(one.member_id), house.organisation(one.organisation_id)
        one.added_by, one.adopted_by = house.member(one.added_by_id), house.member(one.adopted_by_id)
    for answer in claim.answers.all():
        answer.member = house.member(answer.member_id)
        answer.organisation = house.organisation(answer.organisation_id)
        answer.typed_by = house.member(answer.typed_by_id)
    for turn in claim.turns.all():
        turn.by, turn.organisation = house.member(turn.by_id), house.organisation(turn.organisation_id)


def _one(
    claim: Claim, reader: Member, at: datetime, house: House, ballots: tuple[Ballot, ...], as_nobodys: bool
) -> Loaded:
    party = not as_nobodys and reads_contest(reader, claim, house.family)
    zone = reader.place.zone
    counterparts = list(claim.counterparts.all())
    return Loaded(
        key="",
        claim=claim,
        reader=reader,
        at=at,
        family=house.family,
        heard=heard_on(claim.of, counterparts, claim.answers.all(), house.family, ballots=ballots),
        ballots=ballots,
        in_box=0,  # no copy says how many have put one in
        party=party,
        state=state_of(seen_now(claim), today=day_in(at, zone), zone=zone, reads_contest=party),
        capacity=capacity_of(reader, claim, at, family=house.family),
        help=(),  # no copy draws a page
    )
