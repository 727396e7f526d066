"""What a story's ticket shows to whoever told it: what became of it, and all that they can do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from markupsafe import Markup

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Verdict
from counterpoint.claims.models import Answer
from counterpoint.claims.policies import state_of
from counterpoint.claims.queries.claim_loading import seen_now
from counterpoint.claims.queries.record import mark_of
from counterpoint.claims.queries.telling import claimants_of
from counterpoint.partnership.queries.names import signed, standing_as
from counterpoint.stories.choices import Audience, Part, Reason, StoryState, Way
from counterpoint.stories.models import Outcome, Passage, Reply, Story
from counterpoint.stories.policies.withdrawing import is_to_be_asked_again
from counterpoint.stories.queries.complaints import AskedOfTeller, asked_of_teller
from counterpoint.stories.queries.telling import OTHERS_MAY_READ, USED
from counterpoint.web import dates
from counterpoint.web.marks import Mark
from counterpoint.web.qr import qr

SAYS = ((Verdict.YES, Mark.CONFIRMED), (Verdict.PARTLY, Mark.PARTLY), (Verdict.NO, Mark.CONTESTED))
PART_SHOWN = {
    Part.HAPPENED: "What happened",
    Part.MATTERED: "What mattered most",
    Part.HELPED: "What would have helped",
    Part.ADDED: "What you added",
}


@dataclass(frozen=True, slots=True)
class Beside:
    """One part as it was told and as others read it."""

    label: str
    told: str
    shown: str
    changed: bool
    waits: bool  # nobody has read it yet
    lang: str


@dataclass(frozen=True, slots=True)
class ReplyShown:
    who: str
    on: str
    words: str


@dataclass(frozen=True, slots=True)
class OutcomeAsked:
    """What somebody says they changed because of it, and the question to whoever told it."""

    number: int
    who: str
    sentence: str
    question: str
    state: str
    mark: str
    you_said: str
    your_words: str
    answers: tuple[tuple[str, str, str], ...]  # verdict, its mark, its words on the button
    url: str


@dataclass(frozen=True, slots=True)
class TicketPage:
    """Everything stories/ticket.jinja and stories/slip.jinja may say."""

    place: str
    number: int
    told_on: str
    home: str  # the path of the ticket
    address: str  # the whole link
    qr: Markup
    code: str  # its short code, where it was asked for
    sent: bool  # just now
    done: str  # what was done a moment ago
    state: str
    state_words: str
    reasons: tuple[str, ...]
    note: str
    parts: tuple[Beside, ...]
    changed: bool
    replies: tuple[ReplyShown, ...]
    outcomes: tuple[OutcomeAsked, ...]
    readers: str
    uses: str
    name: str
    until: str
    hears: str
    ask_again: str  # since when it has stood unasked
    written_by: str
    how_agreed: str
    complaints: tuple[AskedOfTeller, ...]
    own_link: bool  # it is the ticket itself; else a link from a letter, of which no slip is made


def ticket_page(
    story: Story,
    secret: str,
    address: str,
    at: datetime,
    *,
    code: str = "",
    sent: bool = False,
    done: str = "",
) -> TicketPage:
    zone = story.place.zone
    parts = _parts(story)
    return TicketPage(
        place=str(story.place),
        number=story.number,
        told_on=dates.day(day_in(story.told_at, zone)),
        home=f"/s/{secret}/",
        address=address,
        qr=qr(address),
        code=code,
        sent=sent,
        done=done,
        state=story.state,
        state_words=_state(story, at),
        reasons=tuple(str(Reason(one).label) for one in story.reasons),
        note=str(story.note or ""),
        parts=parts,
        changed=any(one.changed for one in parts) and story.state == StoryState.CLEARED,
        replies=_replies(story),
        outcomes=_outcomes(story, secret, at),
        readers=_readers(story),
        uses=dates.listed([USED[one] for one in USED if one in story.purposes]) or "nothing else",
        name=str(story.name or "") or "no name",
        until=dates.day(story.expires_on) if story.expires_on else "",
        hears=story.address,
        ask_again=dates.day(day_in(story.permitted_at, zone)) if is_to_be_asked_again(story, at) else "",
        written_by=story.typed_by.name if story.typed_by and story.way != Way.WROTE else "",
        how_agreed=story.how_agreed,
        complaints=asked_of_teller(story),
        own_link=":" not in secret,
    )


def _state(story: Story, at: datetime) -> str:
    zone = story.place.zone
    if story.expires_on and story.expires_on <= day_in(at, zone):
        return f"Nobody else can read it since {dates.day(story.expires_on)}. That is the day you chose."
    if story.state == StoryState.CLEARED and story.moderated_at:
        return f"It can be read since {dates.day(day_in(story.moderated_at, zone))}, by {_readers(story)}."
    if story.state == StoryState.DECLINED:
        return "It was read by a moderator, and is not shown. Nobody else can read it."
    if story.state == StoryState.PAUSED:
        until = f" A moderator looks again on {dates.day(story.paused_until)}." if story.paused_until else ""
        return f"It is not shown for now.{until}"
    return "It waits for a moderator, who reads it on a weekday. Nobody else can read it yet."


def _readers(story: Story) -> str:
    if story.audience == Audience.GROUP and story.group:
        return f"{story.group.name} only"
    return OTHERS_MAY_READ[Audience(story.audience)]


def _parts(story: Story) -> tuple[Beside, ...]:
    found = Passage.objects.filter(story=story, translation_of__isnull=True)
    return tuple(
        Beside(
            label=PART_SHOWN[Part(one.part)],
            told=str(one.words),
            shown=str(one.shown or ""),
            changed=one.shown_id is not None and one.shown_id != one.words_id,
            waits=one.shown_id is None,
            lang=one.words.lang,
        )
        for one in found.select_related("words", "shown").order_by("position")
    )


def _replies(story: Story) -> tuple[ReplyShown, ...]:
    found = (
        Reply.objects.filter(story=story).select_related("by", "organisation", "words").order_by("position")
    )
    zone = story.place.zone
    return tuple(
        ReplyShown(signed(one.by, one.organisation, ""), dates.day(day_in(one.at, zone)), str(one.words))
        for one in found
    )


def outcomes_of(story: Story) -> list[Outcome]:
    """What partners say they changed because of it, and have not taken back."""
    found = Outcome.objects.filter(story=story, claim__withdrawn_at__isnull=True)
    found = found.select_related("claim__place", "claim__sentence", "claim__put_by", "voice__claim")
    return list(
        found.prefetch_related("claim__claimants__organisation", "claim__claimants__member").order_by(
            "claim__number"
        )
    )


def _outcomes(story: Story, secret: str, at: datetime) -> tuple[OutcomeAsked, ...]:
    """Each with the last word of this ticket's own voice. Who else contests it is read after its reply time."""
    outcomes = outcomes_of(story)
    voices = [one.voice_id for one in outcomes if one.voice_id]
    last: dict[int, Answer] = {}
    theirs = Q(ticket__in=voices)
    if story.teller_id:  # asked by name
        theirs |= Q(claim__in=[one.claim_id for one in outcomes if one.voice is None], member=story.teller_id)
    for given in Answer.objects.filter(theirs).select_related("words").order_by("position"):
        last[given.claim_id] = given
    today = day_in(at, story.place.zone)
    return tuple(_outcome(one, last.get(one.claim_id), secret, today) for one in outcomes)


def _outcome(one: Outcome, last: Answer | None, secret: str, today: object) -> OutcomeAsked:
    claim = one.claim
    contests = last is not None and last.verdict in (Verdict.NO, Verdict.NOT_YET)
    state = state_of(seen_now(claim), today=today, zone=claim.place.zone, reads_contest=contests)  # type: ignore[arg-type]
    shown = (*SAYS, (Verdict.CANT_TELL, ""))
    return OutcomeAsked(
        number=claim.number,
        who=claimants_of(claim),
        sentence=str(claim.sentence),
        question=claim.of.question,
        state=claim.of.state(state),
        mark=mark_of(state),
        you_said=claim.of.says(Verdict(last.verdict)) if last else "",
        your_words=str(last.words or "") if last else "",
        answers=tuple((one.value, str(mark), claim.of.says(one)) for one, mark in shown),
        url=f"/s/{secret}/outcomes/{claim.number}/",
    )


@dataclass(frozen=True, slots=True)
class TicketFormPage:
    """Everything stories/ticket_form.jinja may say: one thing that the ticket can do."""

    place: str
    title: str
    lead: str
    button: str
    back_url: str
    warning: bool  # can't be turned round


@dataclass(frozen=True, slots=True)
class OutcomePage:
    """Everything stories/outcome.jinja may say."""

    place: str
    outcome: OutcomeAsked
    signed_as: str
    back_url: str


def outcome_page(story: Story, secret: str, number: int, at: datetime) -> OutcomePage | None:
    found = [one for one in _outcomes(story, secret, at) if one.number == number]
    if not found:
        return None
    asked = outcome_numbered(story, number)
    by_name = asked is not None and asked.voice is None and story.teller is not None
    who = story.teller.name if by_name and story.teller else standing_as(story.perspective)
    return OutcomePage(str(story.place), found[0], who, f"/s/{secret}/")


def outcome_numbered(story: Story, number: int) -> Outcome | None:
    return next((one for one in outcomes_of(story) if one.claim.number == number), None)


def permission_said(story: Story) -> dict[str, object]:
    """What was permitted, as the forms of telling hold it."""
    return {
        "audience": story.audience,
        "group": str(story.group.number) if story.group else "",
        "purposes": list(story.purposes),
        "attribution": story.attribution,
        "name": str(story.name or ""),
        "expires_on": story.expires_on,
    }
