"""Now, next and the future: goals and promises by how far they look, and each partner’s mix, as a question."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import Horizon
from counterpoint.claims.models import Claimant
from counterpoint.claims.queries.finding import reader_of, seen_here
from counterpoint.claims.queries.record import RecordRow, rows_for
from counterpoint.goals.queries.finding import goals_seen
from counterpoint.partnership.models import Member
from counterpoint.web import dates
from counterpoint.web.order import alphabetically

MOST = 12  # promises in one column
MEANS = {
    Horizon.NOW: "It changes things this year.",
    Horizon.NEXT: "It tries out another way.",
    Horizon.FUTURE: "It is for those who come after us.",
}
COUNTED = {Horizon.NOW: "for now", Horizon.NEXT: "for what is next", Horizon.FUTURE: "for the future"}


@dataclass(frozen=True, slots=True)
class HorizonPart:
    """What looks so far."""

    title: str
    means: str
    goals: tuple[tuple[str, str, str], ...]  # (words, language, address)
    promises: tuple[RecordRow, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Mix:
    """What one partner has promised, by how far it looks."""

    name: str
    said: str


@dataclass(frozen=True, slots=True)
class HorizonsPage:
    """Everything goals/horizons.jinja may say."""

    parts: tuple[HorizonPart, ...]
    mixes: tuple[Mix, ...]
    back_url: str
    empty: bool


def horizons_page(member: Member, at: datetime) -> HorizonsPage:
    """Seven queries. Promises that were taken back, or were heard and never owned, look nowhere."""
    goals = [one for one in goals_seen(member, at) if one.ended_at is None]
    promises = seen_here(member, at).filter(kind="promise", withdrawn_at=None, claimed_at__isnull=False)
    keys: dict[str, list[int]] = defaultdict(list)
    for key, horizon in promises.values_list("pk", "horizon"):
        keys[horizon].append(key)
    shown = [key for of_it in keys.values() for key in of_it[:MOST]]
    reader = reader_of(member, day_in(at, member.place.zone))
    rows: dict[str, list[RecordRow]] = defaultdict(list)
    for claim, _, row in rows_for(seen_here(member, at).filter(pk__in=shown), reader):
        rows[claim.horizon].append(row)
    slug = member.place.slug
    parts = tuple(
        HorizonPart(
            title=str(one.label),
            means=MEANS[one],
            goals=tuple(
                (str(goal.words), goal.words.lang, f"/{slug}/goals/{goal.number}/")
                for goal in goals
                if goal.horizon == one
            ),
            promises=tuple(rows[one]),
            more=_more(len(keys[one]) - len(rows[one])),
        )
        for one in Horizon
    )
    return HorizonsPage(
        parts=parts,
        mixes=_mixes([key for of_it in keys.values() for key in of_it]),
        back_url=reverse("goals:list", kwargs={"slug": slug}),
        empty=not goals and not any(keys.values()),
    )


def _mixes(keys: list[int]) -> tuple[Mix, ...]:
    """By name, never by how much: this ranks nobody."""
    found = (
        Claimant.objects.filter(Q(claim__in=keys), organisation__isnull=False)
        .order_by(alphabetically("organisation__name"), "organisation__number", "claim")
        .values_list("organisation__name", "claim__horizon")
    )
    mixes: dict[str, Counter[str]] = defaultdict(Counter)
    for name, horizon in found:
        mixes[name][horizon] += 1
    return tuple(Mix(name, _mix_said(counts)) for name, counts in mixes.items())


def _mix_said(counts: Counter[str]) -> str:
    total = counts.total()
    each = dates.listed([f"{dates.number_word(counts[one])} {words}" for one, words in COUNTED.items()])
    return f"{dates.counted(total, 'promise').capitalize()}: {each}."


def _more(left_out: int) -> str:
    return f"And {dates.counted(left_out, 'promise')} more." if left_out > 0 else ""
