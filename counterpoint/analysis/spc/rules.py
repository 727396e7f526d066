"""The two rule sets. Each is named, with its version, on every chart that it drew."""

from __future__ import annotations

from dataclasses import dataclass

# Shewhart's constants for moving ranges of two: 3 / d2 = 3 / 1.128, rounded as the field prints it, and D4.
LIMIT = 2.66
NEAR = LIMIT * 2 / 3
LARGEST_RANGE = 3.267

FEWEST_FOR_LIMITS = 6  # fewer: dots only
FEWEST_FOR_ICONS = 13  # fewer: trial limits, and no word of better or worse


@dataclass(frozen=True, slots=True)
class Rules:
    """What counts as a special cause. Points, never steps: a trend of six has five moves."""

    name: str
    version: str
    title: str
    trend: int  # points that all rise or all fall; equal neighbours break it
    shift: int  # points strictly on one side of the mean; one on the mean breaks it
    outside_counts: bool  # two of three: does a point beyond the process limit count as beyond the near one?
    screens: bool  # leave out moving ranges beyond their own limit, once
    icons_from: int  # points of the last phase
    improvement_wins: (
        bool  # where two rules disagree about the latest point: the improvement, or the label that names it
    )


# NHS England, Making Data Count: its Excel tools of late 2023 on, which screen nothing and count points beyond the limit.
MDC = Rules(
    name="mdc", version="2023-12", title="Making Data Count", trend=6, shift=7, outside_counts=True, screens=False,
    icons_from=FEWEST_FOR_ICONS, improvement_wins=True,
)  # fmt: skip
# NHSRplotthedots 0.2.2 (MIT), whose icons are given however few points there are.
NHSR = Rules(
    name="nhsr", version="0.2.2", title="NHSRplotthedots", trend=7, shift=7, outside_counts=False, screens=True,
    icons_from=1, improvement_wins=False,
)  # fmt: skip

RULES = {rules.name: rules for rules in (MDC, NHSR)}
