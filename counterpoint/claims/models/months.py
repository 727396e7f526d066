"""The month of an instant, as each engine keeps it in a generated column."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, IntegerField
from django.db.models.sql.compiler import SQLCompiler


class MonthOf(Func):
    """Months since the year nought, in UTC, of the first of these instants that there is: as `web.staff` counts them.

    What a generated column is made of must depend on nothing but its row: no time zone of the connection, and no
    function of Django's, without which nobody else could open the file.
    """

    function = "COALESCE"
    output_field = IntegerField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any
    ) -> tuple[str, Any]:
        return super().as_sql(
            compiler,
            connection,
            template="(CAST(SUBSTR(%(function)s(%(expressions)s), 1, 4) AS integer) * 12"
            " + CAST(SUBSTR(%(function)s(%(expressions)s), 6, 2) AS integer) - 1)",
            **more,
        )

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any
    ) -> tuple[str, Any]:
        return super().as_sql(
            compiler,
            connection,
            template="(CAST(EXTRACT(YEAR FROM %(function)s(%(expressions)s) AT TIME ZONE 'UTC') AS integer) * 12"
            " + CAST(EXTRACT(MONTH FROM %(function)s(%(expressions)s) AT TIME ZONE 'UTC') AS integer) - 1)",
            **more,
        )
