"""One promise: its day, how sure, what it takes, who heard it, and what its reader may do about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import Horizon, TurnVerb
from counterpoint.claims.models import Claim, Turn
from counterpoint.claims.policies import Family
from counterpoint.claims.queries.claim_acts import Act
from counterpoint.claims.queries.claim_loading import Loaded
from counterpoint.claims.queries.claim_page import ClaimPage, page_of
from counterpoint.claims.queries.rewinding import claim_as_at
from counterpoint.claims.queries.telling import called
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries.notes import beside
from counterpoint.promises import policies
from counterpoint.promises.choices import HowSure, PromiseState
from counterpoint.promises.models import Promise
from counterpoint.web import dates

ABOUT = ("promiser", "promiser_organisation__successor", "heard_by", "where", "what_it_takes", "who_pays")
BESIDE = [f"claim__promise__{one}" for one in ABOUT]
PEOPLE = ["claim__promise__heard_by", "claim__promise__promiser"]
RESPONDED = {
    TurnVerb.ACCEPTED: "accepted it",
    TurnVerb.DECLINED: "declined it",
    TurnVerb.COUNTERED: "would rather have something else",
}


@dataclass(frozen=True, slots=True)
class Response:
    """How those it was made to took it, when it was made."""

    who: str
    did: str
    when: str
    words: str


@dataclass(frozen=True, slots=True)
class PromisePage:
    """Everything promises/show.jinja may say."""

    claim: ClaimPage
    heard: str  # "Heard by Priya Raman on 4 May 2026, not yet owned: 12 days ago."
    heard_words: str  # what was heard, where its promiser put it in other words
    responses: tuple[Response, ...]
    own_url: str  # its reader is said to have promised, and has not said whether they did
    asks_day: bool


def promise_numbered(member: Member, number: int, at: datetime) -> Promise | None:
    """A promise that this member may know of, for an act upon it."""
    seen = Claim.objects.seen_by(member, at).filter(kind="promise", number=number)
    return (
        Promise.objects.filter(claim__in=seen.values("pk"))
        .select_related("claim__place", "claim__sentence", *ABOUT)
        .first()
    )


def promise_page(
    member: Member, number: int, at: datetime, as_at: date | None = None, *, just_put: bool = False
) -> PromisePage | None:
    """A promise as this member may read it, or None."""
    loaded = claim_as_at(member, number, at, as_at, beside=BESIDE, people=PEOPLE)
    promise: Promise | None = getattr(loaded.claim, "promise", None) if loaded else None
    if loaded is None or promise is None:
        return None
    promise.claim = claim = loaded.claim
    if loaded.until:
        _rewind(promise, loaded, loaded.until)
    notice = _notice(promise) if just_put and claim.put_by_id == member.pk else ""
    shown = page_of(loaded, notice)
    facts = [(label, value) for label, value in _facts(promise, loaded.turns, loaded.today) if value]
    return PromisePage(
        claim=replace(
            shown,
            facts=(*facts, *shown.facts, *_what_bears_on_them(loaded)),
            acts=() if loaded.past else (*_acts(member, promise, loaded.family), *shown.acts),
        ),
        heard=heard_line(promise, loaded.at),
        heard_words=next(
            (str(one.words) for one in loaded.turns if one.verb == TurnVerb.NOT_QUITE and one.words), ""
        ),
        responses=tuple(_response(one, loaded) for one in loaded.turns if one.verb in RESPONDED),
        own_url=""
        if loaded.past or policies.why_not_own(member, promise, loaded.family)
        else _url("own", claim),
        asks_day=claim.due_on is None,
    )


STATES = {
    TurnVerb.DISOWNED: PromiseState.DISOWNED,
    TurnVerb.OWNED: PromiseState.MADE,
    TurnVerb.NOT_QUITE: PromiseState.MADE,
    TurnVerb.ACCEPTED: PromiseState.ACCEPTED,
    TurnVerb.DECLINED: PromiseState.DECLINED,
    TurnVerb.COUNTERED: PromiseState.COUNTERED,
}


def _rewind(promise: Promise, loaded: Loaded, until: datetime) -> None:
    """As the acts of a past day had left it: owned or not, by whom, accepted or not, said to be kept or not."""
    promise.state = PromiseState.HEARD if promise.heard_by_id else PromiseState.MADE
    for turn in loaded.turns:
        promise.state = STATES.get(TurnVerb(turn.verb), promise.state)
    if promise.owned_at and promise.owned_at > until:
        # Whoever owned it may be another than was named, or the one who spoke where only an organisation was.
        promise.promiser = next((one.member for one in loaded.claim.claimants.all() if one.member), None)
        promise.owned_at = None
    if promise.said_kept_at and promise.said_kept_at > until:
        promise.said_kept_at = None


def heard_line(promise: Promise, at: datetime) -> str:
    """ "Heard by Priya Raman on 4 May 2026, not yet owned", with its age; empty for a promise that was made."""
    if promise.heard_by is None:
        return ""
    zone = promise.claim.place.zone
    on = promise.heard_on or day_in(promise.claim.put_at, zone)
    line = f"Heard by {called(promise.heard_by)} on {dates.day(on)}"
    if promise.where:
        line += f" ({promise.where})"
    if promise.state == PromiseState.HEARD:
        return f"{line}, not yet owned: {dates.ago_or_in(on, day_in(at, zone))}."
    if promise.state == PromiseState.DISOWNED:
        return f"{line}. Its promiser says: I did not say that."
    owned = dates.day(day_in(promise.owned_at, zone)) if promise.owned_at else ""
    return f"{line}, owned on {owned}."


def _facts(promise: Promise, turns: list[Turn], today: date) -> list[tuple[str, str]]:
    claim = promise.claim
    due = (
        f"{dates.day(claim.due_on)}, {dates.ago_or_in(claim.due_on, today)}"
        if claim.due_on
        else "no day was given"
    )
    reasons = [str(one.words) for one in turns if one.verb == TurnVerb.MOVED and one.words]
    house = promise.promiser_organisation
    promiser = ", ".join(
        name
        for name in (called(promise.promiser) if promise.promiser else "", house.called if house else "")
        if name
    )
    return [
        ("By", due),
        ("It moved because", "; ".join(f"“{one}”" for one in reasons)),
        ("Promised by", promiser if promise.heard_by_id else ""),
        ("How sure", HowSure(promise.how_sure).label if promise.how_sure else ""),
        ("What it would take", str(promise.what_it_takes or "")),
        ("Who pays", str(promise.who_pays or "")),
        ("Looks to", Horizon(claim.horizon).label if claim.horizon != Horizon.NOW else ""),
        (
            "Said to be kept",
            dates.day(day_in(promise.said_kept_at, claim.place.zone)) if promise.said_kept_at else "",
        ),
    ]


def _what_bears_on_them(loaded: Loaded) -> list[tuple[str, str]]:
    """Pressure notes of those who promise, and context notes, as they are now: they explain, and excuse nothing."""
    theirs = {one.organisation_id for one in loaded.claim.claimants.all() if one.organisation_id}
    if not loaded.counterparts[0].noted:  # type: ignore[attr-defined]
        return []
    notes = beside(loaded.claim.place_id, theirs, loaded.today, loaded.until)
    return [(f"Bears on {one.about or 'everyone here'}", f"{one.words} ({one.when})") for one in notes]


def _response(turn: Turn, loaded: Loaded) -> Response:
    return Response(
        who=called(turn.by),
        did=RESPONDED[TurnVerb(turn.verb)],
        when=dates.day(loaded.day(turn.at)),
        words=str(turn.words) if turn.words else "",
    )


def _acts(member: Member, promise: Promise, family: Family) -> list[Act]:
    claim, found = promise.claim, []
    if policies.why_not_respond(member, promise, family) is None:
        if promise.state != PromiseState.ACCEPTED:
            found.append(Act("Accept it", _url("accept", claim), press=True, main=True))
        found.append(Act("Decline it, or ask for something else", _url("respond", claim)))
    if policies.why_not_say_kept(member, promise, family) is None:
        found.append(Act("Say that it was kept", _url("kept", claim), main=True))
    if policies.why_not_move(member, promise, family) is None and promise.owned_at:
        found.append(Act("Move the date", _url("move", claim)))
    if policies.why_not_ask_promiser(member, promise) is None:
        found.append(Act("Ask whether they said so", _url("ask", claim), press=True, main=True))
    return found


def _url(name: str, claim: Claim) -> str:
    return reverse(f"promises:{name}", kwargs={"slug": claim.place.slug, "number": claim.number})


def _notice(promise: Promise) -> str:
    if promise.state == PromiseState.HEARD:
        return "Written down. Whoever promised gets one link: “yes, I said that”, “not quite” or “no”."
    day = f" on {dates.day(promise.claim.due_on)}" if promise.claim.due_on else ""
    return f"Promised. Those it was made to are asked{day} whether it was kept."
