"""The lines of a bundle as rows, each held to its column before it is written. Keys are given first, so that a row may
refer to one that comes later.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import batched
from typing import Any, cast

from django.db import models

from counterpoint.bundle.columns import Column, Misfit
from counterpoint.bundle.declared import LEFT_BEHIND
from counterpoint.bundle.envelope import Reader
from counterpoint.bundle.keys import Arriving, key_said
from counterpoint.bundle.tables import Known, Table, table, tables
from counterpoint.ledger.models import Event
from counterpoint.partnership.models import Place
from counterpoint.web.http import Refused

AT_ONCE = 1000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def the_place(bundle: Reader, slug: str) -> Place:
    """The place itself, not yet written; under another short name if one is given."""
    found = list(bundle.lines("rows/partnership_place.jsonl"))
    if len(found) != 1:
        raise Refused(f"{bundle.name} is not of one place.")
    given = found[0] if not slug else found[0] | {"slug": slug}
    each = table("partnership.Place")
    values = {column.name: _value(column, given, _where(bundle, each, 1)) for column in each.columns}
    _no_strangers(each, given, _where(bundle, each, 1))
    return Place(**values)


def write_rows(bundle: Reader, place: Place, say: Callable[[str], None]) -> int:
    """Every table but the place's own."""
    arriving, total = Arriving(), 0
    keys = {each.label: _keys(bundle, each, arriving) for each in _present(bundle)}
    for each in _present(bundle):
        count = 0
        for some in batched(_made(bundle, each, place, arriving, keys[each.label]), AT_ONCE):
            each.model._base_manager.bulk_create(some)
            count += len(some)
        if count:
            say(f"{each.name}, {count:,} rows")
        total += count
    return total


def _present(bundle: Reader) -> Iterator[Table]:
    return (each for each in tables() if each.label != "partnership.Place" and bundle.has(each.path))


def _keys(bundle: Reader, each: Table, arriving: Arriving) -> array[int]:
    """A key for each line: what is known by a number or at random says so in the line."""
    if each.known is Known.LINE:
        return arriving.give(each, bundle.rows(each.path))
    if each.known is Known.NUMBER:
        numbers = array("q")
        for count, row in enumerate(bundle.lines(each.path), 1):
            number = row.get("number")
            if type(number) is not int or not (numbers[-1] if numbers else 0) < number < 1 << 31:
                raise Refused(f"{_where(bundle, each, count)}: its number does not follow the one before.")
            numbers.append(number)
        return arriving.give(each, len(numbers), numbers)
    if each.known is Known.RANDOM:
        random = array("q")
        for count, row in enumerate(bundle.lines(each.path), 1):
            key = key_said(row.get("id"))
            if key is None:
                raise Refused(f"{_where(bundle, each, count)}: its key is not one.")
            random.append(key)
        arriving.remember(each, set(random))
        return random
    return array("q")


def _made(
    bundle: Reader, each: Table, place: Place, arriving: Arriving, keys: array[int]
) -> Iterator[models.Model]:
    targets = [(one, table(one.to)) for one in each.references]
    random_or_line = each.id_name is not None
    stay = LEFT_BEHIND.get(each.label, {})
    for count, row in enumerate(bundle.lines(each.path), 1):
        where = _where(bundle, each, count)
        _no_strangers(each, row, where)
        if each.known is Known.LINE and row["id"] != count:
            raise Refused(f"{where}: it stands on another line than it says.")
        values: dict[str, Any] = {"place_id": place.pk, **stay}
        for column in each.columns:
            values[column.name] = _value(column, row, where)
        for reference, to in targets:
            name = row.get(reference.name)
            if name is None and not reference.field.null:
                raise Refused(f"{where}: it says nothing of {reference.name!r}.")
            try:
                values[reference.field.attname] = None if name is None else arriving.key(to, name)
            except LookupError:
                raise Refused(
                    f"{where}: {reference.name!r} is a row that the bundle does not have."
                ) from None
        if random_or_line or each.known is Known.NUMBER:
            values["pk"] = keys[count - 1]
        yield each.model(**values)


def _value(column: Column, row: dict[str, Any], where: str) -> Any:
    """A column that is newer than the bundle takes what Django gives a new row."""
    if column.name not in row:
        if column.field.has_default() or column.field.null or column.field.blank:
            return column.field.get_default()
        raise Refused(f"{where}: {column.name!r} is missing.")
    try:
        return column.read(row[column.name])
    except Misfit as wrong:
        raise Refused(f"{where}: {column.name!r} does not fit: {wrong}.") from wrong


def _no_strangers(each: Table, row: dict[str, Any], where: str) -> None:
    if strange := row.keys() - each.names:
        raise Refused(
            f"{where}: this Counterpoint does not know of {min(strange)[:40]!r}. If the bundle is from a newer one, bring "
            "this one up to date first."
        )
    if each.id_name and each.id_name not in row:
        raise Refused(f"{where}: it does not say which row it is.")


def write_ledger(bundle: Reader, place: Place) -> int:
    """The events as they are told. Whether they fit is seen afterwards, from the database."""
    columns = {name: _column_of_event(name) for name in ("actor", "verb", "subject", "previous", "hash")}
    total = 0
    for some in batched(_events(bundle, place, columns), AT_ONCE):
        Event.objects.bulk_create(some)
        total += len(some)
    return total


def _column_of_event(name: str) -> Column:
    return Column(cast("models.Field[Any, Any]", Event._meta.get_field(name)))


def _events(bundle: Reader, place: Place, columns: dict[str, Column]) -> Iterator[Event]:
    fields = {*columns, "place", "seq", "at_ms", "facts"}
    for count, row in enumerate(bundle.lines("ledger.jsonl"), 1):
        where = f"Act {count} of the ledger in {bundle.name}"
        if row.keys() != fields or row["place"] != str(place.uuid) or row["seq"] != count:
            raise Refused(f"{where} is not one of this place, or not the next.")
        if type(row["at_ms"]) is not int or not 0 <= row["at_ms"] < 1 << 47 or type(row["facts"]) is not dict:
            raise Refused(f"{where} is not written as an act is.")
        yield Event(
            place_id=place.pk,
            seq=count,
            at=EPOCH + timedelta(milliseconds=row["at_ms"]),
            facts=row["facts"],
            **{name: _value(column, row, where) for name, column in columns.items()},
        )


def _where(bundle: Reader, each: Table, count: int) -> str:
    return f"Line {count} of {each.path} in {bundle.name}"
