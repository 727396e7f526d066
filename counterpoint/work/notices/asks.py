"""The question to those who would know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from counterpoint.analysis.standing import Rule, Verdict
from counterpoint.claims.models import Answer, Ask, BallotTurn, Claim, Counterpart
from counterpoint.claims.policies import why_not_answer
from counterpoint.claims.queries.addresses import answer_token, answer_url, record_url
from counterpoint.work.interest import claim_numbered
from counterpoint.work.links import absolute
from counterpoint.work.models import Notice
from counterpoint.work.notices import naming
from counterpoint.work.notices.part import Button, Part, Reader, cut


def parts(reader: Reader, notices: Sequence[Notice]) -> list[Part]:
    """Every question that was recorded as put with these notices, and still waits."""
    found = []
    for notice in notices:
        for ask in _asks(notice):
            claim = claim_numbered(reader.place, ask.claim.number)
            if claim is not None and _waits(reader, claim, ask.at):
                found.append(_part(reader, claim, ask))
    return found


def _asks(notice: Notice) -> list[Ask]:
    rows = Ask.objects.filter(place=notice.place, member=notice.member, at=notice.created_at)
    return list(rows.select_related("claim", "counterpart").order_by("pk"))


def _waits(reader: Reader, claim: Claim, since: datetime) -> bool:
    """Nobody is asked or reminded who has answered, nor about what can no longer be answered."""
    if Answer.objects.filter(claim=claim, member=reader.member, recorded_at__gte=since).exists():
        return False
    if BallotTurn.objects.filter(counterpart__claim=claim, member=reader.member).exists():
        return False
    return why_not_answer(reader.member, claim, reader.at) is None


def _part(reader: Reader, claim: Claim, ask: Ask) -> Part:
    sentence = str(claim.sentence)
    token = answer_token(reader.place, reader.member, claim)
    plain = absolute(answer_url(token))
    return Part(
        subject=f"{claim.of.question} {cut(sentence)}",
        heading=claim.of.question,
        sentence=sentence,
        lines=(*_what(reader, claim), *_why_you(reader, claim, ask), *_earlier(reader, claim, ask)),
        readers=_readers(reader, ask.counterpart),
        buttons=_buttons(claim, token, plain),
        also=(
            Button("See the whole record", absolute(record_url(reader.place.slug, claim.kind, claim.number))),
        ),
        short=f"{reader.place.name}: {claim.of.question} {_in_short(reader, claim)}",
        link=plain,
        questions=1,
    )


def _buttons(claim: Claim, token: str, plain: str) -> tuple[Button, ...]:
    """One for each answer. Where answers must not lead to a person, or are steps of a ladder, one for them all."""
    boxed = claim.of.detached or any(one.pool_id for one in claim.counterparts.all())
    if boxed:
        return (Button("Answer", plain),)
    if claim.of.rule == Rule.STEPS:
        return (Button("Choose the step", plain),)
    return tuple(Button(claim.of.says(one), absolute(answer_url(token, one))) for one in Verdict)


def _what(reader: Reader, claim: Claim) -> tuple[str, ...]:
    """Who says so, to whom, since when and by when."""
    who, put = naming.claimants(claim), reader.day(claim.put_at)
    by_when = f" The date for it was {reader.day(claim.due_on)}." if claim.due_on else ""
    if hasattr(claim, "promise"):
        whom = naming.made_to(claim, reader.member)
        said = " They say that it was kept." if claim.promise.said_kept_at else ""
        return (f"{who} promised this{f' to {whom}' if whom else ''} on {put}.{by_when}{said}",)
    if hasattr(claim, "request"):
        return (f"You asked {claim.request.asked.name} for this on {put}.{by_when}", *_their_answer(claim))
    if hasattr(claim, "barrier"):
        return (f"This was raised on {put}. {who} says that it is gone.",)
    return (f"{who} put this on the record of {reader.place.name} on {put}.{by_when}",)


def _their_answer(claim: Claim) -> tuple[str, ...]:
    asked = claim.request.asked.name
    if claim.request.refusal:
        return (f"{asked} said no, and why: “{claim.request.refusal}”",)
    if claim.request.promise:
        return (f"{asked} answered with a promise: “{claim.request.promise.sentence}”",)
    return ()


def _why_you(reader: Reader, claim: Claim, ask: Ask) -> tuple[str, ...]:
    who = naming.asked(ask.counterpart, reader.member)
    why = claim.of.why_you.format(asked=who, claimant=naming.claimants(claim))
    if ask.counterpart.instead_of_id:
        return (f"Why you: {why} The person who was asked first could not be reached.",)
    return (f"Why you: {why}",)


def _earlier(reader: Reader, claim: Claim, ask: Ask) -> tuple[str, ...]:
    """That they have said something before, or that this is the last time of asking."""
    last = Answer.objects.filter(claim=claim, member=reader.member).order_by("-position").first()
    if last is not None:
        said = claim.of.says(Verdict(last.verdict))
        return (f"On {reader.day(last.recorded_at)} you said: “{said}”. How is it now?",)
    before = Ask.objects.filter(claim=claim, member=reader.member, pk__lt=ask.pk).order_by("-pk").first()
    if before is not None:
        return (f"We asked you on {reader.day(before.at)}. This is the last time that we ask.",)
    return ()


def _readers(reader: Reader, counterpart: Counterpart) -> tuple[str, ...]:
    """Who will read the answer, and whether they could guess whose it is."""
    if counterpart.claim.of.detached or counterpart.pool_id:
        return (
            "Your answer goes into a box with the others. It is counted with them, with nothing that says "
            "whose it was. So it can’t be changed.",
        )
    who = naming.as_read(reader.member, counterpart)
    named = reader.member.signs and not counterpart.perspective
    guess = (
        "" if named else " Your name is not shown, but people who know this work may guess that it is you."
    )
    return (
        f"Who reads your answer: everyone in {reader.place.name}. It is signed “{who}”.{guess}",
        "If it becomes “not so”, only those it concerns read that for the first five working days.",
    )


def _in_short(reader: Reader, claim: Claim) -> str:
    due = f", due {reader.day(claim.due_on)}" if claim.due_on else ""
    return f"({naming.claimants(claim)}{due})"
