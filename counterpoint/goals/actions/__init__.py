"""What is done about goals and measures."""

from counterpoint.goals.actions.choosing import choose, end_goal
from counterpoint.goals.actions.forecasting import lock_forecast
from counterpoint.goals.actions.framing import frame
from counterpoint.goals.actions.large import drop_large_files, hold, read_large_files
from counterpoint.goals.actions.measuring import Plan, begin_measure, lock_baseline, set_target
from counterpoint.goals.actions.meeting import say_of
from counterpoint.goals.actions.reading import Kept, keep
from counterpoint.goals.actions.rebasing import ask_for_rebase
from counterpoint.goals.actions.taking import end_need, need, promise_need, serve, tie_matter
from counterpoint.goals.policies.figures import Figure

__all__ = [
    "Figure",
    "Kept",
    "Plan",
    "ask_for_rebase",
    "begin_measure",
    "choose",
    "drop_large_files",
    "end_goal",
    "end_need",
    "frame",
    "hold",
    "keep",
    "lock_baseline",
    "lock_forecast",
    "need",
    "promise_need",
    "read_large_files",
    "say_of",
    "serve",
    "set_target",
    "tie_matter",
]
