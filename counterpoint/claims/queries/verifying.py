"""Does everything still fit? Every chain re-read, every answer held against its event, every standing computed anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from counterpoint.analysis import chain as chaining
from counterpoint.claims.models import Answer, Ballot, Claim, Turn
from counterpoint.claims.policies import family_of, first_heard, stood
from counterpoint.ledger.models import Event, Text
from counterpoint.ledger.queries import Break, first_break, head
from counterpoint.partnership.models import Place
from counterpoint.web.order import alphabetically


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found of one place: `seq` and `why` name the first event that does not fit, if one does not."""

    place: str
    events: int
    head: str
    seq: int | None = None
    why: str = ""

    @property
    def fits(self) -> bool:
        return self.seq is None


def verify(places: Iterable[Place] | None = None) -> Iterator[Verified]:
    """Place by place, so that a long check can be watched."""
    for place in places if places is not None else Place.objects.order_by(alphabetically("slug")):
        now = head(place.pk)
        found = first_break(place.pk) or _first_misfit(place)
        yield Verified(place.slug, now.length, now.hash, *((found.seq, found.why) if found else (None, "")))


def _first_misfit(place: Place) -> Break | None:
    """The chain holds; do the words, the answers and the standings still say what it says?"""
    answered: dict[tuple[str, int], tuple[int, str]] = {}
    spoke_last: dict[str, int] = {}
    digests: set[str] = set()
    for event in Event.objects.filter(place_id=place.pk).order_by("seq").iterator(chunk_size=2000):
        digests.update(_digests(event.facts))
        spoke_last[event.subject] = event.seq
        if event.verb == "claim.answered":
            answered[event.subject, event.facts["answer"]] = (event.seq, event.facts["verdict"])
    breaks = [
        *_answers_that_differ(place, answered, spoke_last),
        *_words_that_differ(place, digests),
        *_standings_that_differ(place, spoke_last),
    ]
    return min(breaks, key=lambda one: one.seq, default=None)


def _digests(facts: Any) -> Iterator[str]:
    for value in facts.values():
        if isinstance(value, str) and len(value) == 64:
            yield value


def _answers_that_differ(
    place: Place, answered: dict[tuple[str, int], tuple[int, str]], spoke_last: dict[str, int]
) -> Iterator[Break]:
    stored = {
        (f"claim:{number}", position): verdict
        for number, position, verdict in Answer.objects.filter(place=place).values_list(
            "claim__number", "position", "verdict"
        )
    }
    for key, (seq, verdict) in answered.items():
        if stored.get(key) != verdict:
            yield Break(seq, "The answer that it records is not the one that is stored.")
    for key in stored.keys() - answered.keys():
        yield Break(spoke_last.get(key[0], 1), "An answer is stored that no event records.")


def _words_that_differ(place: Place, digests: set[str]) -> Iterator[Break]:
    for text in Text.objects.filter(place_id=place.pk, erased_at__isnull=True).iterator(chunk_size=2000):
        if chaining.digest(text.words, bytes(text.salt or b"")) not in digests:
            yield Break(_seq_near(text, place), "Words are stored that are not the ones that were hashed.")


def _seq_near(text: Text, place: Place) -> int:
    """The event that recorded these words: that of the claim, answer or turn that holds them."""
    claim = Claim.objects.filter(sentence=text).first()
    holder = Answer.objects.filter(words=text).first() or Turn.objects.filter(words=text).first()
    when = (
        claim.put_at
        if claim
        else holder.recorded_at
        if isinstance(holder, Answer)
        else holder.at
        if holder
        else None
    )
    events = Event.objects.filter(place_id=place.pk)
    events = events.filter(at=when) if when else events
    return events.order_by("seq").values_list("seq", flat=True).first() or 1


def _standings_that_differ(place: Place, spoke_last: dict[str, int]) -> Iterator[Break]:
    family = family_of(place.pk)
    answers: dict[int, list[Answer]] = defaultdict(list)
    for answer in (
        Answer.objects.filter(place=place).order_by("claim_id", "position").iterator(chunk_size=2000)
    ):
        answers[answer.claim_id].append(answer)
    ballots: dict[int, list[Ballot]] = defaultdict(list)
    for ballot in Ballot.objects.filter(place=place).select_related("counterpart"):
        ballots[ballot.counterpart.claim_id].append(ballot)
    claims = Claim.objects.filter(place=place).order_by("number").prefetch_related("counterparts")
    for claim in claims.iterator(chunk_size=500):
        counterparts = list(claim.counterparts.all())
        now = stood(claim, place, counterparts, answers[claim.pk], family, ballots=ballots[claim.pk])
        if (now.standing, now.reply_until) != (claim.standing, claim.reply_until):
            yield Break(
                spoke_last.get(claim.ref, 1),
                f"The standing of claim {claim.number} is stored as {claim.standing}; "
                f"its answers add up to {now.standing.value}.",
            )
        heard = first_heard(claim.of, counterparts, answers[claim.pk], family)
        if any(one.heard_at != heard.get(one.pk) for one in counterparts):
            yield Break(
                spoke_last.get(claim.ref, 1),
                f"Who was heard on claim {claim.number} is stored otherwise than its answers say.",
            )
