"""Links that are mailed to somebody: signed for one place, and read nowhere but in that place.

A link says a place by its key in the database, so that it stays short enough for a text message; and its signature is
made with the place's uuid. Where a place is brought in anew, or a database is made anew beside an old secret key, a
key may come to mean another place: there the link is nobody's.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.core import signing
from django.core.signing import b64_decode

from counterpoint.partnership.models import Place


def signed_link(place: Place, *numbers: int, salt: str) -> str:
    """A token for whoever holds it, about these numbers of the place."""
    return signing.dumps([place.pk, *numbers], salt=f"{salt}:{place.uuid}")


def read_link(token: str, *, salt: str, max_age: timedelta | None = None) -> list[int] | None:
    """The key of the place and the numbers; None where we did not make it, or not for that place.

    Raises `signing.SignatureExpired` where it is older than `max_age`.
    """
    key = _place_said(token)
    uuid = Place.objects.filter(pk=key).values_list("uuid", flat=True).first() if key else None
    if uuid is None:
        return None
    try:
        said: list[int] = signing.loads(token, salt=f"{salt}:{uuid}", max_age=max_age)
    except signing.SignatureExpired:
        raise
    except signing.BadSignature:
        return None
    return said


def _place_said(token: str) -> int | None:
    """What it says of its place, before anybody has looked at the signature."""
    try:
        said: Any = json.loads(b64_decode(token.partition(":")[0].encode()))
        key = said[0]
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
    return key if type(key) is int and 0 < key < 1 << 63 else None
