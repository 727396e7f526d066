"""Who is in on a record, who should talk, and whether it came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import Brings, HelpKind
from counterpoint.claims.models import Claim, Help
from counterpoint.claims.policies import Family
from counterpoint.claims.policies.help import why_not_help, why_not_say_came, why_not_take_back
from counterpoint.partnership.models import Member, Place
from counterpoint.partnership.queries import signed
from counterpoint.web import dates

CAME = {"yes": "it came", "partly": "it came in part", "no": "it did not come"}
TALKED = {"yes": "they talked", "partly": "they talked in part", "no": "they have not talked"}


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One offer of help, with what this reader may do about it."""

    who: str
    what: str  # "brings a room"
    when: str
    words: str
    came: str
    came_url: str  # where they say whether it came; "" where that is not theirs
    back_url: str  # where they take it back


@dataclass(frozen=True, slots=True)
class HelpPart:
    """The part of a record's page that is about help."""

    sentence: str  # "Two are in."
    lines: tuple[HelpLine, ...]
    in_url: str
    talk_url: str


NOBODY_YET = HelpPart("", (), "", "")


def help_on(
    claim: Claim, reader: Member, family: Family, at: datetime, offered: Sequence[Help], *, past: bool = False
) -> HelpPart:
    """`past`: as at a past day, on which nothing can be offered or taken back any more."""
    today = day_in(at, claim.place.zone)
    shown = [one for one in offered if one.withdrawn_at is None]
    coming = sum(one.kind == HelpKind.IN and one.came != "no" for one in shown)
    verb = "is" if coming == 1 else "are"
    return HelpPart(
        sentence=f"{dates.number_word(coming).capitalize()} {verb} in." if coming else "",
        lines=tuple(_line(one, claim, None if past else reader, family, today) for one in shown),
        in_url=_url("help_in", claim) if not past and why_not_help(reader, claim, offered) is None else "",
        talk_url="" if past or claim.withdrawn_at or reader.left_at else _url("introduce", claim),
    )


def _line(one: Help, claim: Claim, reader: Member | None, family: Family, today: date) -> HelpLine:
    talk = one.kind == HelpKind.TALK
    if talk:
        assert one.one is not None and one.other is not None  # noqa: PT018, S101  # held by the table
        what = f"says that {signed(one.one, None, '')} and {signed(one.other, None, '')} should talk"
    else:
        what = "is in" if one.brings == Brings.OTHER else f"is in, and brings {Brings(one.brings).label}"
    may_say = reader is not None and why_not_say_came(reader, one, claim, family, today) is None
    may_take_back = reader is not None and why_not_take_back(reader, one) is None
    return HelpLine(
        who=signed(one.by, one.organisation, ""),
        what=what,
        when=dates.day(day_in(one.at, claim.place.zone)),
        words=str(one.words) if one.words else "",
        came=(TALKED if talk else CAME).get(one.came, ""),
        came_url=_url("help_came", claim, help=one.number) if may_say else "",
        back_url=_url("help_back", claim, help=one.number) if may_take_back else "",
    )


def _url(name: str, claim: Claim, **more: int) -> str:
    return reverse(f"claims:{name}", kwargs={"slug": claim.place.slug, "number": claim.number, **more})


def offers_on(claim: Claim) -> tuple[Help, ...]:
    rows = Help.objects.filter(claim=claim).order_by("number")
    return tuple(rows.select_related("by", "organisation", "one", "other", "words"))


def help_numbered(claim: Claim, number: int) -> Help | None:
    return next((one for one in offers_on(claim) if one.number == number), None)


def did_it_come(place: Place, today: date) -> list[Help]:
    """For `work`: what was offered four weeks ago and more, and nobody has said yet whether it came."""
    waiting = Help.objects.filter(place=place, ask_from__lte=today, came="", withdrawn_at=None)
    waiting = waiting.filter(claim__withdrawn_at=None).select_related("claim__place", "by", "one", "other")
    return list(waiting.prefetch_related("claim__claimants", "claim__counterparts").order_by("number"))
