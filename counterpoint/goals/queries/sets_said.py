"""What was claimed in a quarter that serves some goals, and what those said who would know: as everybody may read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Rule, Verdict
from counterpoint.claims.choices import State
from counterpoint.claims.models import Answer, Claim, Claimant, Counterpart
from counterpoint.claims.policies import Family, heard_on, state_of
from counterpoint.claims.queries.claim_loading import family_at
from counterpoint.claims.queries.finding import seen_here
from counterpoint.claims.queries.record import RecordRow, row_of
from counterpoint.claims.queries.rewinding import stood_then
from counterpoint.goals.models import Goal, Need, Serves
from counterpoint.goals.policies.needs import everybodys_state
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries import described
from counterpoint.partnership.queries.membership import head_for
from counterpoint.web import dates

# In these the words of those who would know are not the place's to read, or no claim stands that they were about.
SILENT = (State.IN_REPLY, State.WITHDRAWN, State.HEARD, State.DISOWNED)
NOT_ASKED = "not asked, but spoke"


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
    lang: str
    heard: str  # "1 of 3 heard"
    voices: tuple[Voice, ...]
    since: str  # how it stands now, where that is otherwise
    within: str = ""  # it speaks of a change, and the chart beside it shows none


def said_in(
    member: Member, goals: Collection[int], first: date, last: date, until: datetime | None, at: datetime
) -> Mapping[int, tuple[Said, ...]]:
    """By goal: what was put, due or answered from one day to another, as at the last of them. Six queries.

    `until`: the last instant of that day; None where it is today.
    """
    tied = _tied(goals)
    claims = {one.pk: one for one in _claims(member, at, until, {claim for _, claim in tied})} if tied else {}
    if not claims:
        return {}
    place = member.place
    family = family_at(place.pk, head_for(member)[0], until)
    seen = stood_then(place, until, family, claims.values())
    found: dict[int, list[Said]] = defaultdict(list)
    for goal, key in tied:
        claim = claims.get(key)
        if claim is not None and _moved(claim, first, last, until):
            state = state_of(seen[key], today=last, zone=place.zone, reads_contest=False)
            found[goal].append(_said(claim, state, family, until, at, last))
    return {goal: tuple(these) for goal, these in found.items()}


def _tied(goals: Collection[int]) -> list[tuple[int, int]]:
    """(goal, claim) for all that serves a goal, was promised for it, or is said of it. One query."""
    if not goals:
        return []
    serves = Serves.objects.filter(goal__in=goals).order_by().values_list("goal_id", "claim_id")
    needs = Need.objects.filter(goal__in=goals, ended_at=None, promise__isnull=False)
    of_it = (
        Goal.objects.filter(pk__in=goals, **{f"{name}__isnull": False})
        .order_by()
        .values_list("pk", f"{name}_id")
        for name in ("carried", "shared", "met")
    )
    return sorted(serves.union(needs.order_by().values_list("goal_id", "promise_id"), *of_it))


def _claims(member: Member, at: datetime, until: datetime | None, keys: Collection[int]) -> Iterable[Claim]:
    """With those who claim, those who would know and what these say. Four queries."""
    claimants = Claimant.objects.select_related("organisation", "member").order_by("pk")
    answers = Answer.objects.select_related("member", "words").order_by("claim_id", "position")
    found = seen_here(member, at).filter(pk__in=keys)
    if until:
        found = found.filter(put_at__lte=until)
        claimants, answers = claimants.filter(at__lte=until), answers.filter(recorded_at__lte=until)
    for one in found.select_related("sentence", "put_by", "put_for").prefetch_related(
        Prefetch("claimants", claimants),
        Prefetch("answers", answers),
        Prefetch("counterparts", Counterpart.objects.order_by("position")),
    ):
        one.place = member.place
        yield one


def _moved(claim: Claim, first: date, last: date, until: datetime | None) -> bool:
    """Was it put, claimed, due or answered in these days?"""
    moments = [claim.put_at, claim.claimed_at, *(one.recorded_at for one in claim.answers.all())]
    days = [day_in(one, claim.place.zone) for one in moments if one and (until is None or one <= until)]
    return any(first <= day <= last for day in (*days, *([claim.due_on] if claim.due_on else [])))


def _said(
    claim: Claim, state: State, family: Family, until: datetime | None, at: datetime, last: date
) -> Said:
    now = everybodys_state(claim, claim.place, at)
    open_to_all = state not in SILENT
    counterparts, answers = list(claim.counterparts.all()), list(claim.answers.all())
    matched = heard_on(claim.of, counterparts, answers, family, until=until).matched
    return Said(
        row=row_of(claim, state, claim.place, last if until else None),
        lang=claim.sentence.lang,
        heard=_heard(counterparts, {one.pk for one in matched.values()}, until) if open_to_all else "",
        voices=tuple(_voices(claim, answers, matched)) if open_to_all else (),
        since=claim.of.state(now) if now != state else "",
    )


def _heard(counterparts: Iterable[Counterpart], heard: Collection[int], until: datetime | None) -> str:
    """Of boxes only counts are known, and those on the claim's own page."""
    asked = [
        one
        for one in counterparts
        if one.counts_from and (until is None or one.counts_from <= until) and not one.pool_id
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
