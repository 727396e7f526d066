"""A goal that people chose, what it takes, and the measures that say whether it came."""

from counterpoint.goals.models.goals import Chooser, Framing, Goal, GoalMatter, Need, Serves
from counterpoint.goals.models.measures import Forecast, Measure, Reading, Rebase, Target
from counterpoint.goals.models.sets import Picked

__all__ = [
    "Chooser",
    "Forecast",
    "Framing",
    "Goal",
    "GoalMatter",
    "Measure",
    "Need",
    "Picked",
    "Reading",
    "Rebase",
    "Serves",
    "Target",
]
