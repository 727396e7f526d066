"""Copies that people take away. That one was taken is recorded; the copy itself is kept nowhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from counterpoint.claims import policies
from counterpoint.claims.models import PlaceExport
from counterpoint.ledger.actions import Act, act
from counterpoint.partnership.models import Member, Organisation
from counterpoint.partnership.queries import members
from counterpoint.web.http import Refused, require

NONE_ASKED = "Nobody has asked for a copy of the whole place."


def export_mine(*, by: Member, at: datetime) -> None:
    """Anyone may take what is theirs, at any time."""
    with act(by.place_id, verb="export.mine", by=by.ref, at=at) as event:
        event.subject = by.ref


def export_organisation(*, organisation: Organisation, by: Member, at: datetime) -> None:
    """Those who are asked for an organisation may take what it said and was asked."""
    with act(by.place_id, verb="export.organisation", by=by.ref, at=at) as event:
        require(policies.why_not_export_organisation(by, organisation))
        event.subject = organisation.ref


def ask_for_place(*, by: Member, at: datetime) -> PlaceExport:
    """A steward asks for a copy of the whole place. A steward of another organisation has seven days to agree."""
    with act(by.place_id, verb="export.asked", by=by.ref, at=at) as event:
        family = policies.family_of(by.place_id)
        stewards = list(members().filter(place_id=by.place_id, steward=True, left_at=None).exclude(pk=by.pk))
        newest = PlaceExport.objects.filter(place_id=by.place_id).order_by("-number").first()
        require(policies.why_not_ask_for_place(by, newest, stewards, family, at))
        number = event.number(PlaceExport)
        _about(event, by, number)
        return PlaceExport.objects.create(place_id=by.place_id, number=number, asked_by=by, asked_at=event.at)


def agree_to_place(*, number: int, by: Member, at: datetime) -> PlaceExport:
    with act(by.place_id, verb="export.agreed", by=by.ref, at=at) as event:
        export = _locked(by, number)
        require(policies.why_not_agree(by, export, policies.family_of(by.place_id), at))
        export.agreed_by, export.agreed_at = by, event.at
        export.save(update_fields=["agreed_by", "agreed_at"])
        _about(event, by, number)
        return export


def take_place(
    *,
    number: int,
    by: Member,
    at: datetime,
    acts: int,
    head: str,
    released: Mapping[str, int],
    beside: Callable[[Act], None] = lambda event: None,
) -> PlaceExport:
    """Record that the copy goes out, once: it holds the ledger as far as `acts`, whose hash is `head`.

    `beside`: what the room that makes the copy notes of it in the same act.
    """
    with act(by.place_id, verb="export.taken", by=by.ref, at=at) as event:
        export = _locked(by, number)
        require(policies.why_not_take(by, export, policies.family_of(by.place_id), at))
        export.taken_by, export.taken_at, export.released = by, event.at, dict(released)
        export.save(update_fields=["taken_by", "taken_at", "released"])
        _about(event, by, number)
        event.facts |= {"acts": acts, "head": head}
        beside(event)
        return export


def _about(event: Act, by: Member, number: int) -> None:
    event.subject = by.place.ref
    event.facts["export"] = number


def _locked(by: Member, number: int) -> PlaceExport:
    """The copy asked for, with its two stewards as they are now, under the place's lock."""
    export = PlaceExport.objects.filter(place_id=by.place_id, number=number).first()
    if export is None:
        raise Refused(NONE_ASKED)
    people = members().in_bulk([key for key in (export.asked_by_id, export.agreed_by_id) if key])
    export.asked_by = people[export.asked_by_id]
    export.agreed_by = people[export.agreed_by_id] if export.agreed_by_id else None
    return export
