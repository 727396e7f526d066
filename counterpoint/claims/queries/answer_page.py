"""The page that opens from a mail, a text or a ticket."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from counterpoint.analysis.calendar import day_in
from counterpoint.analysis.standing import Rule, Verdict
from counterpoint.claims.choices import (
    ANSWER_WORDS,
    LADDER_CREDIT,
    LADDER_LINK,
    STEP_WORDS,
    Step,
)
from counterpoint.claims.models import Answer, Claim, Counterpart, Turn
from counterpoint.claims.policies import family_of
from counterpoint.claims.policies.amounts import reads_amount
from counterpoint.claims.queries.addresses import WORD_OF, record_url
from counterpoint.claims.queries.opening import Opened
from counterpoint.claims.queries.readers import readers_of
from counterpoint.claims.queries.telling import (
    Since,
    all_called,
    called,
    claimants_of,
    counterpart_called,
    introduction,
    since_then,
)
from counterpoint.web import dates

MARKS = {
    Verdict.YES: "confirmed",
    Verdict.PARTLY: "partly",
    Verdict.NO: "contested",
    Verdict.NOT_YET: "contested",
}


@dataclass(frozen=True, slots=True)
class Button:
    """One answer: what it says, and, for a step of the ladder, what that was like."""

    value: str
    words: str
    mark: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """Everything claims/answer.jinja may say."""

    lang: str
    place: str
    slug: str
    number: int
    kind: str
    question: str
    introduction: str
    sentence: str
    since: tuple[Since, ...]
    why_you: str
    others: str
    readers: tuple[str, ...]
    said: str  # what they said before, and when
    chosen: Button | None
    buttons: tuple[Button, ...]
    steps: bool
    credit: str
    credit_link: str
    amount: str  # what they are owed, or what it came to: for the two sides
    asks_reason: str  # the label of the box for words
    needs_words: bool  # a yes needs them
    whose: str
    not_you_url: str
    record_url: str  # for someone signed in
    url: str


def answer_page(opened: Opened, at: datetime, choice: str = "") -> AnswerPage | None:
    """None where the link names an answer that is not one of this claim's."""
    claim = opened.claim
    buttons = buttons_of(claim)
    chosen = next((one for one in buttons if one.value == choice), None)
    if choice and chosen is None:
        return None
    turns = list(
        Turn.objects.filter(claim=claim).select_related("words", "organisation", "by").order_by("position")
    )
    steps = claim.of.rule == Rule.STEPS
    return AnswerPage(
        lang="en",
        place=str(claim.place),
        slug=claim.place.slug,
        number=claim.number,
        kind=claim.kind,
        question=claim.of.question,
        introduction=introduction(claim, opened.member, asker=_asker(opened)),
        sentence=str(claim.sentence),
        since=since_then(claim, turns),
        why_you=why_you(opened),
        others=_others(opened),
        readers=readers_of(opened, at),
        said=_said_before(opened),
        chosen=chosen,
        buttons=tuple(one for one in buttons if one is not chosen),
        steps=steps,
        credit=LADDER_CREDIT if steps else "",
        credit_link=LADDER_LINK if steps else "",
        amount=_amount(opened, turns),
        asks_reason=_asks_words(opened),
        needs_words=bool(claim.of.yes_says),
        whose=called(opened.member) if opened.member and opened.signed_in is None else "",
        not_you_url=_not_you(opened),
        record_url=record_url(claim.place.slug, claim.kind, claim.number) if opened.signed_in else "",
        url=opened.url,
    )


def _asks_words(opened: Opened) -> str:
    if opened.capacity.detached:
        return ""
    return opened.claim.of.words_label or "Add words first, if you wish"


def _amount(opened: Opened, turns: list[Turn]) -> str:
    """For whoever it concerns: by name, by the organisation they speak for, or by the ticket in their hand."""
    claim, one = opened.claim, opened.capacity.counterpart
    if claim.amount is None:
        return ""
    mine = opened.ticket is not None and one is not None and one.ticket_id == opened.ticket.pk
    if not mine and not reads_amount(opened.member, claim, family_of(claim.place_id), turns):
        return ""
    return f"You are owed: {claim.amount}." if claim.of.owed else f"It came to: {claim.amount}."


def _not_you(opened: Opened) -> str:
    if opened.member is None or opened.capacity.detached:
        return ""
    return reverse("claims:not_you", kwargs={"token": opened.url.split("/")[2]})


def buttons_of(claim: Claim) -> tuple[Button, ...]:
    cant_tell = Button(WORD_OF[Verdict.CANT_TELL], claim.of.says(Verdict.CANT_TELL))
    if claim.of.rule == Rule.STEPS:
        steps = (
            Button(f"step-{step.value}", f"{step.value} {step.label}", hint=STEP_WORDS[step.value])
            for step in Step
        )
        return (*steps, cant_tell)
    return (
        *(
            Button(word, claim.of.says(verdict), MARKS[verdict])
            for word, verdict in ANSWER_WORDS.items()
            if verdict in MARKS
        ),
        cant_tell,
    )


def button_of(claim: Claim, verdict: Verdict, step: int | None) -> Button:
    value = f"step-{step}" if step else WORD_OF[verdict]
    return next(one for one in buttons_of(claim) if one.value == value)


def _asker(opened: Opened) -> bool:
    """Is it they who asked for it, or whom it stops?"""
    one = opened.capacity.counterpart
    if one is None or one.counts_from is None or _named_by_another(opened, one):
        return False
    return one.must_hear or opened.claim.kind == "barrier"


def _named_by_another(opened: Opened, one: Counterpart) -> bool:
    """Added after it was put, and not by themselves."""
    return one.added_by is not None and one.added_by != opened.member and one.ticket_id is None


def why_you(opened: Opened) -> str:
    claim, capacity = opened.claim, opened.capacity
    if capacity.own_staff:
        return f"You work for {claimants_of(claim)}, so you may say so too."
    one = capacity.counterpart
    if one is None or one.counts_from is None:
        return "You said that you would know too."
    if one.adopted_by:
        return f"You spoke, and {called(one.adopted_by)} added your voice to those who are asked."
    if _named_by_another(opened, one):
        return f"{called(one.added_by)} named you as someone who would know."
    who = "you" if one.ticket_id else counterpart_called(one, opened.member)
    why = claim.of.why_you.format(asked=who, claimant=claimants_of(claim))
    if one.instead_of_id:
        return f"{why} Whoever was asked first could not be reached."
    if one.organisation:
        return why if "{asked}" in claim.of.why_you else f"{why} You are asked for {one.organisation.name}."
    return why


def _others(opened: Opened) -> str:
    """Who else has a word: never whether they have spoken, nor what they said."""
    mine = opened.capacity.counterpart
    counting = [one for one in opened.claim.counterparts.all() if one.counts_from and one != mine]
    if opened.claim.kind == "promise":  # whom it was made to is said above
        counting = [one for one in counting if not one.must_hear or one.instead_of_id]
    tickets = sum(one.ticket_id is not None for one in counting)
    names = all_called((one for one in counting if not one.ticket_id), opened.claim)
    if tickets:
        names.append(f"{dates.number_word(tickets)} {dates.plural(tickets, 'other')} with a ticket")
    if not names:
        return ""
    shown = [*names[:4], f"{dates.number_word(len(names) - 4)} more"] if len(names) > 5 else names
    asked = f"Also asked: {dates.listed(shown)}."
    return asked if opened.capacity.detached else f"{asked} You see their answers after yours."


def last_answer(opened: Opened) -> Answer | None:
    answers = Answer.objects.filter(claim=opened.claim, member=opened.member, ticket=opened.ticket)
    return answers.select_related("words").order_by("-position").first()


def _said_before(opened: Opened) -> str:
    if opened.capacity.in_the_box:
        return ""
    last = None if opened.capacity.detached else last_answer(opened)
    if last is None:
        return ""
    on = dates.day(day_in(last.recorded_at, opened.claim.place.zone))
    button = button_of(opened.claim, Verdict(last.verdict), last.step)
    return f"On {on} you said: “{button.words}”. If it has changed, press what is so now."
