"""What comes of a story: an answer, a change that its teller alone can confirm, and what it led to."""

from __future__ import annotations

from datetime import datetime

from counterpoint.claims.actions import Further, Named, hash_of, name_one, new_secret, record_claim
from counterpoint.claims.choices import kind_of
from counterpoint.claims.models import Claim, Ticket
from counterpoint.claims.policies.twice import why_not_twice
from counterpoint.ledger.actions import Act, act
from counterpoint.partnership.models import Member, Organisation
from counterpoint.stories.actions.permission import locked
from counterpoint.stories.models import Behind, Outcome, Reply, Story
from counterpoint.stories.policies.replying import (
    answers_as_member,
    why_not_reply,
    why_not_say_changed,
    why_not_tie,
)
from counterpoint.web.http import require


def reply(
    *, story: Story, organisation: Organisation, words: str, by: Member, at: datetime, lang: str = "en"
) -> Reply:
    """An organisation answers whoever told it."""
    with act(story.place_id, verb="story.replied", by=by.ref, at=at) as event:
        story = locked(story)
        require(why_not_reply(by, story, organisation, words, event.at), field="words")
        last = Reply.objects.filter(story=story).order_by("-position").first()
        same = last and last.organisation_id == organisation.pk and str(last.words) == words.strip()
        require("You have said this already." if same else None)
        event.subject = story.ref
        event.facts |= {"organisation": organisation.ref}
        return Reply.objects.create(
            place_id=story.place_id,
            story=story,
            position=last.position + 1 if last else 1,
            organisation=organisation,
            by=by,
            words=event.text(words.strip(), lang=lang),
            at=event.at,
        )


def say_changed(
    *, story: Story, organisation: Organisation, sentence: str, by: Member, at: datetime, lang: str = "en"
) -> Claim:
    """ "We changed this because of it." Whoever told the story is asked, and must be heard."""
    with act(story.place_id, verb="story.because", by=by.ref, at=at) as event:
        story = locked(story)
        require(why_not_say_changed(by, story, organisation, sentence, event.at), field="sentence")
        require(why_not_twice("because", sentence, by, event.at))
        claim = record_claim(
            event,
            place=story.place,
            kind=kind_of("because"),
            sentence=sentence.strip(),
            claimants=[organisation],
            named=[],
            by=by,
            claimed=True,
            acting_for=organisation,
            further=Further(lang=lang),
        )
        voice = _ask_the_teller(event, claim, story)
        Outcome.objects.create(place_id=story.place_id, story=story, claim=claim, voice=voice)
        event.facts["story"] = story.ref
    return claim


def _ask_the_teller(event: Act, claim: Claim, story: Story) -> Ticket | None:
    """By a voice whose secret nobody holds, or by name where the story carries it: whoever told it chose that."""
    who: Member | Ticket | None = story.teller if answers_as_member(story) else None
    voice = None
    if who is None:
        who = voice = Ticket.objects.create(
            place_id=story.place_id,
            hash=hash_of(new_secret()),
            claim=claim,
            perspective=story.perspective,
        )
    name_one(event, claim, Named(who, by_claimant=False), added_by=None)
    return voice


def tie(*, story: Story, claim: Claim, by: Member, at: datetime) -> Behind:
    """ "This led to that." """
    with act(story.place_id, verb="story.led_to", by=by.ref, at=at) as event:
        story = locked(story)
        tied = list(Behind.objects.filter(story=story).values_list("claim_id", flat=True))
        require(why_not_tie(by, story, tied, claim.pk, event.at))
        event.subject = story.ref
        event.facts["claim"] = claim.ref
        return Behind.objects.create(place_id=story.place_id, story=story, claim=claim, by=by, at=event.at)
