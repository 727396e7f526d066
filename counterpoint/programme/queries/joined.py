"""A place's own page of the programmes that it is in: what it was promised, what it took there, what it shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import Across
from counterpoint.claims.models import Elsewhere
from counterpoint.ledger.models import Chain
from counterpoint.partnership.choices import Shows
from counterpoint.partnership.models import Member, Membership, Organisation, Place, Sharing
from counterpoint.partnership.queries.programmes import LINK_LASTS, join_token
from counterpoint.programme.queries import escalated
from counterpoint.programme.queries.promised import PromisedToUs, promised_to
from counterpoint.web.dates import day
from counterpoint.web.order import alphabetically

SHARES = {
    Shows.NOTHING: "Nothing. It knows that {place} is a partner, and what you do there. It reads nothing that is here.",
    Shows.COUNTS: "How many claims stand how, for each of the ten messages. It sees these counts together with those "
    "of other places, and never which place a count is of.",
    Shows.STORIES: "How many claims stand how, for each of the ten messages, together with those of other places and "
    "never by name; and stories, where whoever told one has said that the programme may read it.",
}


@dataclass(frozen=True, slots=True)
class InProgramme:
    """One programme that the place is in."""

    name: str
    head: str
    promises: tuple[PromisedToUs, ...]
    taken: tuple[escalated.Row, ...]
    sees: str
    since: str
    answering: tuple[str, ...]
    share_url: str  # for stewards
    name_url: str  # for stewards
    there_url: str  # for whoever is a member there too


@dataclass(frozen=True, slots=True)
class JoinedPage:
    """Everything programme/joined.jinja may say."""

    place: str
    programmes: tuple[InProgramme, ...]


class _Held(NamedTuple):
    """A programme that the place is in, and what the two have of one another."""

    programme: Place
    partner: int
    shows: str
    since: datetime
    head: str


def joined_page(member: Member, at: datetime) -> JoinedPage:
    """Two queries, and a few for each programme: a place is in one or two."""
    held = _programmes(member.place)
    ties = escalated.ties_of(member.place, Across.TO) if held else []
    return JoinedPage(member.place.name, tuple(_in(member, one, ties, at) for one in held))


def _programmes(place: Place) -> list[_Held]:
    ours = Sharing.objects.filter(place=place, programme=OuterRef("uuid"))
    partner = Organisation.objects.filter(place=OuterRef("pk"), stands_for=place.uuid)
    joined = Sharing.objects.filter(place=place).values("programme")
    found = (
        Place.objects.filter(uuid__in=joined, programme=True)
        .annotate(
            partner=Subquery(partner.values("pk")[:1]),
            shows=Subquery(ours.values("shows")),
            shown_since=Subquery(ours.values("since")),
            head=Subquery(Chain.objects.filter(place_id=OuterRef("pk")).values("head")),
        )
        .order_by(alphabetically("name"), "pk")
    )
    return [_Held(one, one.partner, one.shows, one.shown_since, one.head) for one in found if one.partner]


def _in(member: Member, held: _Held, ties: Sequence[Elsewhere], at: datetime) -> InProgramme:
    programme, here = held.programme, member.place
    people = list(_who_is_there(held, member))
    there = any(one.account_id == member.account_id for one in people if one.account_id)

    def address(name: str) -> str:
        return (
            reverse(name, kwargs={"slug": here.slug, "programme": programme.slug}) if member.steward else ""
        )

    return InProgramme(
        name=programme.name,
        head=held.head,
        promises=promised_to(held.partner, programme, at, member_there=there),
        taken=escalated.rows_of(here, [one for one in ties if one.other == programme.uuid], at),
        sees=SHARES[Shows(held.shows)].format(place=here.name),
        since=day(day_in(held.since, here.zone)),
        answering=tuple(one.name for one in people if one.ours and one.signs),  # type: ignore[attr-defined]
        share_url=address("programme:share"),
        name_url=address("programme:name_who_answers"),
        there_url=reverse("programme:show", kwargs={"slug": programme.slug}) if there else "",
    )


def _who_is_there(held: _Held, reader: Member) -> QuerySet[Member]:
    """Those who answer for the place there; and the reader, if they are a member there for anyone at all."""
    ours = Membership.objects.filter(member=OuterRef("pk"), organisation=held.partner, until=None)
    mine = Q(account=reader.account_id) if reader.account_id else Q(pk=None)
    here = Member.objects.here().filter(place=held.programme).annotate(ours=Exists(ours))
    return here.filter(Q(ours=True) | mine).order_by(alphabetically("name"), "number")


@dataclass(frozen=True, slots=True)
class InvitePage:
    """Everything programme/invite.jinja may say."""

    programme: str
    path: str
    until: str
    back_url: str


def invite_page(member: Member, today: date) -> InvitePage:
    programme = member.place
    token = join_token(programme, today)
    return InvitePage(
        programme=programme.name,
        path=reverse("programme:join", kwargs={"slug": programme.slug, "token": token}),
        until=day(today + LINK_LASTS),
        back_url=reverse("programme:show", kwargs={"slug": programme.slug}),
    )
