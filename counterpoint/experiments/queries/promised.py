"""How sure people were of what they promised, beside whether those it was made to said that it was kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Case, Count, Q, Value, When

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.calibration import FEWEST, Brier, brier
from counterpoint.analysis.standing import Standing
from counterpoint.claims.queries.finding import seen_here
from counterpoint.experiments.choices import PROMISED_SURE
from counterpoint.experiments.queries.foreseen import figures, in_words
from counterpoint.partnership.models import Member
from counterpoint.web import dates

OF_PLACE = {
    "very": "that people here were very sure of",
    "fairly": "that people here were fairly sure of",
    "hoping": "that people here hoped to keep",
}
OF_PERSON = {
    "very": "that you were very sure of",
    "fairly": "that you were fairly sure of",
    "hoping": "that you hoped to keep",
}

type Counts = Mapping[tuple[str, str], int]  # by how sure, and by what those who would know said


@dataclass(frozen=True, slots=True)
class Promised:
    """A line for each way of being sure; and from twenty promises on the score in words, with its figures."""

    lines: tuple[str, ...]
    sentence: str
    figures: str


def promised(member: Member, at: datetime) -> tuple[Promised, Promised]:
    """Of the whole place, and of this member alone. One query.

    A contest counts once its reply time is over, for everybody: a count that its parties read earlier would tell them
    apart from others. What was taken back, or nobody has answered, says nothing.
    """
    today = day_in(at, member.place.zone)
    said = Q(standing__in=(Standing.CONFIRMED, Standing.PARTLY), withdrawn_at=None)
    said |= Q(standing=Standing.CONTESTED) & ~Q(reply_until__gte=today)
    found = seen_here(member, at).filter(
        said, kind="promise", claimed_at__isnull=False, promise__how_sure__in=list(PROMISED_SURE)
    )
    mine = Case(When(promise__promiser=member, then=True), default=Value(False), output_field=BooleanField())
    rows = found.order_by().annotate(mine=mine).values_list("promise__how_sure", "standing", "mine")
    all_, own = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for sure, standing, theirs, count in rows.annotate(count=Count("pk")):
        all_[sure, standing] += count
        own[sure, standing] += count if theirs else 0
    return _of_place(all_, member.place.name), _of_person(own)


def _of_place(counts: Counts, name: str) -> Promised:
    lines, score = _lines(counts, OF_PLACE), _score(counts)
    if not lines:
        nothing = "Nobody has said yet of a promise that was answered how sure they were. Whoever promises can say it."
        return Promised((), nothing, "")
    if score is None:
        return Promised(
            lines, _from(sum(counts.values()), f"how well those who promise in {name} foresee"), ""
        )
    return Promised(
        lines, f"Those who promise in {name} foresee {in_words(score, 'promises')}.", figures(score)
    )


def _of_person(counts: Counts) -> Promised:
    lines, score = _lines(counts, OF_PERSON), _score(counts)
    if not lines:
        return Promised((), "None of your promises that were answered says how sure you were.", "")
    if score is None:
        return Promised(lines, _from(sum(counts.values()), "how well you foresee what you promise"), "")
    return Promised(lines, f"You foresee {in_words(score, 'promises')}.", figures(score))


def _from(number: int, what: str) -> str:
    so_far = f"There {dates.plural(number, 'is', 'are')} {dates.number_word(number)} so far"
    return f"From {FEWEST} such promises on, this page says {what}. {so_far}."


def _lines(counts: Counts, words: Mapping[str, str]) -> tuple[str, ...]:
    """ "Of ten promises that people here were very sure of, seven were kept, one of them in part." """
    return tuple(_line(counts, sure, words[sure]) for sure in PROMISED_SURE if _of(counts, sure))


def _line(counts: Counts, sure: str, words: str) -> str:
    kept, partly = counts.get((sure, Standing.CONFIRMED), 0), counts.get((sure, Standing.PARTLY), 0)
    was = dates.plural(kept or 1, "was", "were")
    said = f"Of {dates.counted(_of(counts, sure), 'promise')} {words}, {dates.number_word(kept)} {was} kept"
    if partly:
        said += f" and {dates.number_word(partly)} {dates.plural(partly, 'was', 'were')} kept in part"
    return f"{said}."


def _of(counts: Counts, sure: str) -> int:
    return sum(count for (one, _), count in counts.items() if one == sure)


def _score(counts: Counts) -> Brier | None:
    """Kept in part is not kept: it is what was promised that was foreseen."""
    return brier(
        (PROMISED_SURE[sure], standing == Standing.CONFIRMED)
        for (sure, standing), count in counts.items()
        for _ in range(count)
    )
