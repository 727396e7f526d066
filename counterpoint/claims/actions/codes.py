"""Making a short code for a ticket, so that it can be read aloud."""

from __future__ import annotations

from datetime import date

from counterpoint.claims.models import ShortCode
from counterpoint.claims.policies import codes
from counterpoint.ledger.actions import unrecorded
from counterpoint.partnership.models import Place


def make_code(*, place: Place, address: str, today: date) -> str:
    """A code that leads to a ticket's address ("/s/…/") for 30 days. Returns it: it is kept nowhere.

    Leaves no event and no time, only the day on which it ends.
    """
    with unrecorded(place.pk, shows=False):
        code = codes.new_code()
        ShortCode.objects.create(
            place=place,
            hash=codes.hash_of_code(code),
            leads_to=codes.lock(code, address),
            until=today + codes.OPENS_FOR,
        )
    return code
