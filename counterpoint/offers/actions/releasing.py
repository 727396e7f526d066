"""Closing cards, and showing what stands on them: from five cards, and after that only when five more have come in.

A release adds to the one before it, question by question. A question moves on only by five answers that can tell, or
stays as it was: so what one release shows beyond another was always said by five people or more, and no pair of them
tells more than either (docs/adr/0020).
"""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from datetime import datetime, timedelta

from django.db import transaction

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.disclosure import FEWEST, may_release
from counterpoint.claims.actions import answer_together, locked
from counterpoint.ledger.actions import Act, act, erase, unrecorded
from counterpoint.ledger.models import Text
from counterpoint.offers import policies
from counterpoint.offers.actions.cards import fresh
from counterpoint.offers.choices import CANT_TELL, QUESTIONS, STEP, TYPED, WORDS
from counterpoint.offers.models import Card, CardRelease, Cards, CardTicket, CardWords
from counterpoint.partnership.models import Member, Place
from counterpoint.web.http import require

type Tables = dict[str, dict[str, int]]

APART = timedelta(days=7)  # between two releases: nobody learns on which day the fifth card came


def close_cards(*, cards: Cards, by: Member | None, at: datetime) -> Cards:
    """Close them, once; show what came in, if that is five or more. `by` None: their day has passed."""
    with transaction.atomic():
        with act(cards.place_id, verb="cards.closed", by=by.ref if by else "system", at=at) as event:
            cards = fresh(cards)
            require(policies.why_not_close(by, cards))
            cards.closed_at = event.at
            cards.save(update_fields=["closed_at"])
            event.subject = cards.claim.ref
        if _may_show(cards):
            show(cards=cards, at=at)
    return cards


def look_after_cards(*, place: Place, at: datetime) -> int:
    """For `work`: close those whose day has passed, add late ones by fives, let go of what can't be shown."""
    done = 0
    for cards in Cards.objects.filter(place=place).select_related("claim__place").order_by("pk"):
        if cards.closed_at is None:
            if cards.until < day_in(at, place.zone):
                close_cards(cards=cards, by=None, at=at)
                done += 1
        elif policies.has_ended(cards, at):
            done += _let_go(cards)
        elif at - _shown_last(cards) >= APART and _may_show(cards):
            show(cards=cards, at=at)
            done += 1
    return done


def show(*, cards: Cards, at: datetime) -> CardRelease:
    """One release: counts kept and their digest in the ledger, words shuffled, the answers themselves let go."""
    with act(cards.place_id, verb="cards.released", by="system", at=at) as event:
        cards = fresh(cards)
        last = cards.releases.order_by("-number").first()
        cards_in = _cards_in(cards)
        require(None if _may_show(cards) else policies.TOO_FEW)
        counts, steps = _counted(cards, last.counts if last else {})
        release = CardRelease.objects.create(
            place_id=cards.place_id,
            cards=cards,
            number=last.number + 1 if last else 1,
            cards_in=cards_in,
            counts=counts,
            at=event.at,
        )
        _words(event, release)
        event.subject = cards.claim.ref
        event.facts |= {
            "release": release.number,
            "cards": cards_in,
            "digest": digest_of(counts),
        }
        claim = locked(cards.claim)
        if steps and not claim.withdrawn_at:
            answer_together(
                event,
                claim,
                steps,
                perspective=cards.perspective,
                by_claimant=cards.by_claimant,
                added_by=cards.opened_by,
            )
        return release


def erase_card_words(*, cards: Cards, text: Text, by: Member, at: datetime) -> None:
    """Take words of a card out of the record for good. Nobody knows whose they are: so a steward does it."""
    with act(cards.place_id, verb="words.erased", by=by.ref, at=at) as event:
        require(policies.why_not_erase_words(by))
        require(
            None
            if CardWords.objects.filter(release__cards=cards, words=text).exists()
            else "They stand on no card."
        )
        event.facts["erased"] = erase(text, at=event.at)
        event.subject = cards.claim.ref


def digest_of(counts: Tables) -> str:
    return hashlib.sha256(json.dumps(counts, sort_keys=True).encode()).hexdigest()


def _counted(cards: Cards, before: Tables) -> tuple[Tables, list[int | None]]:
    """Each question as it may be shown now, and the steps that are new, in an order by chance."""
    tables: Tables = {key: dict(table) for key, table in before.items()}
    steps: list[int | None] = []
    for key in (*(one.key for one in QUESTIONS), TYPED):
        rows = Card.objects.filter(cards=cards, question=key)
        new = Counter(f"{one.says} {one.words}".strip() if key == TYPED else one.says for one in rows)
        # Of who typed cards nobody can't tell: they go with the cards themselves, which are five or more.
        told, were = new.total() - new[CANT_TELL], _told(tables.get(key, {}))
        may = key == TYPED or may_release([{key: were}], {key: were + told})
        if not new or not may or (key != TYPED and not told):
            continue
        if key == STEP.key:
            steps = [None if says == CANT_TELL else int(says) for says in new.elements()]
        tables[key] = dict(Counter(tables.get(key, {})) + new)
        rows.delete()
    random.SystemRandom().shuffle(steps)
    return tables, steps


def _told(table: dict[str, int]) -> int:
    return sum(count for says, count in table.items() if says != CANT_TELL)


def _words(event: Act, release: CardRelease) -> None:
    """Words of this release's cards, in an order by chance; the digest of each goes into the event."""
    rows = list(Card.objects.filter(cards=release.cards, question__in=WORDS))
    random.SystemRandom().shuffle(rows)
    for number, row in enumerate(rows, 1):
        words = event.text(row.words, f"words_{number}")
        CardWords.objects.create(
            place_id=release.place_id, release=release, question=row.question, words=words
        )
        row.delete()


def _may_show(cards: Cards) -> bool:
    """Five cards or more beyond what was shown."""
    last = cards.releases.order_by("-number").first()
    return _cards_in(cards) - (last.cards_in if last else 0) >= FEWEST


def _cards_in(cards: Cards) -> int:
    return CardTicket.objects.filter(cards=cards, used=True).count()


def _shown_last(cards: Cards) -> datetime:
    last = cards.releases.order_by("-number").first()
    return last.at if last else cards.closed_at or cards.opened_at


def _let_go(cards: Cards) -> int:
    """What came in and never was one of five: nobody reads it."""
    if not Card.objects.filter(cards=cards).exists():
        return 0
    with unrecorded(cards.place_id, shows=False):
        Card.objects.filter(cards=cards).delete()
    return 1
