"""A copy of the whole place: asked for, agreed, taken. To stewards, so that none goes out unseen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from counterpoint.claims.models import PlaceExport
from counterpoint.claims.policies import OPEN, WAITS, Stage, stage_of
from counterpoint.ledger.models import Event
from counterpoint.web.dates import day_and_time
from counterpoint.work.interest import export_of
from counterpoint.work.links import absolute
from counterpoint.work.models import Notice
from counterpoint.work.notices.part import Button, Part, Reader


def parts(reader: Reader, notices: Sequence[Notice]) -> list[Part]:
    found = []
    for notice in notices:
        event = Event.objects.get(place_id=reader.place.pk, seq=notice.about["seq"])
        export = export_of(reader.place, event)
        part = _part(reader, event.verb, export) if export else None
        if part is not None:
            found.append(part)
    return found


def _part(reader: Reader, verb: str, export: PlaceExport) -> Part | None:
    """None where it has been overtaken: agreed by somebody else, taken, or too late."""
    stage, place = stage_of(export, reader.at), reader.place.name
    if verb == "export.asked" and stage == Stage.WAITING:
        asker, until = export.asked_by.name, reader.day(export.asked_at + WAITS)
        return _letter(
            reader,
            f"{asker} asks for a copy of all of {place}",
            "A steward of another organisation has to agree. You can. Then either of you can take it, once, within a day.",
            f"Ask them what it is for. If nobody agrees by {until}, it lapses.",
            act="See what it holds, and agree or not",
        )
    if verb == "export.agreed" and stage == Stage.AGREED and export.agreed_by and export.agreed_at:
        return _letter(
            reader,
            f"{export.agreed_by.name} agreed to the copy of {place}",
            f"You or they can take it, once, until {_instant(reader, export.agreed_at + OPEN)}. After that it has to be "
            "asked for anew.",
            act="Take it",
        )
    if verb == "export.taken" and export.taken_by and export.agreed_by:
        both = f"{export.asked_by.name} asked for it, and {export.agreed_by.name} agreed."
        return _letter(
            reader,
            f"{export.taken_by.name} took a copy of all of {place}",
            f"On {reader.day(export.taken_at)}. {both}",
            act="See what it holds",
        )
    return None


def _instant(reader: Reader, moment: datetime) -> str:
    return day_and_time(moment.astimezone(ZoneInfo(reader.place.zone)))


def _letter(reader: Reader, heading: str, *lines: str, act: str) -> Part:
    link = absolute(reverse("bundle:exports", kwargs={"slug": reader.place.slug}))
    return Part(
        subject=heading,
        heading=heading,
        lines=lines,
        buttons=(Button(act, link),),
        short=f"{heading}.",
        link=link,
    )
