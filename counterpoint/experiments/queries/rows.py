"""An experiment as a line: what was tried, what was expected, and what came, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.queries.record import RecordRow
from counterpoint.experiments.choices import Decision, ExperimentState
from counterpoint.experiments.models import Experiment
from counterpoint.partnership.models import Member, is_quiet
from counterpoint.partnership.queries import signed
from counterpoint.partnership.queries.membership import head_for
from counterpoint.web import dates

CAME_WORDS = {"yes": "It came", "no": "It did not come", "cant_tell": "Nobody can tell"}
# How far a cycle has come, as a mark of its own: drawn in components of this room.
STEP_WORDS = {
    ExperimentState.PLANNED: "planned",
    ExperimentState.DOING: "being tried",
    ExperimentState.STUDIED: "tried, and to be decided",
}
NOT_YET = {
    ExperimentState.PLANNED: "It has not begun.",
    ExperimentState.DOING: "It is being tried.",
}


@dataclass(frozen=True, slots=True)
class ExperimentRow:
    """One line of the list, and one step of a chain."""

    number: int
    url: str
    idea: str
    scale: str
    prediction: str
    result: str  # what came of it, or that nothing has yet
    came: str
    step: str  # plan, doing, studied, adopt, adapt, abandon: its mark
    words: str  # "being tried", "adopted", "stopped"
    when: str
    who: str
    follows: str  # "the next try after experiment 3"
    learned: RecordRow | None = None  # what was learned, and how that stands for this reader
    here: bool = False  # in a chain: the one whose page this is


def with_words(found: QuerySet[Experiment]) -> QuerySet[Experiment]:
    return found.select_related(
        "idea", "scale", "prediction", "result", "happened", "learned", "organisation", "put_by", "follows"
    )


def step_of(experiment: Experiment) -> str:
    return experiment.decision or str(experiment.state)


def step_words(experiment: Experiment) -> str:
    return said_of_step(step_of(experiment))


def said_of_step(step: str) -> str:
    return str(Decision(step).label) if step in Decision else STEP_WORDS[ExperimentState(step)]


def row_of(
    experiment: Experiment,
    slug: str,
    zone: str,
    *,
    here: bool = False,
    learned: RecordRow | None = None,
    query: str = "",
) -> ExperimentRow:
    state = ExperimentState(experiment.state)
    return ExperimentRow(
        number=experiment.number,
        url=experiment_url(slug, experiment.number) + query,
        idea=str(experiment.idea),
        scale=str(experiment.scale or ""),
        prediction=str(experiment.prediction),
        result=str(experiment.result) if experiment.result else NOT_YET.get(state, ""),
        came=CAME_WORDS.get(experiment.came, ""),
        step=step_of(experiment),
        words=step_words(experiment),
        when=_when(experiment, zone),
        who=who_tries(experiment),
        follows=f"the next try after experiment {experiment.follows.number}" if experiment.follows else "",
        learned=learned,
        here=here,
    )


def who_tries(experiment: Experiment) -> str:
    if experiment.organisation:
        return experiment.organisation.called
    return signed(experiment.put_by, None, "") if experiment.put_by else ""


def day_of(experiment: Experiment, zone: str) -> date:
    """The day by which it is ordered: when it began, or was put."""
    return day_in(experiment.begun_at or experiment.put_at, zone)


def _when(experiment: Experiment, zone: str) -> str:
    ended, begun = (day_in(at, zone) if at else None for at in (experiment.ended_at, experiment.begun_at))
    return when_of(ended, begun) or f"put {dates.day(day_in(experiment.put_at, zone))}"


def when_of(ended: date | None, begun: date | None) -> str:
    if ended:
        return dates.day(ended)
    return f"begun {dates.day(begun)}" if begun else ""


def experiment_url(slug: str, number: int) -> str:
    return f"/{slug}/experiments/{number}/"


def experiments_key(member: Member, at: datetime) -> str:
    """All that a page of experiments depends on, besides which page it is."""
    place = member.place
    today, quiet = day_in(at, place.zone), is_quiet(place, at)
    return f"experiments|{place.pk}|{head_for(member)}|{today}|{quiet}|{member.pk}"
