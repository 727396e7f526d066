"""The tables of a bundle, worked out from Django's own: their columns, what they refer to, by what a row is known.

A row is known by what its place knows it by: its number there; its random key; its record; else the line on which it
stands. No key of a database leaves it, so that a bundle is the same wherever it is made.
"""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from counterpoint.bundle.columns import Column, or_null
from counterpoint.bundle.declared import IN, LEFT_BEHIND


class Known(Enum):
    """By what a row is known in the bundle."""

    NUMBER = "its number in the place"
    RANDOM = "its random key"
    RECORD = "the record that it belongs to"
    PLACE = "the place: there is one row"
    LINE = "the line on which it stands"


class Reference:
    """A column that names a row of another table, or of its own."""

    def __init__(self, field: models.ForeignKey[Any, Any]) -> None:
        self.field, self.name = field, field.name
        self.to: str = field.related_model._meta.label


class Table:
    """One model, as a bundle holds it."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.model: type[models.Model] = apps.get_model(label)
        self.name = self.model._meta.db_table
        self.known = _known_by(self.model)
        self.columns: list[Column] = []
        self.references: list[Reference] = []
        for field in self.model._meta.concrete_fields:
            if self._stays(field):
                continue
            if isinstance(field, models.ForeignKey):
                self.references.append(Reference(field))
            else:
                self.columns.append(Column(field))
        members = {column.name for column in self.columns} | {one.name for one in self.references}
        self.names = frozenset(members | ({self.id_name} if self.id_name else set()))

    def _stays(self, field: models.Field[Any, Any]) -> bool:
        """The place is the bundle's own; keys and what the database works out are worked out anew; some stay behind."""
        if field.generated or field.attname == "place_id" or field.name in LEFT_BEHIND.get(self.label, {}):
            return True
        return field.primary_key and not field.is_relation

    @property
    def record(self) -> str:
        """The table of the records to which its rows belong, one to one."""
        to: Any = self.model._meta.pk.related_model
        return str(to._meta.label)

    @property
    def path(self) -> str:
        return f"rows/{self.name}.jsonl"

    @property
    def schema_path(self) -> str:
        return f"schemas/{self.name}.json"

    @property
    def id_name(self) -> str | None:
        """The member of a line that says which row it is, where no column does so already."""
        return "id" if self.known in (Known.LINE, Known.RANDOM) else None

    @property
    def order(self) -> str:
        return "number" if self.known is Known.NUMBER else "pk"

    def rows(self, place_id: int) -> models.QuerySet[Any]:
        key = "pk" if self.label == "partnership.Place" else "place_id"
        return self.model._base_manager.filter(**{key: place_id}).order_by(self.order)

    def schema(self) -> dict[str, Any]:
        """JSON Schema of one line."""
        said: dict[str, Any] = {column.name: column.schema() for column in self.columns}
        for reference in self.references:
            random = table(reference.to).known is Known.RANDOM
            kind: dict[str, Any] = {"type": "string"} if random else {"type": "integer", "minimum": 1}
            said[reference.name] = {
                **or_null(kind, reference.field.null),
                "description": f"a row of {table(reference.to).name}, by {table(reference.to).known.value}",
            }
        if self.known is Known.LINE:
            said["id"] = {"type": "integer", "minimum": 1}
        elif self.known is Known.RANDOM:
            said["id"] = {"type": "string", "pattern": "^[1-9][0-9]{0,18}$"}
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": self.name,
            "description": f"A line of {self.path}: {IN[self.label]}. A row is known by {self.known.value}.",
            "type": "object",
            "properties": dict(sorted(said.items())),
            "required": sorted(said),
            "additionalProperties": False,
        }


def _known_by(model: type[models.Model]) -> Known:
    key = model._meta.pk
    if model._meta.label in {"partnership.Place", "ledger.Chain"}:
        return Known.PLACE
    if key.is_relation:
        return Known.RECORD
    if not isinstance(key, models.AutoField | models.BigAutoField):
        return Known.RANDOM
    unique = (one.fields for one in model._meta.constraints if isinstance(one, models.UniqueConstraint))
    return Known.NUMBER if any(tuple(fields) == ("place", "number") for fields in unique) else Known.LINE


@cache
def table(label: str) -> Table:
    return Table(label)


def tables() -> list[Table]:
    """All of them, as declared: what is referred to comes first."""
    return [table(label) for label in IN]
