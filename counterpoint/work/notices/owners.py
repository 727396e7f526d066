"""Did you say this? Somebody has written down a promise that they heard."""

from __future__ import annotations

from collections.abc import Sequence

from counterpoint.claims.models import Claim
from counterpoint.claims.queries.addresses import record_url
from counterpoint.promises.choices import PromiseState
from counterpoint.work.interest import claim_numbered
from counterpoint.work.links import absolute
from counterpoint.work.models import Notice
from counterpoint.work.notices import naming
from counterpoint.work.notices.part import Button, Part, Reader, cut


def parts(reader: Reader, notices: Sequence[Notice]) -> list[Part]:
    numbers = dict.fromkeys(int(one.about["claim"]) for one in notices)
    claims = [claim_numbered(reader.place, number) for number in numbers]
    waiting = [one for one in claims if one is not None and _waits(one)]
    return [_part(reader, claim) for claim in waiting]


def _waits(claim: Claim) -> bool:
    return claim.promise.state == PromiseState.HEARD and claim.withdrawn_at is None


def _part(reader: Reader, claim: Claim) -> Part:
    promise = claim.promise
    heard_by = naming.named(promise.heard_by) if promise.heard_by else "Somebody"
    when = f" on {reader.day(promise.heard_on)}" if promise.heard_on else ""
    where = f" Where: {promise.where}." if promise.where and str(promise.where) else ""
    whom = naming.made_to(claim, reader.member)
    by_when = f" The date for it is {reader.day(claim.due_on)}." if claim.due_on else ""
    link = absolute(owner_path(reader, claim))
    return Part(
        subject=f"Did you say this? {cut(str(claim.sentence))}",
        heading="Did you say this?",
        sentence=str(claim.sentence),
        lines=(
            f"{heard_by} wrote down that {_who(reader, claim)} promised this"
            f"{f' to {whom}' if whom else ''}{when}.{where}{by_when}",
            "You can say yes, put it in your own words, or say no. Until you do, it counts as nobody’s "
            "promise.",
        ),
        readers=(f"Who reads what you say: everyone in {reader.place.name}, signed with your name.",),
        buttons=(Button("Yes, not quite, or no", link),),
        short=f"{reader.place.name}: did you say this? {heard_by} heard",
        link=link,
        questions=1,
    )


def _who(reader: Reader, claim: Claim) -> str:
    if claim.promise.promiser_id == reader.member.pk:
        return "you"
    return claim.promise.promiser_organisation.name if claim.promise.promiser_organisation else "you"


def owner_path(reader: Reader, claim: Claim) -> str:
    """The page on which a promise is owned."""
    return record_url(reader.place.slug, claim.kind, claim.number)
