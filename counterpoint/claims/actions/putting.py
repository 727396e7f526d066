"""Putting a claim to those who would know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from counterpoint.claims import policies
from counterpoint.claims.choices import BEFORE, Kind, kind_of
from counterpoint.claims.models import Claim, Claimant, Counterpart, Pool, PoolSeat, Ticket
from counterpoint.claims.policies import own_rules
from counterpoint.ledger.actions import Act, act
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.web.http import require

type Someone = (
    Organisation | Member | str | Ticket | Sequence[Organisation]
)  # str: a perspective; a sequence: a pool


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom the claimant names as entitled to answer."""

    who: Someone
    must_hear: bool = True
    by_claimant: bool = True
    ask_from: date | None = None


@dataclass(frozen=True, slots=True)
class Further:
    """What only some kinds carry."""

    due_on: date | None = None
    horizon: str = "now"
    lasts: bool | None = None
    step: int | None = None
    link: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    amount: str = ""
    follows: Claim | None = None
    message: int | None = None
    lang: str = "en"


def put(
    *,
    place: Place,
    kind: str,
    sentence: str,
    claimants: Sequence[Organisation],
    named: Sequence[Named],
    by: Member,
    at: datetime,
    acting_for: Organisation | None = None,
    further: Further | None = None,
) -> Claim:
    """Put a claim of a kind that needs no room of its own."""
    row = kind_of(kind)
    with act(place.pk, verb="claim.put", by=by.ref, at=at) as event:
        require(policies.why_not_put(row, by, claimants, [one.who for one in named], at))
        require(why_not_by_its_own_rules(row, sentence, claimants, named, further, at))
        return record_claim(
            event,
            place=place,
            kind=row,
            sentence=sentence,
            claimants=claimants or [by],
            named=named,
            by=by,
            acting_for=acting_for,
            claimed=True,
            further=further,
        )


def why_not_by_its_own_rules(
    kind: Kind,
    sentence: str,
    claimants: Sequence[Organisation],
    named: Sequence[Named],
    further: Further | None,
    at: datetime,
) -> str | None:
    """The first refusal of those that only some kinds have."""
    must_hear = [one.who for one in named if one.must_hear]
    return (
        own_rules.why_not_so_long(kind, sentence)
        or own_rules.why_not_gains(kind, claimants, further.details if further else {})
        or own_rules.why_not_lifts(kind, claimants, further.details if further else {})
        or own_rules.why_not_these(kind, claimants, must_hear, at)
    )


def put_again(*, claim: Claim, sentence: str, by: Member, at: datetime, named: Sequence[Named] = ()) -> Claim:
    """Put a long-term choice again, as a new claim that follows the old. Unless others are named, the same are asked."""
    require(policies.why_not_put_again(by, claim, followed=claim.followed_by.exists()))
    claimants = [
        one.organisation for one in claim.claimants.select_related("organisation") if one.organisation
    ]
    return put(
        place=claim.place,
        kind=claim.kind,
        sentence=sentence,
        claimants=claimants,
        named=named or _same(claim),
        by=by,
        at=at,
        further=Further(follows=claim, lasts=claim.lasts, message=claim.message),
    )


def _same(claim: Claim) -> list[Named]:
    """Those who were asked before and can be asked now: whoever followed an organisation, nobody who has left."""
    found = []
    for one in claim.counterparts.select_related("organisation__successor", "member").filter(
        counts_from__isnull=False, instead_of=None
    ):
        heir = one.organisation and (one.organisation.successor or one.organisation)
        person = one.member if one.member and one.member.left_at is None else None
        who = heir or person or one.perspective
        if who:
            found.append(Named(who, must_hear=one.must_hear, by_claimant=one.by_claimant))
    return found


def record_claim(
    event: Act,
    *,
    place: Place,
    kind: Kind,
    sentence: str,
    claimants: Iterable[Organisation | Member],
    named: Iterable[Named],
    by: Member | None,
    claimed: bool,
    acting_for: Organisation | None = None,
    further: Further | None = None,
) -> Claim:
    """Write a claim inside an act under way: rooms whose records have a claim call this."""
    more = further or Further()
    claim = Claim.objects.create(
        place=place,
        number=event.number(Claim),
        kind=kind.key,
        message=more.message or kind.message,
        sentence=event.text(sentence, "sentence", more.lang),
        put_at=event.at,
        put_by=by,
        put_for=acting_for,
        put_as=_stands(by),
        claimed_at=event.at if claimed else None,
        before="" if claimed else BEFORE[kind.key],
        due_on=more.due_on,
        first_due_on=more.due_on,
        horizon=more.horizon,
        lasts=kind.lasts if more.lasts is None else more.lasts,
        step=more.step,
        link=more.link,
        details=more.details,
        amount=event.text(more.amount, "amount", more.lang) if more.amount else None,
        follows=more.follows,
    )
    event.subject = claim.ref
    event.facts |= {"kind": kind.key, "message": claim.message, "claimed": claimed}
    if claim.due_on:
        event.facts["due"] = claim.due_on.isoformat()
    if claim.step:
        event.facts["step"] = claim.step
    if claim.follows:
        event.facts["follows"] = claim.follows.ref
    record_claimants(event, claim, claimants)
    event.facts["counterparts"] = [name_one(event, claim, one, added_by=None).position for one in named]
    return claim


def record_claimants(event: Act, claim: Claim, claimants: Iterable[Organisation | Member]) -> None:
    refs = []
    for one in claimants:
        organisation, member = (one, None) if isinstance(one, Organisation) else (None, one)
        Claimant.objects.create(
            place=claim.place, claim=claim, organisation=organisation, member=member, at=event.at
        )
        refs.append(one.ref)
    event.facts["claimants"] = sorted(set(event.facts.get("claimants", [])) | set(refs))


def name_one(
    event: Act,
    claim: Claim,
    one: Named,
    *,
    added_by: Member | None,
    counts: bool = True,
    instead_of: Counterpart | None = None,
) -> Counterpart:
    """Add a counterpart to a claim, inside an act under way."""
    last = Counterpart.objects.filter(claim=claim).count()
    who = one.who
    pool = None
    if isinstance(who, (list, tuple)):
        pool = Pool.objects.create(place=claim.place, name=f"any of these {len(who)}")
        for organisation in who:
            PoolSeat.objects.create(place=claim.place, pool=pool, organisation=organisation)
    counterpart = Counterpart.objects.create(
        place=claim.place,
        claim=claim,
        position=last + 1,
        organisation=who if isinstance(who, Organisation) else None,
        member=who if isinstance(who, Member) else None,
        ticket=who if isinstance(who, Ticket) else None,
        perspective=who if isinstance(who, str) else "",
        pool=pool,
        must_hear=one.must_hear,
        at=event.at,
        added_by=added_by,
        by_claimant=one.by_claimant,
        counts_from=event.at if counts else None,
        instead_of=instead_of,
        ask_from=one.ask_from,
    )
    event.facts.setdefault("named", []).append(
        {"position": counterpart.position, "who": ref_of(counterpart), "must_hear": one.must_hear}
    )
    return counterpart


def ref_of(counterpart: Counterpart) -> str:
    """A counterpart as the ledger names it: never a name, and a ticket or a pool only as such."""
    if counterpart.organisation:
        return counterpart.organisation.ref
    if counterpart.member:
        return counterpart.member.ref
    if counterpart.perspective:
        return f"perspective:{counterpart.perspective}"
    return "ticket" if counterpart.ticket_id else "pool"


def _stands(by: Member | None) -> str:
    if by is None:
        return ""
    first = by.standpoints.order_by("-first", "id").first()
    return first.perspective if first else ""
