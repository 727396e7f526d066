"""Taking a story back, for good; and keeping note of who holds a copy, so that they can be asked to destroy it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from counterpoint.claims.actions import forget_codes, hash_of, new_secret
from counterpoint.claims.models import Answer, Counterpart, Ticket
from counterpoint.ledger.actions import act, erase
from counterpoint.ledger.models import Event, Text
from counterpoint.partnership.choices import Channel
from counterpoint.partnership.models import Member
from counterpoint.stories.actions.permission import locked
from counterpoint.stories.actions.telling import TELLER
from counterpoint.stories.choices import Attribution, CopyKind, StoryState
from counterpoint.stories.models import Complaint, Copy, Outcome, Passage, Reply, Story, StoryTicket
from counterpoint.stories.policies.reading import why_not_copy
from counterpoint.stories.policies.withdrawing import why_not_touch
from counterpoint.web.http import require


def withdraw(*, story: Story, at: datetime, by: Member | None = None) -> Story:
    """Erase a story's words and all that could lead to whoever told it. A number and a month stay.

    Its tickets open nothing from now on. What partners say they changed because of it stays on the record: it is their
    own sentence. What the teller answered to that stays as a verdict, without its words.
    """
    with act(story.place_id, verb="story.withdrawn", by=TELLER, at=at) as event:
        story = locked(story)
        require(why_not_touch(story, by))
        event.facts["erased"] = sorted(erase(text, at=event.at) for text in _words_of(story))
        copies = Copy.objects.filter(story=story, recalled_at__isnull=True)
        event.facts["copies"] = copies.update(recalled_at=event.at)
        tickets = StoryTicket.objects.filter(story=story)
        forget_codes(place=story.place, tickets=tickets.values_list("hash", flat=True))
        tickets.delete()
        if not Event.objects.filter(
            place_id=story.place_id, verb="story.cleared", subject=story.ref
        ).exists():
            Passage.objects.filter(story=story).update(
                shown=None
            )  # nobody ever read it: no stub says it was here
        _no_longer_by_name(story)
        story.state, story.withdrawn_at = StoryState.WITHDRAWN, event.at
        story.teller = story.typed_by = story.expires_on = story.paused_until = story.asked_again_at = None
        story.how_agreed = story.perspective = story.helpline = story.address = ""
        story.channel, story.attribution = Channel.NONE, Attribution.NONE
        story.purposes, story.reasons = [], []
        story.save()
        event.subject = story.ref
    return story


def _no_longer_by_name(story: Story) -> None:
    """Where a claim asks the teller as the member they are, and they have not answered: it asks nobody by name now.

    An answer that they gave under their own name is an act of theirs on the record, and stays, without its words.
    """
    for outcome in Outcome.objects.filter(story=story, voice=None):
        asked = Counterpart.objects.filter(claim=outcome.claim_id, member=story.teller)
        if story.teller and not Answer.objects.filter(claim=outcome.claim_id, member=story.teller).exists():
            outcome.voice = Ticket.objects.create(
                place_id=story.place_id, hash=hash_of(new_secret()), claim_id=outcome.claim_id
            )
            outcome.save(update_fields=["voice"])
            asked.update(member=None, ticket=outcome.voice)


def _words_of(story: Story) -> list[Text]:
    """Everything that the teller said, and what was said to them in answer: it tells the story over again."""
    passages = Passage.objects.filter(story=story).values_list("words", "shown")
    keys = {key for pair in passages for key in pair} | {story.name_id, story.note_id}
    keys |= set(Reply.objects.filter(story=story).values_list("words", flat=True))
    keys |= set(Complaint.objects.filter(story=story).values_list("teller_said", flat=True))
    theirs = Q(ticket__in=story.outcomes.exclude(voice=None).values("voice"))
    if story.teller_id:
        theirs |= Q(claim__in=story.outcomes.values("claim"), member=story.teller_id)
    keys |= set(Answer.objects.filter(theirs).values_list("words", flat=True))
    texts = Text.objects.filter(pk__in=[key for key in keys if key], erased_at__isnull=True)
    return list(texts.order_by("pk"))


def take_copy(*, story: Story, kind: CopyKind, by: Member, at: datetime, count: int = 1) -> Copy:
    """Somebody prints a story or saves it. They are asked to destroy it if it is withdrawn."""
    with act(story.place_id, verb="story.copied", by=by.ref, at=at) as event:
        story = locked(story)
        require(why_not_copy(story, by, event.at))
        works = (
            by.memberships.filter(until__isnull=True).order_by("pk").select_related("organisation").first()
        )
        event.subject = story.ref
        number = event.number(Copy)
        event.facts |= {"copy": number, "kind": str(kind), "count": count}
        return Copy.objects.create(
            place_id=story.place_id,
            number=number,
            story=story,
            kind=kind,
            count=count,
            holder=by,
            organisation=works.organisation if works else None,
            at=event.at,
        )
