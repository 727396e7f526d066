"""Everything that can be done to an experiment. The only writers of its tables."""

from counterpoint.experiments.actions.ending import decide
from counterpoint.experiments.actions.planning import Plan, begin, change, put, serve
from counterpoint.experiments.actions.trying import say_happened, study
from counterpoint.experiments.actions.tying import tie

__all__ = ["Plan", "begin", "change", "decide", "put", "say_happened", "serve", "study", "tie"]
