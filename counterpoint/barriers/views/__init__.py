"""Barriers over HTTP: by name for members, without a name for anyone who has the address."""

from counterpoint.barriers.views.lifting import escalate, raise_, refuse, say_gone, show, stops_me_too, take
from counterpoint.barriers.views.quiet import raise_quietly, ticket

__all__ = [
    "escalate",
    "raise_",
    "raise_quietly",
    "refuse",
    "say_gone",
    "show",
    "stops_me_too",
    "take",
    "ticket",
]
