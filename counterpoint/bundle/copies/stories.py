"""Stories in a copy: one's own as one told them; what an organisation replied; what anyone in the place may read.

A story that was withdrawn has no words left anywhere, and is in no copy. Of a copy of the whole place it is noted which
stories it holds, so that whoever took it is asked to destroy it if one of them is withdrawn (`bundle.actions.taking`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Prefetch

from counterpoint.analysis.calendar import day_in
from counterpoint.bundle.copies.tables import Table
from counterpoint.bundle.spreadsheets import Cell
from counterpoint.partnership.models import Member, Place, is_quiet
from counterpoint.partnership.queries import signed, standing_as
from counterpoint.stories.choices import Attribution, Audience, Part, Purpose, Reason, StoryState
from counterpoint.stories.models import Passage, Reply, Story
from counterpoint.web import dates

type Row = tuple[Cell, ...]

_MINE = (
    "story", "told on", "part", "as you told it", "language", "how it stands", "who may read it", "group",
    "also used for", "under the name", "until", "what a moderator wrote to you",
)  # fmt: skip
_REPLIES = ("story", "words", "who", "on", "page")
_SHOWN = ("story", "told in", "who", "part", "words", "language", "edited", "who may read it", "page")


def my_stories(member: Member) -> Table:
    """Told signed in. What was told without an account only its ticket finds."""
    mine = Story.objects.filter(teller=member, place_id=member.place_id).exclude(state=StoryState.WITHDRAWN)
    rows = [
        (
            one.number, day_in(one.told_at, member.place.zone), str(Part(passage.part).label), str(passage.words),
            passage.words.lang, str(StoryState(one.state).label), str(Audience(one.audience).label),
            one.group.name if one.group else "",
            "; ".join(str(Purpose(purpose).label) for purpose in one.purposes),
            str(one.name) if one.name else str(Attribution.NONE.label), one.expires_on, str(one.note or ""),
        )
        for one in mine.select_related("group", "name", "note").prefetch_related(_passages("words"))
        for passage in one.passages.all()
    ]  # fmt: skip
    return Table(
        "stories", "stories that you told, part by part, with the permission that you gave.", _MINE, rows
    )


def replies_of(organisations: Iterable[int], reader: Member, at: datetime) -> Table:
    """To stories that the reader may read: what was withdrawn, or is for one group only, is not among them."""
    seen = Story.objects.seen_by(reader, at).values("pk")
    replies = Reply.objects.filter(organisation__in=list(organisations), story__in=seen)
    rows = [
        (
            one.story.number, str(one.words), signed(one.by, one.organisation, "") if one.by.signs else "",
            day_in(one.at, reader.place.zone), _page(reader.place, one.story.number),
        )
        for one in replies.select_related("story", "words", "by", "organisation").order_by("at", "pk")
    ]  # fmt: skip
    return Table("replies", "what was replied to stories in its name.", _REPLIES, rows)


def stories_shown(place: Place, at: datetime) -> list[Story]:
    """Those that everyone in the place may read. None in a quiet fortnight."""
    if is_quiet(place, at):
        return []
    here = Story.objects.filter(place=place).shown(at, place.zone).exclude(audience=Audience.GROUP)
    return list(here.select_related("name").prefetch_related(_passages("shown")).order_by("number"))


def stories_table(place: Place, stories: Sequence[Story]) -> Table:
    rows = [
        (
            one.number, dates.month(day_in(one.told_at, place.zone)), _who(one), str(Part(passage.part).label),
            str(passage.shown), passage.shown.lang, "; ".join(str(Reason(why).label) for why in one.reasons),
            str(Audience(one.audience).label), _page(place, one.number),
        )
        for one in stories
        for passage in one.passages.all()
        if passage.shown and str(passage.shown)
    ]  # fmt: skip
    return Table(
        "stories", "stories that everyone here may read, part by part, as they are shown.", _SHOWN, rows
    )


def _passages(text: str) -> Prefetch[str]:
    return Prefetch("passages", Passage.objects.select_related(text).order_by("position"))


def _who(story: Story) -> str:
    if story.name and str(story.name):
        return str(story.name)
    return standing_as(story.perspective) if story.perspective else ""


def _page(place: Place, number: int) -> str:
    return f"/{place.slug}/stories/{number}/"
