"""The page that says thank you: what was recorded, what it changed, who reads it when, what waits next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from counterpoint.analysis.standing import SAYS_NO, Standing, Verdict
from counterpoint.claims.choices import State
from counterpoint.claims.models import Answer, BallotTurn, Claim
from counterpoint.claims.queries.addresses import answer_token, answer_url, record_url
from counterpoint.claims.queries.answer_page import button_of, last_answer
from counterpoint.claims.queries.opening import Opened
from counterpoint.claims.queries.waiting import waiting_for
from counterpoint.web import dates


@dataclass(frozen=True, slots=True)
class AnsweredPage:
    """Everything claims/answered.jinja may say."""

    lang: str
    place: str
    sentence: str
    said: str
    mark: str
    words: str
    changed: str
    readers: tuple[str, ...]
    value: str  # to say the same with words
    asks_words: str
    in_box: bool
    next_words: str
    next_url: str
    record_url: str
    url: str


def answered_page(opened: Opened, at: datetime, before: str) -> AnsweredPage:
    """`before`: the claim's standing until the answer was given."""
    claim = Claim.objects.select_related("place", "sentence").get(pk=opened.claim.pk)
    last = None if opened.capacity.detached else last_answer(opened)
    button = button_of(claim, Verdict(last.verdict), last.step) if last else None
    next_words, next_url = _next(opened, at)
    return AnsweredPage(
        lang="en",
        place=str(claim.place),
        sentence=str(claim.sentence),
        said=button.words if button else "",
        mark=button.mark if button else "",
        words=str(last.words) if last and last.words else "",
        changed=_box_changed(claim) if last is None else _changed(claim, before),
        readers=_who_reads_when(claim, last),
        value=button.value if button else "",
        asks_words=_asks_words(opened, last),
        in_box=last is None,
        next_words=next_words,
        next_url=next_url,
        record_url=record_url(claim.place.slug, claim.kind, claim.number) if opened.signed_in else "",
        url=opened.url,
    )


def _changed(claim: Claim, before: str) -> str:
    was, now = claim.of.state(State(before)), claim.of.state(State(claim.standing))
    if claim.standing == before:
        return f"It changed nothing yet. The record says, as before: “{now}”."
    return f"It changed the record. It said “{was}”; it now says “{now}”."


def _box_changed(claim: Claim) -> str:
    if claim.counted_at:
        return f"You were the last, so the box is open. The record now says “{claim.of.state(State(claim.standing))}”."
    heard = BallotTurn.objects.filter(counterpart__claim=claim).count()
    answers = dates.counted(heard, "answer lies", "answers lie")
    return f"It changed nothing yet: {answers} in the box, and it is closed."


def _who_reads_when(claim: Claim, last: Answer | None) -> tuple[str, ...]:
    if last is None:
        return ("Nobody reads who said what. When the box is opened, only the counts are shown.",)
    if last.own_staff:
        return ("Everyone here can read it now, apart, as own staff’s.",)
    if claim.standing == Standing.CONTESTED and claim.reply_until:
        return (
            f"Those it concerns read it now. They can reply until {dates.day(claim.reply_until)}; "
            f"after that everyone in {claim.place} reads both.",
        )
    return (f"Everyone in {claim.place} can read it now.",)


def _asks_words(opened: Opened, last: Answer | None) -> str:
    """An organisation's no gives a line of reason: asked for, never required. A person owes none."""
    if last is None or last.words_id:
        return ""
    organisation = opened.capacity.organisation
    if Verdict(last.verdict) in SAYS_NO and opened.capacity.works_there and organisation:
        return f"What did you see? A line of reason goes with a no of {organisation.called}."
    return "Anything to add, in your own words?"


def _next(opened: Opened, at: datetime) -> tuple[str, str]:
    """The next that waits for them, if any. Only after a press: a link opens one claim and no more."""
    if opened.member is None:
        return "", ""
    for one in waiting_for(opened.member, at):
        if one.claim.pk != opened.claim.pk:
            token = answer_token(opened.claim.place, opened.member, one.claim)
            return f"{one.claim.of.question} {one.claim.sentence}", answer_url(token)
    return "", ""
