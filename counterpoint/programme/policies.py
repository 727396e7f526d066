"""Which places are drawn together, which groups are whole now, and which are due to be closed and formed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Max, OuterRef, Subquery

from counterpoint.analysis.disclosure import FEWEST
from counterpoint.ledger.models import Chain
from counterpoint.partnership.choices import Shows
from counterpoint.partnership.models import Place, Sharing
from counterpoint.programme.models import Seat

RESTS = timedelta(days=365)  # after its group was closed: what could be worked out then is a year old

type Shuffle = Callable[[list[UUID]], None]


class Seated(NamedTuple):
    """A place in an open group, as it is now."""

    group: int
    who: UUID
    place: int | None  # its key, while it shares; None as soon as it does not
    head: str  # of its chain
    ballots: int


@dataclass(frozen=True, slots=True)
class Due:
    broken: tuple[int, ...]  # keys of groups
    formed: tuple[tuple[UUID, ...], ...]

    def __bool__(self) -> bool:
        return bool(self.broken or self.formed)


def seated(programme: Place) -> list[Seated]:
    """Every seat of every open group, with what its place shares at this moment. One query."""
    shares = Sharing.objects.filter(programme=programme.uuid, place__uuid=OuterRef("who"))
    shares = shares.exclude(shows=Shows.NOTHING)
    chain = Chain.objects.filter(place_uuid=OuterRef("who"))
    found = (
        Seat.objects.filter(place=programme, group__closed_at=None)
        .annotate(
            shares=Subquery(shares.values("place")[:1]),
            head=Subquery(chain.values("head")),
            ballots=Subquery(chain.values("ballots")),
        )
        .order_by("group", "who")
        .values_list("group", "who", "shares", "head", "ballots")
    )
    return [Seated(*row) for row in found]


def broken(seats: Sequence[Seated]) -> tuple[int, ...]:
    return tuple(sorted({one.group for one in seats if one.place is None}))


def drawn(seats: Sequence[Seated]) -> list[Seated]:
    """Those of whole groups. One place that stops sharing takes its group out of every picture, at once."""
    gone = set(broken(seats))
    return [one for one in seats if one.group not in gone]


def is_due(programme: Place, at: datetime) -> bool:
    """Is there a group to close, or one to form? Asked before anything is locked."""
    return bool(groups_due(programme, at, lambda waiting: None))


def groups_due(programme: Place, at: datetime, shuffle: Shuffle) -> Due:
    seats = seated(programme)
    gone = broken(seats)
    closed = dict(
        Seat.objects.filter(place=programme, group__closed_at__isnull=False)
        .values_list("who")
        .annotate(last=Max("group__closed_at"))
    )
    closed |= {one.who: at for one in seats if one.group in gone}
    held = {one.who for one in seats if one.group not in gone}
    sharing = (
        Sharing.objects.filter(programme=programme.uuid)
        .exclude(shows=Shows.NOTHING)
        .exclude(place__quiet_until__gt=at)
        .order_by("place__uuid")
        .values_list("place__uuid", flat=True)
    )
    waiting = [who for who in sharing if waits(who, held, closed, at)]
    return Due(gone, tuple(tuple(one) for one in sit_together(waiting, shuffle)))


def sit_together(waiting: Sequence[UUID], shuffle: Shuffle) -> list[list[UUID]]:
    """All who wait, in groups of `FEWEST` or a few more, put together by chance; none while fewer wait."""
    everyone = list(waiting)
    shuffle(everyone)
    number = len(everyone) // FEWEST
    return [everyone[one::number] for one in range(number)]


def waits(who: UUID, seated: Collection[UUID], closed: dict[UUID, datetime], at: datetime) -> bool:
    """May it enter a new group? Not while it has a seat, nor for a year after its group was closed."""
    return who not in seated and (who not in closed or closed[who] + RESTS <= at)
