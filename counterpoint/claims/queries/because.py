"""What changed because of you: what became of your answers, your barriers and your requests, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Verdict
from counterpoint.claims.choices import State, TurnVerb
from counterpoint.claims.models import Claim
from counterpoint.claims.policies import is_party, state_of
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.claim_loading import seen_now
from counterpoint.claims.queries.mine import Mine
from counterpoint.claims.queries.reasons import Spoken
from counterpoint.claims.queries.record import mark_of
from counterpoint.claims.queries.telling import claimants_of
from counterpoint.partnership.models import Member
from counterpoint.web import dates

MOST = 7
NOTHING_YET = "Heard; nothing changed yet."
SINCE = {
    TurnVerb.KEPT: "{who} said on {on} that it was kept.",
    TurnVerb.GONE: "{who} said on {on} that it is gone.",
    TurnVerb.REPLIED: "{who} replied on {on}.",
}


@dataclass(frozen=True, slots=True)
class Came:
    """One act of yours, and what came of it."""

    mark: str
    sentence: str
    url: str
    you: str  # "You said “No, it was not” on 3 May 2026."
    then: str
    at: datetime  # for the order only: when it last changed


def because_of_you(told: Mine, member: Member, at: datetime) -> tuple[Came, ...]:
    today = day_in(at, member.place.zone)
    found = []
    for claim in told.claims:
        spoken = told.said.people.get((claim.pk, member.pk))
        if spoken is not None and spoken.given is not None:
            found.append(_answered(claim, spoken, spoken.given, told, member, today))
        elif claim.put_by_id == member.pk and claim.kind in ("barrier", "request"):
            found.append(_asked_for(claim, told, member, today))
    return tuple(sorted(found, key=lambda one: one.at, reverse=True)[:MOST])


def _answered(claim: Claim, spoken: Spoken, given: datetime, told: Mine, member: Member, today: date) -> Came:
    zone = claim.place.zone
    says = claim.of.says(Verdict(spoken.verdict))
    later = [
        (when, verb)
        for verb, when, by in told.said.turns.get(claim.pk, ())
        if when > given and by != member.pk
    ]
    changed = claim.stood_at is not None and claim.stood_at >= given
    state = state_for(claim, member, told, today)
    then, at = NOTHING_YET, given
    if later:
        at, verb = max(later)
        then = SINCE[TurnVerb(verb)].format(who=claimants_of(claim), on=dates.day(day_in(at, zone)))
    elif changed and claim.stood_at is not None:
        at = claim.stood_at
        then = f"Since {dates.day(day_in(at, zone))} the record says “{claim.of.state(state)}”."
    you = f"You said “{says}” on {dates.day(day_in(given, zone))}."
    return _came(claim, state, you, then, at)


def _asked_for(claim: Claim, told: Mine, member: Member, today: date) -> Came:
    """A barrier or a request of theirs, of which nobody has asked them yet whether it is lifted or answered."""
    zone = claim.place.zone
    state = state_for(claim, member, told, today)
    did = "You raised it" if claim.kind == "barrier" else f"You asked {claimants_of(claim)}"
    you = f"{did} on {dates.day(day_in(claim.put_at, zone))}."
    if claim.claimed_at is not None:
        then = f"{claimants_of(claim)} {'says that it is gone' if claim.kind == 'barrier' else 'answered'}."
        return _came(claim, state, you, then, claim.claimed_at)
    if state in (State.TAKEN, State.REFUSED):
        return _came(claim, state, you, f"It is {claim.of.state(state)}.", claim.put_at)
    return _came(claim, state, you, NOTHING_YET, claim.put_at)


def _came(claim: Claim, state: State, you: str, then: str, at: datetime) -> Came:
    return Came(
        mark=mark_of(state),
        sentence=str(claim.sentence),
        url=record_url(claim.place.slug, claim.kind, claim.number),
        you=you,
        then=then,
        at=at,
    )


def state_for(claim: Claim, member: Member, told: Mine, today: date) -> State:
    """As the member may know it: of a contest that concerns them they read at once."""
    party = is_party(member, claim, told.seats.family)
    return state_of(seen_now(claim), today=today, zone=claim.place.zone, reads_contest=party)
