"""All experiments of a place: under way first, then the newest; and what was learned by stopping."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Coalesce
from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.queries.finding import reader_of, seen_here
from counterpoint.claims.queries.record import RecordRow, rows_for
from counterpoint.experiments.choices import Decision, ExperimentState
from counterpoint.experiments.models import Experiment
from counterpoint.experiments.policies import seen_by
from counterpoint.experiments.queries.rows import ExperimentRow, row_of, with_words
from counterpoint.partnership.models import Member
from counterpoint.web import dates

MOST = 60  # that have ended, newest first


@dataclass(frozen=True, slots=True)
class ExperimentsPage:
    """Everything experiments/list.jinja may say."""

    under_way: tuple[ExperimentRow, ...]
    ended: tuple[ExperimentRow, ...]
    how_many: str
    stopped: str  # "What two of them taught us by stopping"
    put_url: str
    stopped_url: str
    foresight_url: str
    record_url: str
    empty: bool


@dataclass(frozen=True, slots=True)
class Lesson:
    """One that was stopped, with what it taught, and what those who would know say of that."""

    row: ExperimentRow
    learned: str
    claim: RecordRow | None


@dataclass(frozen=True, slots=True)
class StoppedPage:
    """Everything experiments/stopped.jinja may say."""

    lessons: tuple[Lesson, ...]
    how_many: str
    list_url: str


def experiments_page(member: Member, at: datetime) -> ExperimentsPage:
    place = member.place
    slug = {"slug": place.slug}
    seen = with_words(seen_by(member, at))
    open_ = seen.exclude(state=ExperimentState.ENDED).order_by(
        Coalesce("begun_at", "put_at").desc(), "-number"
    )
    ended = seen.filter(state=ExperimentState.ENDED).order_by("-ended_at", "-number")[:MOST]
    under_way, over = list(open_), list(ended)
    learned = _learned(member, over, at)
    stopped = sum(one.decision == Decision.ABANDON for one in over)
    return ExperimentsPage(
        under_way=tuple(row_of(one, place.slug, place.zone) for one in under_way),
        ended=tuple(
            row_of(one, place.slug, place.zone, learned=learned.get(one.claim_id or 0)) for one in over
        ),
        how_many=_how_many(under_way, len(over)),
        stopped=f"What we learned by stopping: {dates.counted(stopped, 'time')}" if stopped else "",
        put_url=reverse("experiments:put", kwargs=slug),
        stopped_url=reverse("experiments:stopped", kwargs=slug),
        foresight_url=reverse("experiments:foresight", kwargs=slug),
        record_url=f"{reverse('claims:record', kwargs=slug)}?kind=learned",
        empty=not under_way and not over,
    )


def _how_many(under_way: Sequence[Experiment], over: int) -> str:
    doing = sum(one.state == ExperimentState.DOING for one in under_way)
    now = f"{dates.counted(doing, 'thing').capitalize()} {dates.plural(doing, 'is', 'are')} being tried here now."
    if not doing:
        now = "Nothing is being tried here now."
    done = f" {dates.counted(over, 'try', 'tries').capitalize()} {dates.plural(over, 'is', 'are')} decided."
    return now + (done if over else "")


def stopped_page(member: Member, at: datetime) -> StoppedPage:
    place = member.place
    found = list(
        with_words(seen_by(member, at))
        .filter(decision=Decision.ABANDON)
        .order_by("-ended_at", "-number")[:MOST]
    )
    rows = _learned(member, found, at)
    number = dates.number_word(len(found)).capitalize()
    return StoppedPage(
        lessons=tuple(
            Lesson(row_of(one, place.slug, place.zone), str(one.learned or ""), rows.get(one.claim_id or 0))
            for one in found
        ),
        how_many=f"{number} {dates.plural(len(found), 'try was', 'tries were')} stopped here, "
        "and somebody wrote down what that taught."
        if found
        else "",
        list_url=reverse("experiments:list", kwargs={"slug": place.slug}),
    )


def _learned(member: Member, found: Sequence[Experiment], at: datetime) -> dict[int, RecordRow]:
    """What was learned from these, as far as this reader may know of it, by the key of its claim."""
    keys = [one.claim_id for one in found if one.claim_id]
    if not keys:
        return {}
    claims = seen_here(member, at).filter(pk__in=keys)
    reader = reader_of(member, day_in(at, member.place.zone))
    return {claim.pk: row for claim, _, row in rows_for(claims, reader)}
