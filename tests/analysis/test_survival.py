"""Survival against published figures: the 6-MP trial that every textbook prints, and rules that hold of any data."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.analysis.survival import Stood, survival

# Weeks in remission, with 6-mercaptopurine and with placebo. Freireich et al., Blood 21 (1963), 699-716, as printed by
# Gehan, Biometrika 52 (1965), 203-223, and Kalbfleisch and Prentice (1980), table 1.1; "+" is still in remission.
SIX_MP = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"


def trial(printed: str) -> list[Stood]:
    return [Stood(float(one.rstrip("+")), not one.endswith("+")) for one in printed.split()]


# Time, at risk, relapses, S(t), Greenwood's standard error; Kleinbaum and Klein, Survival Analysis, chapter 2, and the
# `survfit` of R's package survival (summary of the same data): 95% interval with conf.type = "log-log".
PUBLISHED = (
    (6, 21, 3, 0.8571, 0.0764, 0.6197, 0.9516),
    (7, 17, 1, 0.8067, 0.0869, 0.5631, 0.9228),
    (10, 15, 1, 0.7529, 0.0963, 0.5032, 0.8894),
    (13, 12, 1, 0.6902, 0.1068, 0.4316, 0.8491),
    (16, 11, 1, 0.6275, 0.1141, 0.3675, 0.8049),
    (22, 7, 1, 0.5378, 0.1282, 0.2678, 0.7468),
    (23, 6, 1, 0.4482, 0.1346, 0.1881, 0.6801),
)


def test_the_curve_of_the_six_mp_trial_is_the_published_one() -> None:
    curve = survival(trial(SIX_MP))
    found = [
        (s.time, s.at_risk, s.gone, round(s.left, 4), round(s.error, 4), round(s.low, 4), round(s.high, 4))
        for s in curve.steps
    ]
    assert found == [(float(time), *more) for time, *more in PUBLISHED]


def test_the_medians_of_both_arms_are_the_published_ones() -> None:
    assert survival(trial(SIX_MP)).median == 23
    assert survival(trial(PLACEBO)).median == 8
    assert survival(trial(PLACEBO)).median_interval == (4, 11)
    assert survival(trial(SIX_MP)).median_interval == (13, None)


def test_where_all_are_gone_nothing_stands() -> None:
    curve = survival(trial(PLACEBO))
    assert (curve.steps[-1].left, curve.steps[-1].low, curve.steps[-1].error) == (0, 0, 0)
    assert curve.left_after(0.5) == 1
    assert curve.left_after(23) == 0


def test_of_nothing_there_is_no_curve() -> None:
    curve = survival([])
    assert (curve.steps, curve.median, curve.number, curve.longest) == ((), None, 0, 0)


def test_while_more_than_half_stand_there_is_no_median() -> None:
    assert survival([Stood(3, True), Stood(9, False), Stood(9, False)]).median is None


@pytest.mark.parametrize("bad", [-1.0, math.inf, math.nan])
def test_a_time_that_is_none_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="less than no time"):
        survival([Stood(bad, True)])


things = st.lists(st.builds(Stood, st.integers(0, 60).map(float), st.booleans()), max_size=40)


@given(things)
def test_the_curve_only_falls_and_its_interval_holds_it(known: list[Stood]) -> None:
    before = 1.0
    for step in survival(known).steps:
        assert 0 <= step.low <= step.left <= step.high <= 1
        assert step.left < before
        before = step.left


@given(st.lists(st.integers(0, 60).map(float), min_size=1, max_size=40))
def test_with_nothing_open_it_is_the_plain_share_that_lasted_longer(times: list[float]) -> None:
    curve = survival(Stood(time, True) for time in times)
    for time in times:
        assert curve.left_after(time) == pytest.approx(sum(one > time for one in times) / len(times))


@given(things)
def test_one_that_stood_longer_than_anybody_looked_never_lowers_the_curve(known: list[Stood]) -> None:
    more = [*known, Stood(99.0, False)]
    for step in survival(known).steps:
        assert survival(more).left_after(step.time) >= step.left
