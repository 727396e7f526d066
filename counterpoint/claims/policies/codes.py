"""Short codes: eight characters to read aloud, and the lock that only they open.

40 bits are few enough to try one by one, so a code alone proves nothing: it is checked, and its lock opened, with this
installation's secret key as well, and guesses are counted (`limits`). A copy of the database without that key opens none.
"""

from __future__ import annotations

import os
import secrets
from datetime import timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.crypto import salted_hmac

OPENS_FOR = timedelta(days=30)

# Crockford's base 32 (https://www.crockford.com/base32.html): no letter that is heard or read as another.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
LENGTH = 8
NONCE = 12  # bytes


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def code_of(secret: str) -> str:
    """The code of a ticket, made from its secret and this installation's key: whoever has the link can be shown it."""
    bits = int.from_bytes(salted_hmac("counterpoint.short-code.of", secret, algorithm="sha256").digest()[:5])
    return "".join(LETTERS[bits >> 5 * place & 31] for place in range(LENGTH))


def in_two(code: str) -> str:
    """As it is printed and read aloud: "K7QD 4MXP"."""
    return f"{code[: LENGTH // 2]} {code[LENGTH // 2 :]}"


def read_code(typed: str) -> str | None:
    """The code that somebody typed, in whatever case and with whatever between; None if it is not one."""
    found = "".join(one for one in typed.upper().translate(READ_AS) if one.isalnum())
    return found if len(found) == LENGTH and set(found) <= set(LETTERS) else None


def hash_of_code(code: str) -> str:
    return salted_hmac("counterpoint.short-code", code, algorithm="sha256").hexdigest()


def lock(code: str, address: str) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(_key(code)).encrypt(nonce, address.encode(), None)


def unlock(code: str, locked: bytes) -> str | None:
    try:
        return AESGCM(_key(code)).decrypt(locked[:NONCE], locked[NONCE:], None).decode()
    except InvalidTag:
        return None


def _key(code: str) -> bytes:
    return salted_hmac("counterpoint.short-code.lock", code, algorithm="sha256").digest()
