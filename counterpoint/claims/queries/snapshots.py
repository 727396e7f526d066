"""Where every claim of a place stands, now or as at a date. The Mirror, the record and the CLI read this one.

Read now, it takes the stored standings. As at a past day it computes anew, from what was recorded by the end
of that day in the place's time zone, each claim to which something has happened since.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from counterpoint.analysis.calendar import day_in, last_instant
from counterpoint.analysis.standing import Standing
from counterpoint.claims.choices import BEFORE, TURNED, State, TurnVerb
from counterpoint.claims.models import Claim, Turn
from counterpoint.claims.policies import (
    Family,
    Seen,
    family_of,
    first_matched,
    heard_on,
    state_of,
    stood,
)
from counterpoint.claims.queries.finding import concerning, seen_here
from counterpoint.claims.queries.happened import Happened, happened_since, named_as_at
from counterpoint.partnership.choices import Perspective
from counterpoint.partnership.models import Member, Place
from counterpoint.partnership.queries.then import member_then

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
    reader: Member | None
    everything: bool
    happened: Mapping[int, Happened]
    family: Family

    def until(self, day: date) -> datetime | None:
        """The last instant of a past day; None where the day is today."""
        return last_instant(day, self.place.zone) if day < self.today else None

    def on(self, day: date) -> list[Snapshot]:
        """Every claim put by the end of a day, oldest first."""
        until = self.until(day)
        put = [one for one in self.claims.values() if until is None or one.put_at <= until]
        seen = {one.pk: self._seen(one, until) for one in put}
        told = self._told([key for key, (one, _) in seen.items() if _waits(one, day)], day, until)
        return [self._snapshot(one, day, *seen[one.pk], told=one.pk in told) for one in put]

    def _told(self, waiting: list[int], day: date, until: datetime | None) -> Collection[int]:
        """Which contests in their reply time this reader reads at once, as a party of that day. No query without one."""
        if self.everything or not waiting or self.reader is None:
            return waiting if self.everything else ()
        reader = member_then(self.reader, day) if until else self.reader
        mine = _read_by(reader, self.family, until)
        return set(Claim.objects.filter(mine, pk__in=waiting).values_list("pk", flat=True))

    def _snapshot(
        self, claim: Claim, day: date, seen: Seen, since: datetime | None, *, told: bool
    ) -> Snapshot:
        state = state_of(seen, today=day, zone=self.place.zone, reads_contest=told)
        happened = self.happened.get(claim.pk)
        return Snapshot(
            pk=claim.pk,
            number=claim.number,
            kind=claim.kind,
            message=message_as_at(claim, happened.turns if happened else (), self.until(day)),
            state=state,
            standing=Standing.UNANSWERED if state == State.IN_REPLY else seen.standing,
            put_at=claim.put_at,
            claimed_at=seen.claimed_at,
            due_on=seen.due_on,
            moved=seen.due_on is not None and claim.first_due_on != seen.due_on,
            stood_at=since,
            heard_at=seen.heard_at,
            withdrawn=seen.withdrawn_at is not None,
            reply_until=seen.reply_until,
            horizon=claim.horizon,
            frontline=claim.put_as == Perspective.FRONTLINE or claim.put_by_id is None,
        )

    def otherwise_heard(self, day: date) -> dict[int, bool]:
        """The counterparts of whom it is kept otherwise whether they had been heard by the end of a day: and whether.

        A later answer may be heard as somebody else's than it was then.
        """
        until, found = self.until(day), {}
        for key, one in self.happened.items() if until else ():
            claim = self.claims.get(key)
            if claim is None:
                continue
            known = heard_on(claim.of, one.counterparts, one.answers, self.family, until=until)
            heard = first_matched(one.answers, known.matched)
            for each in one.counterparts:
                kept = each.heard_at is not None and until is not None and each.heard_at <= until
                if kept != (each.pk in heard):
                    found[each.pk] = not kept
        return found

    def _seen(self, claim: Claim, until: datetime | None) -> tuple[Seen, datetime | None]:
        happened = self.happened.get(claim.pk)
        if until and happened:
            return seen_as_at(claim, self.place, happened, self.family, until)
        return stored(claim, until), claim.stood_at


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
    """What can be told of every day since one. Two queries; one for a family that is not at hand; and one for each day
    on which contests wait.

    `reader` None is the public view; `everything` the operator's, who may read the database anyway and so
    need not wait for a reply time. `at` is the moment of reading, for the quiet fortnight.
    """
    claims = seen_here(reader, at) if reader and at else Claim.objects.filter(place=place)
    if messages is not None:
        claims = claims.filter(message__in=list(messages))
    until = last_instant(since, place.zone) if since < today else None
    if family is None:
        family = family_of(place.pk)
    rows = claims.order_by("put_at", "number").values_list(*COLUMNS)
    return Recorded(
        place=place,
        today=today,
        claims={row[0]: _claim(row) for row in rows},
        reader=reader,
        everything=everything,
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


def stored(claim: Claim, until: datetime | None) -> Seen:
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


def _waits(seen: Seen, day: date) -> bool:
    """Contested, and in its reply time on that day."""
    return seen.standing == Standing.CONTESTED and seen.reply_until is not None and day <= seen.reply_until


def _read_by(reader: Member, family: Family, until: datetime | None) -> Q:
    """The contests that this reader is a party to, and so reads at once."""
    current = [one.organisation_id for one in reader.memberships.all() if one.until is None]
    ours = frozenset(
        key
        for one in current
        for key in family.stands_for.get(one, ())
        if until is None or family.spoke_for(one, key, until)
    )
    return concerning(reader, ours, family, until)


def seen_as_at(
    claim: Claim, place: Place, happened: Happened, family: Family, until: datetime
) -> tuple[Seen, datetime | None]:
    """A claim as it was at an instant, from what had been recorded by then."""
    answers, turns = happened.answers, happened.turns
    named = named_as_at(happened.counterparts, turns, until)
    then = stood(claim, place, named, answers, family, ballots=happened.ballots, until=until)
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
    """Every turn that changes the day says which it was; whoever owns a promise may do so too."""
    moves = [turn for turn in turns if turn.at > until and _moves(turn)]
    if not moves:
        return claim.due_on
    was = moves[0].details.get("was")
    return date.fromisoformat(was) if was else None


def _moves(turn: Turn) -> bool:
    owned = turn.verb in (TurnVerb.OWNED, TurnVerb.NOT_QUITE) and turn.details.get("was") is not None
    return owned or turn.verb == TurnVerb.MOVED


def message_as_at(claim: Claim, turns: Iterable[Turn], until: datetime | None) -> int | None:
    """The message that it spoke to: it may be another until the first answer."""
    if until is not None:
        for turn in turns:
            if turn.verb == TurnVerb.MESSAGE and turn.at > until:
                was = turn.details.get("was")
                return int(was) if was else None
    return claim.message


def _before_as_at(kind: str, turns: list[Turn], until: datetime) -> State:
    state = BEFORE.get(kind, State.OPEN)
    for turn in turns:
        if turn.at <= until:
            state = TURNED.get((kind, turn.verb), state)
    return state


def today_in(place: Place, at: datetime) -> date:
    return day_in(at, place.zone)
