"""The clocks that run while somebody waits: for a moderator, for help, for an answer to a complaint. Pure.

Content: the Defamation Act 2013, section 5, and the Defamation (Operators of Websites) Regulations 2013: the notice goes
on to whoever posted it, and is acknowledged, within 48 hours; the poster has until the end of the fifth day after that.
Our 48 hours run through nights and weekends, so they never end later than the law's. Data: the Data (Use and Access) Act
2025, section 103, in force from 19 June 2026: a complaint is acknowledged within 30 days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from counterpoint.analysis.calendar import add_working_days, day_in, last_instant, working_days_between
from counterpoint.partnership.models import Place

SEND_ON = timedelta(hours=48)
TELLER_HAS = 5  # days after the one on which it was sent on
ACKNOWLEDGE_DATA = 30  # days
HAND_ON = 1  # working day
READ_WITHIN = 2  # working days: what the policy promises tellers, no law


@dataclass(frozen=True, slots=True)
class Clock:
    """What has to be done, by when, and whether that is past."""

    what: str
    due: datetime
    over: bool


def hand_on_by(place: Place, flagged_at: datetime) -> datetime:
    day = add_working_days(day_in(flagged_at, place.zone), HAND_ON, place.nation)
    return last_instant(day, place.zone)


def send_on_by(received_at: datetime) -> datetime:
    return received_at + SEND_ON


def teller_answers_by(place: Place, sent_at: datetime) -> datetime:
    return last_instant(day_in(sent_at, place.zone) + timedelta(days=TELLER_HAS), place.zone)


def acknowledge_data_by(place: Place, received_at: datetime) -> datetime:
    return last_instant(day_in(received_at, place.zone) + timedelta(days=ACKNOWLEDGE_DATA), place.zone)


def waited(place: Place, since: datetime, today: date) -> int:
    """Working days."""
    return working_days_between(day_in(since, place.zone), today, place.nation)
