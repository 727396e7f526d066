"""Where every claim of a place stands, now or as at a date. The Mirror, the record and the CLI read this one.

Read now, it takes the stored standings. As at a past day it computes anew, from what was recorded by the end
of that day in the place's time zone, each claim to which something has happened since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q

from counterpoint.analysis.calendar import day_in, last_instant
from counterpoint.analysis.standing import Standing
from counterpoint.claims.choices import BEFORE, TURNED, State, TurnVerb
from counterpoint.claims.models import Answer, Ask, Ballot, Claim, Counterpart, Turn
from counterpoint.claims.policies import Family, Seen, family_of, state_of, stood
from counterpoint.claims.queries.finding import concerning
from counterpoint.partnership.models import Member, Place

COLUMNS = (
    "pk",
    "number",
    "kind",
    "message",
    "put_at",
    "claimed_at",
    "before",
    "due_on",
    "first_due_on",
    "lasts",
    "standing",
    "stood_at",
    "heard_at",
    "spoken",
    "reply_until",
    "withdrawn_at",
)


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
    asked: int  # how often someone was asked
    withdrawn: bool  # withdrawn, be it after a contest
    reply_until: date | None

    @property
    def counted(self) -> bool:
        """Does the Mirror count it as claimed? Not what is only heard, asked for or raised, nor withdrawn."""
        return self.claimed_at is not None and self.state != State.WITHDRAWN


def snapshots(
    place: Place,
    *,
    today: date,
    as_at: date | None = None,
    reader: Member | None = None,
    everything: bool = False,
    at: datetime | None = None,
    messages: Iterable[int] | None = None,
) -> list[Snapshot]:
    """Every claim put by the day, oldest first.

    `reader` None is the public view; `everything` the operator's, who may read the database anyway and so
    need not wait for a reply time. `at` is the moment of reading, for the quiet fortnight.
    """
    claims = Claim.objects.filter(place=place)
    if reader is not None and at is not None:
        claims = claims.seen_by(reader, at)
    if messages is not None:
        claims = claims.filter(message__in=list(messages))
    day, until = as_at or today, None
    if as_at is not None and as_at < today:
        until = last_instant(as_at, place.zone)
        claims = claims.filter(put_at__lte=until)
    rows = list(claims.order_by("put_at", "number").values_list(*COLUMNS))
    asked = _asked(place, until)
    then = _as_at(place, until) if until else {}
    seen = {row[0]: then.get(row[0]) or (_stored(row, until), row[11]) for row in rows}
    waiting = [key for key, (one, _) in seen.items() if _in_reply_time(one, day)]
    told = set(waiting) if everything else _read_by_party(waiting, reader)
    found = []
    for row in rows:
        one, since = seen[row[0]]
        found.append(_snapshot(row, one, day, place, row[0] in told, asked.get(row[0], 0), since))
    return found


def _stored(row: tuple[Any, ...], until: datetime | None) -> Seen:
    """A claim as stored: as it stands now, and as it stood at an instant after which nothing happened."""
    claimed_at = row[5] if until is None or (row[5] and row[5] <= until) else None
    return Seen(
        standing=row[10],
        claimed_at=claimed_at,
        due_on=row[7],
        lasts=row[9],
        spoken=row[13],
        heard_at=row[12],
        reply_until=row[14],
        withdrawn_at=row[15],
        before=State(row[6] or State.OPEN),
    )


def _in_reply_time(seen: Seen, day: date) -> bool:
    return seen.standing == Standing.CONTESTED and seen.reply_until is not None and seen.reply_until >= day


def _asked(place: Place, until: datetime | None) -> dict[int, int]:
    asks = Ask.objects.filter(place=place)
    if until:
        asks = asks.filter(at__lte=until)
    return dict(asks.values_list("claim_id").annotate(times=Max("round")).values_list("claim_id", "times"))


def _snapshot(
    row: tuple[Any, ...], seen: Seen, day: date, place: Place, told: bool, asked: int, since: datetime | None
) -> Snapshot:
    state = state_of(seen, today=day, zone=place.zone, reads_contest=told)
    pk, number, kind, message, put_at = row[:5]
    return Snapshot(
        pk=pk,
        number=number,
        kind=kind,
        message=message,
        state=state,
        standing=Standing.UNANSWERED if state == State.IN_REPLY else seen.standing,
        put_at=put_at,
        claimed_at=seen.claimed_at,
        due_on=seen.due_on,
        moved=row[8] is not None and row[8] != seen.due_on,
        stood_at=since,
        heard_at=seen.heard_at,
        asked=asked,
        withdrawn=seen.withdrawn_at is not None,
        reply_until=seen.reply_until,
    )


def _read_by_party(claim_keys: list[int], reader: Member | None) -> set[int]:
    """Which of these contests this reader is a party to, and so reads at once."""
    if reader is None or not claim_keys:
        return set()
    family = family_of(reader.place_id)
    current = [one.organisation_id for one in reader.memberships.all() if one.until is None]
    ours = frozenset(key for one in current for key in family.stands_for.get(one, ()))
    told = Claim.objects.filter(pk__in=claim_keys).filter(concerning(reader, ours, family))
    return set(told.values_list("pk", flat=True))


def _as_at(place: Place, until: datetime) -> dict[int, tuple[Seen, datetime | None]]:
    """Those to which something has happened since, as they were. What is stored of all others is still so."""
    since = {"place": place}
    rows = list(
        Claim.objects.filter(place=place, put_at__lte=until)
        .filter(
            Q(pk__in=Answer.objects.filter(recorded_at__gt=until, **since).values("claim"))
            | Q(pk__in=Turn.objects.filter(at__gt=until, **since).values("claim"))
            | Q(pk__in=Counterpart.objects.filter(counts_from__gt=until, **since).values("claim"))
            | Q(counted_at__gt=until)
            | Q(claimed_at__gt=until)
        )
        .prefetch_related("counterparts", "turns")
    )
    if not rows:
        return {}
    keys = [claim.pk for claim in rows]
    family = family_of(place.pk)
    answers: dict[int, list[Answer]] = defaultdict(list)
    for answer in Answer.objects.filter(claim__in=keys, recorded_at__lte=until).order_by(
        "claim_id", "position"
    ):
        answers[answer.claim_id].append(answer)
    ballots: dict[int, list[Ballot]] = defaultdict(list)
    opened = [claim.pk for claim in rows if claim.counted_at]
    if opened:
        for ballot in Ballot.objects.filter(counterpart__claim__in=opened).select_related("counterpart"):
            ballots[ballot.counterpart.claim_id].append(ballot)
    return {
        claim.pk: seen_as_at(claim, place, answers[claim.pk], ballots[claim.pk], family, until)
        for claim in rows
    }


def seen_as_at(
    claim: Claim, place: Place, answers: list[Answer], ballots: list[Ballot], family: Family, until: datetime
) -> tuple[Seen, datetime | None]:
    """A claim as it was at an instant, from what had been recorded by then."""
    turns = list(claim.turns.all())
    then = stood(claim, place, list(claim.counterparts.all()), answers, family, ballots=ballots, until=until)
    claimed = claim.claimed_at if claim.claimed_at and claim.claimed_at <= until else None
    known = bool([one for one in answers if one.recorded_at <= until])
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
