"""What matters to us: written by the people concerned, and answered with no way back to who said what."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from itertools import groupby

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.disclosure import FEWEST
from counterpoint.analysis.identifiers import why_not_say
from counterpoint.ledger.actions import act, unrecorded
from counterpoint.partnership.choices import TrueForMe
from counterpoint.partnership.models import Matter, MatterCount, Member, Place, TrueNow
from counterpoint.partnership.policies.matters import (
    LONGEST,
    quarter_of,
    why_not_end_matter,
    why_not_write_matter,
)
from counterpoint.web.http import require

KEPT = 4  # quarters that an answer waits for others before it is let go uncounted


def write_matter(*, place: Place, words: str, by: Member | None, at: datetime, lang: str = "en") -> Matter:
    """One statement, as somebody concerned says it. `by` None: the demonstration."""
    with act(place.pk, verb="matter.written", by=by.ref if by else "system", at=at) as event:
        standing = Matter.objects.filter(place=place, ended_at=None).count()
        require(why_not_write_matter(by, standing) if by else None, field="words")
        words = words.strip()
        require(None if words else "Say in a line what matters.", field="words")
        require(None if len(words) <= LONGEST else f"Keep it to {LONGEST} characters.", field="words")
        require(why_not_say(words), field="words")
        matter = Matter.objects.create(
            place=place, number=event.number(Matter), words=event.text(words, lang=lang), by=by, at=event.at
        )
        event.subject = matter.ref
        return matter


def end_matter(*, matter: Matter, by: Member, at: datetime) -> Matter:
    """It is not asked any more. What was said of it stays as it was counted."""
    with act(matter.place_id, verb="matter.ended", by=by.ref, at=at) as event:
        matter = Matter.objects.get(pk=matter.pk)
        require(why_not_end_matter(by, matter))
        matter.ended_at = event.at
        matter.save(update_fields=["ended_at"])
        event.subject = matter.ref
        return matter


def say_true(*, place: Place, matter: Matter, says: str, at: datetime) -> None:
    """That it is true, or not, for somebody now: a random key and the quarter. No event, no time, no order."""
    say_all_true(place=place, says={matter.number: says}, at=at)


def say_all_true(*, place: Place, says: Mapping[int, str], at: datetime) -> None:
    """The same of several at once, by their numbers: what stood at the end of one card or one story."""
    known = {number: TrueForMe(one) for number, one in says.items()}
    if not known:
        return
    quarter = quarter_of(day_in(at, place.zone))
    with unrecorded(place.pk, shows=False):
        # Order by chance: that one row follows another tells nobody that one person said both.
        for matter in Matter.objects.filter(place=place, number__in=known, ended_at=None).order_by("?"):
            TrueNow.objects.create(place=place, matter=matter, quarter=quarter, says=known[matter.number])


def count_matters(*, place: Place, at: datetime) -> int:
    """Count the quarters that are over, each answer once. How many counts there were.

    A count takes whole quarters that none before it took, and as many of them as five answers that can tell need. So no
    two counts overlap, and none can be taken from another. What was counted is let go: only the counts stay.
    """
    over = quarter_of(day_in(at, place.zone))
    waiting = TrueNow.objects.filter(place=place, quarter__lt=over)
    if not waiting.exists():
        return 0
    rows = waiting.order_by("matter_id", "quarter").values_list("matter_id", "quarter", "says")
    made = 0
    for key, of_it in groupby(rows, key=lambda row: row[0]):
        for first, last, counts in _in_fives([(quarter, says) for _, quarter, says in of_it]):
            _write_down(Matter.objects.get(pk=key), first, last, counts, at)
            made += 1
    if TrueNow.objects.filter(place=place, quarter__lt=over - KEPT).exists():
        with unrecorded(place.pk, shows=False):
            TrueNow.objects.filter(place=place, quarter__lt=over - KEPT).delete()
    return made


def _in_fives(rows: list[tuple[int, str]]) -> list[tuple[int, int, Counter[str]]]:
    """First quarter, last quarter and counts of each run of quarters that holds five who can tell."""
    found: list[tuple[int, int, Counter[str]]] = []
    first, counts = rows[0][0], Counter[str]()
    for quarter, in_it in groupby(rows, key=lambda row: row[0]):
        first = first if counts else quarter
        counts.update(says for _, says in in_it)
        if counts.total() - counts[TrueForMe.CANT_SAY] >= FEWEST:
            found.append((first, quarter, counts))
            counts = Counter[str]()
    return found


def _write_down(matter: Matter, first: int, last: int, counts: Counter[str], at: datetime) -> None:
    """One count: kept, its digest in the ledger, and the answers themselves let go."""
    with act(matter.place_id, verb="matter.counted", by="system", at=at) as event:
        answers = TrueNow.objects.filter(matter=matter, quarter__gte=first, quarter__lte=last)
        require(None if answers.count() == counts.total() else "Somebody else counts these at the moment.")
        answers.delete()
        said = {one.value: counts[one] for one in TrueForMe}
        MatterCount.objects.create(
            place_id=matter.place_id, matter=matter, first=first, last=last, counted_at=event.at, **said
        )
        event.subject = matter.ref
        event.facts |= {"first": first, "last": last, "digest": digest_of(said)}


def digest_of(counts: Mapping[str, int]) -> str:
    return hashlib.sha256(json.dumps(sorted(counts.items())).encode()).hexdigest()
