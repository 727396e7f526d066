"""The only writers of work's own tables, and of its place in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from counterpoint.analysis.calendar import day_in
from counterpoint.claims import actions as claims
from counterpoint.ledger.actions import advance
from counterpoint.ledger.models import Chain, Cursor, Event
from counterpoint.partnership.models import Member, Place
from counterpoint.stories.models import Story
from counterpoint.work.asking import Planned, last_ask_of
from counterpoint.work.choices import Outcome
from counterpoint.work.drafts import Draft
from counterpoint.work.heads import HEADS
from counterpoint.work.models import Letter, Notice

READER = "work"
SEALS = "seals"  # the last day on which the place was sealed, as an ordinal
UNSEALED = "unsealed"  # the last day on which nothing anonymous waited, likewise

IN_HAND = timedelta(minutes=10)  # for so long a letter belongs to the worker who took it
PAUSES = (
    *(timedelta(minutes=minutes) for minutes in (1, 5, 15)),
    *(timedelta(hours=hours) for hours in (1, 3, 6, 12)),
    timedelta(days=1),
)


def begin_reading(place: Place) -> None:
    """Where work meets a place for the first time. A demonstration's past is not written to anybody about."""
    chain = Chain.objects.get(place_id=place.pk)
    if not Cursor.objects.filter(place_id=place.pk, reader=READER).exists():
        advance(place_id=place.pk, reader=READER, seq=chain.length if chain.demonstration else 0)


@transaction.atomic
def react(*, place: Place, event: Event, drafts: Sequence[Draft]) -> int:
    """Write down what follows from an event, and move on: both, or neither."""
    new = write_down(place=place, drafts=drafts, at=event.at)
    advance(place_id=place.pk, reader=READER, seq=event.seq)
    return new


@transaction.atomic
def write_down(*, place: Place, drafts: Sequence[Draft], at: datetime) -> int:
    """Each key once, however many workers there are and however often they try."""
    new = 0
    for draft in drafts:
        _, made = Notice.objects.get_or_create(
            place=place,
            key=draft.key,
            defaults={
                "member": draft.member,
                "story": draft.story,
                "kind": draft.kind,
                "about": dict(draft.about),
                "created_at": at,
                "send_after": draft.send_after,
            },
        )
        new += made
    return new


@transaction.atomic
def write_heads(*, place: Place, drafts: Sequence[Draft], at: datetime) -> None:
    """Once a week, to everybody at once."""
    write_down(place=place, drafts=drafts, at=at)
    remember_day(place=place, reader=HEADS, day=day_in(at, place.zone))


@transaction.atomic
def ask(*, place: Place, planned: Planned, at: datetime) -> bool:
    """Ask, unless another worker has asked this person since the plan was made."""
    _lock(place)
    if last_ask_of(planned.member) != planned.last_ask:
        return False
    claims.ask(member=planned.member, counterparts=planned.counterparts, at=at)
    return True


@transaction.atomic
def make_letter(
    *,
    place: Place,
    notices: Sequence[Notice],
    at_once: bool,
    at: datetime,
    member: Member | None = None,
    story: Story | None = None,
) -> bool:
    """One letter for what somebody is to hear now, unless another worker has made it. `story`: to its teller."""
    reader = member or story
    if reader is None:
        raise RuntimeError("A letter is to a member, or to whoever told a story.")
    _lock(place)
    today = day_in(at, place.zone)
    free = Notice.objects.filter(pk__in=[one.pk for one in notices], letter=None)
    if not free.exists():
        return False
    theirs = Letter.objects.filter(place=place, member=member, story=story, on=today, at_once=False)
    if not at_once and theirs.exists():
        return False
    letter = Letter.objects.create(
        place=place,
        member=member,
        story=story,
        on=today,
        at_once=at_once,
        channel=reader.channel,
        made_at=at,
        try_after=at,
    )
    free.update(letter=letter)
    return True


def take(*, letter: Letter, at: datetime) -> bool:
    """Take a letter in hand: only one worker can, until ten minutes have passed without a word of it."""
    waiting = Letter.objects.filter(
        pk=letter.pk, done_at=None, tries=letter.tries, taken_until=letter.taken_until
    )
    return bool(waiting.update(taken_until=at + IN_HAND, tries=letter.tries + 1))


def done(*, letter: Letter, outcome: Outcome, at: datetime) -> None:
    Letter.objects.filter(pk=letter.pk, done_at=None).update(
        outcome=outcome, done_at=at, taken_until=None, last_error=""
    )


def failed(*, letter: Letter, why: str, lasting: bool, at: datetime) -> None:
    """Keep it, say why, try again after a longer pause. What lasts is tried once a day: it may be put right."""
    tried = Letter.objects.values_list("tries", flat=True).get(pk=letter.pk)
    pause = PAUSES[-1] if lasting else PAUSES[min(tried, len(PAUSES)) - 1]
    Letter.objects.filter(pk=letter.pk, done_at=None).update(
        try_after=at + pause, taken_until=None, last_error=why[:200]
    )


def remember_day(*, place: Place, reader: str, day: date) -> None:
    advance(place_id=place.pk, reader=reader, seq=day.toordinal())


def _lock(place: Place) -> None:
    """The place's one lock, so that two workers do not make the same thing twice."""
    Chain.objects.select_for_update().get(place_id=place.pk)
