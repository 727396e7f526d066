"""What a row is called in the bundle, from its key in the database and back. Two arrays a table, so that a place of
a million rows is held in a few megabytes.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable

from django.db import connection, models

from counterpoint.analysis.numbers import whole
from counterpoint.bundle.tables import Known, Table, table

type Name = int | str | None


class Leaving:
    """For each row of a place that others refer to: key -> its name in the bundle."""

    def __init__(self, place_id: int) -> None:
        self.place_id = place_id
        self._known: dict[str, tuple[array[int], array[int] | None]] = {}

    def name(self, to: Table, key: int | None) -> Name:
        if key is None or to.known is Known.RANDOM:
            return None if key is None else str(key)
        if to.known is Known.RECORD:
            return self.name(table(to.record), key)
        keys, numbers = self._of(to)
        place = bisect_left(keys, key)
        if place == len(keys) or keys[place] != key:
            raise LookupError(f"A row refers to {to.name} {key}, which is not of this place.")
        return numbers[place] if numbers is not None else place + 1

    def _of(self, to: Table) -> tuple[array[int], array[int] | None]:
        if to.label not in self._known:
            rows = to.model._base_manager.filter(place_id=self.place_id).order_by("pk")
            if to.known is Known.NUMBER:
                pairs = list(rows.values_list("pk", "number"))
                keys = array("q", (key for key, _ in pairs))
                self._known[to.label] = keys, array("q", (number for _, number in pairs))
            else:
                keys = array("q", rows.values_list("pk", flat=True).iterator(chunk_size=5000))
                self._known[to.label] = keys, None
        return self._known[to.label]


class Arriving:
    """For each row of a bundle: its name -> the key that it has been given here."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[array[int], array[int] | None]] = {}
        self._random: dict[str, set[int]] = {}

    def give(self, to: Table, count: int, numbers: Iterable[int] | None = None) -> array[int]:
        """Keys for so many rows, in the order of their lines."""
        keys = free_keys(to.model, count)
        self._known[to.label] = keys, None if numbers is None else array("q", numbers)
        return keys

    def remember(self, to: Table, keys: set[int]) -> None:
        """The random keys of a table, which are kept."""
        self._random[to.label] = keys

    def key(self, to: Table, name: object) -> int:
        """Raises LookupError where the bundle has no such row."""
        if to.known is Known.RANDOM:
            key = key_said(name)
            if key is None or key not in self._random[to.label]:
                raise LookupError
            return key
        if to.known is Known.RECORD:
            return self.key(table(to.record), name)
        keys, numbers = self._known[to.label]
        if type(name) is not int:
            raise LookupError
        place = name - 1 if numbers is None else bisect_left(numbers, name)
        if not 0 <= place < len(keys) or (numbers is not None and numbers[place] != name):
            raise LookupError
        return keys[place]


def key_said(name: object) -> int | None:
    """A random key as a line of a bundle says it, in words: a number in JSON is not always read as it was written."""
    key = whole(name, longest=19) if isinstance(name, str) else None
    return key if key and key < 1 << 63 else None


def free_keys(model: type[models.Model], count: int) -> array[int]:
    """Keys that no row has and none will be given, rising. Inside a transaction, which on SQLite is the only writer."""
    quoted = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [quoted, count],
            )
            return array("q", sorted(key for (key,) in cursor.fetchall()))
        cursor.execute(f"SELECT max(id) FROM {quoted}")  # noqa: S608  # a name of Django's own
        highest = cursor.fetchone()[0] or 0
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
        given = cursor.fetchone()
    first = max(highest, given[0] if given else 0) + 1
    return array("q", range(first, first + count))
