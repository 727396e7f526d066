"""How partners see the problem: each version as it was written, side by side, those who use the services first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.goals.models import Framing, Goal
from counterpoint.partnership.choices import WHO_USES_SERVICES, OrganisationKind
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries.names import signed
from counterpoint.web import dates


@dataclass(frozen=True, slots=True)
class Version:
    """One partner's version, and when it was written."""

    who: str
    when: str
    words: str
    lang: str
    uses: bool  # written by somebody who uses the services, or cares for one
    earlier: tuple[tuple[str, str], ...]  # (day, words) of those that it replaced, newest first


@dataclass(frozen=True, slots=True)
class FramingsPage:
    """Everything goals/framings.jinja may say."""

    goal: str
    lang: str
    versions: tuple[Version, ...]
    missing: str  # where nobody who uses the services has written one
    write_url: str
    back_url: str


def framings_page(member: Member, goal: Goal, at: datetime) -> FramingsPage:
    """Two queries with the goal. `at` is the reader's clock: what is written is dated by the place's days."""
    rows = Framing.objects.filter(goal=goal, at__lte=at).select_related("words", "by", "organisation")
    voices: dict[tuple[int, int], list[Framing]] = {}
    for one in rows.order_by("-position"):
        voice = (one.organisation_id, 0) if one.organisation_id else (0, one.by_id)
        voices.setdefault(voice, []).append(one)
    versions = [_version(of_one, member) for of_one in voices.values()]
    address = {"slug": member.place.slug, "number": goal.number}
    return FramingsPage(
        goal=str(goal.words),
        lang=goal.words.lang,
        versions=tuple(sorted(versions, key=lambda one: not one.uses)),
        missing=""
        if any(one.uses for one in versions) or not versions
        else "Nobody who uses the services has written how they see it.",
        write_url="" if goal.ended_at else reverse("goals:frame", kwargs=address),
        back_url=reverse("goals:show", kwargs=address),
    )


def _version(of_one: list[Framing], reader: Member) -> Version:
    newest, *earlier = of_one
    zone = reader.place.zone
    house = newest.organisation
    return Version(
        who=signed(newest.by, house, newest.perspective),
        when=dates.day(day_in(newest.at, zone)),
        words=str(newest.words),
        lang=newest.words.lang,
        uses=house.kind == OrganisationKind.GROUP if house else newest.perspective in WHO_USES_SERVICES,
        earlier=tuple((dates.day(day_in(one.at, zone)), str(one.words)) for one in earlier),
    )
