"""One barrier: what it stops, who could lift it, how far it has come, and what its reader may do about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.urls import reverse

from counterpoint.barriers import policies
from counterpoint.barriers.choices import BarrierState, BarrierType, HowOften
from counterpoint.barriers.models import Barrier, RaisedBy
from counterpoint.barriers.queries.alike import Alike, alike_for_member
from counterpoint.claims.choices import TurnVerb
from counterpoint.claims.models import Claim, Ticket, Turn
from counterpoint.claims.policies import apart, family_of
from counterpoint.claims.policies.across import why_not_escalate
from counterpoint.claims.queries.across import across_facts
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.choosing import worked_for
from counterpoint.claims.queries.claim_acts import Act
from counterpoint.claims.queries.claim_loading import Loaded
from counterpoint.claims.queries.claim_page import ClaimPage, page_of
from counterpoint.claims.queries.rewinding import claim_as_at
from counterpoint.claims.queries.telling import called
from counterpoint.partnership.models import Member, Organisation
from counterpoint.partnership.queries import members
from counterpoint.partnership.queries.programmes import Joined, programmes_of
from counterpoint.web import dates

ABOUT = ("could_remove", "owner", "owner_member", "refusal", "same_as__claim")


FOUND = "a leader who went and asked"


@dataclass(frozen=True, slots=True)
class BarrierPage:
    """Everything barriers/show.jinja may say."""

    claim: ClaimPage
    refusal: str
    refused_by: str
    found: str  # "a leader who went and asked"
    same_as: int  # the number of the one that is lifted in its stead
    same_as_url: str
    alike: tuple[Alike, ...]  # to those whom it stops: others that it may be the same as
    merge_url: str
    slip_url: str
    list_url: str


def barrier_numbered(member: Member, number: int, at: datetime) -> Barrier | None:
    """A barrier that this member may know of, for an act upon it."""
    seen = Claim.objects.seen_by(member, at).filter(kind="barrier", number=number)
    return (
        Barrier.objects.filter(claim__in=seen.values("pk"))
        .select_related("claim__place", "claim__sentence", *ABOUT)
        .first()
    )


def barrier_page(
    member: Member, number: int, at: datetime, as_at: date | None = None, *, just_put: bool = False
) -> BarrierPage | None:
    """A barrier as this member may read it, or None."""
    loaded = claim_as_at(member, number, at, as_at)
    barrier = Barrier.objects.filter(claim=loaded.claim).select_related(*ABOUT).first() if loaded else None
    if loaded is None or barrier is None:
        return None
    barrier.claim = claim = loaded.claim
    if loaded.past:
        _rewind(barrier, loaded)
    mine = just_put and claim.put_by_id == member.pk
    notice = f"This is barrier {claim.number}. You hear what becomes of it, and are asked whether it is gone."
    shown = page_of(loaded, notice if mine else "")
    facts = [(label, value) for label, value in _facts(barrier, loaded) if value]
    facts += across_facts(claim, at, loaded.until)
    facts += [("A rule was retired for it", words) for words in _rules_retired(claim, loaded)]
    refused = next((one for one in reversed(loaded.turns) if one.verb == TurnVerb.REFUSED), None)
    over = loaded.past or policies.why_over(barrier) is not None
    stopped = not over and not just_put and policies.is_stopped(member, barrier) and claim.claimed_at is None
    same = barrier.same_as.claim.number if barrier.same_as else 0
    return BarrierPage(
        claim=replace(
            shown,
            facts=(*facts, *shown.facts),
            acts=() if loaded.past else (*_acts(member, barrier), *shown.acts),
        ),
        refusal=str(barrier.refusal) if barrier.refusal and barrier.state == BarrierState.REFUSED else "",
        refused_by=f"{called(refused.by)}, {refused.organisation}, {dates.day(loaded.day(refused.at))}"
        if refused
        else "",
        found=FOUND if barrier.went_and_asked else "",
        same_as=same,
        same_as_url=record_url(member.place.slug, "barrier", same) if same else "",
        alike=alike_for_member(member, str(claim.sentence), at, but=barrier) if stopped else (),
        merge_url=_url("merge", barrier),
        slip_url="" if over else _url("slip", barrier),
        list_url=reverse("barriers:list", kwargs={"slug": member.place.slug}),
    )


TURNED = {
    TurnVerb.TOOK: BarrierState.TAKEN,
    TurnVerb.REFUSED: BarrierState.REFUSED,
    TurnVerb.GONE: BarrierState.GONE,
    TurnVerb.HANDED_ON: BarrierState.RAISED,
}


def _rewind(barrier: Barrier, loaded: Loaded) -> None:
    """As the acts of a past day had left it: how far it had come, whose it was, and why it stayed."""
    turns = loaded.turns
    later = Turn.objects.filter(claim=barrier.claim_id, verb=TurnVerb.HANDED_ON, at__gt=loaded.at)
    handed_on = later.order_by("position").first()
    if handed_on:
        here = Organisation.objects.filter(place_id=loaded.reader.place_id)
        barrier.could_remove = here.filter(number=handed_on.details.get("was") or 0).first()
    barrier.state, barrier.owner, barrier.owner_member, barrier.refusal = (
        BarrierState.RAISED,
        None,
        None,
        None,
    )
    if not any(turn.verb == TurnVerb.SAME for turn in turns):
        barrier.same_as = None
    for turn in turns:
        if turn.verb not in TURNED:
            continue
        barrier.state = TURNED[TurnVerb(turn.verb)]
        if turn.verb == TurnVerb.TOOK:
            barrier.owner, barrier.owner_member, barrier.refusal = turn.organisation, turn.by, None
        elif turn.verb == TurnVerb.REFUSED:
            barrier.owner_member, barrier.refusal = turn.by, turn.words
        elif turn.verb == TurnVerb.HANDED_ON:
            barrier.owner = barrier.owner_member = barrier.refusal = None


def _facts(barrier: Barrier, loaded: Loaded) -> list[tuple[str, str]]:
    raised = loaded.day(barrier.claim.put_at)
    took = next((one for one in reversed(loaded.turns) if one.verb == TurnVerb.TOOK), None)
    since = f" on {dates.day(loaded.day(took.at))}" if took else ""
    person = f"{called(barrier.owner_member)}, " if barrier.owner_member else ""
    return [
        ("Age", _age(raised, loaded.today)),
        ("Stops", _what_it_stops(loaded)),
        ("Stops people", _how_often(barrier, loaded)),
        ("Sort", BarrierType(barrier.type).label if barrier.type else ""),
        ("Found by", FOUND if barrier.went_and_asked else ""),
        ("Raised by, for stewards only", _raised_by(loaded.reader, barrier)),
        ("Who could remove it", barrier.could_remove.name if barrier.could_remove else "not known"),
        ("It was with", _chain(loaded)),
        ("Taken on by", f"{person}{barrier.owner.called}{since}" if barrier.owner and took else "nobody yet"),
    ]


def _rules_retired(claim: Claim, loaded: Loaded) -> list[str]:
    """What partners say that they no longer ask for because of it. Those who ran into the rule say whether it is so."""
    found = Claim.objects.filter(
        place_id=claim.place_id, kind="retired", details__lifts=str(claim.number), put_at__lte=loaded.at
    )
    return [
        f"{one.sentence} (number {one.number})" for one in found.select_related("sentence").order_by("number")
    ]


def _what_it_stops(loaded: Loaded) -> str:
    said = next((one for one in loaded.turns if one.verb == TurnVerb.STOPS), None)
    return str(said.words) if said and said.words else ""


def _how_often(barrier: Barrier, loaded: Loaded) -> str:
    """ "every week; four people say that it stops them"."""
    people = sum(one.counts_from is not None and not one.by_claimant for one in loaded.counterparts)
    said = [HowOften(barrier.how_often).label] if barrier.how_often else []
    if people > 1:
        said.append(f"{dates.number_word(people)} say that it stops them")
    return "; ".join(said)


def _chain(loaded: Loaded) -> str:
    """Who had it before: "Aldermouth Council until 3 May 2026, then …". Its age never begins anew."""
    handed = [one for one in loaded.turns if one.verb == TurnVerb.HANDED_ON]
    return ", then ".join(
        f"{one.organisation.name if one.organisation else 'nobody'} until {dates.day(loaded.day(one.at))}"
        for one in handed
    )


def _raised_by(reader: Member, barrier: Barrier) -> str:
    """Only to a steward who works elsewhere than whoever raised it. Nobody else costs a question to the database."""
    if not reader.steward:
        return ""
    tickets = Ticket.objects.filter(claim=barrier.claim_id, anonymous=True).values("hash")
    found = RaisedBy.objects.filter(place_id=reader.place_id, ticket_hash__in=tickets).values("member")
    people = members().filter(pk__in=found, left_at__isnull=True).order_by("number")
    family = family_of(reader.place_id)
    return dates.listed([one.name for one in people if apart(reader, one, family)])


def _age(raised: date, today: date) -> str:
    return "raised today" if raised == today else f"raised {dates.ago_or_in(raised, today)}"


def _acts(member: Member, barrier: Barrier) -> list[Act]:
    found = []
    if organisations_to_take_for(member, barrier):
        words = "Take it on" if barrier.state != BarrierState.TAKEN else "Take it over"
        found.append(Act(words, _url("take", barrier), main=True))
    if policies.why_not_say_gone(member, barrier) is None:
        found.append(Act("Say that it is gone", _url("say_gone", barrier), main=True))
    if policies.why_not_refuse(member, barrier) is None:
        found.append(Act("Refuse, with a reason", _url("refuse", barrier)))
    if policies.why_not_hand_on(member, barrier) is None:
        found.append(Act("Hand it on", _url("hand_on", barrier)))
    if policies.why_not_stops_me_too(member, barrier) is None:
        found.append(Act("This stops me too", _url("stops_me_too", barrier), press=True))
    return found + _further(member, barrier)


def _further(member: Member, barrier: Barrier) -> list[Act]:
    """To a programme: for whoever has taken it on, or a steward. Nobody else costs a question to the database."""
    if not (policies.owns(member, barrier) or member.steward):
        return []
    return [
        Act(f"Take it to {one.programme.name}", _url("escalate", barrier, programme=one.programme.slug))
        for one in programmes_of(barrier.claim.place)
        if may_escalate(member, barrier, one)
    ]


def may_escalate(member: Member, barrier: Barrier, joined: Joined) -> bool:
    owns = policies.owns(member, barrier)
    return why_not_escalate(member, barrier.claim, joined.programme, joined.sharing, owns=owns) is None


def organisations_to_take_for(member: Member, barrier: Barrier) -> tuple[tuple[str, str], ...]:
    """In whose name this member may take it on; nobody takes on what they have taken on already."""
    if policies.why_over(barrier) or barrier.state == BarrierState.GONE:
        return ()
    held = barrier.owner.ref if barrier.owner and barrier.state == BarrierState.TAKEN else ""
    return tuple((ref, name) for ref, name in worked_for(member) if ref != held)


def _url(name: str, barrier: Barrier, **more: str) -> str:
    claim = barrier.claim
    return reverse(f"barriers:{name}", kwargs={"slug": claim.place.slug, "number": claim.number, **more})
