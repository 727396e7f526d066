"""The kernel's tables: a claim, those who would know, what they say."""

from counterpoint.claims.models.answers import Answer, Ask, Ballot, BallotTurn
from counterpoint.claims.models.claims import Claim, Claimant, Request, Turn
from counterpoint.claims.models.counterparts import Counterpart, Pool, PoolSeat, Ticket, Unsealed

__all__ = [
    "Answer",
    "Ask",
    "Ballot",
    "BallotTurn",
    "Claim",
    "Claimant",
    "Counterpart",
    "Pool",
    "PoolSeat",
    "Request",
    "Ticket",
    "Turn",
    "Unsealed",
]
