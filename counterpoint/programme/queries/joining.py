"""The page on which a place joins a programme, for whoever opens the programme's link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counterpoint.partnership.models import Member, Place
from counterpoint.partnership.queries.programmes import Joined, partner_in, programme_of_token, stewarded_by
from counterpoint.web.order import alphabetically

RUN_OUT = "This link has run out, or it is not whole. Ask whoever sent it for a new one."


@dataclass(frozen=True, slots=True)
class JoinPage:
    """Everything programme/join.jinja may say."""

    programme: str
    why_not: str
    signed_in: bool
    places: tuple[tuple[str, str], ...]  # (slug, name) of those for which the reader may join


@dataclass(frozen=True, slots=True)
class Joining:
    """The page, and what the act needs."""

    page: JoinPage
    programme: Place | None
    stewards: dict[str, Member]


def join_page(slug: str, token: str, account_id: int | None, today: date) -> Joining:
    programme = programme_of_token(token, today)
    if programme is None or programme.slug != slug:
        return Joining(JoinPage("", RUN_OUT, account_id is not None, ()), None, {})
    found = stewarded_by(account_id, programme) if account_id is not None else []
    places = tuple((one.place.slug, one.place.name) for one in found)
    page = JoinPage(programme.name, "", account_id is not None, places)
    return Joining(page, programme, {one.place.slug: one for one in found})


def people_to_name(member: Member, joined: Joined) -> list[tuple[str, str]]:
    """Who of the place could answer for it there, and does not yet: (number, words)."""
    partner = partner_in(joined.programme, member.place)
    theirs = Member.objects.here().filter(memberships__organisation=partner, memberships__until=None)
    known = theirs.exclude(email="").values("email")
    here = Member.objects.here().filter(place=member.place, signs=True).exclude(email__in=known)
    return [
        (str(one.number), ", ".join(filter(None, (one.name, one.post))))
        for one in here.order_by(alphabetically("name"), "number")
    ]
