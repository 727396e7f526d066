"""Goals and their measures in the demonstration's files: chosen, measured quarter by quarter, and what was said of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.demo.reading import Room, Rows, Scene
from counterpoint.demo.stage import Stage
from counterpoint.goals import actions as goals
from counterpoint.goals.actions import Figure, Plan, sets
from counterpoint.goals.choices import Better
from counterpoint.goals.models import Measure, Need
from counterpoint.goals.policies.sets import known_sets
from counterpoint.partnership import actions as partnership
from counterpoint.partnership.choices import Perspective
from counterpoint.partnership.models import Member

BETTER = {"lower": Better.DOWN, "higher": Better.UP, "neither": Better.NONE}
STEPS = {"month": 1, "quarter": 3}
LAST = date(2026, 9, 30)


class Goals(Room):
    """Three tables: the goals, their measures with all that was read of them, and what became of both.

    What was read by the day on which a measure begins is put in on that day, the rest quarter by quarter: so a page as
    at a past day has the numbers of that day.
    """

    def scenes(self, rows: Rows) -> Iterator[Scene]:
        begun = {one["id"]: one["on"] for one in rows["goals"]}
        for one in rows["goals"]:
            yield self._scene("goal", one["on"], one)
        for one in rows["measures"]:
            on = begun[one["goal"]]
            yield self._scene("measure", on, {key: given for key, given in one.items() if key != "values"})
            told = list(zip(periods(one), one["values"], strict=True))
            after = date.min
            for until, at in (
                (on.replace(day=1) - timedelta(days=1), on),
                *((end, end) for end in quarters(on)),
            ):
                figures = [(period, value) for period, value in told if after < period <= until]
                if figures:
                    yield self._scene("read", at, {"measure": one["id"], "figures": figures})
                after = until
            if "baseline" in one:
                yield self._scene("lock", on, {"measure": one["id"], "points": one["baseline"]})
        for one in rows.get("afterwards", ()):
            yield self._scene(one["do"], one["on"], one)

    def _scene(self, verb: str, on: date, row: dict[str, Any]) -> Scene:
        given = {key: value for key, value in row.items() if key not in ("on", "do")}
        return Scene(on, verb, self.verbs[verb], given)


def periods(measure: Rows) -> list[date]:
    """The first day of each period, without a gap."""
    first, step = measure["first"], STEPS[measure["every"]]
    months = [first.year * 12 + first.month - 1 + step * count for count in range(len(measure["values"]))]
    return [date(month // 12, month % 12 + 1, 1) for month in months]


def quarters(after: date) -> Iterator[date]:
    """The last days of the quarters that end later."""
    for year in range(after.year, LAST.year + 1):
        for end in (date(year, 3, 31), date(year, 6, 30), date(year, 9, 30), date(year, 12, 31)):
            if after < end <= LAST:
                yield end


def goal(
    stage: Stage,
    at: datetime,
    *,
    id: str,
    words: str,
    for_whom: str,
    chosen_by: Sequence[str],
    needs: Sequence[str] = (),
    **beside: object,
) -> None:
    """`beside` is for people who read the files."""
    _only(id, beside, {"ours", "of"})
    by = convenor(stage)
    stage.goals[id] = goals.choose(
        place=stage.place,
        words=words,
        for_whom=for_whom,
        choosers=[_chooser(stage, key) for key in chosen_by],
        by=by,
        at=at,
    )
    for line in needs:
        goals.need(goal=stage.goals[id], words=line, by=by, at=at)


def measure(
    stage: Stage,
    at: datetime,
    *,
    id: str,
    goal: str,
    name: str,
    unit: str,
    better: str,
    every: str,
    first: date,
    target: float | None = None,
    holder: str = "",
    by: str = "",
    people: Sequence[int] = (),
    source: str = "",
    **beside: object,
) -> None:
    """`holder`: who holds counts of so few people that others see them rounded, and then `by` brings them.

    `people`: of how few to how many a percentage is.
    """
    _only(id, beside, {"baseline", "audience", "behind", "ours"})
    plan = Plan(
        name=name,
        unit=unit,
        better=BETTER[better],
        every=every,
        holder=stage.organisations[holder] if holder else None,
        small_counts=bool(holder),
        source=source,
    )
    begun = goals.begin_measure(
        place=stage.place, plan=plan, goal=stage.goals[goal], by=convenor(stage), at=at
    )
    stage.measures[id], stage.brings[id] = begun, stage.people[by] if by else convenor(stage)
    if people:
        stage.counts[id] = (people[0], people[-1])
    if target is not None:
        value = Decimal(str(target))
        goals.set_target(measure=begun, value=value, from_on=first, by=convenor(stage), at=at)


def read(stage: Stage, at: datetime, *, measure: str, figures: Sequence[tuple[date, float]]) -> None:
    span = stage.counts.get(measure)
    goals.keep(
        measure=_measure(stage, measure),
        figures=[figure_of(on, value, span) for on, value in figures],
        by=stage.brings[measure],
        at=at,
    )


def figure_of(on: date, value: float, span: tuple[int, int] | None) -> Figure:
    """`span`: of how many people a percentage is, from so few to so many. The share that comes closest stands for it."""
    said = Decimal(str(value))
    if span is None:
        return Figure(on, said)
    shares = ((round(value * whole / 100), whole) for whole in range(span[0], span[1] + 1))
    part, whole = min(shares, key=lambda share: abs(100 * share[0] / share[1] - value))
    return Figure(on, said, Decimal(part), Decimal(whole))


def lock(stage: Stage, at: datetime, *, measure: str, points: int) -> None:
    goals.lock_baseline(measure=_measure(stage, measure), points=points, by=convenor(stage), at=at)


def rebase_asked(
    stage: Stage,
    at: datetime,
    *,
    id: str,
    measure: str,
    by: str,
    organisation: str,
    to: list[str],
    begins: date,
    words: str,
    ours: bool = False,
) -> None:
    stage.claims[id] = goals.ask_for_rebase(
        measure=_measure(stage, measure),
        on=begins,
        reason=words,
        named=stage.named(to),
        by=stage.people[by],
        acting_for=stage.organisations[organisation],
        at=at,
    )


def rebase_refused(stage: Stage, at: datetime, *, id: str, by: str, words: str) -> None:
    claims.answer(claim=stage.fresh(id), verdict=Verdict.NO, words=words, by=stage.people[by], at=at)


def said_met(
    stage: Stage,
    at: datetime,
    *,
    id: str,
    goal: str,
    by: str,
    organisation: str,
    words: str,
    to: list[str],
    ours: bool = False,
) -> None:
    stage.claims[id] = goals.say_of(
        goal=stage.goals[goal],
        kind="met",
        sentence=words,
        claimants=[stage.organisations[organisation]],
        named=stage.named(to),
        by=stage.people[by],
        at=at,
    )


def promised(stage: Stage, at: datetime, *, goal: str, need: str, promise: str) -> None:
    line = Need.objects.get(goal=stage.goals[goal], words__words=need)
    goals.promise_need(need=line, promise=stage.fresh(promise), by=convenor(stage), at=at)


def serves(stage: Stage, at: datetime, *, goal: str, claim: str) -> None:
    goals.serve(goal=stage.goals[goal], claim=stage.fresh(claim), by=convenor(stage), at=at)


def framed(
    stage: Stage, at: datetime, *, goal: str, by: str, words: str, organisation: str = "", ours: bool = False
) -> None:
    """How somebody sees the problem: for the organisation in which they work, or for themselves."""
    house = stage.organisations.get(organisation)
    goals.frame(goal=stage.goals[goal], words=words, by=stage.people[by], organisation=house, at=at)


def mattered(
    stage: Stage, at: datetime, *, goal: str, by: str, words: str, note: str = "", ours: bool = False
) -> None:
    """What matters to the people concerned, in the words of one of them, and the goal that is about it."""
    matter = partnership.write_matter(place=stage.place, words=words, by=stage.people[by], at=at)
    goals.tie_matter(goal=stage.goals[goal], matter=matter, by=stage.people[by], at=at)


def reports(stage: Stage, at: datetime, *, set: str, answers: dict[str, str], ours: bool = False) -> None:
    """`answers`: which measure answers a metric of the set."""
    metrics = known_sets()[set]
    sets.pick(place=stage.place, metrics=metrics, by=convenor(stage), at=at)
    for key, name in answers.items():
        metric = metrics.metric(key)
        if metric is None:
            raise KeyError(f"{set}: {key}")
        found = _measure(stage, name)
        sets.tie(place=stage.place, metrics=metrics, metric=metric, measure=found, by=convenor(stage), at=at)


def convenor(stage: Stage) -> Member:
    return next(one for one in stage.people.values() if one.convenor)


def _measure(stage: Stage, key: str) -> Measure:
    return stage.measures[key]


def _chooser(stage: Stage, key: str) -> Any:
    if key in Perspective.values:
        return key
    return stage.organisations.get(key) or stage.people[key]


def _only(key: str, beside: dict[str, object], known: set[str]) -> None:
    if set(beside) - known:
        raise KeyError(f"{key}: {sorted(set(beside) - known)}")


VERBS: dict[str, Callable[..., None]] = {
    "goal": goal,
    "measure": measure,
    "read": read,
    "lock": lock,
    "rebase_asked": rebase_asked,
    "rebase_refused": rebase_refused,
    "said_met": said_met,
    "promised": promised,
    "serves": serves,
    "reports": reports,
    "framed": framed,
    "mattered": mattered,
}
