"""The partners' one human line: held in turn, a month each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from counterpoint.analysis.calendar import day_in
from counterpoint.partnership.choices import OrganisationKind
from counterpoint.partnership.models import Member, Organisation, Place


def partners(place: Place) -> list[Organisation]:
    """Those who take turns, in the order in which they came: organisations of today, with somebody here."""
    here = Organisation.objects.filter(
        place=place,
        successor__isnull=True,
        memberships__until__isnull=True,
        memberships__member__left_at__isnull=True,
        memberships__isnull=False,
    )
    return list(here.distinct().order_by("number"))


def whose_turn(partners: Sequence[Organisation], place: Place, day: date) -> Organisation | None:
    """A month each. In a programme its own team holds it: the places say whether it is so."""
    held = [one for one in partners if one.kind != OrganisationKind.PLACE]
    begun = day_in(place.founded_at, place.zone)
    months = (day.year - begun.year) * 12 + day.month - begun.month
    return held[months % len(held)] if held else None


def why_not_write_line(member: Member, turn: Organisation | None) -> str | None:
    """Anyone who works for the organisation whose turn it is, or belongs to it."""
    if turn is None:
        return "No partner is here yet. Bring one in first."
    if any(one.organisation_id == turn.pk and one.until is None for one in member.memberships.all()):
        return None
    return f"It is {turn.called}’s turn to write this month’s line."
