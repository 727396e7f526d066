"""What somebody was in the middle of, to whoever does that work now: the whole list, with a link each."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from counterpoint.claims.policies import family_of
from counterpoint.claims.policies.inheriting import SILENCE, Heir
from counterpoint.claims.queries.inheriting import inherit_url
from counterpoint.claims.queries.left_open import bound, waits_for
from counterpoint.claims.queries.under_way import Part as Pack
from counterpoint.claims.queries.under_way import parts_of
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries import member_numbered, organisation_numbered
from counterpoint.web.dates import counted
from counterpoint.work.links import absolute
from counterpoint.work.models import Notice
from counterpoint.work.notices.part import Button, Listed, Part, Reader

MOST = 12  # of one sort in a letter; the page has them all


def parts(reader: Reader, notices: Sequence[Notice]) -> list[Part]:
    """Of each that was followed once, as it is when the letter goes out."""
    whose = {(str(one.about["of"]), int(one.about["number"])) for one in notices}
    found = (_part(reader, _found(reader, of, number)) for of, number in sorted(whose))
    return [one for one in found if one is not None]


def _found(reader: Reader, of: str, number: int) -> Heir | None:
    return (
        member_numbered(reader.place, number)
        if of == "member"
        else organisation_numbered(reader.place, number)
    )


def _part(reader: Reader, whose: Heir | None) -> Part | None:
    heir = whose.successor if whose is not None else None
    if whose is None or heir is None:
        return None
    family = family_of(reader.place.pk)
    packs = parts_of(reader.member, whose, reader.at, family)
    waiting = [claim for _, claim in bound(reader.place, [heir], family) if waits_for(claim, heir)]
    page = absolute(_page(reader, whose))
    decide = absolute(inherit_url(reader.place.slug, heir))
    you = isinstance(heir, Member)
    return Part(
        subject=f"{whose.name}: what {'you take over' if you else f'{heir.name} takes over'}",
        heading=f"What {whose.name} was in the middle of",
        introduction=f"You do this work since {reader.day(whose.succeeded_on)}."
        if you
        else f"It became {heir.name} on {reader.day(whose.succeeded_on)}.",
        lines=_lines(reader, whose, len(waiting), bool(packs)),
        listed=tuple(_listed(one) for one in packs),
        buttons=(
            *((Button("Inherit, refuse or let die", decide),) if waiting else ()),
            Button("See all of it, to print", page),
        ),
        short=f"{reader.place.name}: what {whose.name} was in the middle of is yours now. See what is open:",
        link=decide if waiting else page,
    )


def _lines(reader: Reader, whose: Heir, waiting: int, anything: bool) -> tuple[str, ...]:
    if not anything:
        return ("Nothing is open: no promise either way, and nothing that was asked and not answered.",)
    lines = ["This is both sides of what is open. Each line leads to its record."]
    if waiting and whose.followed_at:
        until = reader.day(whose.followed_at + SILENCE)
        lines.append(
            f"Say of {counted(waiting, 'thing')} by {until} whether you inherit it, refuse it or let it die. "
            "What nobody decides until then dies, and the record says so."
        )
    return tuple(lines)


def _listed(pack: Pack) -> Listed:
    shown = tuple(Button(f"{one.sentence} ({one.state})", absolute(one.url)) for one in pack.lines[:MOST])
    more = len(pack.lines) - len(shown)
    return Listed(pack.title, shown, f"And {counted(more, 'other')}." if more else "")


def _page(reader: Reader, whose: Heir) -> str:
    name = "claims:handover" if isinstance(whose, Member) else "claims:handover_of_house"
    return reverse(name, kwargs={"slug": reader.place.slug, "number": whose.number})
