"""All barriers of a place: those that still stand, oldest first; of what sort they are; how long they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.barriers.choices import BarrierType
from counterpoint.barriers.models import Barrier, RaisedBy
from counterpoint.barriers.queries.how_long import HowLong, how_long
from counterpoint.barriers.queries.showing import FOUND
from counterpoint.claims.choices import State
from counterpoint.claims.models import Claim, Ticket, Unsealed
from counterpoint.claims.models.claims import ClaimQuerySet
from counterpoint.claims.queries.finding import in_state, reader_of, seen_here
from counterpoint.claims.queries.record import RecordRow, rows_for
from counterpoint.partnership.models import Member
from counterpoint.web import dates

MOST = 60  # drawn at once, oldest first; the record has the rest
OVER = (State.CONFIRMED, State.CONFIRMED_OLD, State.WITHDRAWN, State.SAME)


@dataclass(frozen=True, slots=True)
class Standing:
    """One barrier that still stands."""

    row: RecordRow
    age: str
    more: str  # of what sort, with whom, how many it stops
    found: str


@dataclass(frozen=True, slots=True)
class Told:
    """One that this reader raised with their name for the stewards only."""

    sentence: str
    url: str  # "" while it waits to be sealed


@dataclass(frozen=True, slots=True)
class BarriersPage:
    """Everything barriers/list.jinja may say."""

    standing: tuple[Standing, ...]
    how_many: str
    sorts: tuple[tuple[str, str, str], ...]  # a sort, how many still stand, how many are over
    told: tuple[Told, ...]
    long: HowLong
    raise_url: str
    poster_url: str
    record_url: str
    signposts_url: str  # to a steward


def barriers_page(member: Member, at: datetime) -> BarriersPage:
    place, slug = member.place, {"slug": member.place.slug}
    reader = reader_of(member, day_in(at, member.place.zone))
    seen = seen_here(member, at).filter(kind="barrier")
    over = Q(*(("pk__in", seen.filter(in_state(one, reader)).values("pk")) for one in OVER), _connector=Q.OR)
    standing = seen.exclude(over).order_by("put_at", "number")
    shown = rows_for(standing[:MOST], reader)
    about = _about([claim.pk for claim, _, _ in shown])
    total = standing.count()
    return BarriersPage(
        standing=tuple(
            _standing(claim, row, about[claim.pk], reader.today, place.zone) for claim, _, row in shown
        ),
        how_many=_how_many(total),
        sorts=_sorts(seen, over),
        told=told_by(member),
        long=how_long(place, reader.today),
        raise_url=reverse("barriers:raise", kwargs=slug),
        poster_url=reverse("barriers:poster", kwargs=slug),
        record_url=f"{reverse('claims:record', kwargs=slug)}?kind=barrier",
        signposts_url=reverse("barriers:signposts", kwargs=slug) if member.steward else "",
    )


def _how_many(total: int) -> str:
    if total == 0:
        return "No barrier is in the way that anybody has told of."
    said = (
        f"{dates.counted(total, 'barrier').capitalize()} {dates.plural(total, 'is', 'are')} still in the way."
    )
    return f"{said} Here are the {MOST} oldest." if total > MOST else said


def _about(keys: list[int]) -> Mapping[int, Barrier]:
    people = Count("claim__counterparts", filter=Q(claim__counterparts__counts_from__isnull=False))
    found = Barrier.objects.filter(claim__in=keys).select_related("owner", "could_remove")
    return {one.pk: one for one in found.annotate(people=people)}


def _standing(claim: Claim, row: RecordRow, barrier: Barrier, today: date, zone: str) -> Standing:
    raised = day_in(claim.put_at, zone)
    said = []
    if barrier.type:
        said.append(BarrierType(barrier.type).label)
    if barrier.owner:
        said.append(f"taken on by {barrier.owner.called}")
    elif barrier.could_remove:
        said.append(f"{barrier.could_remove.called} could remove it")
    people: int = barrier.people  # type: ignore[attr-defined]  # annotated
    if people > 1:
        said.append(f"stops {dates.number_word(people)} who said so")
    age = "raised today" if raised == today else f"raised {dates.ago_or_in(raised, today)}"
    return Standing(row, age, " · ".join(said), f"found by {FOUND}" if barrier.went_and_asked else "")


def _sorts(seen: ClaimQuerySet, over: Q) -> tuple[tuple[str, str, str], ...]:
    """By sort, how many still stand and how many are gone; what is the same as another counts once."""
    seen = seen.filter(barrier__same_as__isnull=True)
    all_ = Counter(seen.values_list("barrier__type", flat=True))
    gone = Counter(seen.filter(over).values_list("barrier__type", flat=True))
    named = [(one.value, one.label) for one in BarrierType] + [("", "nobody has said")]
    rows = tuple((label, str(all_[key] - gone[key]), str(gone[key])) for key, label in named if all_[key])
    return rows if any(all_[one.value] for one in BarrierType) else ()


def told_by(member: Member) -> tuple[Told, ...]:
    """What this member raised with their name for the stewards only."""
    hashes = list(
        RaisedBy.objects.filter(place_id=member.place_id, member=member).values_list("ticket_hash", flat=True)
    )
    if not hashes:
        return ()
    waiting = Unsealed.objects.filter(place_id=member.place_id, act="raise", ticket_hash__in=hashes)
    sealed = Ticket.objects.filter(place_id=member.place_id, hash__in=hashes).select_related(
        "claim__sentence"
    )
    slug = member.place.slug
    return (
        *(Told(str(one.payload["sentence"]), "") for one in waiting),
        *(
            Told(
                str(one.claim.sentence),
                reverse("barriers:mine", kwargs={"slug": slug, "number": one.claim.number}),
            )
            for one in sorted(sealed, key=lambda one: one.claim.number)
        ),
    )


def ticket_of_mine(member: Member, number: int) -> Ticket | None:
    """The ticket of a barrier that this member raised with their name for the stewards only."""
    hashes = RaisedBy.objects.filter(place_id=member.place_id, member=member).values("ticket_hash")
    return (
        Ticket.objects.filter(
            place_id=member.place_id, hash__in=hashes, claim__number=number, claim__kind="barrier"
        )
        .select_related("claim__place")
        .first()
    )
