"""Where every claim of a place stands, now or as at a date. The Mirror, the record and the CLI read this one.

Read now, it takes the stored standings; as at a past day, it computes them anew from the answers recorded by the end
of that day, in the place's time zone. `counterpoint verify` holds the two against each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from counterpoint.analysis.calendar import day_in, last_instant
from counterpoint.analysis.standing import Standing
from counterpoint.claims.choices import BEFORE, TURNED, State, TurnVerb
from counterpoint.claims.models import Answer, Ask, Ballot, Claim, Turn
from counterpoint.claims.policies import Family, Seen, family_of, is_party, state_of, stood
from counterpoint.partnership.models import Member, Place

COLUMNS = (
    "pk", "number", "kind", "message", "put_at", "claimed_at", "before", "due_on", "first_due_on", "lasts", "standing",
    "stood_at", "heard_at", "spoken", "reply_until", "withdrawn_at",
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

    @property
    def counted(self) -> bool:
        """Does the Mirror count it as claimed? Not what is only heard, asked for or raised, nor what was withdrawn."""
        return self.claimed_at is not None and self.state != State.WITHDRAWN


def snapshots(
    place: Place, *, today: date, as_at: date | None = None, reader: Member | None = None, everything: bool = False,
    at: datetime | None = None, messages: Iterable[int] | None = None,
) -> list[Snapshot]:
    """Every claim put by the day, oldest first.

    `reader` None is the public view; `everything` the operator's, who may read the database anyway and so need not
    wait for a reply time. `at` is the moment of reading, for the quiet fortnight.
    """
    claims = Claim.objects.filter(place=place)
    if reader is not None and at is not None:
        claims = claims.seen_by(reader, at)
    if messages is not None:
        claims = claims.filter(message__in=list(messages))
    day = as_at or today
    if as_at is not None and as_at < today:
        return _as_at(claims.filter(put_at__lte=last_instant(as_at, place.zone)), place, as_at, reader, everything)
    asked = dict(
        Ask.objects.filter(place=place).values_list("claim_id").annotate(times=Max("round")).values_list(
            "claim_id", "times"
        )
    )
    rows = list(claims.order_by("put_at", "number").values_list(*COLUMNS))
    waiting = [row[0] for row in rows if row[10] == Standing.CONTESTED and row[14] and row[14] >= day]
    told = _read_by_party(waiting, reader) if not everything else set(waiting)
    found = []
    for row in rows:
        seen = Seen(
            standing=row[10], claimed_at=row[5], due_on=row[7], lasts=row[9], spoken=row[13], heard_at=row[12],
            reply_until=row[14], withdrawn_at=row[15], before=State(row[6] or State.OPEN),
        )
        found.append(_snapshot(row, seen, day, place, row[0] in told, asked.get(row[0], 0), row[11]))
    return found


def _snapshot(
    row: tuple[object, ...], seen: Seen, day: date, place: Place, told: bool, asked: int, since: datetime | None
) -> Snapshot:
    state = state_of(seen, today=day, zone=place.zone, reads_contest=told)
    pk, number, kind, message, put_at = row[:5]
    return Snapshot(
        pk=pk, number=number, kind=kind, message=message, state=state,  # type: ignore[arg-type]
        standing=Standing.UNANSWERED if state == State.IN_REPLY else seen.standing,
        put_at=put_at, claimed_at=seen.claimed_at, due_on=seen.due_on,  # type: ignore[arg-type]
        moved=row[8] is not None and row[8] != seen.due_on, stood_at=since, heard_at=seen.heard_at, asked=asked,
    )


def _read_by_party(claim_keys: list[int], reader: Member | None) -> set[int]:
    """Which of these contests this reader is a party to, and so reads at once."""
    if reader is None or not claim_keys:
        return set()
    family = family_of(reader.place_id)
    claims = Claim.objects.filter(pk__in=claim_keys).prefetch_related("claimants", "counterparts")
    return {claim.pk for claim in claims if is_party(reader, claim, family)}


def _as_at(
    claims: object, place: Place, as_at: date, reader: Member | None, everything: bool
) -> list[Snapshot]:
    until = last_instant(as_at, place.zone)
    family = family_of(place.pk)
    rows = list(
        claims.order_by("put_at", "number").prefetch_related("claimants", "counterparts", "turns")  # type: ignore[attr-defined]
    )
    answers: dict[int, list[Answer]] = defaultdict(list)
    for answer in Answer.objects.filter(place=place, recorded_at__lte=until).order_by("claim_id", "position"):
        answers[answer.claim_id].append(answer)
    ballots: dict[int, list[Ballot]] = defaultdict(list)
    for ballot in Ballot.objects.filter(place=place).select_related("counterpart"):
        ballots[ballot.counterpart.claim_id].append(ballot)
    asked = dict(
        Ask.objects.filter(place=place, at__lte=until).values_list("claim_id").annotate(times=Max("round")).values_list(
            "claim_id", "times"
        )
    )
    found = []
    for claim in rows:
        seen, since = seen_as_at(claim, place, answers[claim.pk], ballots[claim.pk], family, until)
        row = (claim.pk, claim.number, claim.kind, claim.message, claim.put_at, None, None, None, claim.first_due_on)
        told = everything or (reader is not None and is_party(reader, claim, family))
        found.append(_snapshot(row, seen, as_at, place, told, asked.get(claim.pk, 0), since))
    return found


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


