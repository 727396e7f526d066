"""Who have we not spoken to in sixty days? Derived from the record, and seen only by whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max, QuerySet

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.models import Answer, Counterpart, Turn
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries import members, signed
from counterpoint.web import dates

LONG = timedelta(days=60)
AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class Quiet:
    """Somebody whom they once met on the record, and not lately."""

    name: str
    number: int
    when: str  # "You last met on the record on 3 March 2026, 74 days ago."


@dataclass(frozen=True, slots=True)
class NotSpokenPage:
    """Everything claims/not_spoken.jinja may show."""

    people: tuple[Quiet, ...]
    more: int
    met: int  # with how many people they have met on the record at all


def not_spoken_page(member: Member, at: datetime) -> NotSpokenPage:
    today = day_in(at, member.place.zone)
    last = _last_met(member)
    long_ago = {key: on for key, on in last.items() if on <= today - LONG}
    here = {one.pk: one for one in members().filter(pk__in=long_ago, left_at=None, signs=True)}
    oldest = sorted((key for key in long_ago if key in here), key=lambda key: (long_ago[key], key))
    return NotSpokenPage(
        people=tuple(_quiet(here[key], long_ago[key], today) for key in oldest[:AT_ONCE]),
        more=max(0, len(oldest) - AT_ONCE),
        met=len(last),
    )


def _quiet(one: Member, on: date, today: date) -> Quiet:
    organisation = next((held.organisation for held in one.memberships.all() if held.until is None), None)
    days = (today - on).days
    return Quiet(
        signed(one, organisation, ""),
        one.number,
        f"You last met on the record on {dates.day(on)}, {days} days ago.",
    )


def _last_met(member: Member) -> dict[int, date]:
    """With whom they met on the record, and when last: who answered what they put, whom they answered, who was in
    something with them, who replied.
    """
    here = {"place_id": member.place_id}
    answers = Answer.objects.filter(**here).order_by()
    seats = Counterpart.objects.filter(claim__kind="decision", **here).order_by()
    turns = Turn.objects.filter(**here).order_by()
    met: list[tuple[int | None, datetime]] = [
        *_each(answers.filter(claim__put_by=member), "member", "recorded_at"),
        *_each(answers.filter(member=member), "claim__put_by", "recorded_at"),
        *_each(seats.filter(claim__put_by=member), "member", "claim__put_at"),
        *_each(seats.filter(member=member), "claim__put_by", "claim__put_at"),
        *_each(turns.filter(claim__put_by=member), "by", "at"),
        *_each(turns.filter(by=member), "claim__put_by", "at"),
    ]
    last: dict[int, date] = {}
    for key, moment in met:
        if key and key != member.pk:
            on = day_in(moment, member.place.zone)
            last[key] = max(on, last.get(key, on))
    return last


def _each(rows: QuerySet[Any], who: str, when: str) -> list[tuple[int | None, datetime]]:
    return list(rows.values_list(who).annotate(last=Max(when)))
