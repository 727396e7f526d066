"""`counterpoint work`: round after round, what follows from the ledger, what is to be asked, what is to be sent.

Each step leaves everything whole, so it may be stopped at any moment, also by force, and started again: cursors and
unique keys see to it that nothing is lost and nothing is made twice. One window stays. If work is killed after a
mail server took a letter and before that is written down, the letter goes a second time, with the same Message-ID;
the outbox folder and GOV.UK Notify are asked first, and there it does not.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from django.db import Error, close_old_connections, connection
from django.db.models import Count, Min, Q

from counterpoint.claims import actions as claims
from counterpoint.ledger.queries import events_after, position
from counterpoint.partnership.models import Place
from counterpoint.web.http import Refused
from counterpoint.work import actions, asking, heads, outbox, sealing
from counterpoint.work.models import Letter
from counterpoint.work.outbox import Tally, Ways, the_ways
from counterpoint.work.reactions import drafts_of
from counterpoint.work.sign_ins import send_sign_ins

log = logging.getLogger("counterpoint.work")

ROUND = 20.0  # seconds between rounds
SIGN_INS = 5.0  # and between looks for somebody who waits to sign in

type Clock = Callable[[], datetime]


def now() -> datetime:
    return datetime.now(UTC)


def run(
    once: bool, *, clock: Clock = now, ways: Ways = the_ways, stop: threading.Event | None = None
) -> None:
    """Until stopped, or one round. SIGTERM reaches us as KeyboardInterrupt, between or within steps alike."""
    stopped = stop or threading.Event()
    while True:
        done = one_round(clock(), ways)
        if done.sent or done.failed or once:
            print(in_words(done), flush=True)  # noqa: T201
        if once:
            print_waiting()
            return
        for _ in range(int(ROUND / SIGN_INS)):
            if stopped.wait(SIGN_INS):
                return
            _carefully("Sign-in mails", send_sign_ins, clock(), ways)
        close_old_connections()


def one_round(at: datetime, ways: Ways = the_ways) -> Tally:
    """Everything that is due, place by place. A fault in one place is said, and the others go on."""
    total = Tally()
    _add(total, _carefully("Sign-in mails", send_sign_ins, at, ways))
    for place in Place.objects.order_by("pk"):
        _add(total, _carefully(place.name, work_for, place, at, ways))
    return total


def work_for(place: Place, at: datetime, ways: Ways = the_ways) -> Tally:
    """In this order, so that what is asked this morning stands in the same letter as this morning's news."""
    actions.begin_reading(place)
    for step in (sealing.seal_the_day, ask_who_is_due, ask_others_instead, open_boxes, react, write_heads):
        _carefully(f"{place.name}, {step.__name__.replace('_', ' ')}", step, place, at)
    outbox.make_letters(place, at)
    return outbox.send_letters(place, at, ways)


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


def ask_who_is_due(place: Place, at: datetime) -> None:
    for planned in asking.plan(place, at):
        _carefully(f"{place.name}, asking", partial(actions.ask, place=place, planned=planned, at=at))


def ask_others_instead(place: Place, at: datetime) -> None:
    for one in asking.ask_instead(place, at):
        ask = partial(claims.ask_whoever_now, counterpart=one.counterpart, who=one.who, at=at)
        _carefully(f"{place.name}, asking somebody else", ask)


def open_boxes(place: Place, at: datetime) -> None:
    for claim in asking.boxes_to_open(place, at):
        _carefully(f"{place.name}, opening a box", partial(claims.count_box, claim=claim, at=at))


def write_heads(place: Place, at: datetime) -> None:
    actions.write_down(place=place, drafts=heads.heads_due(place, at), at=at)


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


def _add(total: Tally, more: Tally | None) -> None:
    if more is not None:
        total.sent, total.failed, total.moot = (
            total.sent + more.sent,
            total.failed + more.failed,
            total.moot + more.moot,
        )


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
                .order_by("last_error")
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
