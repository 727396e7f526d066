"""Now, next and the future: goals, promises and tries by how far they look, and each partner’s mix, as a question."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import Horizon
from counterpoint.claims.models import Claimant
from counterpoint.claims.queries.ahead import Ahead, all_ahead
from counterpoint.claims.queries.finding import reader_of, seen_here
from counterpoint.claims.queries.record import RecordRow, rows_for
from counterpoint.goals.choices import Sort
from counterpoint.goals.models import Goal
from counterpoint.goals.queries import pressure
from counterpoint.goals.queries.finding import goals_seen
from counterpoint.goals.queries.pressure import Charted, PressedMonth
from counterpoint.partnership.models import Member, is_quiet
from counterpoint.partnership.queries.membership import head_for
from counterpoint.web import dates
from counterpoint.web.order import alphabetically

MOST = 12  # promises, or tries, in one column
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
    tries: tuple[Ahead, ...]
    more_tries: str


@dataclass(frozen=True, slots=True)
class Mix:
    """What one partner has promised and tries, by how far it looks."""

    name: str
    said: str


@dataclass(frozen=True, slots=True)
class HorizonsPage:
    """Everything goals/horizons.jinja may say."""

    parts: tuple[HorizonPart, ...]
    mixes: tuple[Mix, ...]
    months: tuple[PressedMonth, ...]
    pressure: Charted
    begin_url: str
    back_url: str
    empty: bool


def horizons_key(member: Member, at: datetime) -> str:
    """All that the page depends on: while it is the same, so is the page."""
    place = member.place
    return (
        f"horizons|{place.pk}|{head_for(member)}|{day_in(at, place.zone)}|{is_quiet(place, at)}|{member.pk}"
    )


def horizons_page(member: Member, at: datetime) -> HorizonsPage:
    """Nine queries, two more where a month is told of. What was only heard, taken back or stopped looks nowhere."""
    place = member.place
    goals, tries, charted = (
        list(goals_seen(member, at)),
        list(all_ahead(member, at)),
        pressure.charted(member, at),
    )
    claims = seen_here(member, at).filter(claimed_at__isnull=False)
    keys: dict[str, list[int]] = defaultdict(list)
    for key, horizon in claims.filter(kind="promise", withdrawn_at=None).values_list("pk", "horizon"):
        keys[horizon].append(key)
    shown = {key for of_it in keys.values() for key in of_it[:MOST]}
    long_term, turns = pressure.long_term(claims, charted)
    rows: dict[str, list[RecordRow]] = defaultdict(list)
    became = [*pressure.of_goals(goals, place.slug, place.zone), *pressure.of_tries(tries)]
    reader = reader_of(member, day_in(at, place.zone))
    for claim, state, row in rows_for(seen_here(member, at).filter(pk__in=shown | long_term), reader):
        if claim.pk in shown:
            rows[claim.horizon].append(row)
        if claim.pk in long_term:
            became.extend(pressure.of_claim(claim, state, row, turns[claim.pk], place.zone))
    parts = [
        _part(
            one,
            [goal for goal in goals if goal.horizon == one and goal.ended_at is None],
            rows[one],
            len(keys[one]),
            [each for each in tries if each.horizon == one and each.goes_on],
            place.slug,
        )
        for one in Horizon
    ]
    return HorizonsPage(
        parts=tuple(parts),
        mixes=_mixes([key for of_it in keys.values() for key in of_it], tries),
        months=pressure.pressed_months(charted, became),
        pressure=charted,
        begin_url=f"{reverse('goals:begin_measure', kwargs={'slug': place.slug})}?sort={Sort.PRESSURE}",
        back_url=reverse("goals:list", kwargs={"slug": place.slug}),
        empty=not any(one.goals or one.promises or one.tries for one in parts),
    )


def _part(
    horizon: Horizon,
    goals: Iterable[Goal],
    rows: Sequence[RecordRow],
    of_all: int,
    tries: Sequence[Ahead],
    slug: str,
) -> HorizonPart:
    return HorizonPart(
        title=str(horizon.label),
        means=MEANS[horizon],
        goals=tuple((str(goal.words), goal.words.lang, f"/{slug}/goals/{goal.number}/") for goal in goals),
        promises=tuple(rows),
        more=_more(of_all - len(rows), "promise"),
        tries=tuple(tries[:MOST]),
        more_tries=_more(len(tries) - MOST, "try", "tries"),
    )


def _mixes(keys: list[int], tries: Iterable[Ahead]) -> tuple[Mix, ...]:
    """By name, never by how much: this ranks nobody."""
    found = (
        Claimant.objects.filter(Q(claim__in=keys), organisation__isnull=False)
        .order_by(alphabetically("organisation__name"), "organisation__number", "claim")
        .values_list("organisation__name", "claim__horizon")
    )
    mixes: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for name, horizon in found:
        mixes[name]["promise", horizon] += 1
    for one in tries:
        if one.organisation and one.goes_on:
            mixes[one.who]["try", one.horizon] += 1
    return tuple(Mix(name, _mix_said(mixes[name])) for name in sorted(mixes, key=str.casefold))


def _mix_said(counts: Counter[tuple[str, str]]) -> str:
    """ "Three promises and one try: two for now, two for what is next, none for the future." """
    promises, tries = (sum(n for (what, _), n in counts.items() if what == one) for one in ("promise", "try"))
    of = [dates.counted(promises, "promise")] * bool(promises) + [
        dates.counted(tries, "try", "tries")
    ] * bool(tries)
    each = [
        f"{dates.number_word(counts['promise', one] + counts['try', one])} {words}"
        for one, words in COUNTED.items()
    ]
    said = dates.listed(of)
    return f"{said[:1].upper()}{said[1:]}: {dates.listed(each)}."


def _more(left_out: int, one: str, many: str | None = None) -> str:
    return f"And {dates.counted(left_out, one, many)} more." if left_out > 0 else ""
