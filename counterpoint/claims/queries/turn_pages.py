"""The small pages on which something is said about a claim, and the slip of a ticket."""

from __future__ import annotations

from dataclasses import dataclass

from counterpoint.claims.models import Claim
from counterpoint.claims.queries.addresses import record_url, ticket_url
from counterpoint.claims.queries.answer_page import buttons_of
from counterpoint.claims.queries.claim_loading import Loaded
from counterpoint.ledger.models import Text
from counterpoint.web.fields import FormPage


@dataclass(frozen=True, slots=True)
class SlipPage:
    """Everything claims/handed_out.jinja may say: the one time that this ticket's link is shown."""

    place: str
    question: str
    sentence: str
    address: str
    back_url: str
    answers: tuple[str, ...]


def form_page(loaded: Loaded, title: str, button: str, lead: str = "") -> FormPage:
    """A page with one form about this claim."""
    claim = loaded.claim
    caption = f"{claim.of.noun.capitalize()} {claim.number}: {claim.sentence}"
    return FormPage(title=title, button=button, lead=lead, caption=caption, back_url=url_of(claim))


def url_of(claim: Claim) -> str:
    return record_url(claim.place.slug, claim.kind, claim.number)


def erasable(loaded: Loaded) -> dict[str, Text]:
    """The words on this claim's page that this reader may erase: their own; for a steward, anyone's."""
    reader, claim = loaded.reader, loaded.claim
    texts = [(claim.sentence, claim.put_by_id)]
    texts += [(one.words, one.member_id) for one in loaded.answers if one.words]
    texts += [(one.words, one.by_id) for one in loaded.turns if one.words]
    texts += [(one.words, one.by_id) for one in loaded.help if one.words]
    return {
        str(text.pk): text
        for text, whose in texts
        if text.erased_at is None and (whose == reader.pk or reader.steward)
    }


def slip_page(loaded: Loaded, secret: str, address: str) -> SlipPage:
    claim = loaded.claim
    return SlipPage(
        place=str(claim.place),
        question=claim.of.question,
        sentence=str(claim.sentence),
        address=f"{address}{ticket_url(secret)}",
        back_url=url_of(claim),
        answers=tuple(one.words for one in buttons_of(claim)),
    )
