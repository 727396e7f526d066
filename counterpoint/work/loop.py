"""`counterpoint work`: round after round, what follows from the ledger, who is to be asked, what is to be sent.

Each step leaves everything whole, so it may be stopped at any moment, also by force, and started again: cursors
and unique keys see to it that nothing is lost and nothing is made twice. One window stays. If work is killed after
a mail server took a letter and before that is written down, the letter goes a second time, with the same
Message-ID. The outbox folder and GOV.UK Notify are asked first, so there it does not.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial

from django.db import Error, close_old_connections, connection
from django.db.models import Count, Min, Q

from counterpoint.claims import actions as claims
from counterpoint.claims.choices import TurnVerb
from counterpoint.claims.queries import people_to_ask
from counterpoint.claims.queries.left_open import undecided_since
from counterpoint.goals.actions import read_large_files
from counterpoint.hour.actions import end_forgotten
from counterpoint.ledger.queries import events_after, head, position
from counterpoint.offers.actions import look_after_cards, owe_whatever_was_offered
from counterpoint.partnership.actions import count_matters
from counterpoint.partnership.models import Place
from counterpoint.programme.actions import bring_back, form_groups
from counterpoint.programme.policies import is_due
from counterpoint.web.http import Refused
from counterpoint.web.order import alphabetically
from counterpoint.work import actions, asking, heads, hours, of_stories, outbox, sealing
from counterpoint.work.clearing import clear_what_ran_out
from counterpoint.work.models import Letter
from counterpoint.work.outbox import Tally, Ways, the_ways
from counterpoint.work.reactions import drafts_of
from counterpoint.work.reminders import reminders_due
from counterpoint.work.sign_ins import send_sign_ins

log = logging.getLogger("counterpoint.work")

ROUND = 20.0  # seconds between rounds
SIGN_INS = 5.0  # and between looks for somebody who waits to sign in

type Clock = Callable[[], datetime]


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Work:
    """Round after round. `looked` is what each place was like when it was last gone through for somebody to ask."""

    ways: Ways = the_ways
    looked: dict[int, tuple[int | str, ...]] = field(default_factory=dict)
    cleared_on: date | None = None  # also when it starts: clearing twice does no harm

    def one_round(self, at: datetime) -> Tally:
        """Everything that is due, place by place. A fault in one place is said, and the others go on."""
        total = Tally()
        total.add(self.sign_ins(at))
        self.clear(at)
        for place in Place.objects.order_by("pk"):
            total.add(_carefully(place.name, self.work_for, place, at))
        return total

    def sign_ins(self, at: datetime) -> Tally | None:
        return _carefully("Sign-in mails", send_sign_ins, at, self.ways)

    def read_large_files(self, clock: Clock) -> None:
        """In small steps, so that nobody who signs in waits for one."""
        last = time.monotonic()
        for _ in read_large_files():
            if time.monotonic() - last > SIGN_INS:
                self.sign_ins(clock())
                last = time.monotonic()

    def clear(self, at: datetime) -> None:
        if self.cleared_on != at.date():
            _carefully("Clearing what has run out", clear_what_ran_out, at)
            self.cleared_on = at.date()

    def work_for(self, place: Place, at: datetime) -> Tally:
        """What is asked this morning stands in one letter with this morning's news: so read, ask, and read on."""
        actions.begin_reading(place)
        for step in (sealing.seal_the_day, look_after_places, end_hours, react, self.ask, write_heads, react):
            _carefully(f"{place.name}, {step.__name__.replace('_', ' ')}", step, place, at)
        outbox.make_letters(place, at)
        return outbox.send_letters(place, at, self.ways)

    def ask(self, place: Place, at: datetime) -> None:
        """Only when something has been done since the last look, and every hour: it goes through the whole place."""
        stands = head(place.pk)
        here = (stands.length, stands.ballots, f"{at:%Y-%m-%d %H}")
        if not hours.in_working_hours(place, at) or self.looked.get(place.pk) == here:
            return
        waiting = people_to_ask(place, at)
        for planned in asking.plan(place, waiting, at):
            _carefully(f"{place.name}, asking", partial(actions.ask, place=place, planned=planned, at=at))
        for one in asking.ask_instead(place, waiting, at):
            instead = partial(claims.ask_whoever_now, counterpart=one.counterpart, who=one.who, at=at)
            _carefully(f"{place.name}, asking somebody else", instead)
        for left in undecided_since(place, at):
            dies = partial(claims.decide_inheritance, decision=TurnVerb.LET_DIE, by=None, at=at)
            _carefully(f"{place.name}, what nobody inherited", dies, claim=left.claim, heir=left.heir)
        _carefully(f"{place.name}, what is true for people", partial(count_matters, place=place, at=at))
        _carefully(f"{place.name}, cards", partial(look_after_cards, place=place, at=at))
        _carefully(f"{place.name}, what is owed", partial(owe_whatever_was_offered, place=place, at=at))
        for claim in asking.boxes_to_open(place, at):
            _carefully(f"{place.name}, opening a box", partial(claims.count_box, claim=claim, at=at))
        _carefully(f"{place.name}, tellers asked again", of_stories.ask_tellers_again, place, at)
        actions.write_down(place=place, drafts=reminders_due(place, at), at=at)
        self.looked[place.pk] = here


def run(once: bool, *, clock: Clock = now, ways: Ways = the_ways) -> None:
    """Until stopped, or one round. SIGTERM reaches us as KeyboardInterrupt, between steps or within one alike."""
    work = Work(ways)
    while True:
        done = work.one_round(clock())
        _carefully("Reading a large file", work.read_large_files, clock)
        if done.sent or done.failed or once:
            print(in_words(done), flush=True)  # noqa: T201
        if once:
            print_waiting()
            return
        for _ in range(int(ROUND / SIGN_INS)):
            time.sleep(SIGN_INS)
            work.sign_ins(clock())
            _carefully("Reading a large file", work.read_large_files, clock)
        close_old_connections()


def react(place: Place, at: datetime) -> None:
    """Read on from the cursor. An event that can't be understood is said, and passed: it must not stop the rest."""
    while events := events_after(place.pk, position(place.pk, actions.READER)):
        for event in events:
            try:
                drafts = drafts_of(place, event)
            except Error:
                raise  # the database's trouble is not the event's: the next round tries again
            except Exception as fault:
                log.error(
                    "%s: nothing could be made of act %s (%s).", place.slug, event.seq, type(fault).__name__
                )
                drafts = []
            actions.react(place=place, event=event, drafts=drafts)


def look_after_places(place: Place, at: datetime) -> None:
    """In a programme: who is counted with whom, and word of its answers back to the places that asked."""
    if place.programme:
        bring_back(programme=place, at=at)
        if is_due(place, at):
            form_groups(programme=place, at=at)


def end_hours(place: Place, at: datetime) -> None:
    """An hour together that nobody ended."""
    end_forgotten(place=place, at=at)


def write_heads(place: Place, at: datetime) -> None:
    drafts = heads.heads_due(place, at)
    if drafts:
        actions.write_heads(place=place, drafts=drafts, at=at)


def _carefully[**P, R](what: str, does: Callable[P, R], *given: P.args, **named: P.kwargs) -> R | None:
    """One fault is one sentence in the log. Never its words or addresses, which a traceback could hold."""
    try:
        return does(*given, **named)
    except Refused as refused:
        log.info("%s: %s", what, refused.sentence)
    except Error as fault:
        log.error(
            "%s: the database could not do it (%s). The next round tries again.", what, type(fault).__name__
        )
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
    except Exception as fault:
        log.exception("%s: something is wrong here (%s). The rest goes on.", what, type(fault).__name__)
    return None


# What an operator reads


@dataclass(frozen=True, slots=True)
class Waiting:
    """Letters of a place that did not go yet."""

    place: str
    letters: int
    since: datetime
    why: tuple[str, ...]


def letters_waiting() -> list[Waiting]:
    held = Letter.objects.filter(done_at=None)
    rows = (
        held.values("place__name", "place_id")
        .annotate(count=Count("pk"), since=Min("made_at"))
        .order_by("place_id")
    )
    return [
        Waiting(
            row["place__name"],
            row["count"],
            row["since"],
            tuple(
                held.filter(~Q(last_error=""), place_id=row["place_id"])
                .order_by(alphabetically("last_error"))
                .values_list("last_error", flat=True)
                .distinct()
            ),
        )
        for row in rows
    ]


def in_words(tally: Tally) -> str:
    said = f"{tally.sent} sent"
    if tally.failed:
        said += f", {tally.failed} not yet: kept, and tried again"
    if tally.moot:
        said += f", {tally.moot} not needed any more"
    return f"Work: {said}."


def print_waiting() -> None:
    for one in letters_waiting():
        why = f" {' '.join(one.why)}" if one.why else ""
        print(f"{one.place}: {one.letters} waiting, the oldest since {one.since:%d %B %Y}.{why}")  # noqa: T201
