"""The kinds of claim that can be put, by message; and the form of one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.numbers import whole
from counterpoint.claims.choices import KINDS, MESSAGES, PUT_AGAIN, Kind
from counterpoint.claims.models import Claim
from counterpoint.claims.queries.choosing import Choice, Nameables, who_can_be_named
from counterpoint.partnership.models import Member, is_quiet
from counterpoint.web import dates

ASKED = (
    "follows", "step", "how", "level", "skill", "of_how_many", "limit", "gains_most", "team", "lifts", "amount", "due_on", "link",
)  # fmt: skip
# Where a kind with a room of its own begins.
BEGINS = {
    "promises": "promises:put",
    "requests": "requests:put",
    "barriers": "barriers:raise",
    "offers": "offers:put",
}
# What one may want to look at before putting one of these: the page, and the words of its link.
LISTS = {
    "licence": ("claims:licences", "What staff may just do here now"),
    "skill": ("claims:skills", "Where working with others has counted here"),
}


@dataclass(frozen=True, slots=True)
class KindLine:
    """One kind, as it is offered."""

    begin: str
    example: str
    url: str
    mirror: str = ""  # the opposite, offered beside it
    mirror_example: str = ""
    mirror_url: str = ""
    more: str = ""
    more_url: str = ""


@dataclass(frozen=True, slots=True)
class KindsOfMessage:
    number: int
    title: str
    kinds: tuple[KindLine, ...]


@dataclass(frozen=True, slots=True)
class KindsPage:
    """Everything claims/kinds.jinja may say."""

    messages: tuple[KindsOfMessage, ...]
    hear_url: str
    try_url: str


@dataclass(frozen=True, slots=True)
class PutPage:
    """Everything claims/put.jinja may say besides its form."""

    title: str
    lead: str
    mirror: KindLine | None  # the opposite, offered side by side
    more: str
    more_url: str
    said_fields: tuple[str, ...]
    readers: str
    who_fields: tuple[str, ...]
    who_more: str  # the words on what is closed until one wants it
    other_fields: tuple[str, ...]
    other_title: str
    asked_fields: tuple[str, ...]
    further_fields: tuple[str, ...]
    question: str
    back_url: str
    nobody: bool  # nobody here could say whether it is so
    people_url: str


def kinds_page(member: Member) -> KindsPage:
    slug = member.place.slug
    by_message = {
        number: [_line(kind, slug) for kind in _offered() if kind.message == number] for number in MESSAGES
    }
    return KindsPage(
        messages=tuple(
            KindsOfMessage(number, MESSAGES[number], tuple(lines))
            for number, lines in by_message.items()
            if lines
        ),
        hear_url=reverse("promises:hear", kwargs={"slug": slug}),
        try_url=reverse("experiments:put", kwargs={"slug": slug}),
    )


def _offered() -> list[Kind]:
    """A kind and its mirror are one line: whoever says what they lost is asked what they gained as well."""
    order = list(KINDS)
    return [
        kind
        for place, kind in enumerate(KINDS.values())
        if kind.by_form and not (kind.mirror and order.index(kind.mirror) < place)
    ]


def _line(kind: Kind, slug: str) -> KindLine:
    more, more_url = _more(kind, slug)
    other = KINDS.get(kind.mirror)
    return KindLine(
        kind.begin,
        kind.example,
        _begin_url(kind, slug),
        mirror=other.begin if other else "",
        mirror_example=other.example if other else "",
        mirror_url=_begin_url(other, slug) if other else "",
        more=more,
        more_url=more_url,
    )


def _begin_url(kind: Kind, slug: str) -> str:
    if kind.room in BEGINS:
        return reverse(BEGINS[kind.room], kwargs={"slug": slug})
    return reverse("claims:put_kind", kwargs={"slug": slug, "kind": kind.key})


def _more(kind: Kind, slug: str) -> tuple[str, str]:
    name, words = LISTS.get(kind.key, ("", ""))
    return words, reverse(name, kwargs={"slug": slug}) if name else ""


def kind_to_put(key: str) -> Kind | None:
    """A kind that is put by this form."""
    kind = KINDS.get(key)
    # Co-production begins with an offer, in the offers' room; without one it is put here, and says so.
    return kind if kind and kind.by_form and kind.room in ("claims", "offers") else None


def who_may_be_named(member: Member) -> Nameables:
    return who_can_be_named(member.place, but=member)


def earlier_ones(kind: Kind, member: Member) -> tuple[Choice, ...]:
    """Long-term choices and accounts that a new one may follow: of the member's own side, followed by none yet."""
    if kind.key not in PUT_AGAIN:
        return ()
    ours = [one.organisation_id for one in member.memberships.all() if one.works and one.until is None]
    claims = Claim.objects.filter(place=member.place, kind=kind.key, withdrawn_at=None, followed_by=None)
    mine = claims.filter(claimants__organisation__in=ours) | claims.filter(put_by=member)
    found = mine.select_related("sentence").distinct().order_by("-number")[:20]
    return tuple((str(one.number), str(one.sentence)[:120]) for one in found)


def put_page(kind: Kind, member: Member, fields: Iterable[str], nameable: Nameables, at: datetime) -> PutPage:
    """`fields`: the names of those that the form has."""
    place, names = member.place, list(fields)
    asked = tuple(name for name in ASKED if name in names)
    other = KINDS.get(kind.mirror)
    more, more_url = _more(kind, place.slug)
    return PutPage(
        title=begin_words(kind),
        lead=f"They are asked: “{kind.question}” Only they can say.",
        mirror=KindLine(other.begin, other.example, _begin_url(other, place.slug)) if other else None,
        more=more,
        more_url=more_url,
        said_fields=tuple(name for name in names if name == "sentence" or name.startswith("line_")),
        readers=_readers(member, at),
        who_fields=tuple(name for name in names if name.startswith("who_")),
        who_more="Organisations, or everyone who stands somewhere"
        if kind.people_first
        else "People by name, or everyone who stands somewhere",
        other_fields=tuple(name for name in names if name.startswith("other_")),
        other_title=kind.others,
        asked_fields=asked,
        further_fields=tuple(name for name in ("also", "lasts", "message") if name in names),
        question=kind.question,
        back_url=reverse("claims:put", kwargs={"slug": place.slug}),
        nobody=not nameable.organisations and not nameable.people,
        people_url=reverse("partnership:people", kwargs={"slug": place.slug}),
    )


def begin_words(kind: Kind) -> str:
    """What stands above the form. Co-production without an offer is called what it is."""
    return "We co-produced this, with no offer before it" if kind.room == "offers" else kind.begin


def _readers(member: Member, at: datetime) -> str:
    place = member.place
    if is_quiet(place, at) and place.quiet_until:
        until = dates.day(day_in(place.quiet_until, place.zone))
        return f"Those you name, with your name, until {until}. Then everyone in {place}."
    return f"Everyone in {place}, with your name. Those you name are asked at once, or on its day."


def claim_numbered(member: Member, number: str) -> Claim | None:
    found = whole(number)
    return None if found is None else Claim.objects.filter(place=member.place, number=found).first()
