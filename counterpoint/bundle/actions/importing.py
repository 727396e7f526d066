"""A place brought in from a bundle: all of it, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from pathlib import Path

from django.db import DatabaseError, IntegrityError, transaction

from counterpoint.bundle.arriving import the_place, write_ledger, write_rows
from counterpoint.bundle.envelope import Reader, reading
from counterpoint.bundle.spreadsheets import SHEETS
from counterpoint.bundle.tables import tables
from counterpoint.claims.queries import verify
from counterpoint.ledger.actions import erase_again, write_down_erasures
from counterpoint.ledger.models import Event
from counterpoint.ledger.queries import erasures, erasures_told, head
from counterpoint.partnership.actions.places import TAKEN_WORDS
from counterpoint.partnership.models import Place
from counterpoint.web.dates import counted
from counterpoint.web.http import Refused, require

FULL = re.compile("disk.*full|no space left|could not extend", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Imported:
    """What came, and how many texts were erased again because this installation knows that they were."""

    slug: str
    name: str
    events: int
    head: str
    rows: int
    erased_again: int


def import_place(
    path: Path, *, at: datetime, slug: str = "", say: Callable[[str], None] = lambda words: None
) -> Imported:
    """`slug`: another short name, where this one is taken. One transaction; what does not fit is refused in words."""
    with reading(path, expected, say) as bundle:
        try:
            with transaction.atomic():
                made = _brought_in(bundle, slug, at, say)
        except IntegrityError as wrong:
            raise Refused(f"The rows of {path.name} do not fit together. Nothing was brought in.") from wrong
        except DatabaseError as wrong:
            if FULL.search(str(wrong)):
                raise Refused("The disk is full. Nothing was brought in.") from wrong
            raise
    place = Place.objects.get(slug=made.slug)
    write_down_erasures({place.uuid: sorted(erasures_told(place.pk) - erasures()[place.uuid])}, at=at)
    return made


def expected(name: str) -> bool:
    """The files that a bundle of this version or an older one may have."""
    return name in _EXPECTED or any(name in (each.path, each.schema_path) for each in tables())


_EXPECTED = {"README.txt", "check.py", "ledger.jsonl", "schemas/ledger.json"} | {
    f"to-read/{name}.csv" for name in SHEETS
}


def _brought_in(bundle: Reader, slug: str, at: datetime, say: Callable[[str], None]) -> Imported:
    for needed in ("rows/partnership_place.jsonl", "rows/ledger_chain.jsonl", "ledger.jsonl"):
        require(None if bundle.has(needed) else f"{bundle.name} has no {needed}. Ask for it again.")
    place = the_place(bundle, slug)
    require(_why_not_again(bundle, place))
    require(_why_not_under(place.slug, of=place.name))
    place.save(force_insert=True)
    rows = write_rows(bundle, place, say)
    events = write_ledger(bundle, place)
    say(f"the ledger, {events:,} acts")
    require(_why_not_held(bundle, place))
    say("everything held against the ledger")
    again = erase_again(place_id=place.pk, digests=erasures().get(place.uuid, set()), at=at)
    now = head(place.pk)
    return Imported(place.slug, place.name, now.length, now.hash, rows + events, again)


def _why_not_held(bundle: Reader, place: Place) -> str | None:
    """Chain, answers, words and standings, as `counterpoint verify` would read them here."""
    (found,) = verify([place])
    if found.fits:
        return None
    return f"{bundle.name} does not hold together at act {found.seq}: {found.why.rstrip('.')}. Nothing was brought in."


def _why_not_under(slug: str, *, of: str) -> str | None:
    if slug in TAKEN_WORDS:
        return f"{slug!r} is a word of Counterpoint's own. Give another short name: --as {slug}-place"
    other = Place.objects.filter(slug=slug).values_list("name", flat=True).first()
    if other is None:
        return None
    return f"There is another place at /{slug}/ here ({other}). Give {of} another short name: --as {slug}-2"


def _why_not_again(bundle: Reader, place: Place) -> str | None:
    """A place is brought in once. If it is here, from which act on does it differ?"""
    here = Place.objects.filter(uuid=place.uuid).first()
    if here is None:
        return None
    length = head(here.pk).length
    ours = Event.objects.filter(place_id=here.pk).order_by("seq").values_list("hash", flat=True)
    theirs = (row.get("hash") for row in bundle.lines("ledger.jsonl"))
    return f"{here.name} is here already (/{here.slug}/). " + _differs(
        ours.iterator(chunk_size=5000), theirs, length
    )


def _differs(ours: Iterator[str], theirs: Iterator[object], length: int) -> str:
    for seq, (one, other) in enumerate(zip_longest(ours, theirs), 1):
        if one == other:
            continue
        if other is None:
            return (
                f"It has gone on since: the bundle ends with act {seq - 1}, and here there are {length}. Nothing was "
                "brought in."
            )
        if one is None:
            return f"Here it ends with act {length}, and the bundle goes on from there. A place is brought in whole, once: nothing was."
        return f"It is not the same: from act {seq} on the two differ. Nothing was brought in."
    return f"It is the same, act for act ({counted(length, 'act')}). There is nothing to bring in."
