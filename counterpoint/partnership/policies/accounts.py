"""What somebody may do with their own account."""

from __future__ import annotations

import hashlib
from ipaddress import ip_address
from urllib.parse import urlsplit

MOST_PASSKEYS = 10


def why_not_passkey_at(origin: str) -> str | None:
    """Browsers tie a passkey to a name, over a safe connection, and give none to a number such as 127.0.0.1."""
    parts = urlsplit(origin)
    host = parts.hostname or ""
    if parts.scheme != "https" and host != "localhost":
        return "Passkeys need a safe connection, and this address has none."
    try:
        ip_address(host)
    except ValueError:
        return None
    return "Passkeys need an address with a name, and this one is a number."


def why_not_add_passkey(held: int) -> str | None:
    if held >= MOST_PASSKEYS:
        return f"You have {held} passkeys. Remove one before you add another."
    return None


def name_of_session(key: str) -> str:
    """How a page calls a session without giving away the secret that opens it."""
    return hashlib.sha256(f"counterpoint.session-name:{key}".encode()).hexdigest()[:16]


def device_of(user_agent: str) -> str:
    """What sort of device a browser says it runs on: enough to know one's own again, and no more is kept."""
    known = (
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "Chromebook"),
        ("Windows", "Windows"), ("Mac OS X", "Mac"), ("Linux", "Linux"),
    )  # fmt: skip
    return next((name for sign, name in known if sign in user_agent), "")
