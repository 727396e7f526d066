"""Where things are: the page of a claim, the link in a mail, a ticket.

A mail link is a signed token for a known voice: it opens one claim for one person, and says nothing else. It
is not kept anywhere. A ticket is a secret that is its own voice: of it only a hash is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing

from counterpoint.analysis.standing import Verdict
from counterpoint.claims.choices import ANSWER_WORDS, Again, kind_of
from counterpoint.claims.models import Claim
from counterpoint.partnership.models import Member, Place
from counterpoint.partnership.queries.links import read_link, signed_link

SALT = "answer"
OPENS_FOR = timedelta(days=180)

WORD_OF = {verdict: word for word, verdict in ANSWER_WORDS.items()}


@dataclass(frozen=True, slots=True)
class Link:
    """What a mail link says: whose it is, and for which claim."""

    place: int
    member: int  # its number in the place
    claim: int  # likewise
    expired: bool


def record_url(slug: str, kind: str, number: int) -> str:
    """A claim's one page: /harrowmere/promises/12/. Built by hand: a Mirror asks for thousands."""
    return f"/{slug}/{kind_of(kind).room}/{number}/"


def again_url(claim: Claim) -> str:
    """Where a claim is put again: a choice on its own page, an account on the form, as the one that follows."""
    slug = claim.place.slug
    if claim.of.again == Again.NEXT_ACCOUNT:
        return f"/{slug}/claims/put/{claim.kind}/?follows={claim.number}"
    return f"/{slug}/claims/{claim.number}/again/"


def answer_token(place: Place, member: Member, claim: Claim) -> str:
    return signed_link(place, member.number, claim.number, salt=SALT)


def read_answer_token(token: str) -> Link | None:
    """Whose link it is and whether it is too old, or None if we did not make it."""
    try:
        said, expired = read_link(token, salt=SALT, max_age=OPENS_FOR), False
    except signing.SignatureExpired:
        said, expired = read_link(token, salt=SALT), True
    if not said:
        return None
    place, member, claim = said
    return Link(place, member, claim, expired)


def answer_url(token: str, choice: Verdict | None = None, step: int | None = None) -> str:
    """Where the link leads. With a verdict or a step the page opens with that chosen; it never answers."""
    word = f"step-{step}/" if step else f"{WORD_OF[choice]}/" if choice else ""
    return f"/a/{token}/{word}"


def ticket_url(secret: str) -> str:
    return f"/t/{secret}/"
