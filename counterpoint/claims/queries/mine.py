"""What concerns one person in a place, read in five queries however large the place is.

Yours is made of it. Whom a claim waits for is the rule of `queries.waiting`; here it is given only what is one's own.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import BigIntegerField, CharField, DateTimeField, F, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Cast

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Standing, Verdict
from counterpoint.claims.choices import PUT_AGAIN, TurnVerb
from counterpoint.claims.models import Answer, Ask, BallotTurn, Claim, Claimant, Counterpart, PoolSeat, Turn
from counterpoint.claims.policies import Family
from counterpoint.claims.queries.again import with_pressure
from counterpoint.claims.queries.houses import House, house_of
from counterpoint.claims.queries.reasons import NOT_QUITE_SO, SAID_AGAIN, Said, Spoken
from counterpoint.claims.queries.seats import Seats, asked_before, heirs_in
from counterpoint.partnership.models import Member

RECENT = timedelta(days=90)
LATELY = timedelta(days=180)
MOST_ANSWERED = 12  # of what one has answered, so many are looked at for what came of them
GROWS_OLD = timedelta(weeks=8)

FIRST = datetime.min.replace(tzinfo=UTC)
ANSWERED, ASKED, TURNED, BOXED = "answered", "asked", "turned", "boxed"


@dataclass(frozen=True, slots=True)
class Mine:
    """One person's part of a place."""

    claims: list[Claim]  # with their claimants, counterparts, sentence
    seats: Seats
    said: Said
    house: House
    ours: frozenset[int]  # organisations they belong to, and all that these have succeeded
    worked_for: frozenset[int]  # those they work for, likewise
    asks: tuple[datetime, ...]  # when they were asked for something

    @property
    def claimed(self) -> list[Claim]:
        """Those of which somebody says that they are so: what one may be asked about."""
        return [claim for claim in self.claims if claim.claimed_at is not None]


def mine(member: Member, at: datetime) -> Mine:
    house = house_of(member)
    current = [one for one in member.memberships.all() if one.until is None]
    stands_for = house.family.stands_for
    ours = frozenset(key for one in current for key in stands_for.get(one.organisation_id, ()))
    works = frozenset(key for one in current if one.works for key in stands_for.get(one.organisation_id, ()))
    theirs = _counterparts_of(member, ours) | asked_before(member, house.family)
    said, asks = _said(member, theirs, house.family)
    claims = _claims(member, theirs, works, said, at)
    house.introduce(claims)
    standing = {one.perspective: [member] for one in member.standpoints.all()}
    seats = Seats(
        house.family, house.members, house.memberships(), heirs_in(house.family), standing, _pools(claims)
    )
    return Mine(claims, seats, said, house, ours, works, asks)


def _counterparts_of(member: Member, ours: frozenset[int]) -> Q:
    held = [one.perspective for one in member.standpoints.all()]
    seats = PoolSeat.objects.filter(Q(member=member) | Q(organisation__in=ours)).values("pool")
    return (
        Q(member=member)
        | Q(organisation__in=ours)
        | Q(perspective__in=held, perspective__gt="")
        | Q(pool__in=seats)
    )


def _said(member: Member, theirs: Q, family: Family) -> tuple[Said, tuple[datetime, ...]]:
    """What they answered and were asked, and what was said since on what concerns them: one query."""
    rows = _all_that_was_said(member, theirs, family)
    people: dict[tuple[int, int], Spoken] = defaultdict(Spoken)
    turns: dict[int, list[tuple[str, datetime, int | None]]] = defaultdict(list)
    kept: dict[int, datetime] = {}
    asks = []
    for claim, when, what, word, by in sorted(rows, key=lambda row: (row[2] == BOXED, row[1] or FIRST)):
        spoken = people[claim, by or 0] if what != TURNED else Spoken()
        if what == ANSWERED:
            spoken.given, spoken.verdict, spoken.asks_since = when, word, 0
        elif what == ASKED:
            spoken.asks, spoken.asks_since, spoken.last_asked_at = (
                spoken.asks + 1,
                spoken.asks_since + 1,
                when,
            )
            if by == member.pk:
                asks.append(when)
        elif what == BOXED:
            spoken.in_box = True
        else:
            turns[claim].append((word, when, by))
            if word == TurnVerb.KEPT:
                kept.setdefault(claim, when)
    return Said(dict(people), dict(turns), kept, {}), tuple(asks)


def _all_that_was_said(member: Member, theirs: Q, family: Family) -> QuerySet[Any]:
    here: dict[str, Any] = {"place_id": member.place_id}
    people_of = {"member__in": [member.pk, *family.before(member.pk)], **here}
    concerns = Counterpart.objects.filter(theirs, **here).values("claim")
    return (
        _rows(Answer.objects.filter(**people_of), "recorded_at", ANSWERED, "verdict", "member_id")
        .union(
            _rows(Ask.objects.filter(**people_of), "at", ASKED, by="member_id"),
            _rows(
                Turn.objects.filter(claim__in=concerns, verb__in=SAID_AGAIN, **here),
                "at",
                TURNED,
                "verb",
                "by_id",
            ),
            _rows(
                BallotTurn.objects.filter(**people_of),
                "",
                BOXED,
                by="member_id",
                claim="counterpart__claim_id",
            ),
            all=True,
        )
        .order_by()
    )


def _rows(
    found: QuerySet[Any], when: str, what: str, word: str = "", by: str = "", claim: str = "claim_id"
) -> QuerySet[Any]:
    """Rows of one shape, whatever the table: which claim, when, what it was, which word, by whom."""
    rows: QuerySet[Any] = (
        found.order_by()
        .annotate(
            of=F(claim),
            when=F(when) if when else Cast(Value(None), DateTimeField()),
            what=Value(what, CharField()),
            word=Cast(F(word), CharField(max_length=16)) if word else Value("", CharField()),
            who=F(by) if by else Cast(Value(None), BigIntegerField()),
        )
        .values_list("of", "when", "what", "word", "who")
    )
    return rows


def _claims(member: Member, theirs: Q, works: frozenset[int], said: Said, at: datetime) -> list[Claim]:
    """Everything that Yours may speak of: three queries."""
    here = {"place_id": member.place_id}
    mine = Q(
        pk__in=Claimant.objects.filter(Q(member=member) | Q(organisation__in=works), **here).values("claim")
    )
    concerns = Q(pk__in=Counterpart.objects.filter(theirs, **here).values("claim"))
    followed = Claim.objects.filter(follows__isnull=False, **here).values("follows")
    newest = sorted(
        ((one.given, key) for (key, who), one in said.people.items() if one.given and who == member.pk),
        reverse=True,
    )[:MOST_ANSWERED]
    still = ~Q(standing=Standing.CONFIRMED) | Q(stood_at__gte=at - RECENT)
    wanted = (
        (
            concerns
            & _may_be_asked(member, said, day_in(at, member.place.zone), at)
            & ~Q(kind__in=PUT_AGAIN, pk__in=followed)
        )
        | (Q(kind="promise") & (concerns | mine) & still)
        | (Q(kind="request", claimed_at=None) & mine)
        | (
            Q(kind__in=PUT_AGAIN)
            & (Q(standing=Standing.CONFIRMED) | Q(kind="account"))
            & mine
            & ~Q(pk__in=followed)
        )
        | Q(pk__in=[key for _, key in newest])
        | (
            Q(put_by=member, kind__in=("barrier", "request"))
            & (Q(claimed_at=None) | Q(put_at__gte=at - LATELY))
        )
    )
    claimants = Claimant.objects.order_by("pk")
    asked = Counterpart.objects.select_related("added_by", "adopted_by").order_by("position")
    rows = (
        with_pressure(Claim.objects.filter(wanted, withdrawn_at=None, **here))
        .select_related("sentence")
        .prefetch_related(Prefetch("claimants", claimants), Prefetch("counterparts", asked))
    )
    found = list(rows)
    for claim in found:
        claim.place = member.place
        for counterpart in claim.counterparts.all():
            counterpart.claim = claim
    return found


def _may_be_asked(member: Member, said: Said, today: date, at: datetime) -> Q:
    """Claimed, due, and not one that they have answered for good: the wider net of `queries.waiting`."""
    settled = []
    for (claim, who), one in said.people.items():
        if who != member.pk:
            continue
        mended = one.verdict in NOT_QUITE_SO and claim in said.turns
        grown_old = one.verdict == Verdict.YES and one.given is not None and one.given <= at - GROWS_OLD
        if one.in_box or (one.given is not None and not mended and not grown_old):
            settled.append(claim)
    due = Q(due_on=None) | Q(due_on__lte=today) | Q(pk__in=list(said.kept))
    return Q(claimed_at__isnull=False, counted_at=None) & due & ~Q(pk__in=settled)


def _pools(claims: list[Claim]) -> dict[int, list[PoolSeat]]:
    """Who sits in the pools of these claims: one query, and none where there is no pool."""
    keys = {one.pool_id for claim in claims for one in claim.counterparts.all() if one.pool_id}
    pools: dict[int, list[PoolSeat]] = defaultdict(list)
    for seat in PoolSeat.objects.filter(pool__in=keys).order_by("pk") if keys else ():
        pools[seat.pool_id].append(seat)
    return dict(pools)
