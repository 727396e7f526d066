"""Reading stories: those that a member may read, one of them, and those that anyone at all may read.

Everything here is read at the moment of asking from what is `shown`; what was told stays with the teller and moderators.
A story that was withdrawn is a number and a month wherever it was listed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from counterpoint.analysis.calendar import day_in
from counterpoint.ledger.queries import head
from counterpoint.partnership.models import Member, Place, is_quiet
from counterpoint.stories.choices import Audience, StoryState
from counterpoint.stories.models import Passage, Story
from counterpoint.stories.queries.addresses import teller_path, told_link
from counterpoint.stories.queries.shown import (
    StoryPage,
    StoryRow,
    came_of,
    month_of,
    page_of,
    row_of,
    with_words,
)

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Yours:
    """A story that the reader told, signed in: whatever became of it, and the way to all that its ticket can do."""

    number: int
    month: str
    state: str
    url: str


@dataclass(frozen=True, slots=True)
class StoriesPage:
    """Everything stories/list.jinja may say."""

    place: str
    rows: tuple[StoryRow, ...]
    yours: tuple[Yours, ...]
    count: int
    newer_url: str
    older_url: str
    tell_url: str
    write_url: str
    public_url: str  # "" where none may be read by anyone
    policy_url: str
    queue_url: str  # only to moderators


@dataclass(frozen=True, slots=True)
class PublicPage:
    """Everything stories/public.jinja may say: whole stories, for anybody."""

    place: str
    stories: tuple[StoryPage, ...]
    newer_url: str
    older_url: str
    policy_url: str
    tell_url: str


def stubs(place: Place) -> QuerySet[Story]:
    """Withdrawn after others had read it: that it was here may be known, and nothing more."""
    shown = Passage.objects.filter(story=OuterRef("pk"), shown__isnull=False)
    return Story.objects.filter(Exists(shown), place=place, state=StoryState.WITHDRAWN)


def stubs_for(member: Member, at: datetime) -> QuerySet[Story]:
    if is_quiet(member.place, at):
        return Story.objects.none()
    theirs = member.memberships.filter(until__isnull=True).values("organisation")
    return stubs(member.place).filter(~Q(audience=Audience.GROUP) | Q(group__in=theirs))


def stories_key(member: Member, at: datetime, what: str) -> str:
    """All that a page of stories depends on: while it is the same, so is the page.

    Each act moves the head, a withdrawal as well; that a story's time runs out is no act, so the day is in it.
    """
    place, held = member.place, head(member.place_id)
    today = day_in(at, place.zone)
    who = f"{member.pk}|{member.moderator}|{is_quiet(place, at)}"
    return f"stories|{place.pk}|{held.hash}|{held.ballots}|{today}|{who}|{what}"


def stories_page(member: Member, at: datetime, asked: int = 1) -> StoriesPage:
    place, home = member.place, f"/{member.place.slug}/stories/"
    seen = Story.objects.seen_by(member, at).values("pk")
    gone = stubs_for(member, at).values("pk")
    found = with_words(Story.objects.filter(Q(pk__in=seen) | Q(pk__in=gone)))
    count = found.count()
    some, newer, older = _page_of(found, count, asked)
    public = public_stories(place, at).exists()
    return StoriesPage(
        place=str(place),
        rows=tuple(row_of(one) for one in some),
        yours=_told_by(member),
        count=count,
        newer_url=f"{home}?page={newer}" if newer else "",
        older_url=f"{home}?page={older}" if older else "",
        tell_url=f"{home}tell/",
        write_url=f"{home}write/",
        public_url=f"{home}public/" if public else "",
        policy_url=f"{home}policy/",
        queue_url=f"{home}moderate/" if member.moderator else "",
    )


def _told_by(member: Member) -> tuple[Yours, ...]:
    found = (
        Story.objects.filter(place=member.place, teller=member).select_related("place").order_by("-number")
    )
    return tuple(
        Yours(one.number, month_of(one), str(StoryState(one.state).label), teller_path(told_link(one)))
        for one in found
    )


def public_stories(place: Place, at: datetime) -> QuerySet[Story]:
    """In a quiet fortnight nothing is open to anyone."""
    if is_quiet(place, at):
        return Story.objects.none()
    return Story.objects.filter(place=place, audience=Audience.PUBLIC).shown(at, place.zone)


def public_page(place: Place, at: datetime, asked: int = 1) -> PublicPage | None:
    """None where there is not one that anyone may read."""
    here = public_stories(place, at)
    if not here.exists():
        return None
    home = f"/{place.slug}/stories/"
    gone = stubs(place).filter(audience=Audience.PUBLIC).values("pk")
    found = with_words(Story.objects.filter(Q(pk__in=here.values("pk")) | Q(pk__in=gone)))
    some, newer, older = _page_of(found, found.count(), asked)
    came = came_of(some, None)
    return PublicPage(
        place=str(place),
        stories=tuple(page_of(one, came, None, at) for one in some),
        newer_url=f"{home}public/?page={newer}" if newer else "",
        older_url=f"{home}public/?page={older}" if older else "",
        policy_url=f"{home}policy/",
        tell_url=f"{home}tell/",
    )


def story_page(member: Member, number: int, at: datetime) -> StoryPage | None:
    """None: it is not there, or not for them; which of the two, nobody learns."""
    seen = Q(pk__in=Story.objects.seen_by(member, at).values("pk")) | Q(
        pk__in=stubs_for(member, at).values("pk")
    )
    story = with_words(Story.objects.filter(seen, number=number)).first()
    return page_of(story, came_of([story], member), member, at) if story else None


def story_seen(member: Member, number: int, at: datetime) -> Story | None:
    return Story.objects.seen_by(member, at).select_related("place").filter(number=number).first()


def _page_of(found: QuerySet[Story], count: int, asked: int) -> tuple[Sequence[Story], int, int]:
    """(The stories of this page, the number of the newer page, of the older one; 0 where there is none.)"""
    pages = max(1, -(-count // PER_PAGE))
    number = min(max(1, asked), pages)
    some = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    return list(some), number - 1, number + 1 if number < pages else 0
