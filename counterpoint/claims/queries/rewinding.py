"""One claim as it was at the end of a past day: what came later is taken away, and what it changed is put back.

A claim's page then reads it as it reads any claim, with the rights that its reader had on that day; but nobody reads what
they may not read now: a colleague's answer before their own, an amount that the two sides keep. Nothing can be done to
the past, so such a page has no acts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.models import Claim, Counterpart, Help
from counterpoint.claims.policies import Family, Seen, capacity_of, heard_on, reads_contest, state_of
from counterpoint.claims.policies.amounts import reads_amount
from counterpoint.claims.queries.claim_answers import is_a_colleagues
from counterpoint.claims.queries.claim_loading import Loaded, at_the_end_of, family_at, load_claim, seen_now
from counterpoint.claims.queries.finding import OWNED
from counterpoint.claims.queries.happened import Happened, happened_since, named_as_at
from counterpoint.claims.queries.record_then import before_it_was_owned
from counterpoint.claims.queries.snapshots import message_as_at, seen_as_at, stored
from counterpoint.partnership.models import Member, Place
from counterpoint.partnership.queries.then import last_instant_of, member_then


def claim_as_at(
    member: Member,
    number: int,
    at: datetime,
    as_at: date | None = None,
    *,
    beside: Sequence[str] = (),
    people: Sequence[str] = (),
) -> Loaded | None:
    """The claim with this number as this member may read it, now or as at a past day; None where it was not there yet."""
    until = last_instant_of(as_at, member.place, at)
    found = load_claim(member, number, at, until=until, beside=beside, people=people)
    if found is None or until is None:
        return found
    first = found.counterparts[0]
    known = [one for one in (at_the_end_of(path, first) for path in people) if one]
    return _rewound(found, until, known)


def _rewound(now: Loaded, until: datetime, known: Sequence[Member]) -> Loaded:
    claim, place = now.claim, now.claim.place
    # What is kept from this reader now, before anything is put back.
    matched = now.heard.matched
    kept = frozenset(one.pk for one in now.answers if is_a_colleagues(now, one, matched.get(one.pk)))
    if not reads_amount(now.reader, claim, now.family, now.turns):
        claim.amount = None
    family = family_at(place.pk, now.counterparts[0].head, until)  # type: ignore[attr-defined]
    reader, today = member_then(now.reader, day_in(until, place.zone)), day_in(until, place.zone)
    happened = Happened(now.counterparts, now.answers, now.turns, list(now.ballots))
    seen, since = seen_as_at(claim, place, happened, family, until)
    _put_back(claim, seen, since, until, known)
    _take_away(claim, until)
    ballots = now.ballots if claim.counted_at else ()
    counterparts, answers = list(claim.counterparts.all()), claim.answers.all()
    party = reads_contest(reader, claim, family)
    return replace(
        now,
        reader=reader,
        at=until,
        until=until,
        now=now.at,
        family=family,
        heard=heard_on(claim.of, counterparts, answers, family, ballots=ballots),
        ballots=ballots,
        party=party,
        state=state_of(seen, today=today, zone=place.zone, reads_contest=party),
        capacity=capacity_of(reader, claim, until, family=family),
        help=tuple(_help_then(one, until) for one in now.help if one.at <= until),
        kept_from=kept,
    )


def _put_back(
    claim: Claim, seen: Seen, since: datetime | None, until: datetime, known: Sequence[Member]
) -> None:
    """What is stored of a claim, as it was stored then. `known`: people whom its room has read already."""
    turns = list(claim.turns.all())
    claim.message = message_as_at(claim, turns, until)
    claim.standing, claim.stood_at, claim.heard_at = seen.standing, since, seen.heard_at
    claim.spoken, claim.reply_until = seen.spoken, seen.reply_until
    claim.claimed_at, claim.withdrawn_at = seen.claimed_at, seen.withdrawn_at
    claim.due_on, claim.first_due_on = seen.due_on, claim.first_due_on if seen.due_on else None
    claim.counted_at = _by(claim.counted_at, until)
    if claim.claimed_at is None:
        claim.before, claim.step = seen.before, None
    for turn in turns:
        if turn.at > until and turn.verb in OWNED:
            ref = turn.details.get("heard_by", "")
            heard_by = next((one for one in known if one.ref == ref), None)
            before_it_was_owned(claim, turn, heard_by or _numbered(claim, ref))
    request = getattr(claim, "request", None)
    if request is not None and _by(request.answered_at, until) is None:
        request.answered_at, request.promise, request.refusal = None, None, None


def _numbered(claim: Claim, ref: str) -> Member | None:
    here = Member.objects.filter(place_id=claim.place_id).prefetch_related("standpoints")
    number = ref.partition(":")[2]
    return here.filter(number=int(number)).first() if number else claim.put_by


def _take_away(claim: Claim, until: datetime) -> None:
    """What came later. As prefetch_related would leave it: what asks the claim asks no database."""

    def keep(name: str, came: Callable[[Any], datetime]) -> None:
        rows: Any = claim._prefetched_objects_cache[name]  # type: ignore[attr-defined]
        rows._result_cache = [one for one in rows if came(one) <= until]

    keep("answers", lambda one: one.recorded_at)
    rows: Any = claim._prefetched_objects_cache["counterparts"]  # type: ignore[attr-defined]
    rows._result_cache = named_as_at(list(rows), list(claim.turns.all()), until)
    for name in ("claimants", "turns", "counterparts"):
        keep(name, lambda one: one.at)
    for one in claim.counterparts.all():
        _not_yet_counted(one, until)


def _not_yet_counted(one: Counterpart, until: datetime) -> None:
    """ "I would know too", before anybody added them."""
    if one.counts_from and one.counts_from > until:
        one.counts_from, one.adopted_by = None, None


def _help_then(one: Help, until: datetime) -> Help:
    one.withdrawn_at = _by(one.withdrawn_at, until)
    if _by(one.came_at, until) is None:
        one.came, one.came_by, one.came_at = "", None, None
    return one


def _by(moment: datetime | None, until: datetime) -> datetime | None:
    return moment if moment and moment <= until else None


def seen_of(loaded: Loaded, others: Iterable[Claim]) -> dict[int, Seen]:
    """How other claims of the place stand, or stood, by their keys. One query of the past, none of today."""
    return stood_then(loaded.claim.place, loaded.until, loaded.family, others)


def stood_then(
    place: Place, until: datetime | None, family: Family | None, others: Iterable[Claim]
) -> dict[int, Seen]:
    """The same for a page that is of no one claim. `family`: of that day, and of no use today."""
    others = list(others)
    if until is None or family is None or not others:
        return {one.pk: seen_now(one) for one in others}
    happened = happened_since(place, until, [one.pk for one in others])
    return {
        one.pk: seen_as_at(one, place, happened[one.pk], family, until)[0]
        if one.pk in happened
        else stored(one, until)
        for one in others
    }
