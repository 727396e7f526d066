"""What was claimed in a quarter that serves some goals, and what those said who would know: as everybody may read it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Prefetch, QuerySet, TextField, Value

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Rule, Verdict
from counterpoint.claims.choices import State
from counterpoint.claims.models import Answer, Claim, Claimant, Counterpart
from counterpoint.claims.policies import Family, heard_on, state_of
from counterpoint.claims.queries.finding import seen_here
from counterpoint.claims.queries.record import RecordRow, row_of
from counterpoint.claims.queries.rewinding import stood_then
from counterpoint.goals.models import Goal, Need
from counterpoint.goals.policies.meeting import COLUMNS
from counterpoint.goals.policies.needs import everybodys_state
from counterpoint.goals.queries.columns import in_columns
from counterpoint.goals.queries.then import View
from counterpoint.partnership.queries import described
from counterpoint.web import dates

# In these the words of those who would know are not the place's to read, or no claim stands that they were about.
SILENT = (State.IN_REPLY, State.WITHDRAWN, State.HEARD, State.DISOWNED)
NOT_ASKED = "not asked, but spoke"
TIED = 11  # of what a row tells, beside those that a series reads


@dataclass(frozen=True, slots=True)
class Voice:
    """One of those who would know, as they last spoke by then. Never a name: it may go into a return."""

    says: str  # "" where steps were chosen
    words: str
    lang: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class Said:
    """One claim beside what those say who would know."""

    row: RecordRow
    kind: str
    noun: str  # "Barrier"
    lang: str
    heard: str  # "1 of 3 heard"
    voices: tuple[Voice, ...]
    since: str  # how it stands now, where that is otherwise
    within: str = ""  # it speaks of a change, and the chart beside it shows none


def tied_rows(goals: Collection[int]) -> list[QuerySet[Any, Any]]:
    """What was promised for these goals, or is said of them: the key of each, and the claim's, for `series.rows_of`."""
    needs = Need.objects.filter(goal__in=goals, ended_at=None, promise__isnull=False)
    found = [in_columns(needs, TIED, key=F("goal_id"), goal_key=F("promise_id"))]
    for column in COLUMNS.values():
        of_it = Goal.objects.filter(pk__in=goals, **{f"{column}__isnull": False})
        found.append(in_columns(of_it, TIED, key=F("pk"), goal_key=F(f"{column}_id")))
    return found


def claims_of(view: View, keys: Collection[int]) -> dict[int, Claim]:
    """By their keys, those that were there by the end of the day, as they stand now. Four queries."""
    then = view.by_then
    claimants = Claimant.objects.filter(at__lte=then).select_related("organisation", "member").order_by("pk")
    answers = Answer.objects.filter(recorded_at__lte=then).select_related("member", "words")
    found = seen_here(view.member, view.at).filter(pk__in=keys, put_at__lte=then)
    # Why a new beginning was refused is said on the measure's own page.
    found = found.annotate(why_not=Value("", TextField())).select_related("sentence", "put_by", "put_for")
    claims = found.prefetch_related(
        Prefetch("claimants", claimants),
        Prefetch("answers", answers.order_by("claim_id", "position")),
        Prefetch("counterparts", Counterpart.objects.order_by("position")),
    )
    for one in claims:
        one.place = view.place
    return {one.pk: one for one in claims}


def said_of(
    view: View, tied: Mapping[int, Collection[int]], claims: Mapping[int, Claim], first: date
) -> dict[int, tuple[Said, ...]]:
    """By goal: what was put, due or answered from a day on to that of the view, as at its end. Two queries."""
    family, _ = view.families()
    place, last = view.place, view.today
    these = [one for key, one in claims.items() if any(key in keys for keys in tied.values())]
    moved = [one for one in these if _moved(one, first, last, view.by_then)]
    seen = stood_then(place, view.until, family, moved)
    said = {
        one.pk: _said(
            one, state_of(seen[one.pk], today=last, zone=place.zone, reads_contest=False), family, view
        )
        for one in sorted(moved, key=lambda one: one.number)
    }
    return {goal: tuple(one for key, one in said.items() if key in keys) for goal, keys in tied.items()}


def _moved(claim: Claim, first: date, last: date, by_then: datetime) -> bool:
    """Was it put, claimed, due or answered in these days?"""
    moments = [claim.put_at, claim.claimed_at, *(one.recorded_at for one in claim.answers.all())]
    days = [day_in(one, claim.place.zone) for one in moments if one and one <= by_then]
    return any(first <= day <= last for day in (*days, *([claim.due_on] if claim.due_on else [])))


def _said(claim: Claim, state: State, family: Family, view: View) -> Said:
    now = everybodys_state(claim, view.place, view.at)
    open_to_all = state not in SILENT
    counterparts, answers = list(claim.counterparts.all()), list(claim.answers.all())
    matched = heard_on(claim.of, counterparts, answers, family, until=view.until).matched
    return Said(
        row=row_of(claim, state, view.place, view.today if view.until else None),
        kind=claim.kind,
        noun=f"{claim.of.noun[:1].upper()}{claim.of.noun[1:]}",
        lang=claim.sentence.lang,
        heard=_heard(counterparts, {one.pk for one in matched.values()}, view.by_then) if open_to_all else "",
        voices=tuple(_voices(claim, answers, matched)) if open_to_all else (),
        since=claim.of.state(now) if now != state else "",
    )


def _heard(counterparts: Iterable[Counterpart], heard: Collection[int], by_then: datetime) -> str:
    """Of boxes only counts are known, and those on the claim's own page."""
    asked = [
        one for one in counterparts if one.counts_from and one.counts_from <= by_then and not one.pool_id
    ]
    instead = {one.instead_of_id for one in asked if one.pk in heard}
    first = [one for one in asked if one.instead_of_id is None]
    spoke = sum(one.pk in heard or one.pk in instead for one in first)
    return f"{spoke} of {len(first)} heard" if first else ""


def _voices(claim: Claim, answers: Iterable[Answer], matched: Mapping[int, Counterpart]) -> Iterable[Voice]:
    """Each voice's newest answer. Of steps only words: which one somebody chose is nobody's business."""
    newest = {(one.member_id, one.ticket_id): one for one in answers if not one.own_staff}
    steps = claim.of.rule == Rule.STEPS
    for one in newest.values():
        words = str(one.words or "")
        if steps and not words:
            continue
        says = "" if steps else claim.of.says(Verdict(one.verdict))
        who = described(one.member, one.perspective)
        who = who if one.pk in matched else f"{who} ({NOT_ASKED})"
        when = dates.day(day_in(one.recorded_at, claim.place.zone))
        yield Voice(says, words, one.words.lang if one.words else "en", who, when)
