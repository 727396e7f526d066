"""What the Mirror reads of a place's claims: now, or as at a past day.

Now, the database counts by state and month, and hands over single claims only for rows that draw them one by one, and
for what asks for something next. As at a past day, everything is computed anew from what had been recorded by then.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, cast

from django.db.models import Case, CharField, Count, F, Min, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Cast, Coalesce, Substr

from counterpoint.analysis.calendar import day_in, last_instant
from counterpoint.analysis.standing import Standing
from counterpoint.claims.choices import State
from counterpoint.claims.models import Claim
from counterpoint.claims.queries.finding import Reader, concerning, in_state, seen_here
from counterpoint.claims.queries.snapshots import Snapshot, snapshots
from counterpoint.mirror.queries.counting import NOT_CLAIMED, Tally
from counterpoint.partnership.models import Member, Place

STATE_ORDER = tuple(State)


@dataclass(frozen=True, slots=True)
class View:
    """Who reads which place, as at which day."""

    place: Place
    member: Member
    at: datetime  # the moment of reading
    day: date  # as at the end of it
    until: datetime | None  # the last instant of a past day; None: as it stands now
    reader: Reader
    seen: QuerySet[Claim]  # what this reader may know of

    @property
    def past(self) -> bool:
        return self.until is not None


def view_of(member: Member, at: datetime, as_at: date | None, ours: frozenset[int]) -> View:
    """`ours`: the reader's organisations, and all that these have succeeded."""
    place = member.place
    today = day_in(at, place.zone)
    past = as_at is not None and as_at < today
    held_back = Claim.objects.filter(place=place, standing=Standing.CONTESTED, reply_until__gte=today)
    # A query within the query, where `reader_of` would ask first: the Mirror counts its queries.
    told = cast(Any, held_back.filter(concerning(member, ours)).values("pk"))
    day = as_at if past and as_at else today
    return View(
        place=place,
        member=member,
        at=at,
        day=day,
        until=last_instant(day, place.zone) if past else None,
        reader=Reader(member, today, ours, told),
        seen=seen_here(member, at).order_by(),
    )


def ours_of(member: Member, stands_for: Any) -> frozenset[int]:
    current = [one.organisation_id for one in member.memberships.all() if one.until is None]
    return frozenset(key for one in current for key in stands_for.get(one, ()))


def state_now(reader: Reader) -> Case:
    """Each claim's state for this reader, as the database sees it."""
    return Case(
        *(When(in_state(state, reader), then=Value(state.value)) for state in STATE_ORDER),
        output_field=CharField(),
    )


def tallies_now(view: View) -> list[Tally]:
    drawn = Case(
        When(state=State.NOT_DUE.value, then=Cast("due_on", CharField())),
        default=Cast(Coalesce("claimed_at", "put_at"), CharField()),
    )
    # The month is told in UTC: only within an hour of midnight could it be another, and only where a row is drawn
    # by month. Converting each instant to the place's zone would cost more than all the rest.
    rows = (
        view.seen.filter(message__isnull=False)
        .annotate(state=state_now(view.reader))
        .annotate(month=Substr(drawn, 1, 7))
        .annotate(gone=Case(When(withdrawn_at=None, then=False), default=True))
        .values_list("message", "kind", "state", "month", "gone")
        .annotate(number=Count("pk"), due=Min("due_on"))
    )
    return [
        Tally(message, kind, State(state), date.fromisoformat(f"{month}-01"), number, gone, due)
        for message, kind, state, month, gone, number, due in rows
    ]


def snapshots_of(view: View) -> list[Snapshot]:
    return snapshots(view.place, today=view.reader.today, as_at=view.day, reader=view.member, at=view.at)


def tallies_of(found: Iterable[Snapshot], zone: str) -> list[Tally]:
    """The same from snapshots: as at a past day, and for the operator, who reads everything."""
    counted: Counter[tuple[int, str, State, date, bool]] = Counter()
    dues: dict[tuple[int, str, State, date, bool], date] = {}
    for one in found:
        if one.message is None:
            continue
        key = (one.message, one.kind, one.state, drawn_on(one, zone).replace(day=1), one.withdrawn)
        counted[key] += 1
        if one.due_on:
            dues[key] = min(dues.get(key, one.due_on), one.due_on)
    return [Tally(*key[:4], number, key[4], dues.get(key)) for key, number in counted.items()]


def drawn_on(one: Snapshot, zone: str) -> date:
    """Where a claim stands on the line of time: when it was claimed; not due yet, when it will be."""
    if one.state == State.NOT_DUE and one.due_on:
        return one.due_on
    return day_in(one.claimed_at or one.put_at, zone)
