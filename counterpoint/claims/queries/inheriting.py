"""What waits for an heir: each open promise of whoever came before, to inherit, refuse or let die."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import TurnVerb
from counterpoint.claims.models import Claim, Turn
from counterpoint.claims.policies import Family, family_of, reads_contest, state_of
from counterpoint.claims.policies.inheriting import (
    SILENCE,
    Heir,
    decided,
    is_heirs_own,
    why_not_decide_for,
    why_not_inherit,
)
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.claim_loading import seen_now
from counterpoint.claims.queries.claim_parts import title_of
from counterpoint.claims.queries.left_open import (
    bound,
    follows_nobody,
    heirs_of,
    waits_for,
)
from counterpoint.claims.queries.record import mark_of
from counterpoint.claims.queries.telling import called, claimants_of, made_to
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.web import dates

DECIDED = {
    TurnVerb.INHERITED: "inherited",
    TurnVerb.NOT_INHERITED: "refused",
    TurnVerb.LET_DIE: "let die",
}

ALSO_TO_YOU = "It was promised to you too. Inherit it, and only the others can say whether it is kept."


@dataclass(frozen=True, slots=True)
class Bound:
    """One thing that bound whoever came before."""

    number: int
    mark: str
    state: str
    sentence: str
    url: str
    about: str  # "promised to Warm Hearth by Northern Counties ICB on 30 May 2025, for 31 July 2025"
    why_not_inherit: str
    also_to_you: str  # it was promised to the heir among others, who say alone now whether it is kept
    decided: str  # "inherited on 28 April 2026 by Priya Raman"
    words: str
    error: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class InheritPage:
    """Everything claims/inherit.jinja may say."""

    title: str
    lead: str
    until: str
    waiting: tuple[Bound, ...]
    decided: tuple[Bound, ...]
    may_decide: bool
    inherit_words: str  # on the button
    nobody: str
    back_url: str
    handover_urls: tuple[tuple[str, str], ...]  # (whose, address)


@dataclass(frozen=True, slots=True)
class Waits:
    """A line of Yours: so much waits, and where."""

    words: str
    url: str


def waiting_to_inherit(member: Member, family: Family) -> tuple[Waits, ...]:
    """For Yours. No query where nobody was followed."""
    found = []
    for heir in heirs_of(member, family):
        claims = [claim for _, claim in bound(member.place, [heir], family) if waits_for(claim, heir)]
        if claims:
            of = dates.listed(sorted({claimants_of(one) for one in claims if one.claimants.all()})[:3])
            words = f"{dates.counted(len(claims), 'thing')} that {of or 'whoever came before'} left open"
            found.append(Waits(words[:1].upper() + words[1:], inherit_url(member.place.slug, heir)))
    return tuple(found)


def inherit_url(slug: str, heir: Heir) -> str:
    name = "claims:inherit" if isinstance(heir, Member) else "claims:inherit_for_house"
    return reverse(name, kwargs={"slug": slug, "number": heir.number})


def why_not_read(reader: Member, heir: Heir) -> bool:
    """An heir's own people, and stewards. To anyone else it is not there."""
    if reader.steward:
        return False
    if isinstance(heir, Member):
        return reader.pk != heir.pk
    return not any(one.organisation_id == heir.pk and one.until is None for one in reader.memberships.all())


def inherit_page(
    reader: Member, heir: Heir, at: datetime, *, wrong: int = 0, error: str = "", typed: str = ""
) -> InheritPage | None:
    """`wrong`: the number of the claim whose form was refused, with `error` and what was typed."""
    family = family_of(reader.place_id)
    if why_not_read(reader, heir):
        return None
    found = [claim for _, claim in bound(reader.place, [heir], family)]
    if not found and follows_nobody(heir, family):
        return None
    today = day_in(at, reader.place.zone)
    lines = {claim.pk: _bound(claim, heir, reader, today, at, family) for claim in found}
    waiting = [claim for claim in found if waits_for(claim, heir)]
    mine = isinstance(heir, Member) and heir.pk == reader.pk
    name = "claims:handover" if isinstance(heir, Member) else "claims:handover_of_house"
    before = list(heir.succeeds.order_by("number"))
    whose = dates.listed([one.name for one in before])
    return InheritPage(
        title="What you inherit" if mine else f"What {heir.name} inherits",
        lead=_lead(whose, heir, mine=mine, waiting=bool(waiting)) if before else "",
        until=_until(before, reader.place) if waiting else "",
        waiting=tuple(
            _with_error(lines[one.pk], error, typed) if one.number == wrong else lines[one.pk]
            for one in waiting
        ),
        decided=tuple(lines[one.pk] for one in found if one not in waiting),
        may_decide=why_not_decide_for(reader, heir, TurnVerb.INHERITED, at) is None,
        inherit_words="I inherit it" if isinstance(heir, Member) else "We inherit it",
        nobody="" if found else "Nothing was left open: there is nothing to inherit.",
        back_url=_back_url(reader.place.slug, heir),
        handover_urls=tuple(
            (one.name, reverse(name, kwargs={"slug": reader.place.slug, "number": one.number}))
            for one in before
        ),
    )


def _lead(whose: str, heir: Heir, *, mine: bool, waiting: bool) -> str:
    follows = f"{'You follow' if mine else f'{heir.name} follows'} {whose}."
    if not waiting:
        return f"{follows} Nothing is left to be decided."
    return (
        f"{follows} Say of each thing that was left open whether it still holds. "
        "Those it was promised to hear what you say."
    )


def _until(before: Iterable[Organisation | Member], place: Place) -> str:
    days = [day_in(one.followed_at, place.zone) + SILENCE for one in before if one.followed_at]
    return f"What nobody decides by {dates.day(max(days))} dies, and the record says so." if days else ""


def _back_url(slug: str, heir: Heir) -> str:
    name = "partnership:person" if isinstance(heir, Member) else "partnership:organisation"
    return reverse(name, kwargs={"slug": slug, "number": heir.number})


def _with_error(one: Bound, error: str, typed: str) -> Bound:
    return replace(one, error=error, typed=typed)


def _bound(claim: Claim, heir: Heir, reader: Member, today: date, at: datetime, family: Family) -> Bound:
    told = reads_contest(reader, claim, family)
    state = state_of(seen_now(claim), today=today, zone=claim.place.zone, reads_contest=told)
    last = decided(claim)
    refusal = why_not_inherit(claim, heir, at, family) or ""
    among = claim.kind != "barrier" and any(
        is_heirs_own(one, heir, at, family) for one in claim.counterparts.all() if one.counts_from
    )
    return Bound(
        number=claim.number,
        mark=mark_of(state),
        state=claim.of.state(state),
        sentence=title_of(claim),
        url=record_url(claim.place.slug, claim.kind, claim.number),
        about=about(claim),
        why_not_inherit=refusal,
        also_to_you="" if refusal or not among else ALSO_TO_YOU,
        decided=_decided(last, claim) if last else "",
        words=str(last.words) if last and last.words else "",
    )


def about(claim: Claim) -> str:
    """ "Promise 12, by Northern Counties ICB to Warm Hearth Harrowmere, 30 May 2025, for 31 July 2025"."""
    on = dates.day(day_in(claim.put_at, claim.place.zone))
    by = f", by {claimants_of(claim)}" if claim.claimants.all() else ""
    to = made_to(claim)
    due = f", for {dates.day(claim.due_on)}" if claim.due_on else ""
    noun = claim.of.noun[:1].upper() + claim.of.noun[1:]
    return f"{noun} {claim.number}{by}{f' to {to}' if to and claim.kind != 'barrier' else ''}, {on}{due}"


def _decided(turn: Turn, claim: Claim) -> str:
    on = dates.day(day_in(turn.at, claim.place.zone))
    if turn.by is None:
        return f"Let die on {on}: nobody decided in 28 days."
    done = DECIDED[TurnVerb(turn.verb)]
    return f"{done[:1].upper()}{done[1:]} on {on}, by {called(turn.by)}."
