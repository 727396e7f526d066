"""A real start: the link that an empty installation prints, and the place that is founded with it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from counterpoint.analysis.identifiers import why_not_say
from counterpoint.ledger.actions import act
from counterpoint.partnership import policies
from counterpoint.partnership.actions.organisations import record_organisation
from counterpoint.partnership.actions.people import Person, record_member
from counterpoint.partnership.actions.places import found
from counterpoint.partnership.actions.sign_in import account_for
from counterpoint.partnership.choices import OrganisationKind
from counterpoint.partnership.models import Founding, Member, Place
from counterpoint.partnership.policies.guesses import kind_by_name, perspective_by_post
from counterpoint.web.http import Refused, require


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a founder says: of the place, of themselves, of whom they work for."""

    place: str
    nation: str
    issue: str
    name: str
    email: str
    organisation: str
    post: str


def founding_link(*, at: datetime, further: bool = False, programme: bool = False) -> str:
    """The path of a fresh one-time link. Only its hash is kept, and the one before it no longer works.

    `further`: for a place beside those that are here. `programme`: what is founded has places for partners.
    """
    Founding.objects.filter(used_at__isnull=True).delete()
    token = secrets.token_urlsafe(24)
    Founding.objects.create(
        link_hash=Founding.hash_of(token), made_at=at, further=further, programme=programme
    )
    return f"/start/{token}/"


@transaction.atomic
def start(*, token: str, beginning: Beginning, at: datetime) -> Member:
    """Found a place, or a programme. Its founder is its first member, steward, convenor and moderator."""
    founding = Founding.objects.select_for_update().filter(link_hash=Founding.hash_of(token)).first()
    require(policies.why_not_found(founding))
    assert founding is not None  # noqa: S101  # the policy has refused it
    require(why_not_say(beginning.issue), field="issue")
    founding.used_at = at
    founding.save(update_fields=["used_at"])
    try:
        place = found(
            name=beginning.place,
            at=at,
            nation=beginning.nation,
            issue=beginning.issue,
            programme=founding.programme,
        )
    except Refused as refused:
        raise Refused(refused.sentence, field="place") from refused
    member = _first_of(place, beginning, at)
    member.account = account_for(member=member)
    return member


def _first_of(place: Place, beginning: Beginning, at: datetime) -> Member:
    kind = OrganisationKind.NATIONAL if place.programme else kind_by_name(beginning.organisation)
    with act(place.pk, verb="place.started", by="system", at=at) as event:
        organisation = record_organisation(event, place=place, name=beginning.organisation, kind=kind)
        founder = Person(
            name=beginning.name,
            post=beginning.post,
            email=beginning.email,
            organisation=organisation,
            asked=True,
            perspectives=[perspective_by_post(beginning.post, kind)],
            steward=True,
            convenor=True,
            moderator=True,
        )
        member = record_member(event, place=place, person=founder)
        event.subject = place.ref
        event.facts = {"organisation": organisation.ref, "founder": member.ref}
    return member
