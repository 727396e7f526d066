"""One experiment: what was expected beside what came, what was learned and what others say of that, and its chain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.models import Claim
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.as_at import AsAt, as_at_of, query_of
from counterpoint.claims.queries.claim_acts import Act
from counterpoint.claims.queries.claim_answers import Answers, answers_of
from counterpoint.claims.queries.record import mark_of
from counterpoint.claims.queries.rewinding import claim_as_at
from counterpoint.experiments import policies
from counterpoint.experiments.choices import HOW_SURE, LIKELY, Decision, ExperimentState
from counterpoint.experiments.models import Experiment
from counterpoint.experiments.queries.chain import chain_of
from counterpoint.experiments.queries.rows import (
    CAME_WORDS,
    ExperimentRow,
    experiment_url,
    experiments_key,
    step_of,
    step_words,
    who_tries,
    with_words,
)
from counterpoint.experiments.queries.then import not_kept, rewound
from counterpoint.experiments.queries.tying import goals_beside
from counterpoint.goals.models import Goal
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries.then import last_instant_of
from counterpoint.web import dates

DECIDED = {
    Decision.ADOPT: "It was adopted: it goes on.",
    Decision.ADAPT: "It is to be tried again in another way.",
    Decision.ABANDON: "It was stopped, and this is what that taught.",
}
# Whether anything but its own lesson was put on the record since it began: only then is there something to tie to it.
SOMETHING_SINCE = Exists(
    Claim.objects.filter(place=OuterRef("place"), put_at__gte=OuterRef("begun_at")).exclude(
        pk=Coalesce(OuterRef("claim"), 0)
    )
)
HORIZONS = {
    "now": "what is done today, made better",
    "next": "a step towards what comes after",
    "future": "what is wanted in the end",
}


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned, as a claim: how it stands, and what those who would know say."""

    words: str
    mark: str
    state: str
    url: str
    answers: Answers


@dataclass(frozen=True, slots=True)
class ExperimentPage:
    """Everything experiments/show.jinja may say."""

    number: int
    idea: str
    step: str
    words: str
    notice: str
    prediction: str
    expected: tuple[str, ...]  # the figure, the day, how sure: one line each
    held: str  # since when nobody can change what was expected
    result: str
    measured: str
    came: str
    nothing_yet: str
    happened: str
    decided: str
    learned: Learned | None
    only_words: str  # what was learned, where its claim is not for this reader to know
    chain: tuple[ExperimentRow, ...]
    facts: tuple[tuple[str, str], ...]
    acts: tuple[Act, ...]
    goals: tuple[tuple[str, str, str], ...]  # (words, language, address) of those that it serves
    serve_url: str  # where anybody says which goal it serves
    led_to_url: str  # where anybody says what came of it
    list_url: str
    as_at: AsAt
    not_kept: tuple[str, ...]  # of a past day: what is not read as it was then


def experiment_numbered(member: Member, number: int, at: datetime) -> Experiment | None:
    """An experiment that this member may know of."""
    found = (
        with_words(policies.seen_by(member, at))
        .select_related("aim", "plan", "claim", "place")
        .annotate(something_since=SOMETHING_SINCE)
        .filter(number=number)
        .first()
    )
    if found is not None:
        found.place = member.place
    return found


def experiment_key(member: Member, number: int, at: datetime, as_at: date | None = None) -> str:
    """All that the page depends on: while it is the same, so is the page."""
    return f"{experiments_key(member, at)}|{number}|{last_instant_of(as_at, member.place, at)}"


def experiment_page(
    member: Member, number: int, at: datetime, as_at: date | None = None, *, just_put: bool = False
) -> ExperimentPage | None:
    """The experiment as this member may read it, now or as at a past day; None where it was not there yet."""
    one, until = experiment_numbered(member, number, at), last_instant_of(as_at, member.place, at)
    if one is None or (until and one.put_at > until):
        return None
    not_kept_then = not_kept(rewound(one, until), until) if until else ()
    place = member.place
    chain = chain_of(member, one, at, until)
    learned = _learned(member, one, at, as_at)
    served, more = goals_beside(member, one, at, until)
    url, query = experiment_url(place.slug, number), query_of(day_in(until, place.zone) if until else None)
    return ExperimentPage(
        number=number,
        idea=str(one.idea),
        step=step_of(one),
        words=step_words(one),
        notice=_notice(one) if just_put else "",
        prediction=str(one.prediction),
        expected=tuple(_expected(one)),
        held=_held(one, place.zone),
        result=str(one.result or ""),
        measured="" if says_figure(one.result, one.measured) else _figure(one.measured),
        came=CAME_WORDS.get(one.came, ""),
        nothing_yet=_nothing_yet(one, day_in(until or at, place.zone), place.zone),
        happened=str(one.happened or ""),
        decided=_decided(one, place.zone),
        learned=learned,
        only_words="" if learned else str(one.learned or ""),
        chain=chain if len(chain) > 1 else (),
        facts=tuple(_facts(one, place.zone)),
        acts=() if until else tuple(_acts(member, one, chain)),
        goals=tuple(_goal(each, place.slug, query) for each in served),
        serve_url=f"{url}goal/" if more and not until else "",
        led_to_url=f"{url}led-to/" if _something_since(one) and not until else "",
        list_url=reverse("experiments:list", kwargs={"slug": place.slug}),
        as_at=as_at_of(url, place, at, until),
        not_kept=not_kept_then,
    )


def _goal(goal: Goal, slug: str, query: str) -> tuple[str, str, str]:
    return str(goal.words), goal.words.lang, f"/{slug}/goals/{goal.number}/{query}"


def _something_since(one: Experiment) -> bool:
    return bool(one.something_since)  # type: ignore[attr-defined]


def _notice(one: Experiment) -> str:
    if one.state == ExperimentState.PLANNED:
        return f"This is experiment {one.number}. You can change it until you begin."
    if one.state == ExperimentState.DOING:
        return "It has begun. What you expected stands now: nobody can change it."
    if one.state == ExperimentState.ENDED:
        return "It is decided. Those you named are asked whether this is what came of it."
    return ""


def _expected(one: Experiment) -> list[str]:
    said = []
    if one.expected is not None and not says_figure(one.prediction, one.expected):
        said.append(f"The figure: {_figure(one.expected)}")
    if one.expected_on:
        said.append(f"By {dates.day(one.expected_on)}")
    if one.likely is not None:
        sure = next((key for key, value in LIKELY.items() if value == float(one.likely)), "")
        words = HOW_SURE.get(sure, f"{one.likely * 100:.0f} times in 100")
        said.append(f"How sure: {words[:1].lower()}{words[1:]}")
    return said


def _held(one: Experiment, zone: str) -> str:
    written = dates.day(day_in(one.put_at, zone))
    if one.begun_at is None:
        return "It can be changed until it begins. After that, nobody can change it."
    begun = dates.day(day_in(one.begun_at, zone))
    if begun == written:
        return f"Written before it began, on {begun}. Nobody can change it."
    return f"First written on {written}. It began on {begun}: since then nobody can change it."


def _nothing_yet(one: Experiment, today: date, zone: str) -> str:
    if one.result:
        return ""
    if one.begun_at is None:
        return "It has not begun."
    begun = dates.ago_or_in(day_in(one.begun_at, zone), today)
    if one.expected_on and one.expected_on < today:
        return f"It began {begun}. The day is over, and nobody has said what came."
    return f"It is being tried. It began {begun}."


def _decided(one: Experiment, zone: str) -> str:
    if not one.decision or one.ended_at is None:
        return ""
    return f"{dates.day(day_in(one.ended_at, zone))}: {DECIDED[Decision(one.decision)]}"


def _learned(member: Member, one: Experiment, at: datetime, as_at: date | None) -> Learned | None:
    loaded = claim_as_at(member, one.claim.number, at, as_at) if one.claim else None
    if loaded is None:
        return None
    return Learned(
        words=str(loaded.claim.sentence),
        mark=mark_of(loaded.state),
        state=loaded.claim.of.state(loaded.state),
        url=record_url(member.place.slug, loaded.claim.kind, loaded.claim.number)
        + query_of(as_at if loaded.until else None),
        answers=answers_of(loaded),
    )


def _facts(one: Experiment, zone: str) -> list[tuple[str, str]]:
    said = [
        ("What should be better", str(one.aim or "")),
        ("How small it began", str(one.scale or "")),
        ("How", str(one.plan or "")),
        ("Who tries it", who_tries(one)),
        ("How far it looks", HORIZONS.get(one.horizon, "")),
        ("Written down", dates.day(day_in(one.put_at, zone))),
    ]
    return [(label, words) for label, words in said if words]


def _acts(member: Member, one: Experiment, chain: Sequence[ExperimentRow]) -> list[Act]:
    if policies.why_not_move(member, one):
        return []

    def url(name: str, **more: str) -> str:
        where = {"slug": member.place.slug, "number": one.number, **more}
        return reverse(f"experiments:{name}", kwargs=where)

    if one.state == ExperimentState.PLANNED:
        return [
            Act("Begin: what I expect stands from now on", url("begin"), press=True, main=True),
            Act("Change the plan", url("change")),
        ]
    if one.state == ExperimentState.DOING:
        return [
            Act("Say what came of it", url("study"), main=True),
            Act("Write down what happened", url("happened")),
        ]
    if one.state == ExperimentState.STUDIED:
        return [
            Act("Keep it", url("decide", decision=Decision.ADOPT.value)),
            Act("Try it in another way", url("decide", decision=Decision.ADAPT.value)),
            Act("Stop it, and say what it taught", url("decide", decision=Decision.ABANDON.value)),
        ]
    if one.decision == Decision.ADAPT and not (chain and not chain[-1].here):
        return [Act("Plan the next try", f"{_put_url(member)}?follows={one.number}", main=True)]
    return []


def _put_url(member: Member) -> str:
    return reverse("experiments:put", kwargs={"slug": member.place.slug})


def _figure(figure: Decimal | None) -> str:
    return "" if figure is None else f"{figure.normalize():,f}"


def says_figure(words: object, figure: Decimal | None) -> bool:
    """Whether these words give this figure already: 5 is not said by "25 of them, by 2025"."""
    found = re.escape(_figure(figure))
    return not found or re.search(rf"(?<![\d.,]){found}(?![.,]?\d)", str(words or "")) is not None
