"""A place and the programmes that it is in: joining one, choosing what it sees, naming who answers for the place.

All of them are acts of the place. Where something is written in the programme as well, it is in the same transaction.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from counterpoint.ledger.actions import act, together
from counterpoint.partnership import policies
from counterpoint.partnership.actions.organisations import record_organisation
from counterpoint.partnership.actions.people import Person, add_member, join_organisation
from counterpoint.partnership.choices import OrganisationKind, Shows
from counterpoint.partnership.models import Member, Organisation, Place, Sharing
from counterpoint.web.http import Refused, require


def join_programme(*, place: Place, programme: Place, shows: str, by: Member | None, at: datetime) -> Sharing:
    """A place joins a programme, and says what it shares. Whoever joins it there answers for it, until others do."""
    with together(place.pk, programme.pk):
        require(policies.why_not_join(by, place, programme))
        partner = _become_partner(place, programme, at)
        if by is not None:
            _answer_there(by, partner, at)
        with act(place.pk, verb="sharing.joined", by=by.ref if by else "system", at=at) as event:
            event.subject = place.ref
            event.facts |= {"programme": str(programme.uuid), "shows": _known(shows)}
            return Sharing.objects.create(
                place=place, programme=programme.uuid, shows=shows, since=event.at, by=by
            )


def share(*, sharing: Sharing, shows: str, by: Member | None, at: datetime) -> Sharing:
    """Choose anew what a programme sees of this place. It holds from the next page that anybody opens there."""
    with act(sharing.place_id, verb="sharing.chosen", by=by.ref if by else "system", at=at) as event:
        fresh = Sharing.objects.select_related("place").filter(pk=sharing.pk).first()
        require(policies.why_not_share(by, fresh))
        assert fresh is not None  # noqa: S101  # the policy has refused it
        fresh.shows, fresh.since, fresh.by = _known(shows), event.at, by
        fresh.save(update_fields=["shows", "since", "by"])
        event.subject = fresh.place.ref
        event.facts |= {"programme": str(fresh.programme), "shows": shows}
    return fresh


def name_who_answers(*, programme: Place, person: Member, by: Member, at: datetime) -> Member:
    """Somebody of the place answers for it in the programme from now on, beside those who do already."""
    with together(by.place_id, programme.pk):
        partner = Organisation.objects.filter(place=programme, stands_for=by.place.uuid).first()
        require(policies.why_not_name(by, person, partner), field="person")
        assert partner is not None  # noqa: S101  # the policy has refused it
        there = _answer_there(person, partner, at)
        with act(by.place_id, verb="sharing.answered_by", by=by.ref, at=at) as event:
            event.subject = person.ref
            event.facts |= {"programme": str(programme.uuid)}
    return there


def _become_partner(place: Place, programme: Place, at: datetime) -> Organisation:
    with act(programme.pk, verb="programme.joined", by="system", at=at) as event:
        partner = record_organisation(event, place=programme, name=place.name, kind=OrganisationKind.PLACE)
        partner.stands_for = place.uuid
        partner.save(update_fields=["stands_for"])
        event.facts["stands_for"] = str(place.uuid)
    return partner


def _answer_there(person: Member, partner: Organisation, at: datetime) -> Member:
    """The same person, with the same account, as a member of the programme who works for their place."""
    theirs = Q(account=person.account) if person.account else Q(pk=None)
    if person.email:
        theirs |= Q(email=person.email)
    known = Member.objects.here().select_related("place").filter(theirs, place=partner.place).first()
    if known is None:
        known = add_member(place=partner.place, person=_as_there(person, partner), by=None, at=at)
        Member.objects.filter(pk=known.pk).update(account=person.account)
        known.account = person.account
    elif known.memberships.filter(organisation=partner, until=None).exists():
        raise Refused(f"{person.name} answers for {partner.name} there already.", field="person")
    else:
        join_organisation(member=known, organisation=partner, works=True, asked=True, by=None, at=at)
    return known


def _as_there(person: Member, partner: Organisation) -> Person:
    stands = person.standpoints.order_by("-first", "pk").values_list("perspective", flat=True)
    return Person(
        name=person.name,
        post=person.post,
        email=person.email,
        phone=person.phone,
        organisation=partner,
        asked=True,
        perspectives=list(stands),
        channel=person.channel,
        lang=person.lang,
    )


def _known(shows: str) -> str:
    if shows not in Shows.values:
        raise Refused("Choose what the programme may see.", field="shows")
    return shows
