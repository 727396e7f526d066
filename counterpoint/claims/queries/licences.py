"""What staff may just do: every licence in force, those of the reader's own organisation first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.models import Claim, Claimant
from counterpoint.claims.policies import state_of
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.choosing import worked_for
from counterpoint.claims.queries.claim_loading import seen_now
from counterpoint.claims.queries.finding import reader_of, seen_here
from counterpoint.claims.queries.record import mark_of
from counterpoint.claims.queries.telling import called
from counterpoint.partnership.models import Member
from counterpoint.web import dates

KIND = "licence"
NO_LIMIT = "no limit was written down"


@dataclass(frozen=True, slots=True)
class Licence:
    """One thing that somebody may just do."""

    sentence: str
    limit: str
    url: str
    mark: str
    state: str
    said: str  # "Ben Iver said so on 3 March 2026."


@dataclass(frozen=True, slots=True)
class House:
    """One organisation, and all that its staff may just do."""

    name: str
    licences: tuple[Licence, ...]


@dataclass(frozen=True, slots=True)
class LicencesPage:
    """Everything claims/licences.jinja may say."""

    place: str
    title: str
    others_title: str
    ours: tuple[House, ...]  # where the reader works
    others: tuple[House, ...]
    nothing_of: str  # the organisation that has said nothing yet
    works: bool
    put_url: str
    back_url: str


def licences_page(member: Member, at: datetime) -> LicencesPage:
    """In force: claimed, not withdrawn, of an organisation that is still there or has an heir."""
    place = member.place
    reader = reader_of(member, day_in(at, place.zone))
    by_house: dict[str, list[Licence]] = {}
    for claim in _in_force(member, at):
        state = state_of(
            seen_now(claim), today=reader.today, zone=place.zone, reads_contest=claim.pk in reader.told
        )
        for claimant in claim.claimants.all():
            if claimant.organisation:
                heir = claimant.organisation.successor or claimant.organisation
                by_house.setdefault(heir.name, []).append(
                    _licence(claim, mark_of(state), claim.of.state(state))
                )
    mine = [name for _, name in worked_for(member)]
    houses = [House(name, tuple(found)) for name, found in sorted(by_house.items())]
    slug = {"slug": place.slug}
    return LicencesPage(
        place=str(place),
        title="What I may just do" if mine else "What staff may just do",
        others_title="What partners’ staff may just do" if mine else "By organisation",
        ours=tuple(one for one in houses if one.name in mine),
        others=tuple(one for one in houses if one.name not in mine),
        nothing_of=dates.listed([name for name in mine if name not in by_house]),
        works=bool(mine),
        put_url=reverse("claims:put_kind", kwargs={**slug, "kind": KIND}),
        back_url=reverse("claims:put", kwargs=slug),
    )


def _in_force(member: Member, at: datetime) -> list[Claim]:
    claimants = Claimant.objects.select_related("organisation__successor").order_by("pk")
    found = seen_here(member, at).filter(kind=KIND, withdrawn_at=None, claimed_at__isnull=False)
    return list(
        found.select_related("sentence", "put_by", "place").prefetch_related(Prefetch("claimants", claimants))
    )


def _licence(claim: Claim, mark: str, state: str) -> Licence:
    on = dates.day(day_in(claim.put_at, claim.place.zone))
    return Licence(
        sentence=str(claim.sentence),
        limit=claim.details.get("limit", NO_LIMIT),
        url=record_url(claim.place.slug, claim.kind, claim.number),
        mark=mark,
        state=state,
        said=f"{called(claim.put_by, claim.put_as)} said so on {on}.",
    )
