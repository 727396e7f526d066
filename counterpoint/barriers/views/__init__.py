"""Barriers over HTTP: by name for members, without a name for anyone who has the address."""

from counterpoint.barriers.views.lifting import (
    escalate,
    hand_on,
    merge,
    refuse,
    say_gone,
    show,
    stops_me_too,
    take,
)
from counterpoint.barriers.views.quiet import me_too_quietly, raise_quietly
from counterpoint.barriers.views.raising import list_, poster, raise_, signposts, slip, tell_stewards
from counterpoint.barriers.views.tickets import mine, ticket

__all__ = [
    "escalate",
    "hand_on",
    "list_",
    "me_too_quietly",
    "merge",
    "mine",
    "poster",
    "raise_",
    "raise_quietly",
    "refuse",
    "say_gone",
    "show",
    "signposts",
    "slip",
    "stops_me_too",
    "take",
    "tell_stewards",
    "ticket",
]
