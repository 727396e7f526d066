"""The order of letters, the same whatever database there is and whatever language its server was set up in."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func
from django.db.models.sql.compiler import SQLCompiler


class alphabetically(Func):  # it reads as a word: order_by(alphabetically("name"), "number")
    """By its letters, capitals with small ones. Letters beyond A to Z come after Z."""

    function = "LOWER"
    arity = 1

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any
    ) -> tuple[str, Any]:
        """Else a server sorts by the rules of its own language, in which a hyphen or a space may count for nothing."""
        return self.as_sql(compiler, connection, template='LOWER(%(expressions)s COLLATE "C")', **more)
