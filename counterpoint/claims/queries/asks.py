"""The cards of Yours: each asks one question, says who will read the answer, and takes it in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from counterpoint.analysis.standing import Rule
from counterpoint.claims.models import Claim
from counterpoint.claims.policies import Capacity
from counterpoint.claims.queries.addresses import answer_token, answer_url, record_url
from counterpoint.claims.queries.answer_page import Button, buttons_of, why_you
from counterpoint.claims.queries.mine import Mine
from counterpoint.claims.queries.opening import Opened
from counterpoint.claims.queries.readers import guess, signature
from counterpoint.claims.queries.telling import introduction
from counterpoint.claims.queries.waiting import Waiting
from counterpoint.partnership.models import Member, Membership
from counterpoint.web import dates


@dataclass(frozen=True, slots=True)
class AskCard:
    """One thing that waits for your word."""

    number: int
    question: str
    introduction: str
    sentence: str
    why_you: str
    since: str  # "Waits for you since 3 May 2026, 12 days ago. Asked twice."
    readers: str
    buttons: tuple[Button, ...]  # none where the answer needs its own page: steps, and answers into a box
    answer_here: str  # where the buttons send it
    page_url: str
    record_url: str


def ask_cards(waiting: Sequence[Waiting], told: Mine, member: Member) -> tuple[AskCard, ...]:
    return tuple(_card(one, told, member) for one in waiting)


def _card(one: Waiting, told: Mine, member: Member) -> AskCard:
    claim, slug = one.claim, member.place.slug
    membership = _acting_for(one, told, member)
    capacity = Capacity(
        one.counterpart,
        membership.organisation if membership else None,
        bool(membership and membership.works),
        one.counterpart.perspective or _stands(member),
        detached=claim.of.detached or one.counterpart.pool_id is not None,
    )
    page_url = answer_url(answer_token(member.place, member, claim))
    opened = Opened(claim, capacity, page_url, member=member, signed_in=member)
    plain = claim.of.rule != Rule.STEPS and not capacity.detached and not claim.of.yes_says
    return AskCard(
        number=claim.number,
        question=claim.of.question,
        introduction=introduction(claim, member, asker=one.counterpart.must_hear),
        sentence=str(claim.sentence),
        why_you=why_you(opened),
        since=_since(one),
        readers=_readers(opened, told) if plain else "Who reads your answer is said on its page.",
        buttons=buttons_of(claim) if plain else (),
        answer_here=f"/{slug}/yours/{claim.number}/",
        page_url=page_url,
        record_url=record_url(slug, claim.kind, claim.number),
    )


def _acting_for(one: Waiting, told: Mine, member: Member) -> Membership | None:
    current = [each for each in member.memberships.all() if each.until is None]
    for each in current:
        if one.counterpart.organisation_id in told.seats.family.stands_for.get(each.organisation_id, ()):
            return each
    return current[0] if current else None


def _stands(member: Member) -> str:
    held = sorted(member.standpoints.all(), key=lambda one: (not one.first, one.pk))
    return held[0].perspective if held else ""


def _since(one: Waiting) -> str:
    when = (
        f"It has waited for you since {dates.day(one.since)}."
        if one.overdue_days
        else "It waits for you from today."
    )
    times = {0: "", 1: " You were asked once."}
    return when + times.get(one.unanswered, f" You were asked {dates.number_word(one.unanswered)} times.")


def _readers(opened: Opened, told: Mine) -> str:
    """Who will read the answer, and whether they could guess whose it is."""
    who, member = signature(opened), opened.member
    assert member is not None  # noqa: S101  # these are a member's own cards
    if member.signs and not (opened.capacity.counterpart and opened.capacity.counterpart.perspective):
        return f"Your name stands beside your answer, for everyone in {member.place}: “{who}”."
    return f"Shown as “{who}” to everyone in {member.place}. Your name is not shown. {guess(_alike(opened, told))}"


def _alike(opened: Opened, told: Mine) -> int:
    """How many people the signature could mean."""
    member, capacity = opened.member, opened.capacity
    assert member is not None  # noqa: S101  # these are a member's own cards
    there = list(told.house.people.values())
    if capacity.counterpart and capacity.counterpart.perspective:
        return sum(capacity.perspective in one.stands for one in there)
    if capacity.organisation:
        key = capacity.organisation.pk
        there = [one for one in there if any(m.organisation_id == key for m in one.memberships.values())]
    if member.post:
        return sum(one.post.lower() == member.post.lower() for one in there)
    return sum(capacity.perspective in one.stands for one in there)


def claim_numbered(member: Member, number: int, at: datetime) -> Claim | None:
    """A claim that this member may know of. Whether they may answer it is said when they try."""
    return Claim.objects.seen_by(member, at).filter(number=number).select_related("place", "sentence").first()
