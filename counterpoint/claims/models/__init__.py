"""The kernel's tables: a claim, those who would know, what they say."""

from counterpoint.claims.models.answers import Answer, Ask, Ballot, BallotTurn
from counterpoint.claims.models.claims import Claim, Claimant, Request, Turn
from counterpoint.claims.models.counterparts import Counterpart, Pool, PoolSeat, ShortCode, Ticket, Unsealed
from counterpoint.claims.models.exports import PlaceExport
from counterpoint.claims.models.help import Elsewhere, Help

__all__ = [
    "Answer",
    "Ask",
    "Ballot",
    "BallotTurn",
    "Claim",
    "Claimant",
    "Counterpart",
    "Elsewhere",
    "Help",
    "PlaceExport",
    "Pool",
    "PoolSeat",
    "Request",
    "ShortCode",
    "Ticket",
    "Turn",
    "Unsealed",
]
