"""The cards of one event, for those who gave them out and everyone who may read the record: the same for both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.numbers import whole
from counterpoint.claims.models import Claim
from counterpoint.claims.policies.codes import in_two
from counterpoint.claims.queries.addresses import record_url
from counterpoint.ledger.models import Text
from counterpoint.offers import policies
from counterpoint.offers.choices import (
    AGREED_SAID,
    CANT_TELL,
    HEAR_BY,
    QUESTIONS,
    TYPED,
    WORDS,
    Agreed,
    hear_on,
)
from counterpoint.offers.models import Cards, CardWords
from counterpoint.partnership.models import Member
from counterpoint.web import dates
from counterpoint.web.fields import FormPage
from counterpoint.web.qr import qr

KIND = "coproduced"
OUT_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Line:
    """One answer and how many gave it; `width` is of the widest, in hundredths."""

    words: str
    count: int
    width: int


@dataclass(frozen=True, slots=True)
class Table:
    """One question and its whole distribution: nothing where fewer than five could tell."""

    asks: str
    lines: tuple[Line, ...]
    people: str


@dataclass(frozen=True, slots=True)
class Written:
    """Words of a card; `erase` is their key where somebody may still erase them."""

    words: str
    erase: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What the newest release shows."""

    cards: str
    when: str
    tables: tuple[Table, ...]
    few: tuple[str, ...]  # questions that fewer than five answered
    hear: tuple[str, ...]
    words: tuple[tuple[str, tuple[Written, ...]], ...]
    typed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardsPage:
    """Everything offers/cards.jinja may say."""

    about: str
    back_url: str
    out: bool  # there are cards at all
    why_not_open: str
    given: str
    until: str
    closed: str
    runs: bool
    left: int
    room_url: str
    room_qr: str
    may_write: bool
    shown: Shown | None
    may_erase: bool  # a steward: somebody's name may stand in the words
    urls: dict[str, str]


@dataclass(frozen=True, slots=True)
class Slip:
    """One printed card: where it leads, drawn, written and as a code to read aloud."""

    address: str
    code: str
    drawn: str


@dataclass(frozen=True, slots=True)
class SlipsPage:
    """Everything offers/slips.jinja may say."""

    about: str
    place: str
    until: str
    code_address: str
    slips: tuple[Slip, ...]
    back_url: str


def claim_for_cards(member: Member, number: int, at: datetime) -> Claim | None:
    seen = Claim.objects.seen_by(member, at).filter(kind=KIND, number=number)
    return seen.select_related("place", "sentence", "cards__opened_by").prefetch_related("claimants").first()


def cards_of(claim: Claim) -> Cards | None:
    found: Cards | None = getattr(claim, "cards", None)
    if found is not None:
        found.claim = claim
    return found


def cards_page(member: Member, claim: Claim, room_address: str, at: datetime) -> CardsPage:
    cards = cards_of(claim)
    out = cards is not None and cards.closed_at is None
    runs = cards is not None and policies.why_not_run_cards(member, cards) is None
    return CardsPage(
        about=str(claim.sentence),
        back_url=record_url(claim.place.slug, KIND, claim.number),
        out=cards is not None,
        why_not_open="" if cards else policies.why_not_open_cards(member, claim, at) or "",
        given=_given(cards, runs) if cards else "",
        until=dates.day(cards.until) if cards else "",
        closed=dates.day(day_in(cards.closed_at, claim.place.zone)) if cards and cards.closed_at else "",
        runs=runs,
        left=cards.took_part - cards.handed if cards else 0,
        room_url=room_address if out and runs else "",
        room_qr=qr(room_address) if out and runs else "",
        may_write=cards is not None
        and not policies.has_ended(cards, at)
        and policies.why_not_write_card(member, cards, at) is None,
        shown=shown_of(cards) if cards else None,
        may_erase=member.steward,
        urls={
            name: reverse(f"offers:{name}", kwargs={"slug": claim.place.slug, "number": claim.number})
            for name in (
                "open_cards",
                "slips",
                "write_card",
                "close_cards",
                "more_cards",
                "paper",
                "erase_words",
            )
        },
    )


def _given(cards: Cards, runs: bool) -> str:
    """How many came; how many cards went out only to those who hand them out. Never how many came back: whoever
    watched would see when somebody wrote."""
    came = f"{dates.counted(cards.took_part, 'person', 'people').capitalize()} took part"
    out = f", and {dates.counted(cards.handed, 'card', 'cards')} went out" if runs else ""
    whose = (
        "Whoever ran it gave out the cards."
        if cards.by_claimant
        else "Somebody outside it gave out the cards."
    )
    return f"{came}{out}. {whose}"


def shown_of(cards: Cards) -> Shown | None:
    """The newest release: the same words for whoever ran it and for everybody else."""
    release = cards.releases.order_by("-number").first()
    if release is None:
        return None
    counts: dict[str, dict[str, int]] = release.counts
    written = CardWords.objects.filter(release__cards=cards).select_related("words").order_by("pk")
    words = {
        name: tuple(
            Written(str(one.words), 0 if one.words.erased_at else one.words_id)
            for one in written
            if one.question == name
        )
        for name in WORDS
    }
    asked = [one for one in QUESTIONS if one is not HEAR_BY]
    return Shown(
        cards=dates.counted(release.cards_in, "card", "cards").capitalize(),
        when=dates.day(day_in(release.at, cards.claim.place.zone)),
        tables=tuple(_table(one.asks, one.answers, counts[one.key]) for one in asked if one.key in counts),
        few=tuple(one.asks for one in asked if one.key not in counts),
        hear=_hear(counts.get(HEAR_BY.key, {}), cards),
        words=tuple((WORDS[name], said) for name, said in words.items() if said),
        typed=_typed(counts.get(TYPED, {}), cards),
    )


def _table(asks: str, answers: Sequence[tuple[str, str]], counts: dict[str, int]) -> Table:
    widest = max(counts.values())
    lines = [
        Line(words, counts.get(says, 0), round(100 * counts.get(says, 0) / widest)) for says, words in answers
    ]
    told = sum(count for says, count in counts.items() if says != CANT_TELL)
    return Table(asks, tuple(lines), f"{dates.counted(told, 'person', 'people').capitalize()} could say.")


def _hear(counts: dict[str, int], cards: Cards) -> tuple[str, ...]:
    """ "Three want to hear by 3 March 2026." """
    found = []
    for says, _ in HEAR_BY.answers:
        count = counts.get(says, 0)
        if count and says == "no":
            found.append(f"{dates.number_word(count).capitalize()} need not hear.")
        elif count:
            wants = dates.plural(count, "wants", "want")
            by = dates.day(hear_on(says, cards.until))
            found.append(f"{dates.number_word(count).capitalize()} {wants} to hear by {by}.")
    return tuple(found)


def _typed(counts: dict[str, int], cards: Cards) -> tuple[str, ...]:
    """Who wrote down how many cards for others, and how it was agreed: beside all of them together."""
    people = {one.ref: one.name for one in Member.objects.filter(place_id=cards.place_id)} if counts else {}
    found = []
    for key, count in sorted(counts.items()):
        how, _, ref = key.partition(" ")
        many = dates.counted(count, "card was", "cards were").capitalize()
        found.append(f"{many} {AGREED_SAID[Agreed(how)]}, by {people.get(ref, 'somebody who has left')}.")
    return tuple(found)


def words_of(cards: Cards, key: str) -> Text | None:
    """These words, if they stand on one of these cards and were not erased."""
    number = whole(key, longest=18)
    if number is None:
        return None
    found = CardWords.objects.filter(release__cards=cards, words=number, words__erased_at=None)
    one = found.select_related("words").first()
    return one.words if one else None


def open_form_page(claim: Claim) -> FormPage:
    return _form_page(
        claim,
        "Give out cards",
        "Give out cards",
        "One card for each person who came. They say in a minute how it was, with no name. You see what they say when "
        "the cards are closed, from five cards on.",
    )


def slips_form_page(claim: Claim) -> FormPage:
    return _form_page(
        claim,
        "Print cards",
        "Make the cards",
        "Each has its own link, a square for a phone and a code to read aloud. They are shown once: print the page. "
        "Mix them, and hand them out face down, so that nobody knows whose is which.",
    )


def write_form_page(claim: Claim) -> FormPage:
    return _form_page(
        claim,
        "Write down a card for somebody",
        "Put it in with the others",
        "From paper, or as they say it by phone. Everything may be left out. Your name is told beside all the cards, "
        "never beside one.",
    )


def more_form_page(claim: Claim) -> FormPage:
    return _form_page(claim, "More people came", "Change it", "There can be one card for each of them.")


def _form_page(claim: Claim, title: str, button: str, lead: str) -> FormPage:
    back = reverse("offers:cards", kwargs={"slug": claim.place.slug, "number": claim.number})
    return FormPage(title=title, button=button, lead=lead, caption=str(claim.sentence), back_url=back)


def slips_page(claim: Claim, cards: Cards, made: Sequence[tuple[str, str]], code_address: str) -> SlipsPage:
    """`made`: the whole address and the short code of each."""
    return SlipsPage(
        about=str(claim.sentence),
        place=str(claim.place),
        until=dates.day(cards.until),
        code_address=code_address,
        slips=tuple(Slip(address, in_two(code), qr(address, 3)) for address, code in made),
        back_url=reverse("offers:cards", kwargs={"slug": claim.place.slug, "number": claim.number}),
    )
