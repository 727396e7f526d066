"""A long-term choice was confirmed half a year ago: is it still protected? Whoever put it puts it again."""

from __future__ import annotations

from collections.abc import Sequence

from counterpoint.claims.models import Claim
from counterpoint.claims.queries.addresses import record_url
from counterpoint.work.links import absolute
from counterpoint.work.models import Notice
from counterpoint.work.notices.part import Button, Part, Reader


def parts(reader: Reader, notices: Sequence[Notice]) -> list[Part]:
    numbers = {int(one.about["claim"]) for one in notices}
    claims = Claim.objects.filter(place=reader.place, number__in=numbers, withdrawn_at=None, followed_by=None)
    return [_part(reader, claim) for claim in claims.select_related("sentence").order_by("number")]


def _part(reader: Reader, claim: Claim) -> Part:
    link = absolute(record_url(reader.place.slug, claim.kind, claim.number))
    return Part(
        subject=f"Is this still so? {claim.sentence}",
        heading="Is this still so?",
        introduction=f"You said this on {reader.day(claim.put_at)}, and those who would know said yes:",
        sentence=str(claim.sentence),
        lines=(
            f"They last spoke on {reader.day(claim.heard_at)}. Put it again, and they are asked again.",
            "The old record stays as it is: it was so. The new one follows it.",
        ),
        buttons=(Button("Put it again", link),),
        short=f"{reader.place.name}: is this still so? Put it again:",
        link=link,
        about=claim.number,
    )
