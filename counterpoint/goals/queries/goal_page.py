"""One goal: what it takes, whom it is for, who chose it, what is claimed of it and what serves it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.models import Claim
from counterpoint.claims.queries.as_at import AsAt
from counterpoint.goals.choices import FAR, Sort
from counterpoint.goals.models import Goal
from counterpoint.goals.policies import choosing as policies
from counterpoint.goals.policies.needs import everybodys_state
from counterpoint.goals.queries.charts import Drawn, drawn, measures_of
from counterpoint.goals.queries.divergences import Pair, among, side_by_side
from counterpoint.goals.queries.finding import Chosen, Parts, goals_seen, nothing_of_it, parts_of
from counterpoint.goals.queries.goal_claims import ClaimLine, OfIt, claim_line, said_of_it
from counterpoint.goals.queries.needs import Takes, with_promises
from counterpoint.goals.queries.series import Rows, rows_of, series_of
from counterpoint.goals.queries.then import (
    View,
    claims_then,
    put_back,
    there,
    tie_rows,
    tied_then,
    view_of,
)
from counterpoint.goals.queries.together import Ended, Together, already, coalition, ended_of, who_is_in
from counterpoint.goals.queries.tries import Tried
from counterpoint.goals.queries.within import claims_success, shows_no_change
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries.notes import NoteLine, bearing
from counterpoint.web import dates

FEWEST_MATTERS = 3
SORTS = {
    Sort.POPULATION: "What changed for people",
    Sort.OWN: "What partners count of themselves",
    Sort.PRESSURE: "How hard things press",
}


@dataclass(frozen=True, slots=True)
class Charts:
    """The charts of one sort."""

    title: str
    drawn: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class TryLine:
    """What is tried for it, with what that taught, where this reader may know of it."""

    tried: Tried
    learned: ClaimLine | None


@dataclass(frozen=True, slots=True)
class GoalPage:
    """Everything goals/show.jinja may say."""

    number: int
    words: str
    lang: str
    for_whom: str
    for_whom_lang: str
    horizon: str
    since: str
    ended: Ended | None
    chosen: Chosen
    takes: Takes
    charts: tuple[
        Charts, ...
    ]  # what changed for people first, and apart from what partners count of themselves
    apart: tuple[Pair, ...]  # where an organisation’s own chart and one of all went apart
    of_it: tuple[OfIt, ...]
    matters: tuple[tuple[str, str], ...]
    matters_said: str  # that three to five belong here
    serves: tuple[ClaimLine, ...]
    tries: tuple[TryLine, ...]
    within: tuple[ClaimLine, ...]  # of all these claims, those of a success that the charts do not show
    notes: tuple[NoteLine, ...]
    help: Together | None  # who is in with those who carry it; None while nobody does
    framings: str  # "Three partners say how they see it."
    urls: Mapping[str, str]
    as_at: AsAt


def goal_key(member: Member, number: int, at: datetime, as_at: date | None = None) -> str:
    """All that the page depends on: while it is the same, so is the page."""
    return view_of(member, at, as_at).key(f"goal {number}")


def goal_page(member: Member, number: int, at: datetime, as_at: date | None = None) -> GoalPage | None:
    """The goal as everyone in the place reads it, or None. Seven queries; one more of a past day.

    Of a past day who is in on it, and who chose it, is as it is now; and nothing can be done there.
    """
    view = view_of(member, at, as_at)
    found = goals_seen(member, at).filter(there(view), number=number)
    found = found.select_related("ended_by", "ended_why")
    goal = found.annotate(framed=_framed(view), those_in=coalition(), am_in=already(member)).first()
    if goal is None:
        return None
    parts = parts_of([goal.pk], view.by_then).get(goal.pk, nothing_of_it())
    measures = measures_of(view, goal=goal)
    rows = rows_of(measures, view, *tie_rows(view), goal=goal.pk)
    claims = _claims(view, goal, parts, rows)
    lines = {key: claim_line(one, view) for key, one in claims.items()}
    series = series_of(measures, view, rows, claims)
    charts = tuple(drawn(one, view.place.slug, query=view.query) for one in series)
    past = view.until is not None
    return GoalPage(
        number=number,
        words=str(goal.words),
        lang=goal.words.lang,
        for_whom=str(goal.for_whom),
        for_whom_lang=goal.for_whom.lang,
        horizon=dict(FAR)[goal.horizon],
        since=dates.day(day_in(goal.put_at, view.place.zone)),
        ended=ended_of(goal),
        chosen=parts.chosen,
        takes=with_promises(goal, view.place, view.by_then, parts.needs, claims, query=view.query),
        charts=_in_sorts(charts),
        apart=side_by_side(among(charts)),
        of_it=said_of_it(goal, claims, lines, past=past),
        matters=parts.matters,
        matters_said=_matters_said(len(parts.matters)),
        serves=tuple(lines[key] for key in parts.serves if key in lines and key not in rows.learned),
        tries=tuple(
            TryLine(one, lines.get(one.learned or 0))
            for one in sorted(rows.tries[goal.pk], key=lambda one: one.number)
        ),
        within=_within(claims, lines, charts),
        notes=bearing(rows.notes, _houses(claims.values()), view.today),
        help=None if past else who_is_in(goal, claims, goal.those_in, mine=goal.am_in),
        framings=framings_said(goal.framed),
        urls={"framings": _url("framings", goal)}
        if past
        else urls_of(goal) | _end_url(goal, claims, member, at),
        as_at=view.as_at(f"/{view.place.slug}/goals/{number}/"),
    )


def _claims(view: View, goal: Goal, parts: Parts, rows: Rows) -> dict[int, Claim]:
    """All that lie upon the goal, its lines and its charts; of a past day, with what was tied to it then."""
    tied = tied_then(rows.more)[goal.ref]
    known = Q(pk__in=rows.claims.union(_keys_of(goal, parts))) | Q(number__in=tied.numbers, place=view.place)
    claims = claims_then(view, known)
    put_back(view, goal, parts.needs, tied, claims.values())
    return claims


def _framed(view: View) -> Count:
    return Count("framings__by", filter=there(view, "framings__at"), distinct=True)


def urls_of(goal: Goal) -> dict[str, str]:
    """What one may do here, by its name; nothing once the goal was ended."""
    names = ("framings", "frame", "need", "serve", "matter")
    if goal.ended_at:
        return {"framings": _url("framings", goal)}
    begin = reverse("goals:begin_measure", kwargs={"slug": goal.place.slug})
    tried = reverse("experiments:put", kwargs={"slug": goal.place.slug})
    return {name: _url(name, goal) for name in names} | {
        "measure": f"{begin}?goal={goal.number}",
        "try": f"{tried}?goal={goal.number}",
    }


def _end_url(goal: Goal, claims: Mapping[int, Claim], member: Member, at: datetime) -> dict[str, str]:
    met = claims.get(goal.met_id or 0)
    stands = everybodys_state(met, member.place, at) if met else None
    why_not = policies.why_not_end_goal(member, goal, claims.get(goal.carried_id or 0), stands)
    return {} if why_not else {"end": _url("end", goal)}


def _in_sorts(drawn: tuple[Drawn, ...]) -> tuple[Charts, ...]:
    found = ((title, tuple(one for one in drawn if one.sort == sort)) for sort, title in SORTS.items())
    return tuple(Charts(title, of_it) for title, of_it in found if of_it)


def _within(
    claims: Mapping[int, Claim], lines: Mapping[int, ClaimLine], drawn: Iterable[Drawn]
) -> tuple[ClaimLine, ...]:
    if not shows_no_change(one.chart for one in drawn if one.chart and one.sort == Sort.POPULATION):
        return ()
    said = sorted(claims.values(), key=lambda one: one.number)
    return tuple(lines[one.pk] for one in said if claims_success(one.kind, str(one.sentence)))


def _houses(claims: Iterable[Claim]) -> set[int]:
    return {one.organisation_id for claim in claims for one in claim.claimants.all() if one.organisation_id}


def framings_said(count: int) -> str:
    if not count:
        return "Nobody has written how they see the problem."
    who = dates.counted(count, "person", "people")
    return f"{who[:1].upper()}{who[1:]} {'has' if count == 1 else 'have'} written how they see the problem."


def _keys_of(goal: Goal, parts: Parts) -> list[int]:
    of_it = [goal.carried_id, goal.shared_id, goal.met_id]
    return [key for key in (*of_it, *parts.serves, *(one.promise_id for one in parts.needs)) if key]


def _matters_said(count: int) -> str:
    if not count:
        return (
            "Nobody has said yet which of what matters to people here it is about. Three to five belong here."
        )
    if count < FEWEST_MATTERS:
        return f"{dates.counted(count, 'statement').capitalize()} so far. Three to five belong here."
    return ""


def _url(name: str, goal: Goal) -> str:
    return reverse(f"goals:{name}", kwargs={"slug": goal.place.slug, "number": goal.number})
