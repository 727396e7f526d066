"""The settings of a place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.partnership.models import Place, is_quiet


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """Everything partnership/settings.jinja may show."""

    name: str
    slug: str
    founded_on: date
    quiet_until: date | None
    zone: str
    stewards: int
    demonstration: bool


def settings_page(place: Place, at: datetime) -> SettingsPage:
    quiet = day_in(place.quiet_until, place.zone) if place.quiet_until and is_quiet(place, at) else None
    return SettingsPage(
        place.name, place.slug, day_in(place.founded_at, place.zone), quiet, place.zone,
        place.members.filter(steward=True, left_at=None).count(), place.demonstration,
    )  # fmt: skip
