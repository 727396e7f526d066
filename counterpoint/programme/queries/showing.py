"""A programme's first page: what it promised and what places say of it; what they ask; how they stand, without names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import Across
from counterpoint.claims.models import Elsewhere
from counterpoint.ledger.models import Chain
from counterpoint.partnership.models import Member, Organisation
from counterpoint.programme.policies import Seated, drawn, seated
from counterpoint.programme.queries import escalated, spreads
from counterpoint.programme.queries.counts import spreads_of
from counterpoint.programme.queries.promised import Promised, promised
from counterpoint.stories.queries.newest import Told, stories_shared
from counterpoint.web.dates import counted

MOST_STORIES = 9


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """Everything programme/show.jinja may say."""

    name: str
    issue: str
    promises: tuple[Promised, ...]
    put_url: str
    mirror_url: str
    came: tuple[escalated.Row, ...]
    stories: tuple[Told, ...]  # of places that share them; which place it is, is not said
    drawn: str  # "Thirty places are counted here."
    rows: tuple[spreads.SpreadRow, ...]
    too_few: str
    table: tuple[tuple[object, ...], ...]
    partners: str  # "45 places are partners"
    people_url: str
    invite_url: str  # for stewards


@dataclass(frozen=True, slots=True)
class Held:
    """What was read to know whether the page has changed; the page is then made of it. Four queries."""

    key: str
    partners: int
    seats: list[Seated]  # of the places that are drawn
    ties: list[Elsewhere]
    stories: tuple[Told, ...]


def held_now(member: Member, at: datetime) -> Held:
    """All that the page depends on. Of another place's chain, only while that place shares and is shown."""
    place = member.place
    partners = (
        Organisation.objects.filter(place=OuterRef("place_id"), stands_for__isnull=False)
        .order_by()
        .values("place")
        .annotate(number=Count("pk"))
    )
    chain = Chain.objects.filter(place_id=place.pk).annotate(partners=Subquery(partners.values("number")))
    digest, ballots, number = chain.values_list("head", "ballots", "partners").get()
    seats, ties = drawn(seated(place)), escalated.ties_of(place, Across.FROM)
    today = day_in(at, place.zone)
    stands = [(one.who.hex, one.head, one.ballots) for one in seats]
    rights = f"{member.number}|{member.steward}"
    # The stories themselves, and not the heads of their places: nobody learns when a place is busy.
    told = stories_shared(place, at, MOST_STORIES)
    key = f"programme|{place.pk}|{digest}|{ballots}|{today}|{rights}|{stands}|{escalated.key_of(ties)}|{told}"
    return Held(key, number or 0, seats, ties, told)


def programme_page(member: Member, held: Held, at: datetime) -> ProgrammePage:
    place = member.place
    keys = sorted(one.place for one in held.seats if one.place is not None)
    found = spreads_of(keys, day_in(at, place.zone))
    rows = spreads.rows_of(found, len(keys)) if keys else ()

    def address(name: str) -> str:
        return reverse(name, kwargs={"slug": place.slug})

    return ProgrammePage(
        name=place.name,
        issue=place.issue,
        promises=promised(place, at),
        put_url=address("promises:put"),
        mirror_url=address("mirror:mirror"),
        came=escalated.rows_of(place, held.ties, at),
        stories=held.stories,
        drawn=spreads.drawn_in_words(len(keys)),
        rows=rows,
        too_few=spreads.too_few(found, len(keys)),
        table=spreads.table_of(rows, found),
        partners=counted(held.partners, "place"),
        people_url=address("partnership:people"),
        invite_url=address("programme:invite") if member.steward else "",
    )
