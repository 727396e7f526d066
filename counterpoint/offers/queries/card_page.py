"""One card, as a stranger meets it: what it is about, who will read it, and, once shown, what all of them said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from counterpoint.claims.choices import LADDER_CREDIT, LADDER_LINK, STEP_WORDS, Step
from counterpoint.claims.queries.opening import here_as
from counterpoint.offers import policies
from counterpoint.offers.choices import (
    AGAIN,
    AS_OFFERED,
    CHANGED,
    HEAR_BY,
    KNOW_HOW,
    PAID,
    SAYS,
    WORDS,
    Question,
    answers_of,
)
from counterpoint.offers.models import Cards, CardTicket
from counterpoint.offers.queries.cards import Shown, shown_of
from counterpoint.partnership.queries.links import read_link, signed_link
from counterpoint.partnership.queries.matters import SAYS as TRUE
from counterpoint.partnership.queries.matters import MatterAsked, open_matters
from counterpoint.web import dates

ROOM = "cards-for-a-room"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder, with its picture's number."""

    number: int
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with the answers it offers."""

    key: str
    asks: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CardPage:
    """Everything offers/card.jinja may say."""

    place: str
    about: str
    run_by: str
    until: str
    late: bool
    rungs: tuple[Rung, ...]
    cant_say: str
    changed: Asked
    paid: Asked
    again: Asked
    hear_by: Asked
    others: tuple[Asked, ...]
    words: dict[str, str]
    matters: tuple[MatterAsked, ...]
    true: tuple[tuple[str, str], ...]
    credit: str
    credit_link: str


@dataclass(frozen=True, slots=True)
class UsedPage:
    """Everything offers/card_done.jinja may say: thanks, and, once shown, what all of them said."""

    place: str
    about: str
    just_now: bool
    until: str
    closed: bool
    shown: Shown | None


@dataclass(frozen=True, slots=True)
class RoomPage:
    """Everything offers/room.jinja may say."""

    place: str
    about: str
    run_by: str
    until: str
    none_left: str


def ticket_of(told: str) -> CardTicket | None:
    """The card whose secret has this hash."""
    found = CardTicket.objects.select_related("cards__claim__sentence", "cards__claim__place", "cards__place")
    return found.filter(hash=told).first()


def room_token(cards: Cards) -> str:
    """The one link for everybody in the room. Signed and kept nowhere, so that it can be drawn again."""
    return signed_link(cards.claim.place, cards.claim.number, salt=ROOM)


def room_of(token: str) -> Cards | None:
    said = read_link(token, salt=ROOM) if ":" in token else None
    if not said or len(said) != 2:
        return None
    found = Cards.objects.select_related("claim__sentence", "claim__place", "place")
    return found.filter(place_id=said[0], claim__number=said[1]).first()


def why_not_as(account: int | None, cards: Cards, at: datetime) -> str | None:
    """Whoever is signed in and was on the side of those who ran it fills in no card."""
    reader = here_as(account, cards.claim.place)
    if reader and policies.is_of_the_claimant(reader, cards.claim, at):
        return "You are signed in, and your side ran this. Cards are for those who came."
    return None


def card_page(cards: Cards, at: datetime) -> CardPage:
    claim = cards.claim
    return CardPage(
        place=str(claim.place),
        about=str(claim.sentence),
        run_by=run_by(cards),
        until=dates.day(cards.until),
        late=cards.closed_at is not None,
        rungs=tuple(Rung(step.value, str(step.label), STEP_WORDS[step.value]) for step in Step),
        cant_say=SAYS["cant_tell"],
        changed=_asked(CHANGED, cards),
        paid=_asked(PAID, cards),
        again=_asked(AGAIN, cards),
        hear_by=_asked(HEAR_BY, cards),
        others=(_asked(AS_OFFERED, cards), _asked(KNOW_HOW, cards)),
        words=WORDS,
        matters=open_matters(claim.place),
        true=TRUE,
        credit=LADDER_CREDIT,
        credit_link=LADDER_LINK,
    )


def _asked(question: Question, cards: Cards) -> Asked:
    return Asked(question.key, question.asks, answers_of(question, cards.until))


def used_page(cards: Cards, *, just_now: bool) -> UsedPage:
    return UsedPage(
        place=str(cards.claim.place),
        about=str(cards.claim.sentence),
        just_now=just_now,
        until=dates.day(cards.until),
        closed=cards.closed_at is not None,
        shown=shown_of(cards),
    )


def room_page(cards: Cards, at: datetime) -> RoomPage:
    return RoomPage(
        place=str(cards.claim.place),
        about=str(cards.claim.sentence),
        run_by=run_by(cards),
        until=dates.day(cards.until),
        none_left=policies.why_not_hand(cards, at) or "",
    )


def run_by(cards: Cards) -> str:
    """Whoever made the claim that it was co-produced."""
    claimants = cards.claim.claimants.select_related("organisation", "member").order_by("pk")
    named = [one.organisation or one.member for one in claimants]
    return dates.listed([one.name for one in named if one])
