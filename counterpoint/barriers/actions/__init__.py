"""Everything that can be done to a barrier."""

from counterpoint.barriers.actions.escalating import escalate
from counterpoint.barriers.actions.lifting import raise_, refuse, say_gone, stops_me_too, take
from counterpoint.barriers.actions.sealing import answer_quietly, raise_quietly, seal, take_back

__all__ = [
    "answer_quietly",
    "escalate",
    "raise_",
    "raise_quietly",
    "refuse",
    "say_gone",
    "seal",
    "stops_me_too",
    "take",
    "take_back",
]
