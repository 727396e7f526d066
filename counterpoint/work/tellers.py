"""Letters to those who told a story and asked to hear: one a day at most, by the way they chose, and none once it is gone.

Nobody reads where they go but what sends them. No name, no address to answer to: an answer would land with a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import Q

from counterpoint.analysis.calendar import day_in, last_instant
from counterpoint.partnership.choices import Channel
from counterpoint.partnership.models import Place
from counterpoint.stories.choices import StoryState
from counterpoint.stories.models import Story
from counterpoint.stories.queries.addresses import teller_path, told_link
from counterpoint.work import actions
from counterpoint.work.channels import Message
from counterpoint.work.choices import Outcome
from counterpoint.work.letters import LetterPage, as_html, in_a_text, subject_of
from counterpoint.work.links import absolute
from counterpoint.work.models import Letter, Notice
from counterpoint.work.notices import Button, told
from counterpoint.work.plain import printed


def reached_at(story: Story) -> str:
    """Empty where they chose no way, or took it back: the page of their ticket says it all."""
    gone = story.state == StoryState.WITHDRAWN or story.channel == Channel.NONE
    return "" if gone else story.address


def make_letters(place: Place, notices: Iterable[Notice], at: datetime) -> int:
    """What tellers are to hear that is due now, story by story."""
    waiting: dict[int, list[Notice]] = defaultdict(list)
    for notice in notices:
        if notice.story_id:
            waiting[notice.story_id].append(notice)
    written_to = _written_to_today(place, at) if waiting else set()
    made = 0
    for story in Story.objects.filter(pk__in=set(waiting) - written_to).order_by("pk"):
        if reached_at(story):
            theirs = waiting[story.pk] if story.channel == Channel.MAIL else waiting[story.pk][:1]
            made += actions.make_letter(place=place, story=story, notices=theirs, at_once=False, at=at)
    return made


def _written_to_today(place: Place, at: datetime) -> set[int]:
    today = day_in(at, place.zone)
    began = last_instant(today - timedelta(days=1), place.zone)
    letters = Letter.objects.filter(place=place, story__isnull=False)
    found = letters.filter(Q(on=today) | Q(done_at=None) | Q(outcome=Outcome.SENT, done_at__gt=began))
    return {key for key in found.values_list("story_id", flat=True) if key}


def message_of(letter: Letter, at: datetime) -> Message | None:
    """In words, or None where there is nothing left to say, or nobody to say it to."""
    story = Story.objects.select_related("place").get(pk=letter.story_id or 0)
    to = reached_at(story)
    parts = told.parts(story, list(letter.notices.all()), at) if to else []
    if not parts:
        return None
    stop = Button("Hear no more", absolute(f"{teller_path(told_link(story))}hear/"))
    parts[-1] = replace(parts[-1], buttons=(*parts[-1].buttons, stop))
    page = LetterPage(
        lang="en",
        subject=subject_of(parts),
        from_place=story.place.name,
        parts=tuple(parts),
        foot=_foot(story),
    )
    mail = story.channel == Channel.MAIL
    return Message(
        to=to,
        subject=page.subject,
        kind=story.channel,
        key=letter.key,
        at=letter.made_at,
        text=printed(page.subject, page.from_place, page.parts, page.foot) if mail else in_a_text(parts),
        html=as_html(page) if mail else None,
        again=letter.tries > 1,
    )


def _foot(story: Story) -> tuple[str, ...]:
    return (
        f"You get this because you asked to hear from {story.place.name}.",
        "The links are yours alone: whoever has one can change what you told us. They work for 180 days.",
        "Nothing here tells us whether you have read it.",
    )
