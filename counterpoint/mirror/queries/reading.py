"""Who reads the Mirror of which place, as at which day, and in which state each claim is for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from counterpoint.analysis.calendar import day_in, last_instant
from counterpoint.analysis.standing import Standing
from counterpoint.claims.choices import State
from counterpoint.claims.models import Claim, Turn
from counterpoint.claims.policies import Family
from counterpoint.claims.policies.states import OLD
from counterpoint.claims.queries.finding import seen_here
from counterpoint.claims.queries.snapshots import Recorded, Snapshot, recorded
from counterpoint.claims.queries.sql import (
    STATE,
    TEXT,
    TOLD,
    TRUTH,
    Part,
    Written,
    in_their_stead,
    put_before,
    sql,
)
from counterpoint.partnership.models import Member, Place, is_quiet
from counterpoint.partnership.queries.then import last_instant_of, member_then


@dataclass(frozen=True, slots=True)
class View:
    """Who reads which place, as at which day."""

    place: Place
    member: Member
    ours: frozenset[int]  # the reader's organisations, and all that these have succeeded
    family: Family
    at: datetime  # the moment of reading
    today: date
    day: date  # as at the end of it
    until: datetime | None  # the last instant of a past day; None: as it stands now
    seen: QuerySet[Claim]  # what this reader may know of

    @property
    def past(self) -> bool:
        return self.until is not None

    def told(self, claim: str = "pk", put_by: str = "put_by") -> Q:
        """Is this reader a party to the claim of a row? `policies.is_party`, asked row by row of the few that need it.

        `claim` and `put_by` name the columns of the row that hold the claim's key, and whoever put it.
        """
        return Q(sql(TOLD, TRUTH, claim, put_by, **self.standing))

    @property
    def standing(self) -> dict[str, Any]:
        """As whom this reader may be a party."""
        held = tuple(one.perspective for one in self.member.standpoints.all())
        handed = self.family.before(self.member.pk)
        return {
            "reader": self.member.pk, "ours": tuple(sorted(self.ours)), "held": held,
            "put_before": put_before(handed), "in_their_stead": in_their_stead(handed),
        }  # fmt: skip

    @property
    def among_seen(self) -> Part:
        """That claim `c` is among those which this reader may know of: a condition only in a quiet fortnight."""
        if not is_quiet(self.place, self.at):
            return Part("")
        keys, params = self.seen.values("pk").query.sql_with_params()
        return Part(f"AND c.id IN ({keys})", tuple(params))

    @property
    def heirs(self) -> bool:
        """Has some organisation here succeeded another?"""
        return any(len(line) > 1 for line in self.family.stands_for.values())


@dataclass(frozen=True, slots=True)
class Then:
    """A past day: each claim as it stood at its end, and the record that this is told from."""

    record: Recorded
    claims: list[Snapshot]

    @property
    def unread(self) -> list[int]:
        """The claims whose words are not for this reader: contests in their reply time, and what was withdrawn."""
        return [one.pk for one in self.claims if one.state in (State.IN_REPLY, State.WITHDRAWN)]

    @property
    def due(self) -> list[int]:
        return [one.pk for one in self.claims if one.message and one.counted and one.state != State.NOT_DUE]

    @property
    def contested(self) -> dict[int, datetime | None]:
        """The claims that stood contested, and since when."""
        return {one.pk: one.stood_at for one in self.claims if one.standing == Standing.CONTESTED}

    @property
    def otherwise(self) -> dict[int, int]:
        """The claims that spoke to another message than they do now, and to which."""
        return {
            one.pk: one.message
            for one in self.claims
            if one.message and one.message != self.record.claims[one.pk].message
        }

    def turns(self, claim: int) -> list[Turn]:
        """Of a claim to which something has happened since: all that was said on it, also later."""
        happened = self.record.happened.get(claim)
        return happened.turns if happened else []


def view_of(member: Member, at: datetime, as_at: date | None, family: Family) -> View:
    """A past day is read with the rights of that day; what this reader may know of at all is as it is now."""
    place = member.place
    today = day_in(at, place.zone)
    until = last_instant_of(as_at, place, at)
    day = as_at if until and as_at else today
    reader = member_then(member, day) if until else member
    current = [one.organisation_id for one in reader.memberships.all() if one.until is None]
    return View(
        place=place,
        member=member,
        ours=frozenset(key for one in current for key in family.stands_for.get(one, ())),
        family=family,
        at=at,
        today=today,
        day=day,
        until=until,
        seen=seen_here(member, at).order_by(),
    )


def state_now(view: View) -> Written:
    """Each claim's state for this reader, as the database sees it: `policies.state_of`, in its order.

    `finding.in_state` says the same of one state at a time; here each row is looked at once.
    """
    old = last_instant(view.today - OLD - timedelta(days=1), view.place.zone)
    return sql(STATE, TEXT, "pk", "put_by", today=view.today, old=old, **view.standing)


def recorded_since(view: View, day: date) -> Recorded:
    return recorded(
        view.place, today=view.today, since=day, reader=view.member, at=view.at, family=view.family
    )


def drawn_on(one: Snapshot, zone: str) -> date:
    """Where a claim stands on the line of time: when it was claimed; not due yet, when it will be."""
    if one.state == State.NOT_DUE and one.due_on:
        return one.due_on
    return day_in(one.claimed_at or one.put_at, zone)
