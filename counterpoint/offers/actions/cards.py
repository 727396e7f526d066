"""Cards: opened after an event, handed out, filled in. What is written on one is tied to nobody and to no time."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.identifiers import why_not_say
from counterpoint.claims.actions import hash_of, locked, new_secret
from counterpoint.claims.models import Claim
from counterpoint.claims.policies import why_barred
from counterpoint.ledger.actions import act, unrecorded
from counterpoint.offers import policies
from counterpoint.offers.choices import LONGEST, QUESTIONS, TYPED, WORDS, Agreed
from counterpoint.offers.models import Card, Cards, CardTicket
from counterpoint.partnership.actions import say_all_true
from counterpoint.partnership.choices import Perspective
from counterpoint.partnership.models import Member
from counterpoint.web.http import Refused, require

EMPTY = "You have left everything blank. Tick or write one thing, whichever you like."
USED = "This card was used already. One card says one thing, once."


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands on one card: question to answer, words by their name, and what is true of what matters to us."""

    says: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    matters: Mapping[int, str] = field(default_factory=dict)


def open_cards(
    *,
    claim: Claim,
    took_part: int,
    until: date,
    by: Member,
    at: datetime,
    perspective: str = Perspective.LIVED,
) -> Cards:
    """Cards for one event: at most as many as took part, out until a day. Once a claim."""
    with act(claim.place_id, verb="cards.opened", by=by.ref, at=at) as event:
        claim = locked(claim)
        require(policies.why_not_open_cards(by, claim, at))
        require(policies.why_not_so_many(took_part), field="took_part")
        require(policies.why_not_until(until, day_in(at, claim.place.zone)), field="until")
        event.subject = claim.ref
        event.facts |= {"took_part": took_part, "until": until.isoformat()}
        return Cards.objects.create(
            place_id=claim.place_id,
            claim=claim,
            took_part=took_part,
            until=until,
            perspective=perspective,
            opened_by=by,
            by_claimant=why_barred(by, claim, at) is not None,
            opened_at=event.at,
        )


def say_more_came(*, cards: Cards, took_part: int, by: Member, at: datetime) -> Cards:
    """More took part than was said: never fewer."""
    with act(cards.place_id, verb="cards.more", by=by.ref, at=at) as event:
        cards = fresh(cards)
        require(policies.why_not_run_cards(by, cards))
        require(policies.why_not_so_many(took_part, cards.took_part + 1), field="took_part")
        event.subject = cards.claim.ref
        event.facts |= {"before": cards.took_part, "took_part": took_part}
        cards.took_part = took_part
        cards.save(update_fields=["took_part"])
        return cards


def print_slips(*, cards: Cards, how_many: int, by: Member, at: datetime) -> list[str]:
    """The secrets of so many cards, to be printed now: they are kept nowhere. No event, no time."""
    with unrecorded(cards.place_id, shows=False):
        cards = fresh(cards)
        require(policies.why_not_run_cards(by, cards))
        require(policies.why_not_hand(cards, at, how_many), field="how_many")
        return [_hand(cards) for _ in range(how_many)]


def take_card(*, cards: Cards, at: datetime) -> str:
    """The next card, for somebody in the room. Counted; who took it is not kept."""
    with unrecorded(cards.place_id, shows=False):
        cards = fresh(cards)
        require(policies.why_not_hand(cards, at))
        return _hand(cards)


def fill_card(*, ticket: CardTicket, said: Filled, at: datetime) -> None:
    """Put what stands on a card into its box. Of the ticket only stays that it was used."""
    with unrecorded(ticket.place_id, shows=False):
        ticket = CardTicket.objects.get(pk=ticket.pk)
        cards = fresh(ticket.cards)
        require(USED if ticket.used else None)
        require(policies.why_not_fill(cards, at))
        _put_in(cards, said, at)
        ticket.used = True
        ticket.save(update_fields=["used"])


def write_card(*, cards: Cards, said: Filled, how_agreed: str, by: Member, at: datetime) -> None:
    """A card that somebody else types: from paper, or by phone. Who typed it and how it was agreed is told with the
    rest, and stands beside no answer."""
    with unrecorded(cards.place_id, shows=False):
        cards = fresh(cards)
        require(policies.why_not_write_card(by, cards, at))
        require(policies.why_not_fill(cards, at))
        require(policies.why_not_hand(cards, at))
        if how_agreed not in Agreed.values:
            raise Refused("Say how they agreed. It is told with the cards, with your name.", field="how")
        _put_in(cards, said, at, typed=(how_agreed, by))
        secret = _hand(cards)
        CardTicket.objects.filter(cards=cards, hash=hash_of(secret)).update(used=True)


def fresh(cards: Cards) -> Cards:
    """As they stand under the place's lock."""
    return Cards.objects.select_related("claim__place", "place", "opened_by").get(pk=cards.pk)


def _hand(cards: Cards) -> str:
    secret = new_secret()
    CardTicket.objects.create(place_id=cards.place_id, cards=cards, hash=hash_of(secret))
    cards.handed += 1
    cards.save(update_fields=["handed"])
    return secret


def _put_in(cards: Cards, said: Filled, at: datetime, *, typed: tuple[str, Member] | None = None) -> None:
    """Each answer a row of its own, in an order by chance."""
    rows = [
        Card(place_id=cards.place_id, cards=cards, question=one.key, says=said.says[one.key])
        for one in QUESTIONS
        if said.says.get(one.key) in one.values
    ]
    for name in WORDS:
        words = said.words.get(name, "").strip()
        if words:
            require(None if len(words) <= LONGEST else f"Keep it to {LONGEST} characters.", field=name)
            require(why_not_say(words), field=name)
            rows.append(Card(place_id=cards.place_id, cards=cards, question=name, words=words))
    require(None if rows or said.matters else EMPTY)
    if typed:
        how, by = typed
        rows.append(Card(place_id=cards.place_id, cards=cards, question=TYPED, says=how, words=by.ref))
    random.SystemRandom().shuffle(rows)
    for row in rows:
        row.save()
    say_all_true(place=cards.place, says=said.matters, at=at)
