"""People: who is here, for whom, from where they see it, and how they are reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.ledger.actions import Act, act
from counterpoint.partnership import policies
from counterpoint.partnership.choices import WHO_USES_SERVICES, Channel
from counterpoint.partnership.models import Member, Membership, Organisation, Place, Standpoint
from counterpoint.web.http import Refused, require


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of somebody before they are a member."""

    name: str
    post: str = ""
    email: str = ""
    phone: str = ""
    organisation: Organisation | None = None
    works: bool = True  # False: only belongs to it
    asked: bool = False
    perspectives: Sequence[str] = ()
    channel: str = ""
    steward: bool = False
    convenor: bool = False
    moderator: bool = False
    lang: str = "en"


def add_member(*, place: Place, person: Person, by: Member | None, at: datetime) -> Member:
    """Bring somebody into a place. They need no account to be asked or to answer."""
    with act(place.pk, verb="member.added", by=by.ref if by else "system", at=at) as event:
        require(policies.why_not_invite(by, place))
        return record_member(event, place=place, person=person)


def record_member(event: Act, *, place: Place, person: Person) -> Member:
    """Write a member inside an act under way."""
    email = person.email.strip().lower()
    if not person.name.strip():
        raise Refused("Give the person’s name.", field="name")
    require(_why_not_address(place.pk, email), field="email")
    member = Member.objects.create(
        place=place,
        number=event.number(Member),
        name=person.name.strip(),
        post=person.post.strip(),
        email=email,
        phone=person.phone.strip(),
        channel=person.channel or reached_by(email, person.phone),
        lang=person.lang,
        steward=person.steward,
        convenor=person.convenor,
        moderator=person.moderator,
        # People who use services sign by where they stand, unless they choose otherwise.
        signs=not any(one in WHO_USES_SERVICES for one in person.perspectives),
        joined_at=event.at,
    )
    for count, perspective in enumerate(person.perspectives):
        Standpoint.objects.create(place=place, member=member, perspective=perspective, first=count == 0)
    event.subject = member.ref
    event.facts |= {"steward": person.steward, "convenor": person.convenor, "moderator": person.moderator}
    if person.organisation:
        _join(event, member, person.organisation, works=person.works, asked=person.asked)
    return member


def _why_not_address(place_id: int, email: str, but: int | None = None) -> str | None:
    """An address is one person's: the link that is mailed to it signs them in."""
    taken = Member.objects.filter(place_id=place_id, email=email).first() if email else None
    if taken is None or taken.pk == but:
        return None
    if taken.left_at:
        return "Somebody with this e-mail address was here and left. A steward can bring them back from their page."
    return "Somebody with this e-mail address is here already."


def reached_by(email: str, phone: str) -> str:
    return Channel.MAIL if email else Channel.TEXT if phone.strip() else Channel.NONE


def join_organisation(
    *, member: Member, organisation: Organisation, works: bool, asked: bool, by: Member | None, at: datetime
) -> Membership:
    with act(member.place_id, verb="member.joined", by=by.ref if by else "system", at=at) as event:
        event.subject = member.ref
        return _join(event, member, organisation, works=works, asked=asked)


def _join(event: Act, member: Member, organisation: Organisation, *, works: bool, asked: bool) -> Membership:
    current = Membership.objects.filter(organisation=organisation, asked=True, until__isnull=True).count()
    if asked and current >= policies.MOST_ASKED:
        asked = False  # one to three are asked for an organisation; any of its members may answer
    event.facts |= {"organisation": organisation.ref, "works": works, "asked": asked}
    return Membership.objects.create(
        place_id=member.place_id,
        member=member,
        organisation=organisation,
        works=works,
        asked=asked,
        since=day_in(event.at, member.place.zone),
    )


def end_membership(*, membership: Membership, on: date, by: Member | None, at: datetime) -> Membership:
    """Somebody leaves an organisation. What they did there stays with the organisation of its day."""
    with act(
        membership.place_id, verb="member.left_organisation", by=by.ref if by else "system", at=at
    ) as event:
        membership = Membership.objects.select_related("member", "organisation").get(pk=membership.pk)
        membership.until = max(on, membership.since)
        membership.save(update_fields=["until"])
        event.subject = membership.member.ref
        event.facts |= {"organisation": membership.organisation.ref, "on": membership.until.isoformat()}
    return membership


def leave(*, member: Member, by: Member | None, at: datetime) -> Member:
    """Somebody leaves the place. What they said stays; nobody asks them any more."""
    with act(member.place_id, verb="member.left", by=by.ref if by else "system", at=at) as event:
        member = _fresh(member)
        require(policies.why_not_remove(by, member))
        day = day_in(event.at, member.place.zone)
        for membership in member.memberships.filter(until__isnull=True):
            membership.until = max(day, membership.since)
            membership.save(update_fields=["until"])
        member.left_at, member.steward, member.convenor, member.moderator = event.at, False, False, False
        member.save(update_fields=["left_at", "steward", "convenor", "moderator"])
        event.subject = member.ref
    return member


def come_back(*, member: Member, by: Member, at: datetime) -> Member:
    """Somebody who left is here again: the same person, so what they said before still binds them."""
    with act(member.place_id, verb="member.returned", by=by.ref, at=at) as event:
        member = _fresh(member)
        require(policies.why_not_steward(by))
        require(None if member.left_at else "They are here already.")
        last = member.memberships.select_related("organisation").order_by("-until", "-pk").first()
        member.left_at = None
        member.save(update_fields=["left_at"])
        event.subject = member.ref
        if last is not None and last.until == day_in(event.at, member.place.zone):
            last.until = None
            last.save(update_fields=["until"])
        elif last is not None:
            _join(event, member, last.organisation, works=last.works, asked=False)
    return member


def appoint(
    *,
    member: Member,
    steward: bool,
    convenor: bool,
    moderator: bool = False,
    by: Member | None,
    at: datetime,
) -> Member:
    """Make somebody a steward, a convenor or a moderator, or end it. A place keeps one steward at least."""
    with act(member.place_id, verb="member.appointed", by=by.ref if by else "system", at=at) as event:
        member = Member.objects.select_related("place").get(pk=member.pk)
        if by is not None:
            require(policies.why_not_steward(by))
        others = Member.objects.here().filter(place_id=member.place_id, steward=True).exclude(pk=member.pk)
        if not steward and member.steward and not others.exists():
            raise Refused("A place needs a steward. Name another one first.")
        member.steward, member.convenor, member.moderator = steward, convenor, moderator
        member.save(update_fields=["steward", "convenor", "moderator"])
        event.subject = member.ref
        event.facts |= {"steward": steward, "convenor": convenor, "moderator": moderator}
    return member


def correct(
    *,
    member: Member,
    by: Member,
    at: datetime,
    name: str,
    post: str,
    email: str,
    phone: str,
    channel: str,
    signs: bool,
    perspectives: Sequence[str] | None = None,
) -> Member:
    """Put right how somebody is named and reached, and where they stand. The ledger keeps no name."""
    with act(member.place_id, verb="member.corrected", by=by.ref, at=at) as event:
        member = _fresh(member)
        require(policies.why_not_edit(by, member))
        email = email.strip().lower()
        require(_why_not_address(member.place_id, email, but=member.pk), field="email")
        require(None if name.strip() else "Give a name.", field="name")
        require(_why_not_reached(channel, email, phone), field="channel")
        if email != member.email and by.pk != member.pk:
            member.account = None  # whoever signed in with the old address is perhaps somebody else
        member.name, member.post, member.email, member.phone = (
            name.strip(),
            post.strip(),
            email,
            phone.strip(),
        )
        member.channel, member.signs = channel, signs
        member.save(update_fields=["account", "name", "post", "email", "phone", "channel", "signs"])
        if perspectives is not None:
            _stand(member, perspectives)
        event.subject = member.ref
    return member


def _fresh(member: Member) -> Member:
    """As it is under the lock, so that an act which fails leaves the caller's own untouched."""
    return Member.objects.select_related("place").get(pk=member.pk)


def _why_not_reached(channel: str, email: str, phone: str) -> str | None:
    if channel == Channel.MAIL and not email:
        return "To be asked by e-mail, give an e-mail address. Or choose another way."
    if channel == Channel.TEXT and not phone.strip():
        return "To be asked by text message, give a telephone number. Or choose another way."
    return None


def _stand(member: Member, perspectives: Sequence[str]) -> None:
    """Answers keep the perspective in which they were given: this is for those to come. What came first stays first."""
    before = member.standpoints.filter(first=True, perspective__in=perspectives).values_list(
        "perspective", flat=True
    )
    perspectives = sorted(perspectives, key=lambda one: one not in set(before))
    member.standpoints.exclude(perspective__in=perspectives).delete()
    for count, perspective in enumerate(perspectives):
        Standpoint.objects.update_or_create(
            place_id=member.place_id, member=member, perspective=perspective, defaults={"first": count == 0}
        )
