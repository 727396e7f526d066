"""The newest story that may stand at the head of a page: on the Mirror, in the hour together, in a programme.

Neither one that was told to one group, nor one that is hard to read, nor one on which nothing may rest. Of a story only
its beginning is shown, with who tells it as they chose, and the month.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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
    found = usable(Story.objects.seen_by(member, at), purpose)
    if until is not None:
        found = found.filter(told_at__lte=until, moderated_at__lte=until)
    return next(iter(told(found, 1)), None)


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
    first = Passage.objects.filter(story=OuterRef("pk"), shown__isnull=False).exclude(shown__words="")
    opening = first.order_by("position")
    rows = stories.annotate(
        opening=Subquery(opening.values("shown__words")[:1]), lang=Subquery(opening.values("shown__lang")[:1])
    )
    newest = (
        rows.filter(opening__isnull=False)
        .select_related("name", "place")
        .order_by("-told_at", "-number")[:most]
    )
    return tuple(_told(one) for one in newest)


def _told(story: Story) -> Told:
    place = story.place
    words, lang = story.opening, story.lang  # type: ignore[attr-defined]
    return Told(
        words=shortened(words),
        lang=lang,
        who=str(story.name) if story.name and str(story.name) else _stands(story),
        when=dates.month(day_in(story.told_at, place.zone)),
        number=story.number,
        url=f"/{place.slug}/stories/{story.number}/",
    )


def _stands(story: Story) -> str:
    return standing_as(story.perspective) if story.perspective else "somebody who gave no name"
