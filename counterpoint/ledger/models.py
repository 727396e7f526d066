"""What was done, in order, and the words it was done with.

One chain a place. Events hold references, enumerations and salted digests; the words themselves lie beside them in
`Text`, so that erasing words and salt leaves a chain that still verifies. The ledger knows a place only by its
number and its uuid: what a place is, is said a floor above.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, NoReturn
from uuid import UUID

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

from counterpoint.analysis import chain as chaining


def random_key() -> int:
    """A key that says nothing about when its row was written. 62 bits: it fits a signed column."""
    return secrets.randbits(62) + 1


class RandomKeyField(models.BigIntegerField):  # type: ignore[type-arg]  # Django's own takes none when it runs
    """SQLite takes a key for the row's own only where its type is `integer`. Beside any other it keeps a number that
    counts up, and so tells the order of writing: the nth answer in a box would be that of the nth person.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class AppendOnlyQuerySet[Row: models.Model](models.QuerySet[Row]):
    """Rows are written once: whatever would change or remove one is refused here, and by a trigger below."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError(f"{self.model.__name__} is append-only.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(f"{self.model.__name__} is append-only.")

    def delete(self) -> NoReturn:
        raise TypeError(f"{self.model.__name__} is append-only.")


class AppendOnly(models.Model):
    """A row that is written once. A change of mind is another row."""

    objects: models.Manager[Any] = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} is append-only.")
        super().save(**kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(f"{type(self).__name__} is append-only.")


def guard(table: str, vendor: str) -> list[str]:
    """The statements that make a table append-only below Django: no hand changes or removes a row."""
    refusal = f"{table} is append-only"
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    return [
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{refusal}'; END $$",
        f"CREATE TRIGGER {table}_only_append BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
        # TRUNCATE looks at no row; SQLite has no such word.
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
    ]


def scatter(table: str, vendor: str) -> list[str]:
    """The statements that make a table's rows tell nothing of the order in which they were written.

    With a random key SQLite keeps them in the order of their keys. PostgreSQL keeps them in the order of writing, in
    every dump, and notes with each the transaction that wrote it: so whenever one is added all are written again, in
    random order. A row that somebody is just taking away is left alone.
    """
    if vendor == "sqlite":
        return []
    again = f"UPDATE {table} SET id = id WHERE id = found"  # noqa: S608  # our own tables
    all_of_it = f"SELECT id FROM {table} ORDER BY random() FOR UPDATE SKIP LOCKED"  # noqa: S608
    body = (
        f"PERFORM pg_advisory_xact_lock('{table}'::regclass::bigint); "
        f"FOR found IN {all_of_it} LOOP {again}; END LOOP; RETURN NULL;"
    )
    return [
        f"CREATE FUNCTION {table}_scatter() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ DECLARE found bigint; BEGIN {body} END $$",
        f"CREATE TRIGGER {table}_scattered AFTER INSERT ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_scatter()",
    ]


def gather(table: str, vendor: str) -> list[str]:
    """Undo `scatter`."""
    return [] if vendor == "sqlite" else [f"DROP FUNCTION {table}_scatter CASCADE"]


def unguard(table: str, vendor: str) -> list[str]:
    """Undo `guard`."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for verb in ("update", "delete")]
    return [
        f"DROP TRIGGER IF EXISTS {table}_only_append ON {table}",
        f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}",
        f"DROP FUNCTION IF EXISTS {table}_refuse()",
    ]


def append_only(*tables: str) -> RunPython:
    """A migration's operation: the database itself holds them so."""
    return RunPython(_for_each(tables, guard), _for_each(tables, unguard))


def scattered(*tables: str) -> RunPython:
    return RunPython(_for_each(tables, scatter), _for_each(tables, gather))


def _for_each(tables: Sequence[str], statements: Callable[[str, str], list[str]]) -> Callable[..., None]:
    def run(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for table in tables:
            for statement in statements(table, schema_editor.connection.vendor):
                schema_editor.execute(statement)

    return run


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def milliseconds(at: datetime) -> int:
    """Since 1970, UTC: how an instant stands in an entry."""
    since = at - EPOCH
    return since.days * 86_400_000 + since.seconds * 1000 + since.microseconds // 1000


class Chain(models.Model):
    """A place's chain: its length and head. Its row is the lock under which a place is written."""

    place_id = models.BigIntegerField(primary_key=True)
    place_uuid = models.UUIDField(unique=True)
    length = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64)
    last_at = models.DateTimeField(null=True)
    demonstration = models.BooleanField(default=False)
    # Counts what changes a page without an event: a detached answer put in its box. Part of a page's cache key.
    ballots = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(length__gte=0), name="ledger_chain_length_not_negative"
            ),
        ]


class Event(AppendOnly):
    """One act: who, what, about which record, and the hash that ties it to all before it."""

    place_id = models.BigIntegerField()
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    facts = models.JSONField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["place_id", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["place_id", "seq"], name="ledger_event_one_of_each_number"),
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="ledger_event_numbers_start_at_one"),
        ]
        indexes = [models.Index(fields=["place_id", "subject", "seq"], name="ledger_event_of_subject")]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.subject}"

    def recorded(self, place_uuid: UUID) -> chaining.Recorded:
        """This event as the chain's arithmetic reads it (docs/reference/ledger.md)."""
        return chaining.Recorded(
            place=str(place_uuid),
            seq=self.seq,
            at_ms=milliseconds(self.at),
            actor=self.actor,
            verb=self.verb,
            subject=self.subject,
            facts=self.facts,
            previous=self.previous,
            hash=self.hash,
        )


class Text(models.Model):
    """Somebody's words, with the salt that hides them in the ledger. Erased, both are gone and the digest remains."""

    place_id = models.BigIntegerField()
    words = models.TextField()
    lang = models.CharField(max_length=12, default="en")
    salt = models.BinaryField(max_length=16, null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(erased_at__isnull=True, salt__isnull=False)
                | models.Q(erased_at__isnull=False, salt__isnull=True, words=""),
                name="ledger_text_erased_means_words_and_salt_gone",
            )
        ]

    def __str__(self) -> str:
        return "[these words were erased]" if self.erased_at else self.words


class Cursor(models.Model):
    """How far a reader of the ledger has come. A crash repeats its last step, and never skips one."""

    place_id = models.BigIntegerField()
    reader = models.CharField(max_length=40)
    seq = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place_id", "reader"], name="ledger_cursor_one_a_reader")
        ]
