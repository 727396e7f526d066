"""After an hour together: what you promised in it, and what was promised to you. Nothing that is another's."""

from __future__ import annotations

from collections.abc import Sequence

from counterpoint.claims.models import Claim
from counterpoint.claims.queries.addresses import record_url
from counterpoint.hour.models import Hour
from counterpoint.hour.queries import taken_home
from counterpoint.promises.choices import PromiseState
from counterpoint.promises.queries import own_url
from counterpoint.work.links import absolute
from counterpoint.work.models import Notice
from counterpoint.work.notices.part import Button, Part, Reader


def parts(reader: Reader, notices: Sequence[Notice]) -> list[Part]:
    numbers = {int(one.about["hour"]) for one in notices}
    hours = Hour.objects.filter(place=reader.place, number__in=numbers).order_by("number")
    return [part for hour in hours for part in _parts(reader, hour)]


def _parts(reader: Reader, hour: Hour) -> list[Part]:
    taken = taken_home(hour, reader.member)
    on = reader.day(hour.begun_at)
    mine = [_part(reader, one, _by_whom(reader, one), on, own=True) for one in taken.by_you]
    theirs = [
        _part(reader, one, "This was promised to you", on) for one in taken.to_you if one not in taken.by_you
    ]
    return mine + theirs


def _by_whom(reader: Reader, claim: Claim) -> str:
    promise = claim.promise
    wrote_it = promise.heard_by_id is None and claim.put_by_id == reader.member.pk
    if wrote_it or promise.promiser_id == reader.member.pk:
        return "You promised this"
    return "This was promised in your organisation’s name"


def _part(reader: Reader, claim: Claim, heading: str, on: str, *, own: bool = False) -> Part:
    link = absolute(record_url(reader.place.slug, claim.kind, claim.number))
    button = Button("Look at it", link)
    if own and claim.promise.state == PromiseState.HEARD:
        button = Button("Did you say that?", absolute(own_url(reader.place, reader.member, claim)))
    by_when = f"By {reader.day(claim.due_on)}." if claim.due_on else "No day was given."
    return Part(
        subject=f"From the hour together: {claim.sentence}",
        heading=heading,
        introduction=f"At the hour together on {on}:",
        sentence=str(claim.sentence),
        lines=(by_when,),
        buttons=(button,),
        short=f"{reader.place.name}, from the hour together: {heading.lower()}.",
        link=button.address,
        about=claim.number,
    )
