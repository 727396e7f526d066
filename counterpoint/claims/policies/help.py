"""Who may offer help on a record, and who says whether it came: never whoever offered it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from counterpoint.claims.choices import HelpKind
from counterpoint.claims.models import Claim, Help
from counterpoint.claims.policies.family import Family
from counterpoint.claims.policies.rights import is_party
from counterpoint.partnership.models import Member

ASK_AFTER = timedelta(days=28)


def why_not_help(member: Member, claim: Claim, offered: Collection[Help]) -> str | None:
    """Anybody may be in, once at a time, on what is under way."""
    if member.left_at:
        return "You have left this place."
    if claim.withdrawn_at:
        return "This was withdrawn, so nobody can be in."
    if any(one.by_id == member.pk and one.kind == HelpKind.IN and under_way(one) for one in offered):
        return "You are in already. Take that back first, if you now bring something else."
    return None


def under_way(one: Help) -> bool:
    return one.withdrawn_at is None and not one.came


def why_not_introduce(member: Member, claim: Claim, one: Member, other: Member) -> str | None:
    if member.left_at:
        return "You have left this place."
    if claim.withdrawn_at:
        return "This was withdrawn, so there is nothing to talk about."
    if one.pk == other.pk:
        return "Choose two people who are not the same."
    gone = next((each for each in (one, other) if each.left_at or each.place_id != claim.place_id), None)
    return f"{gone.name} is no longer here." if gone else None


def why_not_say_came(member: Member, help: Help, claim: Claim, family: Family, today: date) -> str | None:
    """Of "I'm in" those whose record it is say it; of "you two should talk" either of the two."""
    if not under_way(help):
        return "That has been said already, or the offer was taken back."
    if help.by_id == member.pk:
        return "Whether it came is for those to say whom you offered it to."
    if today < help.ask_from:
        return "It is early days. You are asked four weeks after it was offered."
    if help.kind == HelpKind.TALK:
        return (
            None if member.pk in (help.one_id, help.other_id) else "Only the two can say whether they talked."
        )
    if is_party(member, claim, family):
        return None
    return "Only those whom this record concerns can say whether it came."


def why_not_take_back(member: Member, help: Help) -> str | None:
    if help.by_id != member.pk:
        return "Only whoever offered it can take it back."
    return None if under_way(help) else "That is over already."
