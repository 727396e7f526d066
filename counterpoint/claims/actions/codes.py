"""Making a short code for a ticket, so that it can be read aloud."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from counterpoint.claims.models import ShortCode
from counterpoint.claims.policies import codes
from counterpoint.ledger.actions import unrecorded
from counterpoint.partnership.models import Place


def make_code(*, place: Place, address: str, today: date, code: str = "", ticket: str = "") -> str:
    """A code that leads to a ticket's address ("/s/…/") for 30 days. Returns it: it is kept nowhere.

    Leaves no event and no time, only the day on which it ends. A `code` that was made from the ticket's own secret
    (`policies.codes.code_of`) is that ticket's, however often it is asked for: it opens for 30 days more. `ticket` is the
    hash of a secret that can be taken back: `forget_codes` takes its code with it.
    """
    with unrecorded(place.pk, shows=False):
        code = code or codes.new_code()
        ShortCode.objects.update_or_create(
            place=place,
            hash=codes.hash_of_code(code),
            defaults={
                "leads_to": codes.lock(code, address),
                "until": today + codes.OPENS_FOR,
                "ticket": ticket,
            },
        )
    return code


def forget_codes(*, place: Place, tickets: Iterable[str]) -> None:
    """Inside the act that takes tickets back: their codes are from now on like any that was guessed."""
    ShortCode.objects.filter(place=place, ticket__in=[*tickets]).exclude(ticket="").delete()
