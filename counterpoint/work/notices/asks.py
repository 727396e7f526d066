"""The question to those who would know: the same words as on the page that its links open."""

from __future__ import annotations

from collections.abc import Sequence

from counterpoint.claims.models import Answer, Ask, Claim
from counterpoint.claims.queries.addresses import answer_token, answer_url
from counterpoint.claims.queries.answer_page import AnswerPage, answer_page
from counterpoint.claims.queries.opening import Opened, open_link
from counterpoint.claims.queries.telling import claimants_of
from counterpoint.web import dates
from counterpoint.work.links import absolute
from counterpoint.work.models import Notice
from counterpoint.work.notices.part import Button, Part, Reader


def parts(reader: Reader, notices: Sequence[Notice]) -> list[Part]:
    """Every question that was recorded as put with these notices, and still waits."""
    written = (_part(reader, ask) for notice in notices for ask in _asks(notice))
    return [one for one in written if one is not None]


def _asks(notice: Notice) -> list[Ask]:
    """An event and its asks are written in one act, and so at one time."""
    rows = Ask.objects.filter(place=notice.place, member=notice.member, at=notice.created_at)
    return list(rows.select_related("claim").order_by("pk"))


def _part(reader: Reader, ask: Ask) -> Part | None:
    """Nobody is asked or reminded who has answered, nor about what can no longer be answered."""
    token = answer_token(reader.place, reader.member, ask.claim)
    opened = open_link(token, None, reader.at)
    since = Answer.objects.filter(claim=ask.claim, member=reader.member, recorded_at__gte=ask.at)
    page = answer_page(opened, reader.at) if isinstance(opened, Opened) and not since.exists() else None
    if page is None or not isinstance(opened, Opened):
        return None
    return Part(
        subject=f"{page.question} {page.sentence}",
        heading=page.question,
        introduction=page.introduction,
        sentence=page.sentence,
        lines=_lines(reader, page, ask),
        readers=(page.others, *page.readers) if page.others else page.readers,
        buttons=_buttons(opened, page, token),
        short=f"{reader.place.name}: {page.question} {_in_short(opened.claim)}",
        link=absolute(answer_url(token)),
        questions=1,
        about=ask.claim.number,
    )


def _lines(reader: Reader, page: AnswerPage, ask: Ask) -> tuple[str, ...]:
    """What came since, why they are asked, what they said before, or that this is the last time of asking."""
    since = (f"{one.sentence} “{one.words}”" if one.words else one.sentence for one in page.since)
    before = Ask.objects.filter(claim=ask.claim, member=reader.member, pk__lt=ask.pk).order_by("-pk").first()
    last = f"We asked you on {reader.day(before.at)}. This is the last time that we ask." if before else ""
    return tuple(filter(None, (*since, f"Why you: {page.why_you}", page.said or last)))


def _buttons(opened: Opened, page: AnswerPage, token: str) -> tuple[Button, ...]:
    """One for each answer. Only one for them all where an address must not tell an answer, or there are many."""
    if opened.capacity.detached or page.steps:
        return (Button("Choose the step" if page.steps else "Answer", absolute(answer_url(token))),)
    return tuple(Button(one.words, absolute(f"{answer_url(token)}{one.value}/")) for one in page.buttons)


def _in_short(claim: Claim) -> str:
    """For a text message, where the page says the rest."""
    by = f", for {dates.day(claim.due_on)}" if claim.due_on else ""
    return f"({claimants_of(claim)}{by})"
