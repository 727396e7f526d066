"""What the Mirror reads of a place's claims: now, or as at a past day.

Now, the database counts by state and month, and hands over single claims only for rows that draw them one by
one, and for what asks for something next. As at a past day, everything comes from what had been recorded by then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import Count, Min, Q, QuerySet, Sum

from counterpoint.analysis.calendar import day_in, last_instant
from counterpoint.claims.choices import Horizon, State
from counterpoint.claims.models import Claim
from counterpoint.claims.policies import Family
from counterpoint.claims.policies.states import OLD
from counterpoint.claims.queries.finding import seen_here
from counterpoint.claims.queries.snapshots import Snapshot, snapshots
from counterpoint.mirror.choices import WORDINGS
from counterpoint.mirror.queries.counting import Tally
from counterpoint.mirror.queries.sql import (
    DUE,
    FROM_THERE,
    LATER,
    MISFIT,
    MONTH,
    NUMBER,
    SILENT,
    STATE,
    TEXT,
    TOLD,
    TRUTH,
    Written,
    rows_of,
    sql,
)
from counterpoint.partnership.choices import Perspective
from counterpoint.partnership.models import Member, Place


@dataclass(frozen=True, slots=True)
class View:
    """Who reads which place, as at which day."""

    place: Place
    member: Member
    ours: frozenset[int]  # the reader's organisations, and all that these have succeeded
    heirs: bool  # some organisation here has succeeded another
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
        return {"reader": self.member.pk, "ours": tuple(sorted(self.ours)), "held": held}


def view_of(member: Member, at: datetime, as_at: date | None, family: Family) -> View:
    place = member.place
    today = day_in(at, place.zone)
    past = as_at is not None and as_at < today
    day = as_at if past and as_at else today
    current = [one.organisation_id for one in member.memberships.all() if one.until is None]
    return View(
        place=place,
        member=member,
        ours=frozenset(key for one in current for key in family.stands_for.get(one, ())),
        heirs=any(len(line) > 1 for line in family.stands_for.values()),
        at=at,
        today=today,
        day=day,
        until=last_instant(day, place.zone) if past else None,
        seen=seen_here(member, at).order_by(),
    )


def state_now(view: View) -> Written:
    """Each claim's state for this reader, as the database sees it: `policies.state_of`, in its order.

    `finding.in_state` says the same of one state at a time; here each row is looked at once.
    """
    old = last_instant(view.today - OLD - timedelta(days=1), view.place.zone)
    return sql(STATE, TEXT, "pk", "put_by", today=view.today, old=old, **view.standing)


STATES = {one.value: one for one in State}
OPEN_PROMISES = (State.NOT_DUE, State.UNANSWERED, State.OVERDUE)
FRESH = timedelta(days=60)
FROM_THE_FRONTLINE = Q(put_as=Perspective.FRONTLINE) | Q(put_by__isnull=True)  # a ticket may be anyone's


def tallies_now(view: View) -> list[Tally]:
    """Counted by the database: a few hundred rows, however many claims there are."""
    # The month is told in UTC: only within an hour of midnight could it be another, and only where a row is
    # drawn by month. Converting each instant to the place's zone would cost more than all the rest.
    rows = (
        view.seen.filter(message__isnull=False)
        .annotate(state=state_now(view), month=sql(MONTH, TEXT, today=view.today))
        .values_list("message", "state", "month")
        .annotate(
            number=Count("pk"), gone=Count("withdrawn_at"), other=Sum(sql(MISFIT, NUMBER)), due=Min(sql(DUE, TEXT)),
            promises=Sum(sql(SILENT, NUMBER)), later=Sum(sql(LATER, NUMBER)),
            fresh=Sum(sql(FROM_THERE, NUMBER, since=view.at - FRESH)),
        )
    )  # fmt: skip
    return [
        Tally(
            message, STATES[state], _first(month), number, gone, other,
            date.fromisoformat(due) if due else None, *counted,
        )
        for message, state, month, number, gone, other, due, *counted in rows_of(rows)
    ]  # fmt: skip


@cache
def _first(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def snapshots_of(view: View) -> list[Snapshot]:
    return snapshots(view.place, today=view.today, as_at=view.day, reader=view.member, at=view.at)


def tallies_of(found: Iterable[Snapshot], zone: str, facets: Facets | None = None) -> list[Tally]:
    """The same from snapshots: as at a past day, and for the operator, who reads everything."""
    counted: dict[tuple[int, State, date], list[Snapshot]] = defaultdict(list)
    for one in found:
        if one.message is not None:
            counted[one.message, one.state, drawn_on(one, zone).replace(day=1)].append(one)
    later, fresh = (facets.later, facets.fresh) if facets else (frozenset(), frozenset())
    tallies = []
    for (message, state, month), these in counted.items():
        promises = [one for one in these if one.kind == "promise" and state in OPEN_PROMISES]
        tallies.append(
            Tally(
                message, state, month, len(these),
                gone=sum(one.withdrawn for one in these),
                other=sum(one.kind not in WORDINGS[message].fits for one in these),
                due=min((one.due_on for one in these if one.due_on), default=None),
                promises=len(promises),
                later=sum(one.pk in later for one in promises),
                fresh=sum(one.pk in fresh for one in these),
            )
        )  # fmt: skip
    return tallies


@dataclass(frozen=True, slots=True)
class Facets:
    """Which claims are promises beyond now, and which barriers came from the frontline of late."""

    later: frozenset[int]
    fresh: frozenset[int]


def facets_then(view: View) -> Facets:
    until = view.until or view.at
    later = Q(kind="promise") & ~Q(horizon=Horizon.NOW)
    fresh = Q(FROM_THE_FRONTLINE, kind="barrier", put_at__gte=until - FRESH)
    found = Claim.objects.filter(later | fresh, place=view.place).values_list("kind", "pk")
    promises = frozenset(key for kind, key in found if kind == "promise")
    return Facets(promises, frozenset(key for _, key in found) - promises)


def drawn_on(one: Snapshot, zone: str) -> date:
    """Where a claim stands on the line of time: when it was claimed; not due yet, when it will be."""
    if one.state == State.NOT_DUE and one.due_on:
        return one.due_on
    return day_in(one.claimed_at or one.put_at, zone)
