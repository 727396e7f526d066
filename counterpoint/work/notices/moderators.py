"""What waits for moderators, and for whoever holds a copy of a story that was taken back. Never a story's words."""

from __future__ import annotations

from collections.abc import Sequence

from counterpoint.stories.models import Copy
from counterpoint.stories.policies.moderating import moderates
from counterpoint.stories.queries.addresses import copy_path, queue_path
from counterpoint.stories.queries.queue import queue_page
from counterpoint.web.dates import counted
from counterpoint.work.links import absolute
from counterpoint.work.models import Notice
from counterpoint.work.notices.part import Button, Part, Reader


def to_read(reader: Reader, notices: Sequence[Notice]) -> list[Part]:
    """Once a day at the most, and only while something waits that is not their own."""
    if not moderates(reader.member):
        return []
    waiting = [one for one in queue_page(reader.member, reader.at).stories if not one.mine]
    if not waiting:
        return []
    stories = counted(len(waiting), "story", "stories")
    heading = f"{stories[:1].upper()}{stories[1:]} to read"
    return [
        _open(reader, heading, (f"The oldest was {waiting[0].age}. Nobody else can read it before you.",))
    ]


def urgent(reader: Reader, notices: Sequence[Notice]) -> list[Part]:
    """Concerns and complaints, with their clocks: said plainly where one has run out."""
    if not moderates(reader.member):
        return []
    page = queue_page(reader.member, reader.at)
    lines = [
        f"Overdue: a concern was to be handed on by the end of {one.due}."
        if one.clock.over
        else f"Somebody may be at risk, in story {one.story}. Hand it on by the end of {one.due}."
        for one in page.concerns
        if one.clock
    ]
    for complaint in page.complaints:
        if not complaint.mine:
            lines += [
                f"A complaint that came on {complaint.received}: {_clock(*one)}" for one in complaint.clocks
            ]
    if not lines:
        return []
    heading = "Somebody may be at risk" if page.concerns else "A complaint came"
    return [_open(reader, heading, tuple(lines))]


def _clock(what: str, due: str, over: bool) -> str:
    return (
        f"overdue: {what[:1].lower()}{what[1:]}, by {due}."
        if over
        else f"{what[:1].lower()}{what[1:]}, by {due}."
    )


def recalls(reader: Reader, notices: Sequence[Notice]) -> list[Part]:
    """To whoever printed or saved it, for each lot of copies until they say how many are gone."""
    numbers = {int(one.about["copy"]) for one in notices}
    held = Copy.objects.filter(
        place=reader.place, number__in=numbers, confirmed_at=None, recalled_at__isnull=False
    )
    return [_destroy(reader, one) for one in held.select_related("story").order_by("number")]


def _destroy(reader: Reader, one: Copy) -> Part:
    page = absolute(copy_path(reader.place, one.number))
    heading = f"Destroy your {counted(one.count, 'copy', 'copies')} of story {one.story.number}"
    return Part(
        subject=heading,
        heading=heading,
        lines=(
            f"Whoever told it took it back. On {reader.day(one.at)} you {_did(one)}. Please destroy what you have, "
            "ask for what you passed on, and say how many are gone.",
        ),
        buttons=(Button("Say how many are gone", page),),
        short=f"{reader.place.name}: {heading}",
        link=page,
    )


def _did(one: Copy) -> str:
    return f"printed {one.count}" if one.kind == "printed" else "saved it in a file"


def _open(reader: Reader, heading: str, lines: tuple[str, ...]) -> Part:
    page = absolute(queue_path(reader.place))
    return Part(
        subject=heading,
        heading=heading,
        lines=lines,
        buttons=(Button("Open what moderators read", page),),
        short=f"{reader.place.name}: {heading}",
        link=page,
    )
