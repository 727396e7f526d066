"""Whom a claim waits for: who may be asked now, and why. Budgets and the hour of asking are `work`'s.

A claim can be asked about from the day it is claimed, or from its due date unless its promiser says sooner that it
was kept. Nobody is asked who may not answer, nor anyone who has answered since the last reason to ask them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from counterpoint.claims.models import Claim, Counterpart
from counterpoint.partnership.models import Member, Place


@dataclass(frozen=True, slots=True)
class Waiting:
    """One person and one claim on which they have a word to say."""

    member: Member
    counterpart: Counterpart  # counterpart.claim is `claim`
    claim: Claim  # with its place and its sentence
    since: date  # the day from which they could be asked
    overdue_days: int  # days since then
    round: int  # how often they were asked about it in all
    unanswered: int  # how often since they last answered, or since the newest reason to ask them
    last_asked_at: datetime | None
    again: bool  # they have answered before: is it still so?


ToAsk = Waiting


@dataclass(frozen=True, slots=True)
class PutAgain:
    """A long-term choice that was confirmed, and is due to be put again as a new claim that follows it."""

    claim: Claim
    since: date


def waiting_for(member: Member, at: datetime) -> list[Waiting]:
    """What waits for this person's word, most overdue first."""
    raise NotImplementedError


def people_to_ask(place: Place, at: datetime) -> list[ToAsk]:
    """Everyone who may be asked now, each with each claim, most overdue first."""
    raise NotImplementedError


def to_put_again(place: Place, at: datetime) -> list[PutAgain]:
    """Confirmed long-term choices whose six months, or whose review date, have passed, and that nobody follows yet."""
    raise NotImplementedError
