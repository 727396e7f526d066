"""Who is who, in a sentence that makes sense to someone who was not there."""

from __future__ import annotations

from counterpoint.claims.models import Claim, Counterpart
from counterpoint.partnership.choices import EVERYONE_WITH, Perspective
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries import signed, standing_as
from counterpoint.web.dates import listed


def claimants(claim: Claim) -> str:
    """ "Mere Valley Hospitals and Harrowmere Council"; a person where no organisation claims it."""
    organisations = [one.organisation.name for one in claim.claimants.all() if one.organisation]
    people = [named(one.member) for one in claim.claimants.all() if one.member]
    return listed(organisations or people) or (named(claim.put_by) if claim.put_by else "Somebody")


def named(member: Member) -> str:
    """As they sign: by name, or by where they stand."""
    stands = sorted(member.standpoints.all(), key=lambda one: (not one.first, one.pk))
    return signed(member, None, stands[0].perspective if stands else "")


def asked(counterpart: Counterpart, reader: Member) -> str:
    """Those who would know, as the reader is one of them."""
    if counterpart.organisation:
        return counterpart.organisation.name
    if counterpart.perspective:
        return EVERYONE_WITH[Perspective(counterpart.perspective)]
    if counterpart.member_id == reader.pk:
        return "you"
    return named(counterpart.member) if counterpart.member else "some of the partners"


def made_to(claim: Claim, reader: Member) -> str:
    """All that must be heard, the reader among them as "you"."""
    names = [
        asked(one, reader) for one in claim.counterparts.all() if one.must_hear and not one.instead_of_id
    ]
    names.sort(key=lambda name: name == "you")
    return listed(list(dict.fromkeys(names)))


def as_read(member: Member, counterpart: Counterpart | None) -> str:
    """How the reader's answer is signed on the record."""
    current = sorted((one for one in member.memberships.all() if one.until is None), key=lambda one: one.pk)
    stands = sorted(member.standpoints.all(), key=lambda one: (not one.first, one.pk))
    perspective = stands[0].perspective if stands else ""
    if counterpart is not None and counterpart.perspective:
        return standing_as(counterpart.perspective)
    return signed(member, current[0].organisation if current else None, perspective)
