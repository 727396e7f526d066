"""Everything that can be done to a promise."""

from counterpoint.promises.actions.hearing import Heard, ask_promiser, disown, hear, hear_brought_in, own
from counterpoint.promises.actions.making import RESPONSES, move, put, respond, say_kept
from counterpoint.promises.actions.terms import Terms

__all__ = [
    "RESPONSES",
    "Heard",
    "Terms",
    "ask_promiser",
    "disown",
    "hear",
    "hear_brought_in",
    "move",
    "own",
    "put",
    "respond",
    "say_kept",
]
