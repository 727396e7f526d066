"""What is done about goals and measures."""

from counterpoint.goals.actions.choosing import choose
from counterpoint.goals.actions.forecasting import lock_forecast
from counterpoint.goals.actions.measuring import Plan, begin_measure, lock_baseline, set_target
from counterpoint.goals.actions.reading import Figure, Kept, keep
from counterpoint.goals.actions.rebasing import ask_for_rebase

__all__ = [
    "Figure",
    "Kept",
    "Plan",
    "ask_for_rebase",
    "begin_measure",
    "choose",
    "keep",
    "lock_baseline",
    "lock_forecast",
    "set_target",
]
