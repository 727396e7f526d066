"""One goal: what it takes, whom it is for, who chose it, what is claimed of it and what serves it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch
from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import Horizon, State
from counterpoint.claims.models import Claim, Claimant
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.finding import seen_here
from counterpoint.claims.queries.record import mark_of, who_claims
from counterpoint.goals.choices import Sort
from counterpoint.goals.models import Goal, Need
from counterpoint.goals.policies import choosing as policies
from counterpoint.goals.policies.meeting import why_not_say_of
from counterpoint.goals.policies.needs import everybodys_state
from counterpoint.goals.queries.charts import Drawn, of_goal
from counterpoint.goals.queries.divergences import Pair, among, side_by_side
from counterpoint.goals.queries.finding import Chosen, Parts, goals_seen, nothing_of_it, parts_of
from counterpoint.goals.queries.needs import Takes, with_promises
from counterpoint.goals.queries.together import Ended, Together, coalition, ended_of, who_is_in
from counterpoint.goals.queries.within import claims_success, shows_no_change
from counterpoint.partnership.models import Member, Place, is_quiet
from counterpoint.partnership.queries.membership import head_for
from counterpoint.partnership.queries.notes import NoteLine, beside
from counterpoint.web import dates

FEWEST_MATTERS = 3
# Of the goal itself: its kind, how it is headed, what is said while nobody has, the words of the button.
OF_IT = (
    ("carried", "Carried by", "Nobody carries this goal for all of us yet.", "Say that you carry it"),
    ("signed", "Shared", "Not shared: nobody has asked here and nationally for it to be signed.", "Ask others to sign it"),
    ("met", "Met", "Nobody has said that it is met.", "Say that it is met"),
)  # fmt: skip
SORTS = {
    Sort.POPULATION: "What changed for people",
    Sort.OWN: "What partners count of themselves",
    Sort.PRESSURE: "How hard things press",
}
COLUMN = {"carried": "carried_id", "signed": "shared_id", "met": "met_id"}
SHARED = "Shared: everybody who was to sign it did, here and nationally, and wrote what they will do."
NOT_SHARED = "Not shared yet: it is when everybody signs, here and nationally, and writes what they will do."


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim on the goal's page, as the place reads it."""

    key: int
    sentence: str
    lang: str
    who: str
    when: str
    stands: str
    mark: str
    url: str
    noun: str


@dataclass(frozen=True, slots=True)
class Charts:
    """The charts of one sort."""

    title: str
    drawn: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class OfIt:
    """One of the three things that can be claimed of the goal itself."""

    title: str
    claim: ClaimLine | None
    words: str  # in a sentence
    act: str  # the words of the button; "" where it can't be said now
    url: str


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
    within: tuple[ClaimLine, ...]  # of all these claims, those of a success that the charts do not show
    notes: tuple[NoteLine, ...]
    help: Together | None  # who is in with those who carry it; None while nobody does
    framings: str  # "Three partners say how they see it."
    urls: Mapping[str, str]


def goal_key(member: Member, number: int, at: datetime) -> str:
    """All that the page depends on: while it is the same, so is the page."""
    place = member.place
    return f"goal|{place.pk}|{number}|{head_for(member)}|{day_in(at, place.zone)}|{is_quiet(place, at)}|{member.pk}"


def goal_page(member: Member, number: int, at: datetime) -> GoalPage | None:
    """The goal as everyone in the place reads it, or None. Six queries."""
    place = member.place
    found = goals_seen(member, at).select_related("ended_by", "ended_why")
    goal = found.filter(number=number).annotate(framed=_FRAMED, those_in=coalition()).first()
    if goal is None:
        return None
    parts = parts_of([goal.pk]).get(goal.pk, nothing_of_it())
    needs = list(Need.objects.filter(goal=goal, ended_at=None).select_related("words").order_by("position"))
    claims = claims_read(member, at, _keys_of(goal, parts, needs))
    lines = {key: claim_line(one, place, at) for key, one in claims.items()}
    today = day_in(at, place.zone)
    houses = {
        one.organisation_id
        for claim in claims.values()
        for one in claim.claimants.all()
        if one.organisation_id
    }
    drawn = of_goal(goal, member, at)
    serves = tuple(lines[key] for key in parts.serves if key in lines)
    return GoalPage(
        number=number,
        words=str(goal.words),
        lang=goal.words.lang,
        for_whom=str(goal.for_whom),
        for_whom_lang=goal.for_whom.lang,
        horizon=str(Horizon(goal.horizon).label),
        since=dates.day(day_in(goal.put_at, place.zone)),
        ended=ended_of(goal),
        chosen=parts.chosen,
        takes=with_promises(goal, place, at, needs, claims),
        charts=_in_sorts(drawn),
        apart=side_by_side(among(drawn)),
        of_it=tuple(_of_it(goal, *one, claims, lines) for one in OF_IT),
        matters=parts.matters,
        matters_said=_matters_said(len(parts.matters)),
        serves=serves,
        within=_within(claims, lines, drawn),
        notes=beside(place, houses, today),
        help=who_is_in(goal, claims, goal.those_in),
        framings=framings_said(goal.framed),
        urls=urls_of(goal) | _end_url(goal, claims, member, at),
    )


_FRAMED = Count("framings__by", distinct=True)


def urls_of(goal: Goal) -> dict[str, str]:
    """What one may do here, by its name; nothing once the goal was ended."""
    names = ("framings", "frame", "need", "serve", "matter")
    if goal.ended_at:
        return {"framings": _url("framings", goal)}
    begin = reverse("goals:begin_measure", kwargs={"slug": goal.place.slug})
    return {name: _url(name, goal) for name in names} | {"measure": f"{begin}?goal={goal.number}"}


def _end_url(goal: Goal, claims: Mapping[int, Claim], member: Member, at: datetime) -> dict[str, str]:
    met = claims.get(goal.met_id or 0)
    stands = everybodys_state(met, member.place, at) if met else None
    why_not = policies.why_not_end_goal(member, goal, claims.get(goal.carried_id or 0), stands)
    return {} if why_not else {"end": _url("end", goal)}


def claims_read(member: Member, at: datetime, keys: Iterable[int]) -> dict[int, Claim]:
    """Two queries."""
    claimants = Claimant.objects.select_related("organisation", "member").order_by("pk")
    found = seen_here(member, at).filter(pk__in=set(keys))
    found = found.select_related("sentence", "put_by", "put_for")
    return {one.pk: one for one in found.prefetch_related(Prefetch("claimants", claimants))}


def claim_line(claim: Claim, place: Place, at: datetime) -> ClaimLine:
    state = everybodys_state(claim, place, at)
    noun = claim.of.noun
    return ClaimLine(
        key=claim.pk,
        sentence=str(claim.sentence),
        lang=claim.sentence.lang,
        who=who_claims(claim),
        when=dates.day(day_in(claim.put_at, place.zone)),
        stands=claim.of.state(state),
        mark=mark_of(state),
        url=record_url(place.slug, claim.kind, claim.number),
        noun=f"{noun[:1].upper()}{noun[1:]} {claim.number}",
    )


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


def framings_said(count: int) -> str:
    if not count:
        return "Nobody has written how they see the problem."
    who = dates.counted(count, "person", "people")
    return f"{who[:1].upper()}{who[1:]} {'has' if count == 1 else 'have'} written how they see the problem."


def _keys_of(goal: Goal, parts: Parts, needs: Iterable[Need]) -> list[int]:
    of_it = [goal.carried_id, goal.shared_id, goal.met_id]
    return [key for key in (*of_it, *parts.serves, *(one.promise_id for one in needs)) if key]


def _of_it(
    goal: Goal,
    kind: str,
    title: str,
    nobody: str,
    act: str,
    claims: Mapping[int, Claim],
    lines: Mapping[int, ClaimLine],
) -> OfIt:
    key = getattr(goal, COLUMN[kind]) or 0
    claim, line = claims.get(key), lines.get(key)
    if key and claim is None:  # in a quiet fortnight, for whoever is no party to it
        return OfIt(title, None, "Only those it concerns read this yet.", "", "")
    may = why_not_say_of(kind, claim) is None and policies.why_not_add_to(None, goal) is None
    return OfIt(
        title,
        line,
        _said_of(kind, line) if line else nobody,
        act if may else "",
        reverse("goals:say", kwargs={"slug": goal.place.slug, "number": goal.number, "kind": kind}),
    )


def _said_of(kind: str, line: ClaimLine) -> str:
    if kind == "signed":
        return SHARED if line.mark in (mark_of(State.CONFIRMED), mark_of(State.CONFIRMED_OLD)) else NOT_SHARED
    return ""


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
