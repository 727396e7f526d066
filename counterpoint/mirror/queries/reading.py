"""What the Mirror reads of a place's claims: now, or as at a past day.

Now, the database counts by state and month, and hands over single claims only for rows that draw them one by
one, and for what asks for something next. As at a past day, everything comes from what had been recorded by then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

from django.db.models import Case, CharField, Count, Min, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, Substr

from counterpoint.analysis.calendar import day_in, last_instant
from counterpoint.analysis.standing import Standing
from counterpoint.claims.choices import Horizon, State
from counterpoint.claims.models import Claim
from counterpoint.claims.queries.finding import Reader, concerning, in_state, seen_here
from counterpoint.claims.queries.snapshots import Snapshot, snapshots
from counterpoint.mirror.queries.counting import Tally
from counterpoint.partnership.choices import Perspective
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


OPEN_PROMISES = (State.NOT_DUE, State.UNANSWERED, State.OVERDUE)
FRESH = timedelta(days=60)
FROM_THE_FRONTLINE = Q(put_as=Perspective.FRONTLINE) | Q(put_by__isnull=True)  # a ticket may be anyone's


def tallies_now(view: View) -> list[Tally]:
    drawn = Case(
        When(state=State.NOT_DUE.value, then=Cast("due_on", CharField())),
        default=Cast(Coalesce("claimed_at", "put_at"), CharField()),
    )
    later = Q(kind="promise", state__in=[state.value for state in OPEN_PROMISES]) & ~Q(horizon=Horizon.NOW)
    fresh = Q(kind="barrier", put_at__gte=view.at - FRESH) & FROM_THE_FRONTLINE
    # The month is told in UTC: only within an hour of midnight could it be another, and only where a row is
    # drawn by month. Converting each instant to the place's zone would cost more than all the rest.
    rows = (
        view.seen.filter(message__isnull=False)
        .annotate(state=state_now(view.reader))
        .annotate(month=Substr(drawn, 1, 7))
        .annotate(gone=Case(When(withdrawn_at=None, then=False), default=True))
        .values_list("message", "kind", "state", "month", "gone")
        .annotate(
            number=Count("pk"), due=Min("due_on"),
            later=Count("pk", filter=later), fresh=Count("pk", filter=fresh),
        )
    )  # fmt: skip
    return [
        Tally(message, kind, State(state), date.fromisoformat(f"{month}-01"), number, gone, due, later, fresh)
        for message, kind, state, month, gone, number, due, later, fresh in rows
    ]


def snapshots_of(view: View) -> list[Snapshot]:
    return snapshots(view.place, today=view.reader.today, as_at=view.day, reader=view.member, at=view.at)


def tallies_of(found: Iterable[Snapshot], zone: str, facets: Facets | None = None) -> list[Tally]:
    """The same from snapshots: as at a past day, and for the operator, who reads everything."""
    counted: dict[tuple[int, str, State, date, bool], list[Snapshot]] = defaultdict(list)
    for one in found:
        if one.message is not None:
            month = drawn_on(one, zone).replace(day=1)
            counted[one.message, one.kind, one.state, month, one.withdrawn].append(one)
    return [
        Tally(
            *key[:4],
            number=len(these),
            gone=key[4],
            due=min((one.due_on for one in these if one.due_on), default=None),
            later=sum(one.pk in facets.later for one in these if one.state in OPEN_PROMISES) if facets else 0,
            fresh=sum(one.pk in facets.fresh for one in these) if facets else 0,
        )
        for key, these in counted.items()
    ]


@dataclass(frozen=True, slots=True)
class Facets:
    """Which claims are promises beyond now, and which barriers came from the frontline of late."""

    later: frozenset[int]
    fresh: frozenset[int]


def facets_then(view: View) -> Facets:
    claims = Claim.objects.filter(place=view.place)
    until = view.until or view.at
    later = claims.filter(kind="promise").exclude(horizon=Horizon.NOW)
    fresh = claims.filter(FROM_THE_FRONTLINE, kind="barrier", put_at__gte=until - FRESH)
    return Facets(
        frozenset(later.values_list("pk", flat=True)), frozenset(fresh.values_list("pk", flat=True))
    )


def drawn_on(one: Snapshot, zone: str) -> date:
    """Where a claim stands on the line of time: when it was claimed; not due yet, when it will be."""
    if one.state == State.NOT_DUE and one.due_on:
        return one.due_on
    return day_in(one.claimed_at or one.put_at, zone)
