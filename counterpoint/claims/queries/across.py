"""Records that lie in two places: what the other side is called, and how it stands there, as text.

Nobody reads more of another place than this. What a programme may know of a record that came to it, the place gives by
sharing, and takes back at once; what a programme promised, or does about what was taken to it, it says in the open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import OuterRef, Q, Subquery

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import Across, State, kind_of
from counterpoint.claims.models import Claim, Elsewhere
from counterpoint.claims.policies import state_of
from counterpoint.claims.queries.claim_loading import seen_now
from counterpoint.ledger.models import Chain
from counterpoint.partnership.choices import Shows
from counterpoint.partnership.models import Member, Place, Sharing, is_quiet
from counterpoint.web import dates
from counterpoint.web.fields import FormPage

UNKNOWN = "another place"


@dataclass(frozen=True, slots=True)
class Other:
    """The other side of a record, as this side may know it."""

    place: str
    slug: str
    kind: str
    number: int
    state: State | None  # None where the place does not say
    on: datetime  # when it was taken there

    @property
    def stands(self) -> str:
        return kind_of(self.kind).state(self.state) if self.state else ""


def others(place: Place, ties: Iterable[Elsewhere], at: datetime) -> dict[int, Other]:
    """The other side of each tie of this place, by the tie's key. One query, however many there are."""
    ties = list(ties)
    if not ties:
        return {}
    shows = Sharing.objects.filter(place=OuterRef("place"), programme=place.uuid).values("shows")
    each = (Q(place__uuid=one.other, number=one.number) for one in ties)
    found = Claim.objects.filter(reduce(or_, each)).select_related("place").annotate(shows=Subquery(shows))
    by_tie = {(one.place.uuid, one.number): one for one in found}
    return {
        tie.pk: _other(tie, by_tie[tie.other, tie.number], at)
        for tie in ties
        if (tie.other, tie.number) in by_tie
    }


def _other(tie: Elsewhere, claim: Claim, at: datetime) -> Other:
    place, shows = claim.place, claim.shows  # type: ignore[attr-defined]
    may_know = tie.way == Across.TO or (shows and shows != Shows.NOTHING and not is_quiet(place, at))
    state = state_of(seen_now(claim), today=day_in(at, place.zone), zone=place.zone, reads_contest=False)
    return Other(place.name, place.slug, claim.kind, claim.number, state if may_know else None, tie.at)


def across_key(member: Member, number: int) -> str:
    """What a record's page depends on besides its own place: how the other side stands, and what it shares now."""
    shows = Sharing.objects.filter(place__uuid=OuterRef("other"), programme=member.place.uuid).values("shows")
    chain = Chain.objects.filter(place_uuid=OuterRef("other"))
    ties = Elsewhere.objects.filter(place_id=member.place_id, claim__number=number).annotate(
        stands=Subquery(chain.values("head")), shows=Subquery(shows)
    )
    return "|".join(
        f"{stands} {shown}" for stands, shown in ties.order_by("pk").values_list("stands", "shows")
    )


def escalate_page(claim: Claim, programme: Place, back_url: str) -> FormPage:
    noun = claim.of.noun
    return FormPage(
        title=f"Take it to {programme.name}",
        button="Take it there",
        lead=f"They read the words below, that {claim.place.name} asks, and how the {noun} stands here. "
        "They read nothing else of it, and never who raised it. What they say comes back to those it concerns.",
        caption=f"{noun.capitalize()} {claim.number}: {claim.sentence}",
        back_url=back_url,
    )


def across_facts(claim: Claim, at: datetime, until: datetime | None = None) -> list[tuple[str, str]]:
    """Where a record was taken, or where it comes from, and how it stands there: (label, value).

    `until`: as at a past day. How it stood in another place then is for that place to say, so it is left out.
    """
    ties = list(Elsewhere.objects.filter(claim=claim).order_by("at", "pk"))
    known = others(claim.place, ties, at)
    if until is not None:
        ties = [one for one in ties if one.at <= until]
        known = {key: replace(one, state=None) for key, one in known.items()}
    return [_fact(claim, tie, known.get(tie.pk)) for tie in ties]


def _fact(claim: Claim, tie: Elsewhere, other: Other | None) -> tuple[str, str]:
    on = dates.day(day_in(tie.at, claim.place.zone))
    if tie.way == Across.FROM:
        stands = f". It says: {other.stands}" if other and other.stands else ""
        return "Comes from", f"{other.place if other else UNKNOWN}, {on}{stands}"
    if other is None:
        return "Taken to", f"{UNKNOWN}, {on}"
    stands = f": {other.stands}" if other.stands else "."
    return "Taken to", f"{other.place}, {on}. There it is {claim.of.noun} {tie.number}{stands}"
