"""Offers of help on a record: I'm in; you two should talk; and later, did it come?"""

from __future__ import annotations

from datetime import datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.actions.standing import locked
from counterpoint.claims.choices import Brings, HelpKind
from counterpoint.claims.models import Claim, Help
from counterpoint.claims.policies import family_of
from counterpoint.claims.policies.help import (
    ASK_AFTER,
    why_not_help,
    why_not_introduce,
    why_not_say_came,
    why_not_take_back,
)
from counterpoint.ledger.actions import act
from counterpoint.partnership.models import Member, Organisation
from counterpoint.web.http import require


def offer_help(
    *,
    claim: Claim,
    brings: Brings,
    words: str = "",
    organisation: Organisation | None = None,
    by: Member,
    at: datetime,
) -> Help:
    """ "I'm in": with hours, a room, money, a door opened. Whoever is in is the coalition."""
    with act(claim.place_id, verb="help.offered", by=by.ref, at=at) as event:
        claim = locked(claim)
        require(why_not_help(by, claim, list(claim.help.all())))
        event.subject = claim.ref
        number = event.number(Help)
        event.facts |= {"help": number, "brings": brings.value}
        if organisation:
            event.facts["organisation"] = organisation.ref
        return Help.objects.create(
            place=claim.place, number=number, claim=claim, kind=HelpKind.IN, by=by, organisation=organisation,
            brings=brings, words=event.text(words) if words.strip() else None, at=event.at,
            ask_from=day_in(event.at, claim.place.zone) + ASK_AFTER,
        )  # fmt: skip


def introduce(*, claim: Claim, one: Member, other: Member, words: str, by: Member, at: datetime) -> Help:
    """ "You two should talk": one line, to both."""
    with act(claim.place_id, verb="help.introduced", by=by.ref, at=at) as event:
        claim = locked(claim)
        require(why_not_introduce(by, claim, one, other))
        require(None if words.strip() else "Say in one line why they should talk.", field="words")
        event.subject = claim.ref
        number = event.number(Help)
        event.facts |= {"help": number, "two": sorted([one.ref, other.ref])}
        return Help.objects.create(
            place=claim.place, number=number, claim=claim, kind=HelpKind.TALK, by=by, one=one, other=other,
            words=event.text(words), at=event.at, ask_from=day_in(event.at, claim.place.zone) + ASK_AFTER,
        )  # fmt: skip


def say_came(*, help: Help, came: str, by: Member, at: datetime) -> Help:
    """Did it come? Said once, by those it was offered to: yes, partly or no."""
    with act(help.place_id, verb="help.came", by=by.ref, at=at) as event:
        help = _fresh(help)
        claim = locked(help.claim)
        today = day_in(event.at, claim.place.zone)
        require(why_not_say_came(by, help, claim, family_of(claim.place_id), today))
        help.came, help.came_by, help.came_at = came, by, event.at
        help.save(update_fields=["came", "came_by", "came_at"])
        event.subject = claim.ref
        event.facts |= {"help": help.number, "came": came, "offered_by": help.by.ref}
        return help


def take_help_back(*, help: Help, by: Member, at: datetime) -> Help:
    with act(help.place_id, verb="help.taken_back", by=by.ref, at=at) as event:
        help = _fresh(help)
        require(why_not_take_back(by, help))
        help.withdrawn_at = event.at
        help.save(update_fields=["withdrawn_at"])
        event.subject = help.claim.ref
        event.facts["help"] = help.number
        return help


def _fresh(help: Help) -> Help:
    return Help.objects.select_related("claim__place", "by").get(pk=help.pk)
