"""Where every claim of a place stands, now or as at a date. The Mirror, the record and the CLI read this one.

Read now, it takes the stored standings. As at a past day it computes anew, from what was recorded by the end
of that day in the place's time zone, each claim to which something has happened since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Q, Value, When

from counterpoint.analysis.calendar import day_in, last_instant
from counterpoint.analysis.standing import Standing
from counterpoint.claims.choices import BEFORE, TURNED, State, TurnVerb
from counterpoint.claims.models import Claim, Turn
from counterpoint.claims.policies import Family, Seen, family_of, state_of, stood
from counterpoint.claims.queries.finding import concerning, seen_here
from counterpoint.claims.queries.happened import Happened, happened_since
from counterpoint.partnership.choices import Perspective
from counterpoint.partnership.models import Member, Place

READ = frozenset(
    (
        "id", "number", "kind", "message", "put_at", "claimed_at", "before", "due_on", "first_due_on", "lasts", "standing",
        "stood_at", "heard_at", "spoken", "reply_until", "withdrawn_at", "step", "counted_at", "horizon", "put_as",
        "put_by_id",
    )
)  # fmt: skip
COLUMNS = [
    one.attname for one in Claim._meta.concrete_fields if one.attname in READ
]  # `from_db` takes them in order


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One claim, as a reader sees it at a moment."""

    pk: int
    number: int
    kind: str
    message: int | None
    state: State
    standing: str  # as this reader may know it: a contest in its reply time reads unanswered to others
    put_at: datetime
    claimed_at: datetime | None
    due_on: date | None
    moved: bool  # its first date was another
    stood_at: datetime | None
    heard_at: datetime | None
    withdrawn: bool  # withdrawn, be it after a contest
    reply_until: date | None
    horizon: str
    frontline: bool  # put from the frontline, or by a ticket: that may be anyone's

    @property
    def counted(self) -> bool:
        """Does the Mirror count it as claimed? Not what is only heard, asked for or raised, nor withdrawn."""
        return self.claimed_at is not None and self.state != State.WITHDRAWN


@dataclass(frozen=True, slots=True)
class Recorded:
    """A place's claims and what has happened to them since a day: enough to tell how they stood on any day since."""

    place: Place
    today: date
    claims: Mapping[int, Claim]
    told: frozenset[int]  # claims whose contest this reader need not wait for
    happened: Mapping[int, Happened]
    family: Family

    def on(self, day: date) -> list[Snapshot]:
        """Every claim put by the end of a day, oldest first."""
        until = last_instant(day, self.place.zone) if day < self.today else None
        return [
            self._snapshot(claim, day, until)
            for claim in self.claims.values()
            if until is None or claim.put_at <= until
        ]

    def _snapshot(self, claim: Claim, day: date, until: datetime | None) -> Snapshot:
        seen, since = self._seen(claim, until)
        state = state_of(seen, today=day, zone=self.place.zone, reads_contest=claim.pk in self.told)
        return Snapshot(
            pk=claim.pk,
            number=claim.number,
            kind=claim.kind,
            message=claim.message,
            state=state,
            standing=Standing.UNANSWERED if state == State.IN_REPLY else seen.standing,
            put_at=claim.put_at,
            claimed_at=seen.claimed_at,
            due_on=seen.due_on,
            moved=claim.first_due_on is not None and claim.first_due_on != seen.due_on,
            stood_at=since,
            heard_at=seen.heard_at,
            withdrawn=seen.withdrawn_at is not None,
            reply_until=seen.reply_until,
            horizon=claim.horizon,
            frontline=claim.put_as == Perspective.FRONTLINE or claim.put_by_id is None,
        )

    def _seen(self, claim: Claim, until: datetime | None) -> tuple[Seen, datetime | None]:
        happened = self.happened.get(claim.pk)
        if until and happened:
            return seen_as_at(claim, self.place, happened, self.family, until)
        return _stored(claim, until), claim.stood_at


def recorded(
    place: Place,
    *,
    today: date,
    since: date,
    reader: Member | None = None,
    everything: bool = False,
    at: datetime | None = None,
    messages: Iterable[int] | None = None,
    family: Family | None = None,
) -> Recorded:
    """What can be told of every day since one. Two queries, and one for a family that is not at hand.

    `reader` None is the public view; `everything` the operator's, who may read the database anyway and so
    need not wait for a reply time. `at` is the moment of reading, for the quiet fortnight.
    """
    claims = seen_here(reader, at) if reader and at else Claim.objects.filter(place=place)
    if messages is not None:
        claims = claims.filter(message__in=list(messages))
    until = last_instant(since, place.zone) if since < today else None
    if family is None:
        family = family_of(place.pk)
    told = Case(When(_read_by(reader, family), then=True), default=False) if reader else Value(everything)
    rows = list(claims.annotate(told=told).order_by("put_at", "number").values_list(*COLUMNS, "told"))
    return Recorded(
        place=place,
        today=today,
        claims={row[0]: _claim(row[:-1]) for row in rows},
        told=frozenset(row[0] for row in rows if row[-1]),
        happened=happened_since(place, until) if until else {},
        family=family,
    )


def snapshots(
    place: Place,
    *,
    today: date,
    as_at: date | None = None,
    reader: Member | None = None,
    everything: bool = False,
    at: datetime | None = None,
    messages: Iterable[int] | None = None,
    family: Family | None = None,
) -> list[Snapshot]:
    """Every claim put by the day, oldest first: as `recorded` has them."""
    day = as_at or today
    found = recorded(
        place,
        today=today,
        since=day,
        reader=reader,
        everything=everything,
        at=at,
        messages=messages,
        family=family,
    )
    return found.on(day)


def _claim(row: tuple[Any, ...]) -> Claim:
    return Claim.from_db(None, COLUMNS, row)


def _stored(claim: Claim, until: datetime | None) -> Seen:
    """A claim as stored: as it stands now, and as it stood at an instant after which nothing happened."""
    claimed_at = claim.claimed_at
    return Seen(
        standing=claim.standing,
        claimed_at=claimed_at if until is None or (claimed_at and claimed_at <= until) else None,
        due_on=claim.due_on,
        lasts=claim.lasts,
        spoken=claim.spoken,
        heard_at=claim.heard_at,
        reply_until=claim.reply_until,
        withdrawn_at=claim.withdrawn_at,
        before=State(claim.before or State.OPEN),
    )


def _read_by(reader: Member, family: Family) -> Q:
    """The contests that this reader is a party to, and so reads at once."""
    current = [one.organisation_id for one in reader.memberships.all() if one.until is None]
    ours = frozenset(key for one in current for key in family.stands_for.get(one, ()))
    return concerning(reader, ours, family)


def seen_as_at(
    claim: Claim, place: Place, happened: Happened, family: Family, until: datetime
) -> tuple[Seen, datetime | None]:
    """A claim as it was at an instant, from what had been recorded by then."""
    answers, turns = happened.answers, happened.turns
    then = stood(claim, place, happened.counterparts, answers, family, ballots=happened.ballots, until=until)
    claimed = claim.claimed_at if claim.claimed_at and claim.claimed_at <= until else None
    known = any(one.recorded_at <= until for one in answers)
    opened = claim.counted_at is not None and claim.counted_at <= until
    seen = Seen(
        standing=then.standing,
        claimed_at=claimed,
        due_on=_due_as_at(claim, turns, until),
        lasts=claim.lasts,
        spoken=known or opened,
        heard_at=then.heard_at,
        reply_until=then.reply_until,
        withdrawn_at=claim.withdrawn_at if claim.withdrawn_at and claim.withdrawn_at <= until else None,
        before=_before_as_at(claim.kind, turns, until),
    )
    return seen, then.since


def _due_as_at(claim: Claim, turns: list[Turn], until: datetime) -> date | None:
    moves = [turn for turn in turns if turn.verb == TurnVerb.MOVED and turn.at > until]
    if not moves:
        return claim.due_on
    was = moves[0].details.get("was")
    return date.fromisoformat(was) if was else None


def _before_as_at(kind: str, turns: list[Turn], until: datetime) -> State:
    state = BEFORE.get(kind, State.OPEN)
    for turn in turns:
        if turn.at <= until:
            state = TURNED.get((kind, turn.verb), state)
    return state


def today_in(place: Place, at: datetime) -> date:
    return day_in(at, place.zone)
