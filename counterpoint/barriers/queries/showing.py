"""One barrier: what it stops, who could lift it, how far it has come, and what its reader may do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.barriers import policies
from counterpoint.barriers.choices import BarrierState, HowOften
from counterpoint.barriers.models import Barrier
from counterpoint.claims.models import Claim
from counterpoint.claims.policies import why_not_answer
from counterpoint.claims.queries.choosing import worked_for
from counterpoint.partnership.models import Member
from counterpoint.web import dates


@dataclass(frozen=True, slots=True)
class Act:
    """Something the reader may do about it: one press, or a page that asks for a line of words."""

    words: str
    url: str
    press: bool = False
    main: bool = False


@dataclass(frozen=True, slots=True)
class BarrierPage:
    """Everything barriers/show.jinja may say besides the claim itself."""

    number: int
    facts: tuple[tuple[str, str], ...]
    refusal: str
    refused_by: str
    acts: tuple[Act, ...]
    notice: str


def barrier_numbered(member: Member, number: int, at: datetime) -> Barrier | None:
    """A barrier that this member may know of."""
    seen = Claim.objects.seen_by(member, at).filter(kind="barrier", number=number)
    return (
        Barrier.objects.filter(claim__in=seen.values("pk"))
        .select_related(
            "claim__place", "claim__sentence", "claim__put_by", "could_remove", "owner", "owner_member", "refusal"
        )
        .prefetch_related("claim__claimants", "claim__counterparts__claim", "claim__turns")
        .first()
    )


def barrier_page(member: Member, barrier: Barrier, at: datetime, *, just_put: bool) -> BarrierPage:
    mine = just_put and barrier.claim.put_by_id == member.pk
    owner = barrier.owner or barrier.could_remove
    return BarrierPage(
        number=barrier.claim.number,
        facts=_facts(barrier, at),
        refusal=str(barrier.refusal) if barrier.refusal and barrier.state == BarrierState.REFUSED else "",
        refused_by=owner.name if owner else "",
        acts=tuple(_acts(member, barrier, at)),
        notice=f"This is barrier {barrier.claim.number}. You hear what becomes of it, and are asked whether it is gone."
        if mine else "",
    )


def _facts(barrier: Barrier, at: datetime) -> tuple[tuple[str, str], ...]:
    claim = barrier.claim
    zone = claim.place.zone
    raised = day_in(claim.put_at, zone)
    age = dates.ago_or_in(raised, day_in(at, zone))
    taken = next((one for one in reversed(claim.turns.all()) if one.verb == "took"), None)
    since = f" on {dates.day(day_in(taken.at, zone))}" if taken else ""
    by = f"{barrier.owner.name}{since}" if barrier.owner and barrier.state != BarrierState.RAISED else "nobody yet"
    facts = [
        ("Raised", f"{dates.day(raised)}, {age}"),
        ("Stops people", HowOften(barrier.how_often).label if barrier.how_often else ""),
        ("Who could remove it", barrier.could_remove.name if barrier.could_remove else "not known"),
        ("Taken on by", by),
    ]
    return tuple((label, value) for label, value in facts if value)


def _acts(member: Member, barrier: Barrier, at: datetime) -> list[Act]:
    found = []
    if organisations_to_take_for(member, barrier):
        words = "Take it on" if barrier.state != BarrierState.TAKEN else "Take it over"
        found.append(Act(words, _url("take", barrier), main=True))
    if policies.why_not_say_gone(member, barrier) is None:
        found.append(Act("Say that it is gone", _url("say_gone", barrier), main=True))
    if policies.why_not_refuse(member, barrier) is None:
        found.append(Act("Refuse, with a reason", _url("refuse", barrier)))
    if policies.why_not_stops_me_too(member, barrier) is None:
        found.append(Act("This stops me too", _url("stops_me_too", barrier), press=True))
    return found


def organisations_to_take_for(member: Member, barrier: Barrier) -> tuple[tuple[str, str], ...]:
    """In whose name this member may take it on; nobody takes on what they have taken on already."""
    if barrier.claim.withdrawn_at or barrier.state == BarrierState.GONE:
        return ()
    held = barrier.owner.ref if barrier.owner and barrier.state == BarrierState.TAKEN else ""
    return tuple((ref, name) for ref, name in worked_for(member) if ref != held)


def _url(name: str, barrier: Barrier) -> str:
    return reverse(f"barriers:{name}", kwargs={"slug": barrier.claim.place.slug, "number": barrier.claim.number})
