"""The newest story that may stand at the head of a page: on the Mirror, in the hour together, in a programme.

Neither one that was told to one group, nor one that is hard to read, nor one on which nothing may rest. Of a story only
its beginning is shown, with who tells it as they chose, and the month.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast

from counterpoint.analysis.calendar import day_in
from counterpoint.partnership.choices import Shows
from counterpoint.partnership.models import Member, Place, Sharing
from counterpoint.partnership.queries import standing_as
from counterpoint.stories.choices import Audience, Purpose
from counterpoint.stories.models import Passage, Story
from counterpoint.stories.queries.shown import shortened
from counterpoint.web import dates

FIRST_ZONE = "Pacific/Kiritimati"  # where each day begins
NEWEST = ("-told_at", "-number")


@dataclass(frozen=True, slots=True)
class Told:
    """How a story begins, and by whom and when it was told."""

    words: str
    lang: str
    who: str
    when: str  # "July 2026"
    number: int
    url: str


def newest_story(
    member: Member, at: datetime, until: datetime | None = None, *, purpose: Purpose | None = None
) -> Told | None:
    """The newest that this member may read. One query. `until`: of those that had been cleared by a past day.

    `purpose`: only one whose teller agreed to that use; else it is read here, as by anyone who opens it.
    """
    return next(iter(told(_by_then(member, at, until, purpose), 1)), None)


def newest_row(member: Member, at: datetime, until: datetime | None) -> QuerySet[Story]:
    """The same, not asked yet, for whoever asks for other rows with it: the first, in the order of `NEWEST`.

    What `told_by` needs of it is annotated.
    """
    return _opening(_by_then(member, at, until, None)).filter(opening__isnull=False)


def _by_then(
    member: Member, at: datetime, until: datetime | None, purpose: Purpose | None
) -> QuerySet[Story]:
    found = usable(Story.objects.seen_by(member, at), purpose)
    return found if until is None else found.filter(told_at__lte=until, moderated_at__lte=until)


def stories_shared(programme: Place, at: datetime, most: int) -> tuple[Told, ...]:
    """What tellers let a programme read, of the places that share stories with it: newest first, no place named.

    One query. A permission ends here with the day that begins first anywhere: places may lie in different zones.
    """
    shares = Sharing.objects.filter(programme=programme.uuid, shows=Shows.STORIES)
    theirs = Story.objects.filter(
        ~Q(place__quiet_until__gt=at) | Q(place__quiet_until=None),
        place__in=shares.values("place"),
        audience__in=(Audience.PROGRAMME, Audience.PUBLIC),
    )
    return told(usable(theirs.shown(at, FIRST_ZONE)), most)


def usable(stories: QuerySet[Story], purpose: Purpose | None = None) -> QuerySet[Story]:
    """What may be set before others who did not open it themselves."""
    found = stories.filter(sensitive=False, citable=True).exclude(audience=Audience.GROUP)
    if purpose is not None:
        # As the list is written: the two engines do not look into one in the same words.
        agreed = Cast("purposes", TextField())
        found = found.annotate(agreed=agreed).filter(agreed__contains=f'"{purpose.value}"')
    return found


def told(stories: QuerySet[Story], most: int) -> tuple[Told, ...]:
    rows = _opening(stories).filter(opening__isnull=False).select_related("name", "place")
    return tuple(_told(one) for one in rows.order_by(*NEWEST)[:most])


def _opening(stories: QuerySet[Story]) -> QuerySet[Any]:
    first = Passage.objects.filter(story=OuterRef("pk"), shown__isnull=False).exclude(shown__words="")
    opening = first.order_by("position")
    return stories.annotate(
        opening=Subquery(opening.values("shown__words")[:1]), lang=Subquery(opening.values("shown__lang")[:1])
    )


def _told(story: Story) -> Told:
    words, lang = story.opening, story.lang  # type: ignore[attr-defined]
    name = str(story.name or "")
    return told_by(
        story.place, story.number, words, lang, name or story.perspective, bool(name), story.told_at
    )


def told_by(place: Place, number: int, words: str, lang: str, who: str, named: bool, at: datetime) -> Told:
    """`who`: the name that its teller chose, where `named`; else where they stand."""
    stands = "somebody who gave no name"
    if who and not named:
        stands = standing_as(who)
    return Told(
        words=shortened(words),
        lang=lang,
        who=who if named else stands,
        when=dates.month(day_in(at, place.zone)),
        number=number,
        url=f"/{place.slug}/stories/{number}/",
    )
