"""What matters to us: the statements that hold now, and what was said of each once a quarter is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch

from counterpoint.partnership.choices import TrueForMe
from counterpoint.partnership.models import Matter, MatterCount, Member, Place
from counterpoint.partnership.policies.matters import why_not_end_matter, why_not_write_matter
from counterpoint.web.dates import counted, listed, month

# The answers as a page asks them: (value, words).
SAYS: tuple[tuple[str, str], ...] = tuple((one.value, str(one.label)) for one in TrueForMe)


@dataclass(frozen=True, slots=True)
class MatterAsked:
    """One statement, to be asked at the end of a story or a card. `name` is its field's."""

    number: int
    words: str
    lang: str

    @property
    def name(self) -> str:
        return f"matter_{self.number}"


@dataclass(frozen=True, slots=True)
class MatterSaid:
    """One statement with what was said of it: a line for each count, newest first."""

    number: int
    words: str
    lang: str
    said: tuple[tuple[str, str], ...]  # (months, what was said)
    may_end: bool


@dataclass(frozen=True, slots=True)
class MattersPage:
    """Everything partnership/matters.jinja may show."""

    now: tuple[MatterSaid, ...]
    before: tuple[MatterSaid, ...]
    may_write: bool
    why_not: str


def open_matters(place: Place | int) -> tuple[MatterAsked, ...]:
    """The statements to ask about now: none, if nobody concerned has written any yet."""
    key = place if isinstance(place, int) else place.pk
    found = Matter.objects.filter(place_id=key, ended_at=None).select_related("words").order_by("number")
    return tuple(MatterAsked(one.number, str(one.words), one.words.lang) for one in found)


def matters_page(member: Member, at: datetime) -> MattersPage:
    counts = Prefetch("counts", MatterCount.objects.order_by("-last"))
    rows = Matter.objects.filter(place=member.place, at__lte=at).select_related("words")
    rows = rows.prefetch_related(counts).order_by("number")
    now = [one for one in rows if one.ended_at is None]
    why_not = why_not_write_matter(member, len(now))
    return MattersPage(
        now=tuple(_said(one, member) for one in now),
        before=tuple(_said(one, member) for one in rows if one.ended_at is not None),
        may_write=why_not is None,
        why_not=why_not or "",
    )


def matter_numbered(place: Place, number: int) -> Matter | None:
    return Matter.objects.filter(place=place, number=number, ended_at=None).first()


def _said(one: Matter, reader: Member) -> MatterSaid:
    return MatterSaid(
        number=one.number,
        words=str(one.words),
        lang=one.words.lang,
        said=tuple((_months(count), _in_words(count)) for count in one.counts.all()),
        may_end=why_not_end_matter(reader, one) is None,
    )


def _months(count: MatterCount) -> str:
    begins, ends = _month_of(count.first, 1), _month_of(count.last, 3)
    return f"{month(begins)} to {month(ends)}"


def _month_of(quarter: int, which: int) -> date:
    return date(quarter // 4, 3 * (quarter % 4) + which, 1)


def _in_words(count: MatterCount) -> str:
    said = [
        f"{number} {words}"
        for number, words in ((count.yes, "yes"), (count.partly, "partly"), (count.no, "no"))
        if number
    ]
    could = count.yes + count.partly + count.no
    unsure = (
        f" {counted(count.cant_say, 'more', 'more').capitalize()} could not say." if count.cant_say else ""
    )
    return f"Of {could} people, {listed(said)}.{unsure}"
