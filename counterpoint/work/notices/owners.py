"""Did you say that? Somebody has written down a promise that they heard."""

from __future__ import annotations

from collections.abc import Sequence

from counterpoint.claims.queries.telling import called
from counterpoint.promises.choices import PromiseState
from counterpoint.promises.models import Promise
from counterpoint.promises.queries.owning import Opened, own_page, own_url
from counterpoint.work.links import absolute
from counterpoint.work.models import Notice
from counterpoint.work.notices.part import Button, Part, Reader


def parts(reader: Reader, notices: Sequence[Notice]) -> list[Part]:
    numbers = {int(one.about["claim"]) for one in notices}
    promises = Promise.objects.filter(
        place=reader.place, claim__number__in=numbers, state=PromiseState.HEARD, claim__withdrawn_at=None
    )
    related = ("claim__place", "claim__sentence", "promiser", "promiser_organisation", "heard_by", "where")
    return [_part(reader, one) for one in promises.select_related(*related).order_by("claim__number")]


def _part(reader: Reader, promise: Promise) -> Part:
    page = own_page(Opened(reader.member, promise), reader.at, done=False)
    link = absolute(own_url(reader.place, reader.member, promise.claim))
    to = f"It was promised to {page.made_to}. " if page.made_to else ""
    return Part(
        subject=f"{page.question} {page.sentence}",
        heading=page.question,
        sentence=page.sentence,
        lines=_filled(
            f"{page.heard[:1].upper()}{page.heard[1:].rstrip('.')}.",
            f"{to}{page.by}".strip(),
            "You can say yes, put it in your own words, or say no. Until you do, it counts as nobody’s promise.",
        ),
        readers=(f"Who reads what you say: {page.readers}",),
        buttons=(Button("Say yes, not quite, or no", link),),
        short=f"{reader.place.name}: {page.question} {called(promise.heard_by)} heard:",
        link=link,
        questions=1,
        about=promise.claim.number,
    )


def _filled(*lines: str) -> tuple[str, ...]:
    return tuple(filter(None, lines))
