"""Who is asked for a counterpart: a person, the people of an organisation, everyone who stands somewhere."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q

from counterpoint.claims.choices import TurnVerb
from counterpoint.claims.models import Counterpart, PoolSeat, Turn
from counterpoint.claims.policies import Family
from counterpoint.partnership.models import Member, Membership, Place

MOST = 3  # where an organisation has not said who is asked for it, its first three people are


@dataclass(frozen=True, slots=True)
class Seats:
    """The people of a place by what they may be asked as."""

    family: Family
    members: dict[int, Member]
    people: dict[int, list[Membership]]  # an organisation's current memberships, first come first
    heirs: dict[int, list[int]]  # an organisation: itself and those who succeeded it, the latest first
    standing: dict[str, list[Member]]  # everyone with a perspective
    pools: dict[int, list[PoolSeat]]
    theirs: Q | None = None  # for one person: the counterparts that could mean them
    _asked: dict[int, list[Member]] = field(default_factory=dict)

    def of(self, counterpart: Counterpart) -> list[Member]:
        if counterpart.member_id:
            heir = self.family.asked_now(counterpart, counterpart.claim.of)
            member = self.members.get(heir or counterpart.member_id)
            return [member] if member else []
        if counterpart.organisation_id:
            return self.asked_for(counterpart.organisation_id)
        if counterpart.perspective:
            return self.standing.get(counterpart.perspective, [])
        return self._in_pool(counterpart.pool_id) if counterpart.pool_id else []

    def asked_for(self, organisation: int) -> list[Member]:
        """Those marked as asked for it, or for its successor; where nobody is marked, its first three."""
        if organisation not in self._asked:
            line = self.heirs.get(organisation, ())
            current = next((self.people[key] for key in line if key in self.people), [])
            chosen = [one for one in current if one.asked] or current[:MOST]
            self._asked[organisation] = [self.members[one.member_id] for one in chosen]
        return self._asked[organisation]

    def _in_pool(self, pool: int) -> list[Member]:
        found: dict[int, Member] = {}
        for seat in self.pools.get(pool, ()):
            if seat.member_id and seat.member_id in self.members:
                found[seat.member_id] = self.members[seat.member_id]
            elif seat.organisation_id:
                found |= {one.pk: one for one in self.asked_for(seat.organisation_id)}
        return list(found.values())


def seats_in(place: Place, family: Family, only: Member | None = None) -> Seats:
    """Read the people of a place; for one, only those in their organisations and whoever has replied."""
    ours = _organisations_of(only, family) if only is not None else None
    here = Member.objects.here().filter(place=place).prefetch_related("memberships", "standpoints")
    if ours is not None and only is not None:
        replied = Turn.objects.filter(place=place, verb=TurnVerb.REPLIED).values("by")
        heirs = [family.now[only.pk]] if only.pk in family.now else []
        near = Q(pk=only.pk) | Q(memberships__organisation__in=ours) | Q(pk__in=replied) | Q(pk__in=heirs)
        here = here.filter(near).distinct()
    members = {member.pk: member for member in here.order_by("number")}
    people: dict[int, list[Membership]] = defaultdict(list)
    standing: dict[str, list[Member]] = defaultdict(list)
    for member in members.values():
        member.place = place
        for membership in member.memberships.all():
            if membership.until is None:
                people[membership.organisation_id].append(membership)
        for standpoint in member.standpoints.all():
            standing[standpoint.perspective].append(member)
    for held in people.values():
        held.sort(key=lambda one: one.pk)
    pools: dict[int, list[PoolSeat]] = defaultdict(list)
    for seat in PoolSeat.objects.filter(place=place).order_by("pk"):
        pools[seat.pool_id].append(seat)
    return Seats(
        family,
        members,
        dict(people),
        heirs_in(family),
        dict(standing),
        dict(pools),
        _theirs(only, ours, family),
    )


def _organisations_of(member: Member, family: Family) -> set[int]:
    """The organisations that somebody belongs to, and all those that these have succeeded."""
    current = {one.organisation_id for one in member.memberships.all() if one.until is None}
    return current | {key for one in current for key in family.stands_for.get(one, ())}


def _theirs(only: Member | None, ours: set[int] | None, family: Family) -> Q | None:
    if only is None:
        return None
    held = [one.perspective for one in only.standpoints.all()]
    mine = PoolSeat.objects.filter(Q(member=only) | Q(organisation__in=ours or ())).values("pool")
    stands = Q(perspective__in=[one for one in held if one])
    asked = Q(member=only) | Q(organisation__in=ours or ()) | stands | Q(pool__in=mine)
    return asked | asked_before(only, family)


def asked_before(member: Member, family: Family) -> Q:
    """The counterparts in whose stead somebody is asked: people whose work they do now."""
    found = Q(pk__in=[])
    for other, handed in family.before(member.pk).items():
        found |= Q(member=other, at__lte=handed.until)
    return found


def heirs_in(family: Family) -> dict[int, list[int]]:
    """Whoever stands for an organisation: the one that has succeeded most comes first."""
    heirs: dict[int, list[int]] = defaultdict(list)
    for heir, stands_for in sorted(family.stands_for.items(), key=lambda pair: -len(pair[1])):
        for key in stands_for:
            heirs[key].append(heir)
    return dict(heirs)
