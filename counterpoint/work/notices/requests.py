"""Something is asked of an organisation, or it could remove what stops somebody."""

from __future__ import annotations

from collections.abc import Sequence

from counterpoint.barriers.choices import BarrierState
from counterpoint.barriers.policies import works_for
from counterpoint.claims.models import Claim
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.telling import called
from counterpoint.work.interest import claim_numbered
from counterpoint.work.links import absolute
from counterpoint.work.models import Notice
from counterpoint.work.notices.part import Button, Part, Reader


def parts(reader: Reader, notices: Sequence[Notice]) -> list[Part]:
    numbers = dict.fromkeys(int(one.about["claim"]) for one in notices)
    claims = [claim_numbered(reader.place, number) for number in numbers]
    return [_part(reader, one) for one in claims if one is not None and _waits(reader, one)]


def _waits(reader: Reader, claim: Claim) -> bool:
    if claim.withdrawn_at:
        return False
    if hasattr(claim, "barrier"):
        ours = _could_remove(reader, claim) or reader.member.steward or reader.member.convenor
        return claim.barrier.state == BarrierState.RAISED and claim.barrier.same_as_id is None and ours
    return claim.request.answered_at is None


def _part(reader: Reader, claim: Claim) -> Part:
    page = absolute(record_url(reader.place.slug, claim.kind, claim.number))
    return (
        _stops_somebody(reader, claim, page) if hasattr(claim, "barrier") else _asked_for(reader, claim, page)
    )


def _asked_for(reader: Reader, claim: Claim, page: str) -> Part:
    asked = claim.request.asked.name
    who = called(claim.put_by) if claim.put_by else "Somebody who uses services here"
    by_when = f" They need it by {reader.day(claim.due_on)}." if claim.due_on else ""
    return Part(
        subject=f"Can {asked} do this? {claim.sentence}",
        heading=f"Can {asked} do this?",
        sentence=str(claim.sentence),
        lines=(
            f"{who} asked {asked} for this on {reader.day(claim.put_at)}.{by_when}",
            "You can answer with a promise, or say no and why. Until then the record shows that nobody has "
            "answered.",
        ),
        buttons=(Button("Answer it", page),),
        short=f"{reader.place.name}: {who} asks {asked}",
        link=page,
        about=claim.number,
    )


def _could_remove(reader: Reader, claim: Claim) -> bool:
    """Is it with an organisation that the reader works for? It may have been handed on since."""
    could_remove = claim.barrier.could_remove
    return could_remove is not None and works_for(reader.member, could_remove)


def _read_first(reader: Reader, claim: Claim, page: str) -> Part:
    """To a steward or convenor elsewhere, before the managers of whoever it stops."""
    organisation = claim.barrier.could_remove.name if claim.barrier.could_remove else "nobody yet"
    return Part(
        subject=f"You read this before {organisation} does: {claim.sentence}",
        heading=f"You read this before {organisation} does",
        sentence=str(claim.sentence),
        lines=(
            f"This stops somebody who may work for {organisation}, which could remove it. So that their own manager "
            f"is not the first to have it, {organisation} is written to only when two working days have passed.",
            "Is there somebody whom you could ring? Does it need more than a letter?",
        ),
        buttons=(Button("Read it", page),),
        short=f"{reader.place.name}: read this before {organisation} does",
        link=page,
        about=claim.number,
    )


def _stops_somebody(reader: Reader, claim: Claim, page: str) -> Part:
    if not _could_remove(reader, claim):
        return _read_first(reader, claim, page)
    organisation = claim.barrier.could_remove.name if claim.barrier.could_remove else "you"
    who = called(claim.put_by) if claim.put_by else "Somebody who did not give a name"
    often = claim.barrier.get_how_often_display() if claim.barrier.how_often else ""
    return Part(
        subject=f"Can {organisation} remove this? {claim.sentence}",
        heading=f"Can {organisation} remove this?",
        sentence=str(claim.sentence),
        lines=(
            f"{who} said on {reader.day(claim.put_at)} that this stops them{f', {often}' if often else ''}. "
            f"They think that {organisation} could remove it.",
            "You can take it on, or say why it stays. Until then the record shows that nobody has taken it.",
        ),
        buttons=(Button("Take it on, or say why not", page),),
        short=f"{reader.place.name}: {who} says that {organisation} could remove this",
        link=page,
        about=claim.number,
    )
