"""Everything that can be done to a barrier."""

from counterpoint.barriers.actions.escalating import escalate
from counterpoint.barriers.actions.lifting import hand_on, raise_, refuse, say_gone, stops_me_too, take
from counterpoint.barriers.actions.merging import merge
from counterpoint.barriers.actions.quiet import (
    answer_quietly,
    give_code,
    merge_quietly,
    raise_quietly,
    stops_me_too_quietly,
    take_back,
)
from counterpoint.barriers.actions.sealing import seal
from counterpoint.barriers.actions.signposting import put_signposts

__all__ = [
    "answer_quietly",
    "escalate",
    "give_code",
    "hand_on",
    "merge",
    "merge_quietly",
    "put_signposts",
    "raise_",
    "raise_quietly",
    "refuse",
    "say_gone",
    "seal",
    "stops_me_too",
    "stops_me_too_quietly",
    "take",
    "take_back",
]
