"""How stories are moderated here, for anybody; and what moderators did, for members: never of which story, or in which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from counterpoint.analysis.calendar import day_in
from counterpoint.ledger.models import Event
from counterpoint.partnership.models import Member, Place
from counterpoint.stories.choices import Reason
from counterpoint.stories.policies import clocks
from counterpoint.web.dates import counted, day

NEWEST = 200


REMOVED: Mapping[Reason, str] = {
    Reason.NAMES: "Names of people. Also where you thank them.",
    Reason.STAFF: "What would show which member of staff it was.",
    Reason.RECOGNISED: "What would show who somebody else is.",
    Reason.DATES: "Days and places that would show who you are.",
    Reason.NUMBERS: "Numbers and addresses.",
    Reason.HARM: "How somebody hurt or killed themselves.",
    Reason.ACCUSES: "That somebody did wrong, where nobody can check it.",
    Reason.NOT_OWN: "What did not happen to you, or to someone you care for.",
    Reason.NOT_HERE: "What is not about people or services here.",
    Reason.SECOND: "What you told us before.",
}


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """Everything stories/policy.jinja may show to anybody at all."""

    place: str
    slug: str
    moderators: str
    removed: tuple[str, ...]
    clocks: tuple[tuple[str, str], ...]


def policy_page(place: Place) -> PolicyPage:
    count = Member.objects.here().filter(place=place, moderator=True).count()
    return PolicyPage(
        place=place.name,
        slug=place.slug,
        moderators=_who(count),
        removed=tuple(REMOVED[one] for one in Reason),
        clocks=(
            (
                "Somebody may be in danger",
                "We pass it on to people who can help by the end of the next working day.",
            ),
            ("A new story", f"We aim to read it within {clocks.READ_WITHIN} working days."),
            (
                "A complaint about what a story says",
                "We send it to whoever told the story within 48 hours. They have 5 days to answer. Then we decide.",
            ),
            (
                "A complaint about your data",
                "We write to you within 30 days that it came. Then we look into it.",
            ),
        ),
    )


def _who(count: int) -> str:
    if count == 0:
        return "Nobody has been named yet, so no story can be told here."
    people = "One person reads" if count == 1 else f"{counted(count, 'person', 'people').capitalize()} read"
    return f"{people} each story before anyone else does. We call them moderators. They are members here."


# What was done, and why. Nothing that says of which story: who knows one could tell.
DONE: Mapping[str, str] = {
    "story.cleared": "A story was read, and can be read by others.",
    "story.declined": "A story was read, and is not shown.",
    "story.paused": "A story was read, and waits.",
    "concern.flagged": "Somebody may be at risk: it was flagged.",
    "concern.handed_on": "It was handed on to people who can help.",
    "concern.closed": "What came of a concern was written down.",
    "complaint.made": "A complaint came.",
    "complaint.acknowledged": "Whoever complained was told that it came.",
    "complaint.sent_on": "A complaint was sent on to whoever told the story.",
    "complaint.closed": "A complaint was decided.",
}


@dataclass(frozen=True, slots=True)
class LogRow:
    on: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """Everything stories/log.jinja may show, to members."""

    rows: tuple[LogRow, ...]
    more: bool


def log_page(member: Member) -> LogPage:
    place = member.place
    found = Event.objects.filter(place_id=place.pk, verb__in=list(DONE)).order_by("-seq")[: NEWEST + 1]
    rows = [LogRow(day(day_in(one.at, place.zone)), DONE[one.verb], _why(one.facts)) for one in found]
    return LogPage(tuple(rows[:NEWEST]), len(rows) > NEWEST)


def _why(facts: Mapping[str, Any]) -> str:
    reasons = [str(Reason(one).label) for one in facts.get("reasons", ()) if one in Reason.values]
    if "changed" in facts:
        return f"Edited: {', '.join(reasons)}." if facts["changed"] else "Nothing was changed."
    if "removed" in facts:
        return "The story is not shown any more." if facts["removed"] else "Nothing was taken down."
    return f"{', '.join(reasons).capitalize()}." if reasons else ""
