"""What is claimed on the page of a goal: of the goal itself, and what serves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.choices import State
from counterpoint.claims.models import Claim
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.record import mark_of, who_claims
from counterpoint.goals.models import Goal
from counterpoint.goals.policies import choosing as policies
from counterpoint.goals.policies.meeting import COLUMNS, why_not_say_of
from counterpoint.goals.policies.needs import everybodys_state
from counterpoint.goals.queries.then import View
from counterpoint.web import dates

# Of the goal itself: its kind, how it is headed, what is said while nobody has, the words of the button.
OF_IT = (
    ("carried", "Carried by", "Nobody carries this goal for all of us yet.", "Say that you carry it"),
    ("signed", "Shared", "Not shared: nobody has asked others, here and nationally, to sign it.", "Ask others to sign it"),
    ("met", "Met", "Nobody has said that it is met.", "Say that it is met"),
)  # fmt: skip
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
    state: State
    stands: str
    mark: str
    url: str
    noun: str


@dataclass(frozen=True, slots=True)
class OfIt:
    """One of the three things that can be claimed of the goal itself."""

    title: str
    claim: ClaimLine | None
    words: str  # in a sentence
    act: str  # the words of the button; "" where it can't be said now
    url: str


def claim_line(claim: Claim, view: View) -> ClaimLine:
    place = view.place
    state = everybodys_state(claim, place, view.by_then)
    noun = claim.of.noun
    return ClaimLine(
        key=claim.pk,
        sentence=str(claim.sentence),
        lang=claim.sentence.lang,
        who=who_claims(claim),
        when=dates.day(day_in(claim.put_at, place.zone)),
        state=state,
        stands=claim.of.state(state),
        mark=mark_of(state),
        url=record_url(place.slug, claim.kind, claim.number) + view.query,
        noun=f"{noun[:1].upper()}{noun[1:]} {claim.number}",
    )


def said_of_it(
    goal: Goal, claims: Mapping[int, Claim], lines: Mapping[int, ClaimLine], *, past: bool
) -> tuple[OfIt, ...]:
    """`past`: nothing can be said any more."""
    return tuple(_of_it(goal, *one, claims, lines, past=past) for one in OF_IT)


def _of_it(
    goal: Goal,
    kind: str,
    title: str,
    nobody: str,
    act: str,
    claims: Mapping[int, Claim],
    lines: Mapping[int, ClaimLine],
    *,
    past: bool,
) -> OfIt:
    key = getattr(goal, f"{COLUMNS[kind]}_id") or 0
    claim, line = claims.get(key), lines.get(key)
    if key and claim is None:  # in a quiet fortnight, for whoever is no party to it
        return OfIt(title, None, "Only those it concerns read this yet.", "", "")
    may = (
        not past
        and why_not_say_of(kind, line.state if line else None) is None
        and policies.why_not_add_to(None, goal) is None
    )
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
