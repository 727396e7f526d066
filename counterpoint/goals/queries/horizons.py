"""Now, next and the future: goals, promises and tries by how far they look, and each partner’s mix, as a question."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import Horizon
from counterpoint.claims.models.claims import ClaimQuerySet
from counterpoint.claims.queries.finding import reader_of, seen_here
from counterpoint.claims.queries.record import RecordRow, rows_for
from counterpoint.goals.choices import Sort
from counterpoint.goals.models import Goal
from counterpoint.goals.queries import pressure
from counterpoint.goals.queries.finding import goals_seen
from counterpoint.goals.queries.pressure import Charted, PressedMonth
from counterpoint.goals.queries.tries import Ahead, room
from counterpoint.partnership.models import Member, is_quiet
from counterpoint.partnership.queries.membership import head_for
from counterpoint.web import dates

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
    """Eight queries, three more where a month is told of. What was only heard, taken back or stopped looks nowhere."""
    place, goals, tries = member.place, list(goals_seen(member, at)), list(room().ahead(member, at))
    claims, charted = seen_here(member, at).filter(claimed_at__isnull=False), pressure.charted(member, at)
    promised = _promised(claims)
    shown = {key for of_it in promised.keys.values() for key in list(of_it)[:MOST]}
    long_term = pressure.long_term(claims, charted, place.zone)
    rows: dict[str, list[RecordRow]] = defaultdict(list)
    became = [*pressure.of_goals(goals, place.slug, place.zone), *pressure.of_tries(tries)]
    reader = reader_of(member, day_in(at, place.zone))
    for claim, state, row in rows_for(claims.filter(pk__in={*shown, *long_term}), reader):
        if claim.pk in shown:
            rows[claim.horizon].append(row)
        if claim.pk in long_term:
            became.extend(pressure.of_claim(claim, state, row, long_term[claim.pk], place.zone))
    open_goals = [one for one in goals if one.ended_at is None]
    going_on = [one for one in tries if one.goes_on]
    return HorizonsPage(
        parts=tuple(
            _part(one, open_goals, rows[one], len(promised.keys[one]), going_on, place.slug)
            for one in Horizon
        ),
        mixes=_mixes(promised, going_on),
        months=pressure.pressed_months(charted, became, reader.family),
        pressure=charted,
        begin_url=f"{reverse('goals:begin_measure', kwargs={'slug': place.slug})}?sort={Sort.PRESSURE}",
        back_url=reverse("goals:list", kwargs={"slug": place.slug}),
        empty=not (open_goals or shown or going_on),
    )


@dataclass(frozen=True, slots=True)
class _Promised:
    """Promises by how far they look, the newest first; and by whom, as (key, name) of each partner."""

    keys: dict[str, dict[int, None]]
    by: list[tuple[int, str, str]]


def _promised(claims: ClaimQuerySet) -> _Promised:
    keys: dict[str, dict[int, None]] = defaultdict(dict)
    by, house = [], "claimants__organisation"
    rows = claims.filter(kind="promise", withdrawn_at=None)
    for key, horizon, whose, name in rows.values_list("pk", "horizon", house, f"{house}__name"):
        keys[horizon][key] = None
        if whose:
            by.append((whose, name, horizon))
    return _Promised(keys, by)


def _part(
    horizon: Horizon,
    goals: Iterable[Goal],
    rows: Sequence[RecordRow],
    of_all: int,
    tries: Iterable[Ahead],
    slug: str,
) -> HorizonPart:
    these = [one for one in tries if one.horizon == horizon]
    return HorizonPart(
        title=str(horizon.label),
        means=MEANS[horizon],
        goals=tuple(
            (str(one.words), one.words.lang, f"/{slug}/goals/{one.number}/")
            for one in goals
            if one.horizon == horizon
        ),
        promises=tuple(rows),
        more=_more(of_all - len(rows), "promise"),
        tries=tuple(these[:MOST]),
        more_tries=_more(len(these) - MOST, "try", "tries"),
    )


def _mixes(promised: _Promised, tries: Iterable[Ahead]) -> tuple[Mix, ...]:
    """By name, never by how much: this ranks nobody."""
    names: dict[int, str] = {}
    mixes: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    for whose, name, horizon in promised.by:
        names[whose] = name
        mixes[whose]["promise", horizon] += 1
    for one in tries:
        if one.organisation:
            names.setdefault(one.organisation, one.who)
            mixes[one.organisation]["try", one.horizon] += 1
    return tuple(
        Mix(names[key], _mix_said(mixes[key])) for key in sorted(mixes, key=lambda key: names[key].casefold())
    )


def _mix_said(counts: Counter[tuple[str, str]]) -> str:
    """ "Three promises and one try: two for now, two for what is next, none for the future." """
    promises, tries = (sum(n for (what, _), n in counts.items() if what == one) for one in ("promise", "try"))
    of = [dates.counted(promises, "promise")] if promises else []
    of += [dates.counted(tries, "try", "tries")] if tries else []
    each = [
        f"{dates.number_word(counts['promise', one] + counts['try', one])} {words}"
        for one, words in COUNTED.items()
    ]
    said = dates.listed(of)
    return f"{said[:1].upper()}{said[1:]}: {dates.listed(each)}."


def _more(left_out: int, one: str, many: str | None = None) -> str:
    return f"And {dates.counted(left_out, one, many)} more." if left_out > 0 else ""
