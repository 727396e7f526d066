"""Rows of one shape, so that whoever reads a page asks for rows of several tables in one query."""

from __future__ import annotations

from typing import Any

from django.db.models import (
    BooleanField,
    DateField,
    DateTimeField,
    FloatField,
    IntegerField,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast

from counterpoint.claims.queries.happened import nothing

SHAPE: dict[str, type] = {
    "key": IntegerField, "its_number": IntegerField, "goal_key": IntegerField, "house": IntegerField,
    "holds_it": IntegerField, "on_day": DateField, "at_time": DateTimeField, "said": TextField, "more": TextField,
    "stands": TextField, "its_lang": TextField, "one": FloatField, "two": FloatField, "three": FloatField, "flag": BooleanField,
}  # fmt: skip
COLUMNS = ("what", *SHAPE)
IN_ORDER = ("what", "key", "on_day", "at_time", "its_number")  # numbers and days: the same on both engines


def in_columns(rows: QuerySet[Any], what: int, **given: Any) -> QuerySet[Any, Any]:
    """Rows of the one shape: what is not given is nothing."""
    columns: dict[str, Any] = {"what": Value(what, IntegerField())}
    columns |= {name: given.get(name) or nothing(kind()) for name, kind in SHAPE.items()}
    found: QuerySet[Any, Any] = rows.order_by().annotate(**columns).values_list(*COLUMNS)
    return found


def as_float(name: str) -> Cast:
    return Cast(name, FloatField())
