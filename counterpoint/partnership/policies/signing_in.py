"""When a mailed link, its code or a founding link may be used."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.http import url_has_allowed_host_and_scheme

from counterpoint.partnership.models import Founding, Place, SignIn

SIGN_IN_LASTS = timedelta(minutes=15)
WRONG_CODES = 5

NO_LINK = "This link is not one of ours, or part of it is missing. Ask for a new one: it takes a minute."
USED = "This link has been used already. Each one signs you in once. Ask for a new one."
TOO_LATE = "This link has run out: it lasts a quarter of an hour. Ask for a new one."
DEAD = "That was the fifth wrong code, so this one no longer works. Ask for a new one."


def why_not_link(row: SignIn | None, at: datetime) -> str | None:
    if row is None or not row.email:
        return NO_LINK
    if row.used_at:
        return USED
    if at >= row.expires_at:
        return TOO_LATE
    return DEAD if row.wrong_codes >= WRONG_CODES else None


def why_not_code(row: SignIn | None, typed: str, at: datetime) -> str | None:
    """The same sentences whether or not the address is known here: a row without one never fits any code."""
    if row is None or row.used_at or at >= row.expires_at:
        return "That code has run out, or has been used. Ask for a new one."
    if row.wrong_codes >= WRONG_CODES:
        return DEAD
    if row.email and typed == row.code:
        return None
    left = WRONG_CODES - row.wrong_codes - 1
    if not left:
        return DEAD
    return f"That is not the code in the mail. You can try {left} more {'time' if left == 1 else 'times'}."


def why_not_found(founding: Founding | None) -> str | None:
    if founding is None:
        return (
            "This is not a link that founds a place. It may have lost a piece on its way, or a newer one was made "
            "since. The newest is printed where Counterpoint was started."
        )
    first = not founding.further
    if founding.used_at or (first and Place.objects.filter(demonstration=False).exists()):
        return "A place has been founded here with this link, and it works only once. If it was you, sign in."
    return None


def local_path(path: str) -> str:
    """Where to go after signing in: a path of ours, or nowhere."""
    safe = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if safe and len(path) <= 300 else ""
