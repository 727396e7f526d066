"""Before an offer is put: who can be invited, and who will read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.models import Claim
from counterpoint.claims.policies.twice import put_a_moment_ago
from counterpoint.claims.queries.choosing import full_name, worked_for
from counterpoint.partnership.choices import WHO_USES_SERVICES
from counterpoint.partnership.models import Member, is_quiet
from counterpoint.partnership.queries import members
from counterpoint.web import dates
from counterpoint.web.order import alphabetically

type Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class OfferFormPage:
    """Everything offers/put.jinja may say besides its form."""

    back_url: str
    without_url: str  # it has happened already, and nothing was offered before
    readers: str
    one_name: str  # whoever works for one organisation offers in its name
    nobody: bool  # works for none here: nothing to offer in anybody's name


def offer_form_page(member: Member, at: datetime) -> OfferFormPage:
    place, names = member.place, worked_for(member)
    slug = {"slug": place.slug}
    return OfferFormPage(
        back_url=reverse("claims:put", kwargs=slug),
        without_url=reverse("claims:put_kind", kwargs={**slug, "kind": "coproduced"}),
        readers=_readers(member, at),
        one_name=names[0][1] if len(names) == 1 else "",
        nobody=not names,
    )


def _readers(member: Member, at: datetime) -> str:
    place = member.place
    owed = "What each is owed is read only by them and by your organisation."
    if is_quiet(place, at) and place.quiet_until:
        until = dates.day(day_in(place.quiet_until, place.zone))
        return f"Those you invite, with your name, until {until}. Then everyone in {place}. {owed}"
    return f"Everyone in {place}, with your name. {owed}"


def invited_people(member: Member) -> tuple[Choice, ...]:
    """People who use services or care for somebody, and do not work where this member works."""
    ours = {one.organisation_id for one in member.memberships.all() if one.works and one.until is None}
    found = (
        members()
        .filter(place=member.place, left_at=None, standpoints__perspective__in=WHO_USES_SERVICES)
        .distinct()
        .order_by(alphabetically("name"), "number")
    )
    return tuple(
        (one.ref, full_name(one))
        for one in found
        if one.pk != member.pk
        and not any(
            each.works and each.until is None and each.organisation_id in ours
            for each in one.memberships.all()
        )
    )


def offer_put(member: Member, decision: str, at: datetime) -> Claim | None:
    """The offer that this member put a moment ago in the same words: a second press leads to the first."""
    return put_a_moment_ago("coproduced", decision, member, at)
