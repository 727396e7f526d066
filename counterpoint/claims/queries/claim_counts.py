"""What is shown of answers only as counts: what lay in a box, and the steps that people chose."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from counterpoint.analysis.disclosure import pool_counts
from counterpoint.analysis.standing import FEWEST
from counterpoint.claims.choices import VERDICT_WORDS, Step
from counterpoint.claims.models import Answer, Claim, Counterpart, PoolSeat
from counterpoint.claims.queries.claim_loading import Loaded
from counterpoint.claims.queries.telling import called
from counterpoint.web import dates


@dataclass(frozen=True, slots=True)
class Bar:
    """One step of the ladder, and how many say that it was this one."""

    step: str
    count: int
    width: int  # of the widest, in hundredths
    claimed: bool


def is_boxed(claim: Claim, one: Counterpart) -> bool:
    return claim.of.detached or one.pool_id is not None


def counts_of(loaded: Loaded) -> tuple[tuple[str, int], ...]:
    counts = pool_counts(one.verdict for one in loaded.ballots) if loaded.ballots else None
    if counts is None or loaded.held_back:
        return ()
    return tuple(
        (loaded.claim.of.says(verdict), counts[verdict]) for verdict in VERDICT_WORDS if verdict in counts
    )


def box_of(loaded: Loaded, asked: list[Counterpart]) -> str:
    """What can be said of a box: how many answers lie in it, never whose."""
    claim = loaded.claim
    boxed = [one for one in asked if is_boxed(claim, one)]
    if not boxed:
        return ""
    if loaded.past and not claim.counted_at:  # answers in a box have no time
        pools = [one.pool_id for one in boxed if one.pool_id]
        return f"The box was not open yet.{_seats(pools)}"
    lie = dates.counted(loaded.in_box, "answer lies", "answers lie").capitalize()
    pools = [one.pool_id for one in boxed if one.pool_id]
    if not claim.counted_at:
        return f"{lie} in the box. It is opened when everyone has answered, or when its time is up.{_seats(pools)}"
    opened = dates.day(loaded.day(claim.counted_at))
    if loaded.held_back:
        return f"The box was opened on {opened}.{_seats(pools)}"
    few = "" if counts_of(loaded) else " Too few can tell, so the counts are not shown."
    return f"The box was opened on {opened}. Nobody can see who said what.{few}{_seats(pools)}"


def _seats(pools: list[int]) -> str:
    if not pools:
        return ""
    seats = PoolSeat.objects.filter(pool__in=pools).select_related("organisation", "member").order_by("pk")
    names = [one.organisation.name if one.organisation else called(one.member) for one in seats]
    return f" Any of these may answer: {dates.listed(names, 'or')}."


def bars_of(loaded: Loaded, heard: list[Answer]) -> tuple[Bar, ...]:
    """The whole distribution, never the middle alone; nothing under five."""
    steps = Counter(one.step for one in heard if one.step)
    if steps.total() < FEWEST:
        return ()
    widest = max(steps.values())
    return tuple(
        Bar(
            f"{step.value} {step.label}",
            steps[step],
            round(100 * steps[step] / widest),
            step == loaded.claim.step,
        )
        for step in Step
    )
