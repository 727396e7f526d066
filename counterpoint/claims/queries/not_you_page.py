"""A link in somebody else's hands, and the ticket with which they may say what they know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from counterpoint.claims.models import Claim
from counterpoint.claims.policies import capacity_of, why_nobody_knows_too, why_not_know_too
from counterpoint.claims.queries.addresses import (
    answer_token,
    answer_url,
    read_answer_token,
    record_url,
    ticket_url,
)
from counterpoint.claims.queries.opening import StoppedPage, Way, cannot, claim_to_answer, here_as, too_old
from counterpoint.claims.queries.telling import called, introduction
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries.membership import members
from counterpoint.web.http import SIGN_IN


@dataclass(frozen=True, slots=True)
class NotYouPage:
    """Everything claims/not_you.jinja may say."""

    lang: str
    place: str
    whose: str
    introduction: str
    sentence: str
    question: str
    answer_url: str
    signed_in_as: str
    know_too_url: str  # for whoever is signed in here: one press, in their own name
    own_url: str  # they were asked as well: their own page
    refusal: str  # why whoever is signed in has no word here
    sign_in_url: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class KeptTicketPage:
    """Everything claims/ticket.jinja may say: the one time that the link is shown."""

    lang: str
    place: str
    sentence: str
    address: str  # the whole link, to be kept
    url: str


def not_you_page(token: str, account: int | None, at: datetime) -> NotYouPage | StoppedPage | None:
    link = read_answer_token(token)
    owner = members().filter(place_id=link.place, number=link.member).first() if link else None
    claim = claim_to_answer(link.place, link.claim) if link and owner else None
    if link is None or owner is None or claim is None:
        return None
    if link.expired:
        return too_old(claim, owner, expired=True)
    nobody = why_nobody_knows_too(claim)
    if nobody:
        return cannot(claim, nobody)
    reader = here_as(account, claim.place)
    if reader is not None and reader.pk == owner.pk:
        return StoppedPage(
            200,
            "It is your link",
            "You are signed in as its owner.",
            str(claim.place),
            ways=(Way("Answer", answer_url(token)),),
        )
    own_url, know_too_url, refusal = _reader(reader, claim, at)
    return NotYouPage(
        lang="en",
        place=str(claim.place),
        whose=called(owner),
        introduction=introduction(claim, None, asker=False),
        sentence=str(claim.sentence),
        question=claim.of.question,
        answer_url=answer_url(token),
        signed_in_as=reader.name if reader else "",
        know_too_url=know_too_url,
        own_url=own_url,
        refusal=refusal,
        sign_in_url=f"{SIGN_IN}?next={record_url(claim.place.slug, claim.kind, claim.number)}",
        claim=claim,
    )


def _reader(reader: Member | None, claim: Claim, at: datetime) -> tuple[str, str, str]:
    """What whoever is signed in may do: answer as themselves, say that they would know too, or nothing."""
    if reader is None:
        return "", "", ""
    if not isinstance(capacity_of(reader, claim, at), str):
        return answer_url(answer_token(claim.place, reader, claim)), "", ""
    refusal = why_not_know_too(reader, claim, at)
    if refusal:
        return "", "", refusal
    return "", reverse("claims:know_too", kwargs={"slug": claim.place.slug, "number": claim.number}), ""


def kept_ticket_page(claim: Claim, secret: str, address: str) -> KeptTicketPage:
    url = ticket_url(secret)
    return KeptTicketPage("en", str(claim.place), str(claim.sentence), f"{address}{url}", url)
