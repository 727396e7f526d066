"""Who reads an amount: the two sides; everyone else only while both sides wish it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from counterpoint.claims.choices import TurnVerb
from counterpoint.claims.models import Claim, Turn
from counterpoint.claims.policies.family import Family
from counterpoint.partnership.models import Member


class Side(StrEnum):
    CLAIMANT = "claimant"  # wrote the amount down, so wishes it shown unless they say otherwise
    OTHER = "other"  # gained or paid, or is owed


def side_of(member: Member, claim: Claim, family: Family) -> Side | None:
    """On which of the two sides of a claim a member stands: by name, or by whom they work for."""
    works = {one.organisation_id for one in member.memberships.all() if one.works and one.until is None}
    ours = {key for one in works for key in family.stands_for.get(one, ())}
    for one in claim.claimants.all():
        if one.member_id == member.pk or one.organisation_id in ours:
            return Side.CLAIMANT
    if claim.put_by_id == member.pk:
        return Side.CLAIMANT
    for counterpart in claim.counterparts.all():
        if not counterpart.must_hear or counterpart.counts_from is None:
            continue
        if counterpart.member_id == member.pk or counterpart.organisation_id in ours:
            return Side.OTHER
    return None


def wishes(turns: Iterable[Turn]) -> dict[Side, bool]:
    """What each side last said of showing it to everyone."""
    found = {Side.CLAIMANT: True, Side.OTHER: False}
    for turn in turns:
        if turn.verb == TurnVerb.AMOUNT:
            found[Side(turn.details["side"])] = bool(turn.details["shown"])
    return found


def shown_to_all(claim: Claim, turns: Iterable[Turn]) -> bool:
    return not claim.of.owed and all(wishes(turns).values())


def reads_amount(member: Member | None, claim: Claim, family: Family, turns: Iterable[Turn]) -> bool:
    """A side reads it; so does everyone while both sides wish. What somebody is owed is for the two sides only."""
    if claim.amount_id is None:
        return False
    return shown_to_all(claim, turns) or (member is not None and side_of(member, claim, family) is not None)


def why_not_show_amount(
    member: Member, claim: Claim, family: Family, turns: Iterable[Turn], *, shown: bool
) -> str | None:
    """Each side says for itself whether everyone may read the amount, and may change its mind."""
    if claim.amount_id is None:
        return "No amount was given here."
    if claim.of.owed:
        return "What somebody is owed is read by them and by whoever owes it, and by nobody else."
    side = side_of(member, claim, family)
    if side is None:
        return "Only the two sides can say whether everyone may read the amount."
    if wishes(turns)[side] == shown:
        return "Your side has said so already."
    return None
