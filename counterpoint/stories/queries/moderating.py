"""One story as a moderator reads it: the original with what to look at marked, beside what others would read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from counterpoint.partnership.models import Organisation, Place
from counterpoint.stories.choices import Attribution, Audience, Part, Reason, StoryState, Way
from counterpoint.stories.models import Concern, Passage, Story
from counterpoint.stories.queries.queue import ConcernRow, RecallRow, concern_row, recalls
from counterpoint.stories.queries.spotting import Piece, pieces, staff_of, whys
from counterpoint.web.dates import day
from counterpoint.web.fields import Form
from counterpoint.web.order import alphabetically


@dataclass(frozen=True, slots=True)
class ToRead:
    """One part: what was told, and what others read or would read."""

    field: str
    heading: str
    told: tuple[Piece, ...]
    lang: str
    new: bool  # nobody has read it yet


@dataclass(frozen=True, slots=True)
class ModeratePage:
    """Everything stories/moderate.jinja may show, to moderators only. Who told it is not in it."""

    number: int
    state: str
    told: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[ToRead, ...]
    look_at: tuple[str, ...]
    concerns: tuple[ConcernRow, ...]
    flagged: bool  # a concern is open
    copies: tuple[RecallRow, ...]
    narrowed: bool  # one group only, already


@dataclass(frozen=True, slots=True)
class ConcernPage:
    """Everything stories/concern.jinja may show, to moderators only."""

    row: ConcernRow
    story_gone: bool
    hand: Form  # to whom it is handed
    came: Form  # what came of it


def concern_numbered(place: Place, number: int) -> Concern | None:
    found = Concern.objects.select_related("place", "story", "outcome", "flagged_by")
    return found.filter(place=place, number=number).first()


def concern_page(concern: Concern, at: datetime, *, hand: Form, came: Form) -> ConcernPage:
    gone = concern.story.state == StoryState.WITHDRAWN
    return ConcernPage(row=concern_row(concern, at), story_gone=gone, hand=hand, came=came)


def story_numbered(place: Place, number: int) -> Story | None:
    found = Story.objects.select_related("place", "group", "typed_by", "name", "note", "moderated_by")
    return found.filter(place=place, number=number).first()


def moderate_page(story: Story, at: datetime) -> ModeratePage:
    staff = staff_of(story.place)
    parts = tuple(
        ToRead(
            field=f"passage_{one.position}",
            heading=str(Part(one.part).label),
            told=pieces(str(one.words), staff),
            lang=one.words.lang,
            new=one.shown_id is None,
        )
        for one in passages_of(story)
    )
    concerns = [concern_row(one, at) for one in _concerns(story)]
    return ModeratePage(
        number=story.number,
        state=str(StoryState(story.state).label),
        told=day(story.told_at),
        facts=tuple(fact for fact in _facts(story) if fact[1]),
        parts=parts,
        look_at=whys(one.told for one in parts),
        concerns=tuple(concerns),
        flagged=any(one.clock for one in concerns),
        copies=recalls(story.copies.all()),
        narrowed=story.audience == Audience.GROUP,
    )


def passages_of(story: Story) -> list[Passage]:
    return list(story.passages.select_related("words", "shown").order_by("position"))


def begins_with(story: Story) -> dict[str, object]:
    """What stands in the form: of a part that is shown its words of today, of any other those that were told."""
    shown = story.state == StoryState.CLEARED
    words = {
        f"passage_{one.position}": str(one.shown if one.shown and (shown or str(one.shown)) else one.words)
        for one in passages_of(story)
    }
    return words | {
        "reasons": story.reasons,
        "note": str(story.note or ""),
        "helpline": story.helpline,
        "sensitive": story.sensitive,
        "not_citable": not story.citable,
        "until": story.paused_until,
    }


def groups_of(place: Place) -> list[tuple[str, str]]:
    found = Organisation.objects.filter(place=place, successor=None).order_by(
        alphabetically("name"), "number"
    )
    return [(str(number), name) for number, name in found.values_list("number", "name")]


def _concerns(story: Story) -> list[Concern]:
    return list(story.concerns.select_related("place", "story", "outcome", "flagged_by").order_by("-number"))


def _facts(story: Story) -> tuple[tuple[str, str], ...]:
    audience = str(Audience(story.audience).label)
    named = story.attribution != Attribution.NONE
    moderated = f"{day(story.moderated_at)}, {story.moderated_by}" if story.moderated_at else ""
    return (
        ("Who may read it", f"{audience}: {story.group}" if story.group else audience),
        ("Under the name", f"“{story.name}”" if named and story.name else "No name"),
        ("Until", day(story.expires_on) if story.expires_on else ""),
        ("How it was told", str(Way(story.way).label) if story.typed_by else ""),
        ("Who wrote it down", f"{story.typed_by}. {story.how_agreed}" if story.typed_by else ""),
        ("Read before", moderated),
        ("Changed because", ", ".join(str(Reason(one).label) for one in story.reasons)),
        ("Waits until", day(story.paused_until) if story.paused_until else ""),
    )
