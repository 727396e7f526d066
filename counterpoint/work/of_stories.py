"""What follows from what is done with stories: the teller hears each step, moderators what waits, holders of a recall."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from counterpoint.analysis.calendar import day_in
from counterpoint.claims.models import Claim
from counterpoint.ledger.models import Event
from counterpoint.partnership.models import Member, Place
from counterpoint.stories import actions
from counterpoint.stories.models import Complaint, Copy, Story
from counterpoint.stories.policies.withdrawing import ASK_AGAIN_AFTER
from counterpoint.stories.queries.complaints import clocks_of
from counterpoint.stories.queries.queue import concern_row, open_complaints, open_concerns
from counterpoint.work import hours, interest
from counterpoint.work.choices import NoticeKind
from counterpoint.work.drafts import Draft, Follows


def _story(place: Place, ref: str) -> Story | None:
    kind, _, number = ref.partition(":")
    return Story.objects.filter(place=place, number=int(number)).first() if kind == "story" else None


def _to_teller(place: Place, event: Event, story: Story | None, **about: int) -> list[Draft]:
    if story is None:
        return []
    said: dict[str, int | str] = {"seq": event.seq, "verb": event.verb, **about}
    key = f"story:{event.seq}:{story.number}"
    return [Draft(None, NoticeKind.STORY, key, said, hours.next_morning(place, event.at), story)]


def news_to_the_teller(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    return _to_teller(place, event, _story(place, event.subject))


def reply_to_the_teller(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    story = _story(place, event.subject)
    reply = story.replies.filter(at=event.at).order_by("-position").first() if story else None
    return _to_teller(place, event, story, reply=reply.position) if reply else []


def change_to_the_teller(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    story = _story(place, str(event.facts.get("story", "")))
    return _to_teller(place, event, story, claim=claim.number) if claim else []


def complaint_to_the_teller(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    number = int(event.subject.partition(":")[2])
    complaint = Complaint.objects.select_related("story").filter(place=place, number=number).first()
    if complaint is None or complaint.sent_to_teller_at is None:
        return []
    return _to_teller(place, event, complaint.story, complaint=number)


def moderators_of(place: Place) -> list[Member]:
    return [one for one in interest.everybody(place) if one.moderator]


def to_moderators(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    """Something is to be read: one letter of the day says how much waits."""
    day = day_in(event.at, place.zone).isoformat()
    return _each(
        moderators_of(place), NoticeKind.READ, f"read:{day}", event, hours.next_morning(place, event.at)
    )


def to_moderators_at_once(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    return _each(moderators_of(place), NoticeKind.CONCERN, f"concern:{event.seq}", event, event.at)


def concern_by_its_words(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    """Words that suggest harm flagged it as it was told: in the ledger that does not stand."""
    story = _story(place, event.subject)
    flagged = story is not None and story.concerns.filter(flagged_by=None, flagged_at=event.at).exists()
    return to_moderators_at_once(place, event, claim) if flagged else []


def recall_to_the_holders(place: Place, event: Event, claim: Claim | None) -> list[Draft]:
    """Each lot of copies, to whoever made them, or who does their work now."""
    story = _story(place, event.subject)
    copies = Copy.objects.filter(story=story, recalled_at__isnull=False, confirmed_at=None) if story else ()
    return [
        Draft(
            member, NoticeKind.RECALL, f"recall:{copy.number}:{member.ref}",
            {"seq": event.seq, "copy": copy.number}, event.at,
        )
        for copy in copies
        for member in interest.whoever_now(place, [copy.holder_id])
    ]  # fmt: skip


def _each(people: Iterable[Member], kind: NoticeKind, key: str, event: Event, after: datetime) -> list[Draft]:
    return [Draft(one, kind, f"{key}:{one.ref}", {"seq": event.seq}, after) for one in people]


REACTIONS: dict[str, tuple[Follows, ...]] = {
    "story.told": (to_moderators, concern_by_its_words),
    "story.added_to": (to_moderators, concern_by_its_words),
    "story.permission_changed": (to_moderators,),
    "story.cleared": (news_to_the_teller,),
    "story.declined": (news_to_the_teller,),
    "story.paused": (news_to_the_teller,),
    "story.replied": (reply_to_the_teller,),
    "story.because": (change_to_the_teller,),
    "story.asked_again": (news_to_the_teller,),
    "story.withdrawn": (recall_to_the_holders,),
    "concern.flagged": (to_moderators_at_once,),
    "complaint.made": (to_moderators_at_once,),
    "complaint.answered": (to_moderators_at_once,),
    "complaint.sent_on": (complaint_to_the_teller,),
    "complaint.closed": (complaint_to_the_teller,),
}

NOTHING_FOLLOWS: dict[str, str] = {
    "story.permitted_again": "they have just said so",
    "story.hears_changed": "they have just said so",
    "story.copied": "they hold it in their hands",
    "story.copies_destroyed": "moderators see it on their page",
    "story.led_to": "it stands on both pages",
    "concern.handed_on": "whoever it was handed to knows it by other ways than this",
    "concern.closed": "it is a note for moderators",
    "complaint.acknowledged": "a moderator has written to them",
}


def reminders(place: Place, at: datetime) -> list[Draft]:
    """Clocks that have run out are said once more, each day, until somebody sees to it."""
    day = day_in(at, place.zone).isoformat()
    key = f"concern:{day}"
    late = moderators_of(place) if overdue(place, at) else []
    return [Draft(one, NoticeKind.CONCERN, f"{key}:{one.ref}", {"seq": 0}, at) for one in late]


def overdue(place: Place, at: datetime) -> bool:
    running = [concern_row(one, at).clock for one in open_concerns(place)]
    late = any(clock.over for clock in running if clock)
    return late or any(clock.over for one in open_complaints(place) for clock in clocks_of(one, at))


def ask_tellers_again(place: Place, at: datetime) -> None:
    """A year after they last said who may read it."""
    due = Story.objects.shown(at, place.zone).filter(place=place, permitted_at__lte=at - ASK_AGAIN_AFTER)
    for story in due.filter(asked_again_at=None).order_by("number"):
        actions.ask_again(story=story, at=at)
