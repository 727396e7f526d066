"""Who follows whom: one organisation becomes another, a group gets a host, somebody's work passes to somebody else."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from counterpoint.analysis.calendar import day_in
from counterpoint.ledger.actions import Act, act
from counterpoint.partnership import policies
from counterpoint.partnership.actions.organisations import add_organisation
from counterpoint.partnership.actions.people import leave
from counterpoint.partnership.models import Member, Membership, Organisation
from counterpoint.web.http import require


def succeed(
    *,
    old: Organisation,
    heir: Organisation,
    on: date,
    by: Member | None,
    at: datetime,
    goes: Collection[int] | None = None,
) -> Organisation:
    """One organisation becomes another on a date.

    The heir takes rights and bars at once; promises are decided one by one. `goes`: the numbers of those who go along,
    and the others' time there ends; None leaves all where they are written down.
    """
    with act(old.place_id, verb="organisation.succeeded", by=by.ref if by else "system", at=at) as event:
        old = Organisation.objects.select_related("place", "successor").get(pk=old.pk)
        heir = Organisation.objects.select_related("place", "successor").get(pk=heir.pk)
        require(policies.why_not_steward(by) if by else None)
        today = day_in(event.at, old.place.zone)
        require(policies.why_not_succeed(old, heir, on, today), field="heir")
        old.successor, old.succeeded_on, old.followed_at = heir, on, event.at
        old.save(update_fields=["successor", "succeeded_on", "followed_at"])
        event.subject = old.ref
        event.facts |= {"heir": heir.ref, "on": on.isoformat()}
        if goes is not None:
            _take_along(event, old, heir, goes, today)
    return old


def _take_along(
    event: Act, old: Organisation, heir: Organisation, goes: Collection[int], today: date
) -> None:
    """From today, not from the day on which it became another: what they were bound by until now they stay bound by."""
    going = []
    for one in old.memberships.filter(until=None).select_related("member").order_by("pk"):
        one.until = max(today, one.since)
        one.save(update_fields=["until"])
        if one.member.number not in goes or one.member.left_at:
            continue
        going.append(one.member.ref)
        if not heir.memberships.filter(member=one.member, until=None).exists():
            Membership.objects.get_or_create(
                place_id=old.place_id,
                member=one.member,
                organisation=heir,
                since=today,
                defaults={"works": one.works, "asked": one.asked and _has_room(heir)},
            )
    event.facts["goes"] = sorted(going)


def _has_room(heir: Organisation) -> bool:
    return heir.memberships.filter(asked=True, until=None).count() < policies.MOST_ASKED


def succeed_by_new(
    *,
    old: Organisation,
    name: str,
    kind: str,
    on: date,
    by: Member,
    at: datetime,
    goes: Collection[int] | None = None,
) -> Organisation:
    """The same, where the heir is not here yet: it joins, and follows. Both, or neither."""
    with transaction.atomic():
        heir = add_organisation(place=old.place, name=name, kind=kind, by=by, at=at)
        return succeed(old=old, heir=heir, on=on, by=by, at=at, goes=goes)


def name_host(
    *, organisation: Organisation, host: Organisation | None, by: Member | None, at: datetime
) -> Organisation:
    """Who hosts a group, and so may not speak for it about itself. None: nobody does any more."""
    with act(
        organisation.place_id, verb="organisation.hosted", by=by.ref if by else "system", at=at
    ) as event:
        organisation = Organisation.objects.select_related("successor").get(pk=organisation.pk)
        require(policies.why_not_steward(by) if by else None)
        if host is not None:
            host = Organisation.objects.select_related("successor", "host").get(pk=host.pk)
            require(policies.why_not_host(organisation, host), field="host")
        organisation.host = host
        organisation.save(update_fields=["host"])
        event.subject = organisation.ref
        event.facts["host"] = host.ref if host else None
    return organisation


def follow(*, member: Member, heir: Member, on: date, by: Member | None, at: datetime) -> Member:
    """Somebody else does this person's work now, and takes the rights and bars that came with it at once."""
    with act(member.place_id, verb="member.succeeded", by=by.ref if by else "system", at=at) as event:
        member = _as_it_is(member)
        heir = _as_it_is(heir)
        today = day_in(event.at, member.place.zone)
        require(policies.why_not_follow(by, member, heir, on, member.place, today), field="heir")
        member.successor, member.succeeded_on, member.followed_at = heir, on, event.at
        member.save(update_fields=["successor", "succeeded_on", "followed_at"])
        event.subject = member.ref
        event.facts |= {"heir": heir.ref, "on": on.isoformat()}
    return member


def leave_to(*, member: Member, heir: Member | None, by: Member | None, at: datetime) -> Member:
    """Somebody leaves, and says who does their work from today. Both, or neither."""
    with transaction.atomic():
        if heir is not None:
            follow(member=member, heir=heir, on=day_in(at, member.place.zone), by=by, at=at)
        return leave(member=member, by=by, at=at)


def _as_it_is(member: Member) -> Member:
    """Under the lock."""
    found = Member.objects.select_related("place", "successor").prefetch_related("memberships", "standpoints")
    return found.get(pk=member.pk)
