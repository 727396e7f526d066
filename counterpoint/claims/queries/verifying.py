"""Does everything still fit? Every chain re-read, every answer held against its event, every standing computed anew."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, cast

from django.db.models import QuerySet

from counterpoint.analysis import chain as chaining
from counterpoint.analysis.chain import Recorded
from counterpoint.claims.choices import Kind, kind_of
from counterpoint.claims.models import Answer, Ballot, Claim, Counterpart, Turn
from counterpoint.claims.policies import family_of, first_matched, stood
from counterpoint.ledger.models import Event, Text
from counterpoint.ledger.queries import Break, first_break, head, one_instant
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
    """Place by place, so that a long check can be watched; each as it is at one instant."""
    for place in places if places is not None else Place.objects.order_by(alphabetically("slug")):
        with one_instant():
            now, told = head(place.pk), _Told()
            found = first_break(place.pk, told.listen) or _first_misfit(place, told)
        yield Verified(place.slug, now.length, now.hash, *((found.seq, found.why) if found else (None, "")))


class _Told:
    """What the chain says of answers and words, gathered as it goes by once."""

    def __init__(self) -> None:
        self.answered: dict[tuple[str, int], tuple[int, str]] = {}
        self.spoke_last: dict[str, int] = {}
        self.digests: set[str] = set()

    def listen(self, event: Recorded) -> None:
        self.digests.update(_digests(event.facts))
        self.spoke_last[event.subject] = event.seq
        if event.verb == "claim.answered":
            answer, verdict = event.facts.get("answer"), event.facts.get("verdict")
            self.answered[event.subject, answer] = (event.seq, verdict)  # type: ignore[index,assignment]
        for one in cast(list[dict[str, Any]], event.facts.get("voices", ())):  # several that came in together
            self.answered[event.subject, one["answer"]] = (event.seq, one["verdict"])


def _first_misfit(place: Place, told: _Told) -> Break | None:
    """The chain holds; do the words, the answers and the standings still say what it says?"""
    breaks = [
        *_answers_that_differ(place, told.answered, told.spoke_last),
        *_words_that_differ(place, told.digests),
        *_standings_that_differ(place, told.spoke_last),
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
    kept = Text.objects.filter(place_id=place.pk, erased_at__isnull=True).values_list("pk", "words", "salt")
    for key, words, salt in kept.iterator(chunk_size=2000):
        if chaining.digest(words, bytes(salt or b"")) not in digests:
            yield Break(_seq_near(key, place), "Words are stored that are not the ones that were hashed.")


def _seq_near(text: int, place: Place) -> int:
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


@dataclass(slots=True)
class _Claim:
    """As much of a row as a standing is worked out from. A model takes ten times as long to make."""

    pk: int
    number: int
    kind: str
    step: int | None
    standing: str
    reply_until: date | None
    counted_at: datetime | None

    @property
    def of(self) -> Kind:
        return kind_of(self.kind)


@dataclass(slots=True)
class _Counterpart:
    pk: int
    claim_id: int
    organisation_id: int | None
    member_id: int | None
    perspective: str
    ticket_id: int | None
    must_hear: bool
    at: datetime
    counts_from: datetime | None
    instead_of_id: int | None
    heard_at: datetime | None


@dataclass(slots=True)
class _Answer:
    pk: int
    claim_id: int
    position: int
    member_id: int | None
    ticket_id: int | None
    organisation_id: int | None
    works_there: bool
    perspective: str
    own_staff: bool
    verdict: str
    step: int | None
    recorded_at: datetime


def _bare[Row](kind: type[Row], rows: QuerySet[Any]) -> Iterator[Row]:
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    return itertools.starmap(kind, rows.values_list(*names).iterator(chunk_size=2000))


def _by_claim[Row: (_Answer, _Counterpart)](kind: type[Row], rows: QuerySet[Any]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in _bare(kind, rows.order_by("claim_id", "position")):
        found[row.claim_id].append(row)
    return found


def _standings_that_differ(place: Place, spoke_last: dict[str, int]) -> Iterator[Break]:
    family = family_of(place.pk)
    answers: Any = _by_claim(_Answer, Answer.objects.filter(place=place))
    counterparts: Any = _by_claim(_Counterpart, Counterpart.objects.filter(place=place))
    ballots: dict[int, list[Ballot]] = defaultdict(list)
    for ballot in Ballot.objects.filter(place=place).select_related("counterpart"):
        ballots[ballot.counterpart.claim_id].append(ballot)
    for claim in _bare(_Claim, Claim.objects.filter(place=place).order_by("number")):
        named, said = counterparts.get(claim.pk, ()), answers.get(claim.pk, ())
        now = stood(cast(Claim, claim), place, named, said, family, ballots=ballots.get(claim.pk, ()))
        last = spoke_last.get(f"claim:{claim.number}", 1)
        if (now.standing, now.reply_until) != (claim.standing, claim.reply_until):
            yield Break(
                last,
                f"The standing of claim {claim.number} is stored as {claim.standing}; "
                f"its answers add up to {now.standing.value}.",
            )
        heard = first_matched(said, now.matched) if said else {}
        if any(one.heard_at != heard.get(one.pk) for one in named):
            yield Break(
                last, f"Who was heard on claim {claim.number} is stored otherwise than its answers say."
            )
