"""One value of one column, as it stands in a bundle and back. What it writes it reads to the same, or refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models

type Plain = str | int | bool | list[Any] | dict[str, Any] | None


class Misfit(ValueError):
    """A value that is not one of its column."""


def moment(value: datetime) -> str:
    """An instant in UTC, always to the microsecond, so that there is one way to write it."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _moment_back(value: str) -> datetime:
    made = datetime.fromisoformat(value)
    if made.tzinfo is None:
        raise Misfit("it does not say in which zone")
    return made


def _whole(value: object) -> int:
    if type(value) is not int:
        raise Misfit("a whole number is wanted")
    return value


def _words(value: object) -> str:
    if type(value) is not str:
        raise Misfit("words are wanted")
    if "\0" in value:  # PostgreSQL holds none
        raise Misfit("it holds a NUL")
    value.encode()  # half a character is refused here
    return value


def _truth(value: object) -> bool:
    if type(value) is not bool:
        raise Misfit("true or false is wanted")
    return value


def _same(value: Any) -> Any:
    return value


def _there_and_back(back: Callable[[str], Any], there: Callable[[Any], str]) -> Callable[[object], Any]:
    def read(value: object) -> Any:
        made = back(_words(value))
        if there(made) != value:
            raise Misfit("it is not written in the one agreed way")
        return made

    return read


def _hex(value: Any) -> str:
    return bytes(value).hex()


def _figure(value: Any) -> str:
    """Without zeros that say nothing, and never as a power of ten."""
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


type Way = tuple[Callable[[Any], Plain] | None, Callable[[object], Any], dict[str, Any]]

# First found: a sort of column, how it is written (None: as it is), how it is read, and its JSON Schema.
WAYS: tuple[tuple[type[models.Field[Any, Any]], Way], ...] = (
    (models.BooleanField, (None, _truth, {"type": "boolean"})),
    (
        models.DateTimeField,
        (moment, _there_and_back(_moment_back, moment), {"type": "string", "format": "date-time"}),
    ),
    (
        models.DateField,
        (date.isoformat, _there_and_back(date.fromisoformat, date.isoformat), {"type": "string", "format": "date"}),
    ),
    (models.UUIDField, (str, _there_and_back(UUID, str), {"type": "string", "format": "uuid"})),
    (
        models.BinaryField,
        (_hex, _there_and_back(bytes.fromhex, _hex), {"type": "string", "pattern": "^([0-9a-f]{2})*$"}),
    ),
    (
        models.DecimalField,
        (_figure, _there_and_back(Decimal, _figure), {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}),
    ),
    (models.JSONField, (None, _same, {})),
    (models.IntegerField, (None, _whole, {"type": "integer"})),
    (models.CharField, (None, _words, {"type": "string"})),
    (models.TextField, (None, _words, {"type": "string"})),
)  # fmt: skip


class Column:
    """A column that is no reference."""

    def __init__(self, field: models.Field[Any, Any]) -> None:
        self.field, self.name = field, field.name
        found = next((way for sort, way in WAYS if isinstance(field, sort)), None)
        if found is None:
            raise TypeError(f"{field}: a bundle does not know how to write a {type(field).__name__}")
        self.write, self._read, self._schema = found
        self.choices = frozenset(key for key, _ in field.flatchoices) if field.choices else None
        self.checks = tuple(field.validators)

    def read(self, value: object) -> Any:
        """Raises `Misfit`, in words that come after the name of the column."""
        if value is None:
            if not self.field.null:
                raise Misfit("nothing stands there")
            return None
        try:
            made = self._checked(self._read(value))
        except Misfit:
            raise
        except (ValueError, OverflowError) as wrong:
            raise Misfit("it is not written as such a value is") from wrong
        if self.choices is not None and made not in self.choices and made != "":
            raise Misfit(f"{made!r} is none of its choices")
        return made

    def _checked(self, made: Any) -> Any:
        """Held to what Django holds the field to: its length, its range, that a link is one to the web."""
        if made not in self.field.empty_values:
            try:
                for check in self.checks:
                    check(made)
            except ValidationError as wrong:
                raise Misfit(" ".join(wrong.messages)) from wrong
        return made

    def schema(self) -> dict[str, Any]:
        said = dict(self._schema)
        if self.choices is not None:
            blank = {""} if self.field.blank else set()
            said["enum"] = [*sorted(self.choices | blank), *([None] if self.field.null else [])]
        elif isinstance(self.field, models.CharField) and self.field.max_length:
            said["maxLength"] = self.field.max_length
        return or_null(said, self.field.null)


def or_null(said: dict[str, Any], null: bool) -> dict[str, Any]:
    return {**said, "type": [said["type"], "null"]} if null and "type" in said else said
