"""What waits for somebody who has neither mail nor telephone: to read to them, or to print and bring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from counterpoint.analysis.standing import Rule
from counterpoint.claims.models import Claim
from counterpoint.claims.queries.answer_page import buttons_of
from counterpoint.claims.queries.asks import AskCard, ask_cards
from counterpoint.claims.queries.mine import mine
from counterpoint.claims.queries.waiting import most_overdue_first, waiting_on
from counterpoint.partnership.models import Member


@dataclass(frozen=True, slots=True)
class Slip:
    """One question, with the boxes that a pen can tick."""

    number: int
    introduction: str
    sentence: str
    why_you: str
    question: str
    answers: tuple[str, ...]
    url: str  # where what they say is written down; "" where only they themselves may answer, into a box
    record_url: str


@dataclass(frozen=True, slots=True)
class ForThemPage:
    """Everything claims/for_them.jinja may show."""

    name: str
    number: int
    slips: tuple[Slip, ...]
    bring_to: str  # who takes the slip back


@dataclass(frozen=True, slots=True)
class WritePage:
    """Everything claims/write_for.jinja may show."""

    name: str
    number: int
    slip: Slip


def for_them_page(them: Member, by: Member, at: datetime) -> ForThemPage:
    told = mine(them, at)
    waiting = most_overdue_first(waiting_on(told.claimed, told.seats, told.said, at, only=them))
    claims = {one.claim.number: one.claim for one in waiting}
    slips = tuple(_slip(card, claims, them) for card in ask_cards(waiting, told, them))
    return ForThemPage(them.name, them.number, slips, by.name)


def _slip(card: AskCard, claims: Mapping[int, Claim], them: Member) -> Slip:
    claim = claims[card.number]
    address = {"slug": them.place.slug, "person": them.number, "number": card.number}
    boxed = not card.buttons and claim.of.rule != Rule.STEPS
    return Slip(
        number=card.number,
        introduction=card.introduction,
        sentence=card.sentence,
        why_you=card.why_you,
        question=card.question,
        answers=tuple(one.words for one in buttons_of(claim)),
        url="" if boxed else reverse("claims:write_for", kwargs=address),
        record_url=card.record_url,
    )


def write_page(them: Member, by: Member, number: int, at: datetime) -> tuple[WritePage, Claim] | None:
    """None where nothing of that number waits for them."""
    shown = for_them_page(them, by, at)
    slip = next((one for one in shown.slips if one.number == number and one.url), None)
    if slip is None:
        return None
    claim = Claim.objects.select_related("place", "sentence").get(place_id=them.place_id, number=number)
    return WritePage(them.name, them.number, slip), claim
