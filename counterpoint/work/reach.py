"""How somebody is reached, and whether a letter to them is under way already."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Max, Q

from counterpoint.analysis.calendar import day_in, last_instant
from counterpoint.claims.models import Ask
from counterpoint.partnership.choices import Channel
from counterpoint.partnership.models import Member, Place
from counterpoint.work.choices import NoticeKind, Outcome
from counterpoint.work.models import Letter, Notice


def reached_at(member: Member) -> str:
    """Where they chose to be written to; empty where somebody has to speak to them instead."""
    if member.left_at:
        return ""
    return {Channel.MAIL: member.email, Channel.TEXT: member.phone}.get(Channel(member.channel), "")


def written_to_today(place: Place, at: datetime) -> set[int]:
    """Keys of members who have had their one letter today, or to whom one is still on its way."""
    today = day_in(at, place.zone)
    began = last_instant(today - timedelta(days=1), place.zone)
    letters = Letter.objects.filter(place=place, at_once=False)
    found = letters.filter(Q(on=today) | Q(done_at=None) | Q(outcome=Outcome.SENT, done_at__gt=began))
    return set(found.values_list("member_id", flat=True))


def last_questions(place: Place, people: Iterable[int]) -> dict[int, date]:
    """When each of these members was last asked anything: whether it is so, or whether they said it."""
    keys = list(people)
    asked = dict(
        Ask.objects.filter(place=place, member__in=keys)
        .values_list("member_id")
        .annotate(last=Max("at"))
        .values_list("member_id", "last")
    )
    owners = dict(
        Notice.objects.filter(place=place, member__in=keys, kind=NoticeKind.OWNER, letter__isnull=False)
        .values_list("member_id")
        .annotate(last=Max("letter__made_at"))
        .values_list("member_id", "last")
    )
    newest = {
        key: max(filter(None, (asked.get(key), owners.get(key)))) for key in asked.keys() | owners.keys()
    }
    return {key: day_in(moment, place.zone) for key, moment in newest.items() if key is not None}
