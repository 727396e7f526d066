"""The ledger's hash chain: what is hashed, byte for byte. Pure.

`docs/reference/ledger.md` says the same in words, with a worked example that the tests recompute. Changing
a byte of what this module writes breaks every chain in the world: a new way of writing gets a new `VERSION`.

What a chain proves: nobody changed, added or took out an event since somebody else saw its head. It does not
prove that an event was true, nor, without a head held elsewhere, that the whole was not written again.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

VERSION = 1  # of the shape of an entry; hashed with it as "v"
GENESIS = "0" * 64  # what the first event of a chain names as the one before it
SALT_BYTES = 16  # one random salt a text, so that short words cannot be guessed from their digest
LARGEST = 2**53 - 1  # RFC 8785: the whole numbers that every JSON reader holds exactly
DEEPEST = 16  # facts are flat; a limit keeps a forged event from exhausting whoever verifies it

# Almost every event: what `_is_plain` lets through needs no more than this, and it is four times as quick.
_PLAINLY = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False
).encode

_HASH = re.compile(r"[0-9a-f]{64}")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class Uncanonical(ValueError):
    """A value that has no single agreed way to be written, so it must not be hashed."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One event as it was stored. `at_ms`: milliseconds since 1970, UTC. Hashes: 64 hex digits."""

    place: str
    seq: int
    at_ms: int
    actor: str
    verb: str
    subject: str
    facts: Mapping[str, Any] = field(hash=False)
    previous: str
    hash: str
    v: int = VERSION


def canonical(value: object) -> bytes:
    """The one way to write this value: RFC 8785 without floats, every string in NFC, as UTF-8.

    Raises `Uncanonical` for floats, whole numbers beyond ±(2^53 - 1), strings that are not NFC or hold NUL or
    half a surrogate pair, and anything JSON has no word for.
    """
    if _is_plain(value):
        written = _PLAINLY(value)
        # Among ASCII characters every order is the same, and every string is in NFC. NUL is looked at with care.
        if written.isascii() and "\\u0000" not in written:
            return written.encode("ascii")
    ordered = _ordered(value, depth=0)
    return json.dumps(ordered, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def entry(
    *,
    place: str,
    seq: int,
    at_ms: int,
    actor: str,
    verb: str,
    subject: str,
    facts: Mapping[str, Any],
    previous: str,
    v: int = VERSION,
) -> bytes:
    """The bytes of one event, as they are hashed. `place` is the place's UUID in lower case with hyphens."""
    if v != VERSION:
        raise Uncanonical(f"version {v} of an entry is not one that this software can write")
    if not _UUID.fullmatch(place):
        raise Uncanonical("a place is a UUID in lower case with hyphens")
    if not _HASH.fullmatch(previous):
        raise Uncanonical("the hash before is 64 hexadecimal digits in lower case")
    if seq < 1:
        raise Uncanonical("the first event of a chain is number 1")
    return canonical(
        {
            "v": v,
            "place": place,
            "seq": seq,
            "at": at_ms,
            "actor": actor,
            "verb": verb,
            "subject": subject,
            "facts": facts,
            "previous": previous,
        }
    )


def link(written: bytes) -> str:
    """The hash of an entry, which the next one names: SHA-256, in 64 hexadecimal digits."""
    return hashlib.sha256(written).hexdigest()


def digest(words: str, salt: bytes) -> str:
    """What the ledger holds of a text: SHA-256 over its salt and its words in NFC, each led by its length.

    Erasing the words and the salt leaves a digest that nobody can guess back and a chain that verifies.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt is {SALT_BYTES} bytes")
    try:
        said = unicodedata.normalize("NFC", words).encode()
    except UnicodeEncodeError as error:
        raise Uncanonical("the words hold half a character") from error
    return hashlib.sha256(_framed(salt) + _framed(said)).hexdigest()


def first_break(
    events: Iterable[Recorded],
    *,
    place: str | None = None,
    length: int | None = None,
    head: str | None = None,
) -> tuple[int, str] | None:
    """The sequence number of the first event that does not fit, and why; None where all fit.

    Reads the events once, in the order given. `length` and `head` are what the chain says of itself or what
    somebody else wrote down: without one of them nobody can tell that the newest events were cut off.
    """
    before, at, seen = GENESIS, None, 0
    for event in events:
        place = place or event.place
        reason = _misfit(event, place, seen + 1, before, at)
        if reason:
            return seen + 1, reason
        before, at, seen = event.hash, event.at_ms, event.seq
    if length is not None and seen < length:
        return seen + 1, "it is missing"
    if length is not None and seen > length:
        return length + 1, "the chain does not know of it"
    if head is not None and head != before:
        return max(seen, 1), "its hash is not the head that was written down"
    return None


def _misfit(event: Recorded, place: str, seq: int, before: str, at: int | None) -> str | None:
    if event.place != place:
        return "it belongs to another place"
    if event.seq != seq:
        return f"number {event.seq} stands where number {seq} should"
    if event.previous != before:
        return "it does not name the hash of the event before it"
    if at is not None and event.at_ms < at:
        return "it is dated before the event before it"
    try:
        hashed = hash_of(event)
    except (Uncanonical, TypeError) as error:
        return f"it cannot be hashed: {error}"
    return None if hashed == event.hash else "its hash is not the hash of what it says"


def hash_of(event: Recorded) -> str:
    """The hash that this event should bear."""
    return link(
        entry(
            place=event.place,
            seq=event.seq,
            at_ms=event.at_ms,
            actor=event.actor,
            verb=event.verb,
            subject=event.subject,
            facts=event.facts,
            previous=event.previous,
            v=event.v,
        )
    )


def _framed(part: bytes) -> bytes:
    return len(part).to_bytes(8, "big") + part


def _is_plain(value: object, depth: int = 0) -> bool:
    """Nothing but objects, lists, strings, truths and whole numbers of JSON's own, not too deep and not too large."""
    if depth > DEEPEST:
        return False
    if type(value) is dict:
        members: Iterable[object] = value.values()
        if not all(type(key) is str for key in value):
            return False
    elif type(value) is list:
        members = value
    else:
        return _is_plain_scalar(value)
    for one in members:  # noqa: SIM110  # in words of one line it takes half as long again
        if type(one) is not str and not _is_plain(one, depth + 1):
            return False
    return True


def _is_plain_scalar(value: object) -> bool:
    return (
        value is None or type(value) in (str, bool) or (type(value) is int and -LARGEST <= value <= LARGEST)
    )


def _ordered(value: object, depth: int) -> object:
    """The same value, checked, with the keys of every object in the order of their UTF-16 code units."""
    if depth > DEEPEST:
        raise Uncanonical(f"facts go at most {DEEPEST} levels deep")
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return _whole(value)
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, Mapping):
        keys = sorted((_key(key) for key in value), key=lambda key: key.encode("utf-16-be"))
        return {key: _ordered(value[key], depth + 1) for key in keys}
    if isinstance(value, (list, tuple)):
        return [_ordered(item, depth + 1) for item in value]
    raise Uncanonical(f"a {type(value).__name__} has no one way to be written: use whole numbers and strings")


def _whole(number: int) -> int:
    if abs(number) > LARGEST:
        raise Uncanonical("a whole number beyond 2^53 is not read alike everywhere: write it as a string")
    return int(number)


def _string(words: str) -> str:
    if not unicodedata.is_normalized("NFC", words):
        raise Uncanonical("a string is in NFC")
    # PostgreSQL's JSON cannot hold NUL; the chain must read alike on both engines.
    if "\0" in words or any("\ud800" <= character <= "\udfff" for character in words):
        raise Uncanonical("a string holds whole characters, and no NUL")
    return str(words)


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise Uncanonical("a key is a string")
    return _string(key)
