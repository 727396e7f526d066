"""What waits for a moderator: first who may be at risk, then complaints with their clocks, then stories, oldest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from counterpoint.analysis.calendar import day_in
from counterpoint.partnership.models import Member, Place
from counterpoint.stories.choices import ComplaintKind, CopyKind, StoryState
from counterpoint.stories.models import Complaint, Concern, Copy, Passage, Story
from counterpoint.stories.policies import clocks
from counterpoint.stories.policies.clocks import Clock
from counterpoint.stories.policies.moderating import is_own
from counterpoint.stories.queries.complaints import clocks_of
from counterpoint.web.dates import counted, day, day_and_time, listed

MOST = 50


@dataclass(frozen=True, slots=True)
class ConcernRow:
    number: int
    story: int
    flagged: str
    by: str
    clock: Clock | None  # None: it was handed on
    due: str
    handed: str
    outcome: str


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    number: int
    about: str
    received: str
    clocks: tuple[tuple[str, str, bool], ...]  # what, by when, whether that is past
    mine: bool


@dataclass(frozen=True, slots=True)
class StoryRow:
    number: int
    why: str  # new, added to, its pause is over
    age: str
    mine: bool
    begins: str


@dataclass(frozen=True, slots=True)
class RecallRow:
    """What is known of the copies of a story that was taken back."""

    story: int
    sentence: str
    missing: int


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Everything stories/queue.jinja may show."""

    concerns: tuple[ConcernRow, ...]
    handed_on: tuple[ConcernRow, ...]
    complaints: tuple[ComplaintRow, ...]
    stories: tuple[StoryRow, ...]
    more: int
    recalls: tuple[RecallRow, ...]
    sentence: str


def queue_page(member: Member, at: datetime) -> QueuePage:
    place = member.place
    today = day_in(at, place.zone)
    concerns = [concern_row(one, at) for one in open_concerns(place)]
    complaints = [_complaint(one, member, at) for one in open_complaints(place)]
    waiting = list(to_read(place, today)[: MOST + 1])
    stories = [_story(one, member, place, today) for one in waiting[:MOST]]
    return QueuePage(
        concerns=tuple(one for one in concerns if one.clock),
        handed_on=tuple(one for one in concerns if one.clock is None),
        complaints=tuple(complaints),
        stories=tuple(stories),
        more=max(0, to_read(place, today).count() - MOST) if len(waiting) > MOST else 0,
        recalls=recalls(Copy.objects.filter(place=place, recalled_at__isnull=False)),
        sentence=_sentence(len(stories), len(complaints), sum(one.clock is not None for one in concerns)),
    )


def to_read(place: Place, today: date) -> QuerySet[Story]:
    """Never read, added to since, or paused until a day that has come. Oldest first."""
    unread = Passage.objects.filter(story=OuterRef("pk"), shown__isnull=True)
    found = Story.objects.filter(place=place).exclude(state=StoryState.WITHDRAWN)
    waits = (
        Q(state=StoryState.WAITING)
        | Q(state__in=[StoryState.CLEARED, StoryState.DECLINED], unread=True)
        | Q(state=StoryState.PAUSED, paused_until__lte=today)
    )
    return found.annotate(unread=Exists(unread)).filter(waits).order_by("told_at", "number")


def open_concerns(place: Place) -> QuerySet[Concern]:
    """Not handed on first, the oldest of them first; then those of which nobody wrote down what came of them."""
    found = Concern.objects.filter(place=place, outcome__isnull=True).select_related(
        "story", "place", "flagged_by"
    )
    return found.order_by(F("handed_at").asc(nulls_first=True), "flagged_at", "number")


def open_complaints(place: Place) -> QuerySet[Complaint]:
    found = Complaint.objects.filter(place=place, closed_at__isnull=True).select_related("story", "place")
    return found.order_by("received_at", "number")


def concern_row(one: Concern, at: datetime) -> ConcernRow:
    due = clocks.hand_on_by(one.place, one.flagged_at)
    clock = Clock("Hand it on", due, at > due) if one.handed_at is None else None
    return ConcernRow(
        number=one.number,
        story=one.story.number,
        flagged=day_and_time(one.flagged_at),
        by="by a moderator" if one.flagged_by_id else "by its words, for you to look",
        clock=clock,
        due=day(due),
        handed=f"{one.handed_to}, {day_and_time(one.handed_at)}" if one.handed_at else "",
        outcome=str(one.outcome or ""),
    )


def _complaint(one: Complaint, member: Member, at: datetime) -> ComplaintRow:
    content = one.kind == ComplaintKind.CONTENT
    return ComplaintRow(
        number=one.number,
        about=f"What story {one.story.number} says" if one.story else "How somebody’s data is used",
        received=day_and_time(one.received_at),
        clocks=tuple((clock.what, day_and_time(clock.due) if content else day(clock.due), clock.over)
                     for clock in clocks_of(one, at)),
        mine=one.story is not None and is_own(member, one.story),
    )  # fmt: skip


def _story(one: Story, member: Member, place: Place, today: date) -> StoryRow:
    why = {
        StoryState.WAITING: "Nobody has read it" if one.moderated_at is None else "To be read again",
        StoryState.PAUSED: "It waited until today",
    }.get(StoryState(one.state), "Something was added")
    age = clocks.waited(place, one.told_at, today)
    return StoryRow(
        number=one.number,
        why=why,
        age=f"told {day(one.told_at)}, {counted(age, 'working day')} ago" if age else "told today",
        mine=is_own(member, one),
        begins="",
    )


def recalls(copies: QuerySet[Copy]) -> tuple[RecallRow, ...]:
    """ "Story 4: 30 printed by MV; 26 confirmed destroyed." """
    by_story: dict[int, list[Copy]] = {}
    for one in copies.select_related("story", "organisation", "holder").order_by("story__number", "number"):
        by_story.setdefault(one.story.number, []).append(one)
    return tuple(
        RecallRow(number, recall_sentence(held), sum(one.count - (one.destroyed or 0) for one in held))
        for number, held in by_story.items()
    )


def recall_sentence(copies: Iterable[Copy]) -> str:
    said = []
    for one in copies:
        what = "printed" if one.kind == CopyKind.PRINTED else "saved as a file"
        by = one.organisation.called if one.organisation else one.holder.name
        gone = f"{one.destroyed} confirmed destroyed" if one.destroyed is not None else "no answer yet"
        said.append(f"{one.count} {what} by {by}; {gone}")
    return ". ".join(said) + "."


def _sentence(stories: int, complaints: int, concerns: int) -> str:
    waits = [
        words
        for count, words in (
            (concerns, f"{counted(concerns, 'concern')} to hand on"),
            (complaints, counted(complaints, "complaint")),
            (stories, f"{counted(stories, 'story', 'stories')} to read"),
        )
        if count
    ]
    said = f"{listed(waits)}."
    return f"{said[:1].upper()}{said[1:]}" if waits else "Nothing waits."
