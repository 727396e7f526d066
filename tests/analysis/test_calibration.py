"""A Brier score says how well people foresee, with its interval, and nothing of fewer than twenty."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.analysis.calibration import brier


def test_by_hand() -> None:
    """Ten at 0.8 of which eight came, ten at 0.3 of which three came: (8·0.04 + 2·0.64 + 3·0.49 + 7·0.09) / 20."""
    told = [(0.8, count < 8) for count in range(10)] + [(0.3, count < 3) for count in range(10)]
    found = brier(told)
    assert found is not None
    assert found.score == pytest.approx(0.185)
    # Of the squares: (8·0.04² + 2·0.64² + 3·0.49² + 7·0.09² - 20·0.185²) / 19 = 0.04866; 1.96 · √(0.04866 / 20) = 0.0967.
    assert (found.low, found.high) == pytest.approx((0.0883, 0.2817), abs=0.0001)
    assert found.tells == "no better"


def test_always_right_is_nothing_and_a_coin_is_a_quarter() -> None:
    right = brier([(1.0, True), (0.0, False)] * 10)
    coin = brier([(0.5, True), (0.5, False)] * 10)
    wrong = brier([(0.9, False)] * 20)
    assert right is not None
    assert coin is not None
    assert wrong is not None
    assert (right.score, right.tells) == (0, "better")
    assert (coin.score, coin.low, coin.high, coin.tells) == (0.25, 0.25, 0.25, "no better")
    assert wrong.tells == "worse"


def test_nineteen_say_nothing_and_what_is_no_probability_is_refused() -> None:
    assert brier([(0.5, True)] * 19) is None
    with pytest.raises(ValueError, match="between 0 and 1"):
        brier([(1.2, True)])


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=20, max_size=60))
def test_it_lies_in_its_interval_and_turned_round_it_is_the_same(told: list[tuple[float, bool]]) -> None:
    found, turned = brier(told), brier([(1 - likely, not came) for likely, came in told])
    assert found is not None
    assert turned is not None
    assert 0 <= found.low <= found.score + 1e-12
    assert found.score <= found.high + 1e-12 <= 1 + 1e-9
    assert turned.score == pytest.approx(found.score)
