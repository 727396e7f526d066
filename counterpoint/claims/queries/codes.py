"""Where a short code leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counterpoint.claims.models import ShortCode
from counterpoint.claims.policies import codes


@dataclass(frozen=True, slots=True)
class CodePage:
    """Everything claims/code.jinja may say."""

    typed: str


def opened_by(typed: str, today: date) -> str | None:
    """The address of the ticket that this code stands for; None for a wrong one, and for one that has ended."""
    code = codes.read_code(typed)
    if code is None:
        return None
    for one in ShortCode.objects.filter(hash=codes.hash_of_code(code), until__gte=today):
        address = codes.unlock(code, bytes(one.leads_to))
        if address is not None:
            return address
    return None
