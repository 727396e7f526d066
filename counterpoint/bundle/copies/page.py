"""The page of copies: what each holds, who may take it, what may not be in it, and where one of the whole place is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.claims import policies
from counterpoint.claims.models import PlaceExport
from counterpoint.claims.policies import OPEN, WAITS, Stage, stage_of
from counterpoint.partnership.models import Member, Organisation
from counterpoint.partnership.queries import members
from counterpoint.web import dates
from counterpoint.web.order import alphabetically

SHOWN = 12  # earlier copies of the whole place


@dataclass(frozen=True, slots=True)
class Ours:
    """An organisation of which this reader may take a copy."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class WholePlace:
    """Where a copy of the whole place is, as this steward sees it: each button, or why there is none."""

    said: str
    ask: bool
    why_not_ask: str
    agree: int  # the number of the one to agree to
    why_not_agree: str
    take: int
    why_not_take: str
    earlier: tuple[tuple[str, str], ...]  # when, what became of it


@dataclass(frozen=True, slots=True)
class ExportsPage:
    """Everything claims/exports.jinja may say."""

    place: str
    slug: str
    ours: tuple[Ours, ...]
    stewards: tuple[str, ...]
    whole: WholePlace | None  # for stewards
    quiet_until: date | None


def exports_page(member: Member, at: datetime) -> ExportsPage:
    place = member.place
    stewards = list(
        members().filter(place=place, steward=True, left_at=None).order_by(alphabetically("name"), "number")
    )
    quiet = place.quiet_until if place.quiet_until and at < place.quiet_until else None
    return ExportsPage(
        place=place.name,
        slug=place.slug,
        ours=tuple(_ours(place.slug, one) for one in policies.asked_for(member)),
        stewards=tuple(one.name for one in stewards),
        whole=_whole(member, [one for one in stewards if one.pk != member.pk], at)
        if member.steward
        else None,
        quiet_until=day_in(quiet, place.zone) if quiet else None,
    )


def place_export(member: Member, number: int) -> PlaceExport | None:
    """A copy of the whole place that was asked for, with its stewards as the policies need them."""
    found = [one for one in _all(member) if one.number == number]
    return found[0] if found else None


def _ours(slug: str, one: Organisation) -> Ours:
    return Ours(one.name, reverse("bundle:export_organisation", kwargs={"slug": slug, "number": one.number}))


def _all(member: Member) -> list[PlaceExport]:
    """Newest first."""
    found = list(PlaceExport.objects.filter(place=member.place).order_by("-number"))
    keys = {key for one in found for key in (one.asked_by_id, one.agreed_by_id, one.taken_by_id) if key}
    people = members().in_bulk(keys)
    for one in found:
        one.asked_by = people[one.asked_by_id]
        one.agreed_by = people[one.agreed_by_id] if one.agreed_by_id else None
        one.taken_by = people[one.taken_by_id] if one.taken_by_id else None
    return found


def _whole(member: Member, others: list[Member], at: datetime) -> WholePlace:
    family, exports = policies.family_of(member.place_id), _all(member)
    newest = exports[0] if exports else None
    current = newest if newest and policies.under_way(newest, at) else None
    stage = stage_of(current, at) if current else None
    no_agree = (
        policies.why_not_agree(member, current, family, at) if current and stage == Stage.WAITING else ""
    )
    no_take = policies.why_not_take(member, current, family, at) if current and stage == Stage.AGREED else ""
    no_ask = "" if current else policies.why_not_ask_for_place(member, newest, others, family, at)
    return WholePlace(
        said=_said(current, at) if current else "",
        ask=current is None and no_ask is None,
        why_not_ask=no_ask or "",
        agree=current.number if current and no_agree is None else 0,
        why_not_agree=no_agree or "",
        take=current.number if current and no_take is None else 0,
        why_not_take=no_take or "",
        earlier=tuple(_line(one, at) for one in exports if one is not current)[:SHOWN],
    )


def _said(export: PlaceExport, at: datetime) -> str:
    zone = export.place.zone
    asked = f"{export.asked_by.name} asked for a copy of everything on {dates.day(day_in(export.asked_at, zone))}."
    if export.agreed_by and export.agreed_at:
        until = dates.day_and_time((export.agreed_at + OPEN).astimezone(ZoneInfo(zone)))
        return f"{asked} {export.agreed_by.name} agreed. One of the two can take it, once, until {until}."
    return f"{asked} If nobody agrees by {dates.day(day_in(export.asked_at + WAITS, zone))}, it lapses."


def _line(export: PlaceExport, at: datetime) -> tuple[str, str]:
    stage, asked = stage_of(export, at), f"{export.asked_by.name} asked"
    agreed = f"{asked}, {export.agreed_by.name} agreed" if export.agreed_by else asked
    became = {
        Stage.TAKEN: f"{agreed}; {export.taken_by.name if export.taken_by else 'somebody'} took it.",
        Stage.NOT_TAKEN: f"{agreed}; nobody took it in time.",
        Stage.LAPSED: f"{asked}; nobody agreed in time.",
    }
    when = export.taken_at or export.asked_at
    return dates.day(day_in(when, export.place.zone)), became.get(stage, f"{agreed}.")
