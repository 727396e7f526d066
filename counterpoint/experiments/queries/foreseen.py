"""A score of how well somebody foresees, in words and in figures."""

from __future__ import annotations

from counterpoint.analysis.calibration import BY_CHANCE, Brier


def in_words(score: Brier, what: str) -> str:
    """`what`: "predictions", or "promises"."""
    return f"{score.tells} than a coin, as far as {score.number} {what} can say"


def figures(score: Brier) -> str:
    return (
        f"Brier score {score.score:.2f}, between {score.low:.2f} and {score.high:.2f} in 95 of 100 such records. "
        f"0 is always right; {BY_CHANCE} is a coin."
    )
