"""What places took to a programme, and how it stands on both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import Across, State
from counterpoint.claims.models import Elsewhere
from counterpoint.claims.policies import state_of
from counterpoint.claims.queries.across import Other, others
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.claim_loading import seen_now
from counterpoint.claims.queries.record import mark_of
from counterpoint.ledger.models import Chain
from counterpoint.partnership.models import Place, Sharing
from counterpoint.web import dates

WAITING = (State.OPEN, State.RAISED, State.TAKEN, State.CONTESTED, State.PARTLY, State.IN_REPLY)
MOST = 20  # on the first page; the record has them all


@dataclass(frozen=True, slots=True)
class Row:
    """One record that lies in two places, as this side may read it."""

    mark: str
    sentence: str
    url: str
    words: str  # how it stands here
    kind: str
    who: str  # the other place
    there: str  # how it stands there; "" where the place does not say
    when: str


def ties_of(place: Place, way: Across) -> list[Elsewhere]:
    """With the head of the other place, and what it shares with this one: whatever a page of them depends on."""
    chain = Chain.objects.filter(place_uuid=OuterRef("other"))
    shows = Sharing.objects.filter(place__uuid=OuterRef("other"), programme=place.uuid)
    found: QuerySet[Elsewhere] = (
        Elsewhere.objects.filter(place=place, way=way)
        .select_related("claim__sentence")
        .annotate(stands=Subquery(chain.values("head")), shows=Subquery(shows.values("shows")))
        .order_by("at", "pk")
    )
    return list(found)


def key_of(ties: Sequence[Elsewhere]) -> list[tuple[int, str, str]]:
    return [(one.pk, one.stands, one.shows) for one in ties]  # type: ignore[attr-defined]


def rows_of(place: Place, ties: Sequence[Elsewhere], at: datetime) -> tuple[Row, ...]:
    """Those that wait come first, the oldest of them at the top; then what has been done, newest first."""
    known = others(place, ties, at)
    states = {one.pk: _state(place, one, at) for one in ties}
    waiting = [one for one in ties if states[one.pk] in WAITING]
    done = [one for one in reversed(ties) if states[one.pk] not in WAITING]
    return tuple(_row(place, one, states[one.pk], known, at) for one in (*waiting, *done)[:MOST])


def _state(place: Place, tie: Elsewhere, at: datetime) -> State:
    return state_of(seen_now(tie.claim), today=day_in(at, place.zone), zone=place.zone, reads_contest=False)


def _row(place: Place, tie: Elsewhere, state: State, known: Mapping[int, Other], at: datetime) -> Row:
    claim, other = tie.claim, known.get(tie.pk)
    on = day_in(tie.at, place.zone)
    return Row(
        mark=mark_of(state),
        sentence=str(claim.sentence),
        url=record_url(place.slug, claim.kind, claim.number),
        words=claim.of.state(state),
        kind=claim.of.noun,
        who=other.place if other else "",
        there=other.stands if other else "",
        when=f"{dates.day(on)}, {dates.ago_or_in(on, day_in(at, place.zone))}",
    )
