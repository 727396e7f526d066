"""Making letters of what people are to hear, and sending them. If one goes wrong, the others go."""

from __future__ import annotations

import logging
import signal
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from counterpoint.partnership.choices import Channel as Reach
from counterpoint.partnership.models import Member, Place
from counterpoint.partnership.queries import members
from counterpoint.work import actions, hours, reach, tellers
from counterpoint.work.channels import Channel, Failed, Sent, channel_for
from counterpoint.work.choices import ANY_DAY, AT_ONCE, NoticeKind, Outcome
from counterpoint.work.letters import message_of
from counterpoint.work.models import Letter, Notice

log = logging.getLogger("counterpoint.work")

STALE = timedelta(days=30)  # nobody wants to be told after a month what happened then
MOST_AT_ONCE = 200  # letters in one round, so that a sign-in never waits behind a thousand

type Ways = Callable[[str, bool], Channel]


def the_ways(kind: str, demonstration: bool) -> Channel:
    return channel_for(kind, demonstration=demonstration)


@dataclass(slots=True)
class Tally:
    """What one round came to."""

    sent: int = 0
    failed: int = 0
    moot: int = 0

    def add(self, more: Tally | None) -> None:
        if more is not None:
            self.sent, self.failed, self.moot = (
                self.sent + more.sent,
                self.failed + more.failed,
                self.moot + more.moot,
            )


def make_letters(place: Place, at: datetime) -> int:
    """What is due is gathered, person by person: one letter a day, and what can't wait in one of its own."""
    if not hours.by_day(place, at):
        return 0
    waiting: dict[int, list[Notice]] = defaultdict(list)
    due = Notice.objects.filter(place=place, letter=None, send_after__lte=at, created_at__gt=at - STALE)
    to_tellers: list[Notice] = []
    for notice in due.order_by("pk"):
        if notice.member_id is None:
            to_tellers.append(notice)
        elif notice.kind in ANY_DAY or hours.in_working_hours(place, at):
            waiting[notice.member_id].append(notice)
    written_to = reach.written_to_today(place, at) if waiting else set()
    made = tellers.make_letters(place, to_tellers, at)
    for member in members().filter(pk__in=waiting, left_at__isnull=True):
        if not reach.reached_at(member):
            continue
        notices = waiting[member.pk]
        urgent = [one for one in notices if one.kind in AT_ONCE]
        rest = [] if member.pk in written_to else _for_one_letter(member, notices)
        made += actions.make_letter(place=place, member=member, notices=urgent, at_once=True, at=at)
        made += actions.make_letter(place=place, member=member, notices=rest, at_once=False, at=at)
    return made


def _for_one_letter(member: Member, notices: list[Notice]) -> list[Notice]:
    """All of it in a mail. In a text message one thing only: news before questions, for it has to come in time.

    "Did you say that?" waits for no budget: the record shows already what was heard, and for how long nobody has
    owned it. It counts against the budget for what else is asked.
    """
    rest = [one for one in notices if one.kind not in AT_ONCE]
    if member.channel != Reach.TEXT:
        return rest
    return [one for one in rest if one.kind in ANY_DAY] or rest[:1]


def send_letters(place: Place, at: datetime, ways: Ways = the_ways) -> Tally:
    """Send what waits. By day only; what asks something only on working days."""
    tally = Tally()
    if not hours.by_day(place, at):
        return tally
    waiting = Letter.objects.filter(place=place, done_at=None, try_after__lte=at)
    waiting = waiting.filter(Q(taken_until=None) | Q(taken_until__lt=at))
    if not hours.in_working_hours(place, at):
        waiting = waiting.exclude(notices__kind__in=[kind for kind in NoticeKind if kind not in ANY_DAY])
    for letter in waiting.order_by("-at_once", "try_after", "pk")[:MOST_AT_ONCE]:
        if actions.take(letter=letter, at=at):
            _send(place, letter, at, ways, tally)
    return tally


def _send(place: Place, letter: Letter, at: datetime, ways: Ways, tally: Tally) -> None:
    """A fault of the database between the sending and the writing down leaves the letter in hand: see `take`."""
    letter.refresh_from_db()
    with undisturbed():
        outcome = _tried(place, letter, at, ways)
        if outcome is None:
            actions.done(letter=letter, outcome=Outcome.MOOT, at=at)
            tally.moot += 1
        elif isinstance(outcome, Failed):
            actions.failed(letter=letter, why=outcome.why, lasting=outcome.lasting, at=at)
            tally.failed += 1
        else:
            actions.done(letter=letter, outcome=Outcome.SENT, at=at)
            tally.sent += 1


def _tried(place: Place, letter: Letter, at: datetime, ways: Ways) -> Sent | Failed | None:
    """None: there is nothing left to say. One letter that can't be written must not keep the others."""
    try:
        message = tellers.message_of(letter, at) if letter.story_id else message_of(letter, at)
        return ways(message.kind, place.demonstration).send(message) if message else None
    except Exception as fault:
        # A traceback may hold somebody's words, so only the kind of fault is said.
        log.error("%s: a letter could not be written (%s).", place.slug, type(fault).__name__)
        return Failed(f"It could not be written ({type(fault).__name__}).")


@contextmanager
def undisturbed() -> Iterator[None]:
    """Asked to stop while a letter goes out, finish it and write that down first: else it would go twice."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
