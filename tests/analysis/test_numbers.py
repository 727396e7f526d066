"""What is a whole number, and what only looks like one."""

from __future__ import annotations

import pytest

from counterpoint.analysis.numbers import whole


def test_plain_digits_are_a_number() -> None:
    assert [whole(words) for words in ("0", "12", "007", "9" * 9)] == [0, 12, 7, 999_999_999]


@pytest.mark.parametrize("words", ["", " 1", "-1", "+1", "1.0", "1_0", "²", "١٢", "x", "9" * 10, "9" * 5_000])
def test_nothing_else_is(words: str) -> None:
    assert whole(words) is None


def test_a_key_may_be_longer() -> None:
    assert (whole("9" * 19, longest=19), whole("9" * 20, longest=19)) == (int("9" * 19), None)
