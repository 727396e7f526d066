"""What the pages of experiments say."""

from counterpoint.experiments.queries.foresight import ForesightPage, foresight_page
from counterpoint.experiments.queries.listing import (
    ExperimentsPage,
    StoppedPage,
    experiments_page,
    stopped_page,
)
from counterpoint.experiments.queries.planning import (
    DecidePage,
    PlanPage,
    decide_page,
    first_said,
    plan_page,
)
from counterpoint.experiments.queries.rows import experiments_key
from counterpoint.experiments.queries.showing import (
    ExperimentPage,
    experiment_key,
    experiment_numbered,
    experiment_page,
)
from counterpoint.experiments.queries.tying import (
    claim_of_number,
    could_be_led_to,
    goal_of_number,
    goals_to_serve,
)

__all__ = [
    "DecidePage",
    "ExperimentPage",
    "ExperimentsPage",
    "ForesightPage",
    "PlanPage",
    "StoppedPage",
    "claim_of_number",
    "could_be_led_to",
    "decide_page",
    "experiment_key",
    "experiment_numbered",
    "experiment_page",
    "experiments_key",
    "experiments_page",
    "first_said",
    "foresight_page",
    "goal_of_number",
    "goals_to_serve",
    "plan_page",
    "stopped_page",
]
