"""One claim, for one reader: what was said, what those who would know say, and what the reader may do.

For the room of a kind: `claim_page(member, number, at)` is None where there is nothing that this member may see;
`claim_key(...)` is what `web.http.unchanged` needs. The room's template shows it with
`{% with page = page.claim %}{% include "claims/_claim_body.jinja" %}{% endwith %}`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from counterpoint.partnership.models import Member


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """Everything claims/_claim_body.jinja may say."""

    kind: str
    number: int
    sentence: str


def claim_page(member: Member, number: int, at: datetime) -> ClaimPage | None:
    """The claim with this number as this member may know it, or None."""
    raise NotImplementedError


def claim_key(member: Member, number: int, at: datetime) -> str | None:
    """All that the page depends on, in one query; None where there is nothing to see."""
    raise NotImplementedError
