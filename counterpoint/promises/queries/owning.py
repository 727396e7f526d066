"""The promiser's one link: a signed token for one person and one heard promise. Opening it never answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.models import Claim
from counterpoint.claims.queries.choosing import full_name
from counterpoint.claims.queries.request_page import signs_as
from counterpoint.claims.queries.telling import made_to
from counterpoint.partnership.models import Member, Organisation, Place, is_quiet
from counterpoint.partnership.queries.links import read_link, signed_link
from counterpoint.promises import policies
from counterpoint.promises.choices import PromiseState
from counterpoint.promises.models import Promise
from counterpoint.promises.queries.showing import ABOUT, heard_line
from counterpoint.web import dates

SALT = "promises.own"


@dataclass(frozen=True, slots=True)
class OwnPage:
    """Everything promises/own.jinja may say."""

    place: str
    you: str
    question: str
    sentence: str
    heard: str
    made_to: str
    link: str
    by: str  # "by 1 June 2026", if a day was given
    asks_day: bool
    readers: str
    why_not: str  # why there is nothing to press any more
    done: str  # what the press just made of it
    record_url: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link leads to: whose it is, and which promise."""

    member: Member
    promise: Promise


def own_url(place: Place, member: Member, claim: Claim) -> str:
    """The link with which a promiser owns a heard promise, for mail and text."""
    return f"/p/{signed_link(place, member.number, claim.number, salt=SALT)}/"


def read_own_token(token: str) -> Opened | None:
    """Whose link it is and for which promise, or None if we did not make it, or they have left."""
    said = read_link(token, salt=SALT)
    if said is None:
        return None
    place, number, claim = said
    member = (
        Member.objects.here()
        .filter(place_id=place, number=number)
        .select_related("place")
        .prefetch_related("memberships__organisation", "standpoints")
        .first()
    )
    promise = (
        Promise.objects.filter(place_id=place, claim__number=claim)
        .select_related("claim__place", "claim__sentence", *ABOUT)
        .first()
    )
    return Opened(member, promise) if member and promise else None


def own_page(opened: Opened, at: datetime, *, done: bool) -> OwnPage:
    member, promise = opened.member, opened.promise
    claim, place = promise.claim, promise.claim.place
    whose = (
        promise.promiser_organisation.name
        if promise.promiser_organisation and not promise.promiser_id
        else "you"
    )
    why_not = policies.why_not_own(member, promise)
    return OwnPage(
        place=place.name,
        you=full_name(member, _organisation_of(member)),
        question="Did you say that?" if whose == "you" else f"Did {whose} say that?",
        sentence=str(claim.sentence),
        heard=heard_line(promise, at),
        made_to=made_to(claim, member),
        link=claim.link,
        by=f"By {dates.day(claim.due_on)}." if claim.due_on else "",
        asks_day=claim.due_on is None,
        readers=_readers(place, member, at),
        why_not=("" if done else why_not) or "",
        done=_done(promise) if done else "",
        record_url=f"/{place.slug}/promises/{claim.number}/",
    )


def _organisation_of(member: Member) -> Organisation | None:
    return next((one.organisation for one in member.memberships.all() if one.until is None), None)


def _readers(place: Place, member: Member, at: datetime) -> str:
    if is_quiet(place, at) and place.quiet_until:
        until = dates.day(day_in(place.quiet_until, place.zone))
        first = "Whoever heard it and those it was made to, today."
        return f"{first} Everyone in {place} from {until}, {signs_as(member)}."
    return f"Everyone in {place}, today, {signs_as(member)}."


def _done(promise: Promise) -> str:
    if promise.state == PromiseState.DISOWNED:
        return (
            "Thank you. It stays on the record as heard and not owned, with your “no”. It counts for nothing."
        )
    day = f"On {dates.day(promise.claim.due_on)}" if promise.claim.due_on else "Now"
    return f"Thank you. It is your promise now. {day} those it was made to are asked whether it was kept."
