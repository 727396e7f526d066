"""Reads everything that a page of the Mirror is made of, once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from counterpoint.analysis.calendar import day_in, end_of_month
from counterpoint.claims.choices import MESSAGES, State
from counterpoint.mirror.queries.asking import Asked, asked
from counterpoint.mirror.queries.counting import Beside, Tally, by_message
from counterpoint.mirror.queries.hearing import spoken
from counterpoint.mirror.queries.knowing import Known, known_now, known_then
from counterpoint.mirror.queries.next import Facts
from counterpoint.mirror.queries.people import Directory, directory
from counterpoint.mirror.queries.reading import View, snapshots_of, view_of
from counterpoint.mirror.queries.tallying import beside_then, tallies_now, tallies_of
from counterpoint.partnership.models import Member
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

    @property
    def known(self) -> list[Known]:
        return list(self.facts.known)


def read(member: Member, at: datetime, as_at: date | None = None) -> Read:
    who = directory(member.place)
    view = view_of(member, at, as_at, who.family)
    return _then(view, who) if view.past else _now(view, who)


def _now(view: View, who: Directory) -> Read:
    tallies, beside = tallies_now(view)
    drawn = few_enough(tallies)
    return _gathered(view, who, tallies, beside, drawn, known_now(view, drawn), set(), asked(view, None))


def _then(view: View, who: Directory) -> Read:
    found = snapshots_of(view)
    tallies, beside = tallies_of(found, view.place.zone), beside_then(view, found)
    drawn = few_enough(tallies)
    hidden = {one.pk for one in found if one.state == State.IN_REPLY}
    due = [one.pk for one in found if one.counted and one.state != State.NOT_DUE]
    known = known_then(view, found, drawn)
    return _gathered(view, who, tallies, beside, drawn, known, hidden, asked(view, due))


def _gathered(
    view: View,
    who: Directory,
    tallies: list[Tally],
    beside: Beside,
    drawn: frozenset[int],
    known: list[Known],
    hidden: set[int],
    asked_of: list[Asked],
) -> Read:
    facts = Facts(
        place=view.place,
        reader=view.member,
        day=view.day,
        known=known,
        spoken=spoken(view, set(MESSAGES) - drawn, hidden),
        tallies=tallies,
        counts=by_message(tallies),
        beside=beside,
        who=who,
    )
    start, end = span(tallies, known, view)
    return Read(view, facts, asked_of, drawn, start, end)


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
