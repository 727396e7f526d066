"""A claim with all that its page reads: six queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.cache import cache
from django.db.models import Exists, Max, OuterRef, Prefetch, QuerySet, Subquery, prefetch_related_objects

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import State
from counterpoint.claims.models import (
    Answer,
    Ask,
    Ballot,
    BallotTurn,
    Claim,
    Claimant,
    Counterpart,
    Help,
    Turn,
)
from counterpoint.claims.policies import (
    Capacity,
    Family,
    Heardness,
    Seen,
    capacity_of,
    family_told,
    heard_on,
    reads_contest,
    state_of,
    told_of,
)
from counterpoint.claims.policies.family import Told
from counterpoint.claims.queries.help import offers_on
from counterpoint.ledger.models import Chain
from counterpoint.partnership.models import Member, Standpoint, is_quiet
from counterpoint.partnership.queries.membership import head_for
from counterpoint.partnership.queries.notes import in_force
from counterpoint.partnership.queries.then import last_instant_of

ABOUT = (
    "claim__sentence", "claim__amount", "claim__put_for", "claim__withdrawn_by", "claim__follows__sentence",
    "claim__request__asked", "claim__request__promise__sentence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loaded:
    """One claim before one reader, at a moment."""

    key: str
    claim: Claim  # with its place, claimants, counterparts, answers and turns
    reader: Member
    at: datetime
    family: Family
    heard: Heardness
    ballots: tuple[Ballot, ...]
    in_box: int  # how many have put an answer in
    party: bool
    state: State
    capacity: Capacity | str
    help: tuple[Help, ...]
    until: datetime | None = None  # as at a past day: its last instant, which is then `at` as well
    now: datetime | None = None  # when the past is read
    kept_from: frozenset[int] = frozenset()  # answers that this reader may not read, whatever they could then

    @property
    def past(self) -> bool:
        return self.until is not None

    @property
    def query(self) -> str:
        """The end of an address: what is opened from the past is as at that day too."""
        return f"?as-at={self.today.isoformat()}" if self.past else ""

    @property
    def today(self) -> date:
        return day_in(self.at, self.claim.place.zone)

    @property
    def counterparts(self) -> list[Counterpart]:
        return list(self.claim.counterparts.all())

    @property
    def answers(self) -> list[Answer]:
        return list(self.claim.answers.all())

    @property
    def turns(self) -> list[Turn]:
        return list(self.claim.turns.all())

    @property
    def held_back(self) -> bool:
        """Contested, in its reply time, and not yet for this reader to know."""
        return self.state == State.IN_REPLY

    def day(self, moment: datetime) -> date:
        return day_in(moment, self.claim.place.zone)


def claim_key(member: Member, number: int, at: datetime, as_at: date | None = None) -> str:
    """All that a claim's page depends on: for `web.http.unchanged`."""
    return _key(member, number, at, last_instant_of(as_at, member.place, at), *head_for(member))


def _key(
    member: Member, number: int, at: datetime, until: datetime | None, head_hash: str, ballots: int
) -> str:
    today = day_in(at, member.place.zone)
    quiet = is_quiet(member.place, at)
    then = f"|{until}" if until else ""
    return f"claim|{member.place_id}|{number}|{member.pk}|{head_hash}|{ballots}|{today}|{quiet}{then}"


def load_claim(
    member: Member,
    number: int,
    at: datetime,
    *,
    until: datetime | None = None,
    beside: Sequence[str] = (),
    people: Sequence[str] = (),
) -> Loaded | None:
    """The claim with this number if this member may know of it. Its page as at a day is made of `rewinding.claim_as_at`.

    `until`: only if it was there by then, and with what had been asked by then. `beside`: what a room keeps with it, to be
    read in the same query; `people`: those in it who are members.
    """
    people = ["claim__put_by", *people]
    found = _with_counterparts(member, number, at, until, [*beside, *people], people)
    if found is None:
        return None
    claim, head_hash, boxes = found
    claim.place = member.place
    claimants = Claimant.objects.select_related("organisation", "member").annotate(stands=_stands("member"))
    turns = Turn.objects.select_related("by", "organisation", "words").annotate(stands=_stands("by"))
    prefetch_related_objects(
        [claim],
        Prefetch("claimants", claimants.order_by("pk")),
        Prefetch("answers", Answer.objects.select_related("member", "organisation", "words", "typed_by")),
        Prefetch("turns", turns),
    )
    _know_where_they_stand(claim, people)
    family = family_at(member.place_id, head_hash)
    counterparts = list(claim.counterparts.all())
    boxed = claim.of.detached or any(one.pool_id for one in counterparts)
    party = reads_contest(member, claim, family)
    ballots = tuple(Ballot.objects.filter(counterpart__claim=claim)) if boxed and claim.counted_at else ()
    return Loaded(
        key=_key(member, number, at, until, head_hash, boxes),
        claim=claim,
        reader=member,
        at=at,
        family=family,
        heard=heard_on(claim.of, counterparts, claim.answers.all(), family, ballots=ballots),
        ballots=ballots,
        in_box=BallotTurn.objects.filter(counterpart__claim=claim).count() if boxed else 0,
        party=party,
        state=state_of(
            seen_now(claim), today=day_in(at, member.place.zone), zone=member.place.zone, reads_contest=party
        ),
        capacity=capacity_of(member, claim, at, family=family),
        help=offers_on(claim) if counterparts[0].helped else (),  # type: ignore[attr-defined]
    )


def seen_now(claim: Claim) -> Seen:
    return Seen(
        standing=claim.standing, claimed_at=claim.claimed_at, due_on=claim.due_on, lasts=claim.lasts,
        spoken=claim.spoken, heard_at=claim.heard_at, reply_until=claim.reply_until, withdrawn_at=claim.withdrawn_at,
        before=State(claim.before or State.OPEN),
    )  # fmt: skip


def _with_counterparts(
    member: Member,
    number: int,
    at: datetime,
    until: datetime | None,
    beside: Sequence[str],
    people: Sequence[str],
) -> tuple[Claim, str, int] | None:
    """The claim, and the ledger's head. Every claim has a counterpart, so all come in one query."""
    then = {"at__lte": until} if until else {}
    put_then = {"put_at__lte": until} if until else {}
    seen = Claim.objects.seen_by(member, at).filter(number=number, **put_then).values("pk")
    asks = Ask.objects.filter(counterpart=OuterRef("pk"), **then).order_by().values("counterpart")
    chain = Chain.objects.filter(place_id=member.place_id)
    rows: QuerySet[Counterpart] = (
        Counterpart.objects.filter(claim__in=seen)
        .select_related("organisation", "member", "pool", "added_by", "adopted_by", "ticket", *ABOUT, *beside)
        .annotate(
            rounds=Subquery(asks.annotate(most=Max("round")).values("most")),
            last_asked=Subquery(asks.annotate(last=Max("at")).values("last")),
            head=Subquery(chain.values("head")),
            boxes=Subquery(chain.values("ballots")),
            stands=_stands("member"),
            followed=Exists(Claim.objects.filter(follows=OuterRef("claim"), **put_then)),
            noted=Exists(in_force(member.place_id, day_in(until or at, member.place.zone), until)),
            helped=Exists(Help.objects.filter(claim=OuterRef("claim"), **then)),
            **{f"stands_{place}": _stands(path) for place, path in enumerate(people)},
        )
        .order_by("position")
    )
    if not rows:
        return None
    claim = rows[0].claim
    for one in rows:
        one.claim = claim
    # As prefetch_related would leave it: what asks the claim for its counterparts asks no database.
    claim._prefetched_objects_cache = {"counterparts": rows}  # type: ignore[attr-defined]
    return claim, rows[0].head, rows[0].boxes  # type: ignore[attr-defined]


def _stands(member: str) -> Subquery:
    """Where somebody stands first of all."""
    stands = Standpoint.objects.filter(member=OuterRef(member)).order_by("-first", "pk")
    return Subquery(stands.values("perspective")[:1])


def _know_where_they_stand(claim: Claim, people: Sequence[str]) -> None:
    """Whoever does not sign is called by where they stand; as prefetch_related would leave it, without a query."""
    claimants: Iterable[Any] = claim.claimants.all()
    turns: Iterable[Any] = claim.turns.all()
    first: Any = claim.counterparts.all()[0]
    told = [(one.member, one.stands) for one in claimants] + [(one.by, one.stands) for one in turns]
    told += [(at_the_end_of(path, first), getattr(first, f"stands_{n}")) for n, path in enumerate(people)]
    for person, perspective in told:
        if person is None or person.signs:
            continue
        rows = Standpoint.objects.filter(member=person)
        rows._result_cache = [Standpoint(member=person, perspective=perspective)] if perspective else []
        person._prefetched_objects_cache = {"standpoints": rows}


def at_the_end_of(path: str, row: Any) -> Member | None:
    for name in path.split("__"):
        row = getattr(row, name, None)
    found: Member | None = row
    return found


def family_at(place_id: int, head_hash: str, until: datetime | None = None) -> Family:
    """A place's organisations change only by an event, so what is known of them holds for as long as its head.

    `until`: as they followed one another at that instant.
    """
    key = f"family:{place_id}:{head_hash}"
    kept: tuple[list[Told], Family] | None = cache.get(key)
    if kept is None:
        told = told_of(place_id)
        kept = told, family_told(told)
        cache.set(key, kept, timeout=3600)
    return kept[1] if until is None else family_told(kept[0], until)
