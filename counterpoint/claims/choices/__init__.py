"""The kernel's words: the ten messages, the kinds of claim, verdicts and standings."""

from counterpoint.claims.choices.kinds import KINDS, Again, Bars, Kind, kind_of
from counterpoint.claims.choices.words import (
    BEFORE,
    MESSAGES,
    STATES,
    TURNED,
    VERDICT_WORDS,
    Horizon,
    Level,
    Skill,
    State,
    Step,
    TurnVerb,
)

__all__ = [
    "BEFORE", "KINDS", "MESSAGES", "STATES", "TURNED", "VERDICT_WORDS", "Again", "Bars", "Horizon", "Kind", "Level", "Skill", "State",
    "Step", "TurnVerb", "kind_of",
]
