"""What is due to be put again: a long-term choice, half a year on or under pressure, and an account twice a year."""

from __future__ import annotations

from collections.abc import Sequence

from counterpoint.claims.models import Claim
from counterpoint.claims.queries.addresses import again_url, record_url
from counterpoint.claims.queries.again import Because, due_again, with_pressure
from counterpoint.work.links import absolute
from counterpoint.work.models import Notice
from counterpoint.work.notices.part import Button, Part, Reader

WHY = {
    Because.PRESSURE: ("Pressure has been declared since. That is when it counts most.",),
    Because.CHART: ("A chart of pressure has got worse since. That is when it counts most.",),
}


def parts(reader: Reader, notices: Sequence[Notice]) -> list[Part]:
    numbers = {int(one.about["claim"]) for one in notices}
    claims = Claim.objects.filter(place=reader.place, number__in=numbers, withdrawn_at=None, followed_by=None)
    found = []
    for claim in with_pressure(claims.select_related("sentence", "place")).order_by("number"):
        due = due_again(claim)
        if due and due.because == Because.TWICE_A_YEAR:
            found.append(_account(reader, claim))
        else:
            found.append(_choice(reader, claim, WHY.get(due.because, ()) if due else ()))
    return found


def _choice(reader: Reader, claim: Claim, why: tuple[str, ...]) -> Part:
    link = absolute(record_url(reader.place.slug, claim.kind, claim.number))
    return Part(
        subject=f"Is this still so? {claim.sentence}",
        heading="Is this still so?",
        introduction=f"You said this on {reader.day(claim.put_at)}, and those who would know said yes:",
        sentence=str(claim.sentence),
        lines=(
            *why,
            f"They last spoke on {reader.day(claim.heard_at)}. Put it again, and they are asked again.",
            "The old record stays as it is: it was so. The new one follows it.",
        ),
        buttons=(Button("Put it again", link),),
        short=f"{reader.place.name}: is this still so? Put it again:",
        link=link,
        about=claim.number,
    )


def _account(reader: Reader, claim: Claim) -> Part:
    link = absolute(again_url(claim))
    return Part(
        subject="Your next account is due",
        heading="Your next account is due",
        introduction=f"Twice a year you give one. You gave this on {reader.day(claim.put_at)}:",
        sentence=str(claim.sentence),
        lines=("Three sentences: what you aimed at, what happened, and what you will do differently.",),
        buttons=(Button("Give the next account", link),),
        short=f"{reader.place.name}: your next account is due. Three sentences:",
        link=link,
        about=claim.number,
    )
