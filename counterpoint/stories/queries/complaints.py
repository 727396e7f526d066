"""Complaints: as a moderator sees one, with its clocks, and as the teller is asked about one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from counterpoint.partnership.choices import Channel
from counterpoint.partnership.models import Member, Place
from counterpoint.stories.choices import ComplaintKind, StoryState
from counterpoint.stories.models import Complaint, Story
from counterpoint.stories.policies import clocks
from counterpoint.stories.policies.clocks import Clock
from counterpoint.stories.policies.complaining import why_not_send_on
from counterpoint.stories.policies.moderating import why_not_handle
from counterpoint.stories.queries.reading import public_stories
from counterpoint.web.dates import day, day_and_time

ACKNOWLEDGE = "Write to whoever complained that it came"


@dataclass(frozen=True, slots=True)
class AskedOfTeller:
    """A complaint that went on to whoever told the story: its words, and nothing of who complained."""

    number: int
    words: str
    sent_on: str
    answer_by: str
    said: str  # what they answered, if they did
    decided: str  # what came of it, with its reason


def asked_of_teller(story: Story) -> tuple[AskedOfTeller, ...]:
    """For the page of the story's ticket, newest first."""
    found = story.complaints.filter(sent_to_teller_at__isnull=False).order_by("-number")
    return tuple(
        AskedOfTeller(
            number=one.number,
            words=str(one.words),
            sent_on=day(one.sent_to_teller_at),
            answer_by=day(clocks.teller_answers_by(story.place, one.sent_to_teller_at)),
            said=str(one.teller_said or ""),
            decided=str(one.outcome or ""),
        )
        for one in found.select_related("words", "teller_said", "outcome")
        if one.sent_to_teller_at
    )


def complaint_about(story: Story, number: int) -> Complaint | None:
    """One that went on to the teller of this story."""
    return story.complaints.filter(number=number, sent_to_teller_at__isnull=False).first()


@dataclass(frozen=True, slots=True)
class AskedPage:
    """Everything stories/asked.jinja may show to whoever told the story."""

    asked: AskedOfTeller
    back: str


def asked_page(complaint: Complaint, back: str) -> AskedPage:
    story = complaint.story
    assert story is not None  # noqa: S101  # only one about a story goes on to its teller
    return AskedPage(next(one for one in asked_of_teller(story) if one.number == complaint.number), back)


def story_to_complain_of(place: Place, number: int, reader: Member | None, at: datetime) -> Story | None:
    """One that anybody may read, or that this reader may. Any other is not there."""
    seen = Story.objects.seen_by(reader, at) if reader else public_stories(place, at)
    return seen.filter(place=place, number=number).select_related("place").first()


@dataclass(frozen=True, slots=True)
class ComplaintPage:
    """Everything stories/complaint.jinja may show, to moderators only."""

    number: int
    kind: str
    received: str
    words: str
    who: str
    reach: str
    story: int | None
    story_gone: bool
    clocks: tuple[Clock, ...]
    steps: tuple[tuple[str, str], ...]  # what was done, and when
    teller_said: str
    reachable: str  # how the teller hears of it, in a sentence
    may_send_on: bool
    may_acknowledge: bool
    why_not: str | None
    about_content: bool
    outcome: str


def complaint_numbered(place: Place, number: int) -> Complaint | None:
    found = Complaint.objects.select_related("place", "story__place", "words", "outcome", "teller_said")
    return found.filter(place=place, number=number).first()


def complaint_page(complaint: Complaint, member: Member, at: datetime) -> ComplaintPage:
    story, content = complaint.story, complaint.kind == ComplaintKind.CONTENT
    gone = story is not None and story.state == StoryState.WITHDRAWN
    why_not = why_not_handle(member, complaint)
    return ComplaintPage(
        number=complaint.number,
        kind=f"A complaint {ComplaintKind(complaint.kind).label}",
        received=day_and_time(complaint.received_at),
        words=str(complaint.words),
        who=complaint.name,
        reach=complaint.reach,
        story=story.number if story else None,
        story_gone=gone,
        clocks=clocks_of(complaint, at),
        steps=_steps(complaint),
        teller_said=str(complaint.teller_said or ""),
        reachable=_reachable(story) if story and not gone else "",
        may_send_on=why_not is None and why_not_send_on(complaint) is None,
        may_acknowledge=why_not is None and complaint.acknowledged_at is None,
        why_not=why_not,
        about_content=content,
        outcome=str(complaint.outcome or ""),
    )


def clocks_of(complaint: Complaint, at: datetime) -> tuple[Clock, ...]:
    """The clocks that still run."""
    if complaint.closed_at:
        return ()
    place, received = complaint.place, complaint.received_at
    if complaint.kind == ComplaintKind.DATA:
        due = clocks.acknowledge_data_by(place, received)
        running = [] if complaint.acknowledged_at else [(ACKNOWLEDGE, due)]
        return tuple(Clock(what, due, at > due) for what, due in running)
    running = []
    if complaint.sent_to_teller_at is None:
        running.append(("Send it on to whoever told the story", clocks.send_on_by(received)))
    elif complaint.teller_said_id is None:
        running.append(
            (
                "Whoever told the story may answer",
                clocks.teller_answers_by(place, complaint.sent_to_teller_at),
            )
        )
    if complaint.acknowledged_at is None:
        running.append((ACKNOWLEDGE, clocks.send_on_by(received)))
    return tuple(Clock(what, due, at > due) for what, due in running)


def _steps(complaint: Complaint) -> tuple[tuple[str, str], ...]:
    done = (
        ("It came", complaint.received_at),
        ("They were told that it came", complaint.acknowledged_at),
        ("It went on to whoever told the story", complaint.sent_to_teller_at),
        ("Whoever told the story answered", complaint.teller_said_at),
        ("It was decided", complaint.closed_at),
    )
    return tuple((what, day_and_time(when)) for what, when in done if when)


def _reachable(story: Story) -> str:
    """Whether a letter goes to the teller: not by which way, and never where to."""
    if story.channel == Channel.NONE or not story.address:
        return (
            "Whoever told it chose no way to hear from us, so they see this only if they open their ticket. "
            "The law then asks you to stop showing the story within the 48 hours, unless it clearly stays."
        )
    return "A letter to whoever told it goes out when you send this on. You don’t see where to."


@dataclass(frozen=True, slots=True)
class ComplainPage:
    """Everything stories/complain.jinja may show to anybody at all."""

    place: str
    number: int | None  # of the story
    back: str
    sent: bool
    title: str
    lead: str
    what_happens: tuple[str, ...]


def complain_page(place: Place, story: Story | None, back: str, *, sent: bool) -> ComplainPage:
    if story is None:
        return ComplainPage(
            place=place.name,
            number=None,
            back="",
            sent=sent,
            title="Complain about your data",
            lead="Is something kept here about you that is wrong, or that should not be here?",
            what_happens=(
                "A person reads this. Within 30 days they write to you that it came.",
                "Then they look into it and tell you what they did, and why.",
                "You may also go to the Information Commissioner’s Office, at any time: ico.org.uk.",
            ),
        )
    return ComplainPage(
        place=place.name,
        number=story.number,
        back=back,
        sent=sent,
        title="Say what is wrong with this story",
        lead="Does it say something that is not true, or that could harm you or somebody else?",
        what_happens=(
            "A person reads this. Within 48 hours they send your words to whoever told the story.",
            "They never send your name, or where to reach you.",
            "Whoever told it has five days to answer. Then it stays, is changed or is taken down. We say why.",
        ),
    )
