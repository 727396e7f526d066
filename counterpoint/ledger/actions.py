"""Writing to the ledger: one act, one transaction, one event."""

from __future__ import annotations

import json
import os
import secrets
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max

from counterpoint.analysis import chain as chaining
from counterpoint.ledger.models import Chain, Cursor, Event, Text

SCHEMA = 1  # of the facts; a change of their shape raises it


class Act:
    """An act under way: what is written in its block is recorded by the one event that closes it."""

    def __init__(self, chain: Chain, at: datetime) -> None:
        self.place_id = chain.place_id
        self.at = at
        self.subject = ""
        self.facts: dict[str, Any] = {}

    def text(self, words: str, name: str = "words", lang: str = "en") -> Text:
        """Keep `words`, and put their salted digest into the facts as `name`."""
        salt = secrets.token_bytes(16)
        words = unicodedata.normalize("NFC", words)
        self.facts[name] = chaining.digest(words, salt)
        return Text.objects.create(place_id=self.place_id, words=words, lang=lang, salt=salt)

    def number(self, model: type[models.Model]) -> int:
        """The next number of its kind in this place. Safe, because the place's chain is locked."""
        last = model._default_manager.filter(place_id=self.place_id).aggregate(last=Max("number"))["last"]
        return (last or 0) + 1


def begin(*, place_id: int, place_uuid: UUID, demonstration: bool = False) -> Chain:
    """Start a place's chain."""
    return Chain.objects.create(
        place_id=place_id, place_uuid=place_uuid, head=chaining.GENESIS, demonstration=demonstration
    )


@contextmanager
def act(place_id: int, *, verb: str, by: str, at: datetime) -> Iterator[Act]:
    """One transaction: lock the place, do what the block does, append one event, commit.

    The chain is locked first and is the only lock that is taken, so two writers of a place cannot cross
    (docs/adr/0003). `at` never goes back within a chain: an act that comes late is dated to the last one.
    """
    with transaction.atomic():
        chain = Chain.objects.select_for_update().get(place_id=place_id)
        at = whole_milliseconds(at)
        if chain.last_at is not None and at < chain.last_at:
            at = chain.last_at
        under_way = Act(chain, at)
        yield under_way
        _append(chain, under_way, verb=verb, by=by)


@contextmanager
def together(*place_ids: int) -> Iterator[None]:
    """One transaction over several places: what is done in the block is done in all of them, or in none.

    Every chain is locked before the first act begins, always in the order of the places' ids, so two of these never
    wait for one another (docs/adr/0015). Each place's part is an act of its own. Never inside an act: that holds
    one lock already.
    """
    with transaction.atomic():
        list(Chain.objects.select_for_update().filter(place_id__in=place_ids).order_by("place_id"))
        yield


def _append(chain: Chain, act: Act, *, verb: str, by: str) -> None:
    if not act.subject:
        raise RuntimeError(f"{verb}: an act says what it is about.")
    # Without a salt of its own, an act of few words could be found out by trying: who holds two heads would need only
    # to guess who it was, what they chose and the instant.
    facts = {"v": SCHEMA, "salt": secrets.token_hex(16), **act.facts}
    event = Event(
        place_id=chain.place_id,
        seq=chain.length + 1,
        at=act.at,
        actor=by,
        verb=verb,
        subject=act.subject,
        facts=facts,
        previous=chain.head,
    )
    event.hash = chaining.hash_of(event.recorded(chain.place_uuid))
    event.save()
    chain.length, chain.head, chain.last_at = event.seq, event.hash, act.at
    chain.save(update_fields=["length", "head", "last_at"])


def whole_milliseconds(at: datetime) -> datetime:
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


@contextmanager
def unrecorded(place_id: int, *, shows: bool = True) -> Iterator[None]:
    """One transaction under the place's lock that leaves no event: what must not be tied to a time or a person.

    A detached answer dropped in its box, an anonymous act that waits to be sealed. Only a count moves, so that pages
    which show it are not served stale; and where nothing shows (`shows` is False), not even that. Pages are tagged by
    the count: whoever asks for one again and again would see at what minute somebody wrote without a name.
    """
    with transaction.atomic():
        chain = Chain.objects.select_for_update().get(place_id=place_id)
        yield
        if shows:
            chain.ballots += 1
            chain.save(update_fields=["ballots"])


def erase(text: Text, *, at: datetime) -> str:
    """Take words and salt away, inside the act that records the erasure. The digest in the ledger stays.

    Returns that digest, for the act to say which words went. Once the act is committed it stands in the list of erasures
    as well, which no restore of the database takes back.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("Words are erased inside the act that records it.")
    words, salt = Text.objects.values_list("words", "salt").get(pk=text.pk)
    if salt is None:
        raise RuntimeError("These words are erased already.")
    digest = chaining.digest(words, bytes(salt))
    Text.objects.filter(pk=text.pk).update(words="", salt=None, erased_at=at)
    uuid = Chain.objects.values_list("place_uuid", flat=True).get(place_id=text.place_id)
    transaction.on_commit(lambda: write_down_erasures({uuid: [digest]}, at=at))
    return digest


def erase_again(*, place_id: int, digests: Collection[str], at: datetime) -> int:
    """After a restore: erase what had been erased since. One act of the place, if there is anything. How many texts."""
    kept = Text.objects.filter(place_id=place_id, erased_at__isnull=True).values_list("pk", "words", "salt")
    found = {
        key: digest
        for key, words, salt in kept.iterator(chunk_size=2000)
        if (digest := chaining.digest(words, bytes(salt or b""))) in digests
    }
    if found:
        with act(place_id, verb="words.erased_again", by="system", at=at) as event:
            event.subject = f"place:{Chain.objects.get(place_id=place_id).place_uuid}"
            event.facts["erased"] = sorted(found.values())
            Text.objects.filter(pk__in=found).update(words="", salt=None, erased_at=event.at)
    return len(found)


def write_down_erasures(found: Mapping[UUID, Iterable[str]], *, at: datetime) -> None:
    """Add to the list of erasures: place, digest and day. A digest whose salt is gone tells nobody anything."""
    lines = [
        json.dumps({"place": str(place), "erased": digest, "on": at.astimezone(UTC).date().isoformat()})
        + "\n"
        for place, digests in found.items()
        for digest in digests
    ]
    if not lines:
        return
    with settings.ERASURES.open("a+b") as file:
        if file.seek(0, os.SEEK_END) and (file.seek(-1, os.SEEK_END), file.read())[1] != b"\n":
            lines.insert(0, "\n")  # the line before was cut short
        file.write("".join(lines).encode())  # in one write, so that two processes do not mix their lines
        file.flush()
        os.fsync(file.fileno())


def advance(*, place_id: int, reader: str, seq: int) -> None:
    """Move a reader's cursor, never back."""
    Cursor.objects.get_or_create(place_id=place_id, reader=reader)
    # Compared where it is changed: two workers may each have read an older place.
    Cursor.objects.filter(place_id=place_id, reader=reader, seq__lt=seq).update(seq=seq)
