"""Telling a story: what was answered so far is kept under its ticket, and then it is sent to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from counterpoint.analysis.identifiers import why_not_say
from counterpoint.claims.actions import hash_of, new_secret
from counterpoint.ledger.actions import Act, act, unrecorded
from counterpoint.partnership.choices import Channel
from counterpoint.partnership.models import Member, Organisation, Place
from counterpoint.stories.actions.concerns import flag_by_words
from counterpoint.stories.choices import Attribution, Audience, Part, Way
from counterpoint.stories.models import Passage, Story, StoryTicket, Telling
from counterpoint.stories.policies.moderating import why_not_tell as why_nobody_reads
from counterpoint.stories.policies.telling import why_not_permit, why_not_tell, why_not_write_down
from counterpoint.web.http import require

# Also of a member who tells it signed in: the ledger never forgets, goes out in copies, and would say who told it.
TELLER = "ticket"


@dataclass(frozen=True, slots=True)
class Permission:
    """Who may read it, what else it may be used for, under which name, and until when."""

    audience: Audience = Audience.PLACE
    group: Organisation | None = None  # with `Audience.GROUP`
    purposes: tuple[str, ...] = ()  # of `Purpose`
    attribution: Attribution = Attribution.NONE
    name: str = ""  # with `Attribution.NAME` and `CHOSEN`
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Hears:
    """How the teller hears what came of it."""

    channel: Channel = Channel.NONE  # by coming back with the ticket
    address: str = ""


@dataclass(frozen=True, slots=True)
class ByHand:
    """Who wrote it down for the teller, from what, and how the teller agreed."""

    by: Member
    way: Way
    how_agreed: str


def tell(
    *,
    place: Place,
    passages: Sequence[tuple[Part, str]],
    permission: Permission,
    at: datetime,
    by: Member | None = None,
    by_hand: ByHand | None = None,
    perspective: str = "",
    hears: Hears | None = None,
    secret: str = "",
    lang: str = "en",
) -> tuple[Story, str]:
    """Send a story to be read by a moderator. Returns it, and the secret of its ticket, which is kept nowhere.

    `by` tells their own story, signed in; None has no account. `by_hand` wrote it down for somebody. A `secret` under
    which it was begun goes on to be its ticket.
    """
    secret = secret or new_secret()
    hears = hears or Hears()
    with act(place.pk, verb="story.told", by=by_hand.by.ref if by_hand else TELLER, at=at) as event:
        sent = StoryTicket.objects.filter(place=place, hash=hash_of(secret)).exists()
        require("You have sent this already." if sent else None)  # a second press
        require(why_nobody_reads(place))
        require(why_not_tell(passages), field="happened")
        require(why_not_permit(place, permission.audience, permission.group, permission.attribution,
                               permission.name, permission.purposes, permission.expires_on, event.at))  # fmt: skip
        if by_hand:
            require(why_not_write_down(by_hand.by, place, by_hand.way, by_hand.how_agreed))
        story = Story.objects.create(
            place=place,
            number=event.number(Story),
            told_at=event.at,
            teller=by,
            perspective=perspective,
            way=by_hand.way if by_hand else Way.WROTE,
            typed_by=by_hand.by if by_hand else None,
            how_agreed=by_hand.how_agreed.strip() if by_hand else "",
            permitted_at=event.at,
            channel=hears.channel,
            address=hears.address if hears.channel != Channel.NONE else "",
            **permitted(event, permission),
        )
        for part, words in passages:
            add_passage(event, story, part, words, lang)
        flag_by_words(event, story, " ".join(words for _, words in passages))
        StoryTicket.objects.create(place=place, story=story, hash=hash_of(secret))
        Telling.objects.filter(place=place, hash=hash_of(secret)).delete()
        event.subject = story.ref
        event.facts["way"] = str(story.way)
    return story, secret


def permitted(event: Act, permission: Permission) -> dict[str, object]:
    """The columns of a permission, and the facts of the act that gives it."""
    named = permission.attribution != Attribution.NONE
    event.facts |= {
        "audience": str(permission.audience),
        "group": permission.group.ref if permission.group else None,
        "purposes": sorted(permission.purposes),
        "attribution": str(permission.attribution),
        "expires": permission.expires_on.isoformat() if permission.expires_on else None,
    }
    return {
        "audience": permission.audience,
        "group": permission.group,
        "purposes": sorted(permission.purposes),
        "attribution": permission.attribution,
        "name": event.text(permission.name.strip(), "name") if named else None,
        "expires_on": permission.expires_on,
    }


def add_passage(
    event: Act, story: Story, part: Part, words: str, lang: str, translates: Passage | None = None
) -> Passage:
    """One part, as it was told. Nobody but the teller and moderators reads it until it is `shown`."""
    require(why_not_say(words), field=str(part))
    position = Passage.objects.filter(story=story).count() + 1
    return Passage.objects.create(
        place_id=story.place_id,
        story=story,
        position=position,
        part=part,
        words=event.text(words.strip(), f"words_{position}", lang),
        translation_of=translates,
    )


def keep(*, place: Place, secret: str, said: dict[str, object], today: date) -> Telling:
    """Keep what was answered so far under the ticket. No event, no time: it is nobody's yet."""
    with unrecorded(place.pk, shows=False):
        kept, made = Telling.objects.get_or_create(
            place=place, hash=hash_of(secret), defaults={"said": said, "begun_on": today}
        )
        if not made:
            kept.said = kept.said | said
            kept.save(update_fields=["said"])
    return kept


def forget(*, place: Place, secret: str) -> None:
    """Whoever was telling it would rather not."""
    with unrecorded(place.pk, shows=False):
        Telling.objects.filter(place=place, hash=hash_of(secret)).delete()
