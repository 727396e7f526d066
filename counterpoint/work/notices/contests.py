"""Somebody who would know says that it is not so: to those on the claimant's side, at once, with "talk first"."""

from __future__ import annotations

from collections.abc import Sequence

from counterpoint.analysis.standing import SAYS_NO, Standing, Verdict
from counterpoint.claims.models import Answer, Claim
from counterpoint.claims.policies import family_of, heard_on
from counterpoint.claims.queries.addresses import record_url
from counterpoint.claims.queries.telling import introduction
from counterpoint.ledger.models import Event
from counterpoint.partnership.queries import signed
from counterpoint.work.interest import claim_numbered
from counterpoint.work.links import absolute
from counterpoint.work.models import Notice
from counterpoint.work.notices.part import Button, Part, Reader

SOMEBODY = "Somebody who was asked says that it is not so."


def parts(reader: Reader, notices: Sequence[Notice]) -> list[Part]:
    found = []
    for notice in notices:
        claim = claim_numbered(reader.place, int(notice.about["claim"]))
        # Who changed their mind meanwhile has said so: then there is no contest to hear of.
        if claim is not None and claim.standing == Standing.CONTESTED:
            found.append(_part(reader, claim, int(notice.about["seq"])))
    return found


def _part(reader: Reader, claim: Claim, seq: int) -> Part:
    answer = _answer(claim, seq)
    page = absolute(record_url(reader.place.slug, claim.kind, claim.number))
    return Part(
        subject=f"Not so, says one who was asked: {claim.sentence}",
        heading=SOMEBODY if answer is None else f"“{_said(claim, answer)}”, says {_signed(answer)}",
        introduction=introduction(claim, reader.member, asker=False),
        sentence=str(claim.sentence),
        lines=_until(reader, claim),
        quote=str(answer.words) if answer is not None and answer.words else "",
        buttons=(Button("Talk first, or reply", page),),
        short=f"{reader.place.name}: somebody who was asked says this is not so:",
        link=page,
        about=claim.number,
    )


def _until(reader: Reader, claim: Claim) -> tuple[str, ...]:
    """The right of reply."""
    if claim.reply_until is None or claim.reply_until < reader.today:
        return ("What you reply stands beside it.",)
    until = reader.day(claim.reply_until)
    return (
        f"Until the end of {until}, only you and the others it concerns can read this. After that everyone in "
        f"{reader.place.name} can.",
        "You can talk first: offer it with one press. You can reply: what you say stands beside it. "
        f"Reply by {until}, and everyone reads both at once.",
    )


def _answer(claim: Claim, seq: int) -> Answer | None:
    """The answer that made it so, where it may be shown here with its words and its name.

    Not where it is one of a group, a ticket or a box, whose figures pass the disclosure gate on the claim's own page;
    and not where it is somebody's own staff, whose managers this letter goes to.
    """
    event = Event.objects.filter(place_id=claim.place_id, seq=seq).first()
    position = int(event.facts.get("answer") or 0) if event else 0
    answer = (
        Answer.objects.select_related("member", "organisation", "words", "ticket")
        .filter(claim=claim, position=position)
        .first()
    )
    if answer is None or answer.own_staff or answer.member is None or Verdict(answer.verdict) not in SAYS_NO:
        return None
    matched = heard_on(claim.of, list(claim.counterparts.all()), [answer], family_of(claim.place_id)).matched
    counterpart = matched.get(answer.pk)
    return answer if counterpart and (counterpart.member_id or counterpart.organisation_id) else None


def _signed(answer: Answer) -> str:
    return signed(answer.member, answer.organisation, answer.perspective)


def _said(claim: Claim, answer: Answer) -> str:
    return claim.of.says(Verdict(answer.verdict))
