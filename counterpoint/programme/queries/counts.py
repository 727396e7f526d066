"""How many places have claimed how often, and how often those who would know say so: never which places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q

from counterpoint.analysis.disclosure import Spread, spread
from counterpoint.analysis.standing import Standing
from counterpoint.claims.choices import MESSAGES
from counterpoint.claims.models import Claim


class Stood(NamedTuple):
    """One place on one message, as its Mirror has it for somebody who is party to nothing."""

    claimed: int
    confirmed: int
    contested: int


@dataclass(frozen=True, slots=True)
class Spreads:
    """One message across places. All three are of the places that have claimed something."""

    claimed: Spread
    confirmed: Spread
    contested: Spread


def spreads_of(places: Sequence[int], today: date) -> dict[int, Spreads | None]:
    """Each message; None where too few of the places have claimed anything. One query, however many places."""
    by_message: dict[int, list[Stood]] = defaultdict(list)
    for (_, message), stood in counts_of(places, today).items():
        by_message[message].append(stood)
    return {message: _spreads(by_message[message]) for message in MESSAGES}


def _spreads(places: list[Stood]) -> Spreads | None:
    claimed = spread(one.claimed for one in places)
    confirmed = spread(one.confirmed for one in places)
    contested = spread(one.contested for one in places)
    return Spreads(claimed, confirmed, contested) if claimed and confirmed and contested else None


def counts_of(places: Sequence[int], today: date) -> dict[tuple[int, int], Stood]:
    """(place, message): only where the place has claimed something. A contest in its reply time is not told yet."""
    if not places:
        return {}
    waits = Q(reply_until__gte=today)
    taken_back = Q(withdrawn_at__isnull=False) & ~Q(standing=Standing.CONTESTED)
    found = (
        Claim.objects.filter(place__in=places, message__isnull=False, claimed_at__isnull=False)
        .exclude(taken_back)
        .order_by()
        .values_list("place_id", "message")
        .annotate(
            claimed=Count("pk"),
            confirmed=Count("pk", filter=Q(standing=Standing.CONFIRMED)),
            contested=Count("pk", filter=Q(standing=Standing.CONTESTED) & ~waits),
        )
    )
    return {(place, message): Stood(*three) for place, message, *three in found}
