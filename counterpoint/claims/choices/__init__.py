"""The kernel's words: the ten messages, the kinds of claim, verdicts and standings."""

from counterpoint.claims.choices.kinds import KINDS, PUT_AGAIN, Again, Bars, Kind, kind_of
from counterpoint.claims.choices.words import (
    ANSWER_WORDS,
    BEFORE,
    LADDER_CREDIT,
    LADDER_LINK,
    MESSAGES,
    STATES,
    STEP_WORDS,
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
    "ANSWER_WORDS",
    "BEFORE",
    "KINDS",
    "LADDER_CREDIT",
    "LADDER_LINK",
    "MESSAGES",
    "PUT_AGAIN",
    "STATES",
    "STEP_WORDS",
    "TURNED",
    "VERDICT_WORDS",
    "Again",
    "Bars",
    "Horizon",
    "Kind",
    "Level",
    "Skill",
    "State",
    "Step",
    "TurnVerb",
    "kind_of",
]
