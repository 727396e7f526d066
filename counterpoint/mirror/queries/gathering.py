"""Reads everything that a page of the Mirror is made of, once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from counterpoint.analysis.calendar import day_in, end_of_month
from counterpoint.claims.choices import MESSAGES
from counterpoint.mirror.queries.asking import Asked, asked
from counterpoint.mirror.queries.counting import Counted, Counts, Tally, by_message
from counterpoint.mirror.queries.hearing import spoken
from counterpoint.mirror.queries.knowing import Known, known_now, known_then
from counterpoint.mirror.queries.next import Facts
from counterpoint.mirror.queries.people import Directory, directory
from counterpoint.mirror.queries.reading import Then, View, recorded_since, view_of
from counterpoint.mirror.queries.tallying import counted_now, counted_then, tallies_of
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries.then import last_instant_of
from counterpoint.web.staff.shapes import BY_MONTH


@dataclass(frozen=True, slots=True)
class Read:
    """Everything that was read, before it is put into words."""

    view: View
    facts: Facts
    asked: list[Asked]
    drawn: frozenset[int]  # messages whose claims are drawn one by one
    start: date
    end: date
    before: dict[int, Counts] | None  # on the day that it is compared with
    heard: tuple[datetime, ...]  # of the message that is opened: the claim heard longest ago, and the newest

    @property
    def known(self) -> list[Known]:
        return list(self.facts.known)


def read(
    member: Member, at: datetime, as_at: date | None = None, *, compare: date | None = None, opened: int = 0
) -> Read:
    """`compare`: an earlier day, of which the counts are read too. `opened`: a message of which every voice is read."""
    who = directory(member.place, last_instant_of(as_at, member.place, at))
    view = view_of(member, at, as_at, who.family)
    earlier = compare if compare and compare < view.day else None
    if not view.past and not earlier:
        return _gathered(view, who, counted_now(view, opened), None, None, opened)
    days = recorded_since(view, min(earlier or view.day, view.day))
    found = Then(days, days.on(view.day))
    before = by_message(tallies_of(days.on(earlier), view.place.zone)) if earlier else None
    return _gathered(view, who, counted_then(view, found.claims), found, before, opened)


def _gathered(
    view: View,
    who: Directory,
    counted: Counted,
    found: Then | None,
    before: dict[int, Counts] | None,
    opened: int,
) -> Read:
    tallies = counted.tallies
    drawn, then = few_enough(tallies), found if view.past and found is not None else None
    known = known_now(view, drawn) if then is None else known_then(view, then, drawn)
    words = spoken(view, set(MESSAGES) - drawn, then, opened=opened, at_once=found is not None)
    facts = Facts(
        place=view.place,
        reader=view.member,
        day=view.day,
        known=known,
        spoken=words,
        tallies=tallies,
        counts=by_message(tallies),
        beside=counted.beside,
        who=who,
    )
    start, end = span(tallies, known, view)
    return Read(view, facts, asked(view, then), drawn, start, end, before, counted.heard)


def few_enough(tallies: list[Tally]) -> frozenset[int]:
    """The messages with so few claims that each has a mark of its own."""
    totals: Counter[int] = Counter()
    for tally in tallies:
        totals[tally.message] += tally.number
    return frozenset(message for message in MESSAGES if totals[message] < BY_MONTH)


def span(tallies: list[Tally], known: list[Known], view: View) -> tuple[date, date]:
    """From the first claim to the furthest due date, in whole months; of an empty place, since it was founded."""
    months = [tally.month for tally in tallies]
    start = min(months, default=day_in(view.place.founded_at, view.place.zone).replace(day=1))
    return min(start, view.day), end_of_month(max([*months, view.day]))
