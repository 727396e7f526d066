"""What somebody, or an organisation, is in the middle of: one page for whoever does that work next.

Both sides of each open promise, what is contested, what they were asked and have not said, barriers they took on,
requests nobody has answered, long-term choices. Source: domain.md A2, practice 15.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.policies import Family, family_of
from counterpoint.claims.policies.inheriting import Heir
from counterpoint.claims.queries.inheriting import inherit_url
from counterpoint.claims.queries.under_way import Part, parts_of
from counterpoint.partnership.models import Member
from counterpoint.web import dates


@dataclass(frozen=True, slots=True)
class HandoverPage:
    """Everything claims/handover.jinja may say."""

    title: str
    place: str
    day: str
    lead: str
    parts: tuple[Part, ...]
    nothing: str
    back_url: str
    decide_url: str  # for whoever follows: what they inherit, refuse or let die


def may_read(reader: Member, whose: Heir, family: Family) -> bool:
    """Themselves, whoever does their work now, and stewards; an organisation's people, and those of its successor."""
    if reader.steward or (reader.pk == whose.pk and isinstance(whose, Member)):
        return True
    if isinstance(whose, Member):
        return whose.pk in family.before(reader.pk)
    ours = [one.organisation_id for one in reader.memberships.all() if one.until is None]
    return any(whose.pk in family.stands_for.get(one, ()) for one in ours)


def handover_page(reader: Member, whose: Heir, at: datetime) -> HandoverPage | None:
    """None where it is not there for this reader."""
    family = family_of(reader.place_id)
    if not may_read(reader, whose, family):
        return None
    parts = parts_of(reader, whose, at, family)
    place = reader.place
    mine = isinstance(whose, Member) and whose.pk == reader.pk
    name = "partnership:person" if isinstance(whose, Member) else "partnership:organisation"
    return HandoverPage(
        title="What you are in the middle of"
        if mine
        else f"What {whose.name} {_verb(whose)} in the middle of",
        place=place.name,
        day=dates.day(day_in(at, place.zone)),
        lead="For whoever does this work next: both sides of what is open, on one page. "
        "It is read by whoever it is about, whoever follows them, and the stewards."
        if isinstance(whose, Member)
        else "For whoever comes next: both sides of what is open, on one page. "
        "It is read by its own people, those of whoever follows it, and the stewards.",
        parts=parts,
        nothing=""
        if parts
        else "Nothing is open here: no promise either way, nothing asked and not answered.",
        back_url=_back(reader, whose, name),
        decide_url=_decide_url(reader, whose),
    )


def _verb(whose: Heir) -> str:
    return "was" if whose.successor_id or getattr(whose, "left_at", None) else "is"


def _decide_url(reader: Member, whose: Heir) -> str:
    """For whoever follows: where they say what they inherit."""
    if isinstance(whose, Member):
        return inherit_url(reader.place.slug, reader) if whose.successor_id == reader.pk else ""
    current = [one.organisation for one in reader.memberships.all() if one.until is None]
    heir = next((one for one in current if one.pk == whose.successor_id), None)
    return inherit_url(reader.place.slug, heir) if heir else ""


def _back(reader: Member, whose: Heir, name: str) -> str:
    """The page of somebody who has left is for stewards only: whoever follows them goes back to their own."""
    gone = isinstance(whose, Member) and whose.left_at is not None and not reader.steward
    return reverse(
        name, kwargs={"slug": reader.place.slug, "number": reader.number if gone else whose.number}
    )
