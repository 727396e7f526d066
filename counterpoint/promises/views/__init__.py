"""Promises over HTTP."""

from counterpoint.promises.views.bringing_in import ask_about, bring_in
from counterpoint.promises.views.promising import hear, put, put_with
from counterpoint.promises.views.showing import accept, ask, kept, move, own, own_by_link, respond, show

__all__ = [
    "accept",
    "ask",
    "ask_about",
    "bring_in",
    "hear",
    "kept",
    "move",
    "own",
    "own_by_link",
    "put",
    "put_with",
    "respond",
    "show",
]
