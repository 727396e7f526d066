"""The few questions that are asked in words of SQL: of every row of ten thousand claims, or of many tables at once.

Django would take longer to put these together, on each request, than the database takes to answer them, and would
weigh the same column many times for each row. What is here is plain SQL that SQLite and PostgreSQL read alike; what a
reader may see, and everything that is asked of a few rows only, stays with the models. The tests hold the states told
here to `policies.state_of`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, CharField, Field, Func, IntegerField, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from counterpoint.claims.choices import KINDS
from counterpoint.claims.policies import Handed, passes_on

PERSONAL = tuple(sorted(kind.key for kind in KINDS.values() if not passes_on(kind)))
NAMED = re.compile(r"%\((\w+)\)s")
TEXT: Field[Any, Any] = CharField()
NUMBER: Field[Any, Any] = IntegerField()
TRUTH: Field[Any, Any] = BooleanField()


@dataclass(frozen=True, slots=True)
class Part:
    """Words of SQL put into others, with what they are given."""

    text: str
    params: tuple[Any, ...] = ()


class Written(Func):
    """An expression in words of SQL. `<1>` is its first column, named by the database as each query needs."""

    def __init__(
        self, text: str, params: tuple[Any, ...], *columns: str, output_field: Field[Any, Any]
    ) -> None:
        super().__init__(*columns, output_field=output_field)
        self.text, self.params = text, params

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any
    ) -> tuple[str, list[Any]]:
        text = self.text
        for place, column in enumerate(self.get_source_expressions(), start=1):
            text = text.replace(f"<{place}>", compiler.compile(column)[0])
        return f"({text})", [_adapted(one, connection) for one in self.params]


def _adapted(one: Any, connection: BaseDatabaseWrapper) -> Any:
    if isinstance(one, datetime):
        return connection.ops.adapt_datetimefield_value(one)
    return connection.ops.adapt_datefield_value(one) if isinstance(one, date) else one


def sql(text: str, of: Field[Any, Any], *columns: str, **given: Any) -> Written:
    """`text` as an expression, with what is given put where it is named."""
    written = filled(text, **given)
    return Written(written.text, written.params, *columns, output_field=of)


def filled(text: str, **given: Any) -> Part:
    """`%(name)s` is what was given by that name; several things make a list in brackets."""
    parts, names = _taken_apart(text)
    written: list[str] = [parts[0]]
    params: list[Any] = []
    for name, part in zip(names, parts[1:], strict=True):
        one = given[name]
        if isinstance(one, Part):
            written += [one.text, part]
            params += one.params
            continue
        several = one if isinstance(one, tuple) else (one,)
        marks = ", ".join(["%s"] * len(several)) or "NULL"
        written += [f"({marks})" if isinstance(one, tuple) else marks, part]
        params += several
    return Part("".join(written), tuple(params))


def told_by(query: str, *columns: str, **given: Any) -> list[tuple[Any, ...]]:
    """The rows of a whole query in words of SQL, as the database has them."""
    written = filled(query, **given)
    text = written.text
    for place, column in enumerate(columns, start=1):
        text = text.replace(f"<{place}>", column)
    with connection.cursor() as cursor:
        cursor.execute(text, [_adapted(one, connection) for one in written.params])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def as_stored(found: QuerySet[Any, Any]) -> list[tuple[Any, ...]]:
    """Rows as the database has them. Django would look at each value of each row once more."""
    text, params = found.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(text, params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def moment(value: Any) -> datetime:
    """An instant as the database has it: SQLite as words, in UTC."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def day_of(value: Any) -> date:
    """A day as the database has it: SQLite as words."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def also(rows: QuerySet[Any, Any]) -> Part:
    """Further rows of the same columns, to end a query with."""
    text, params = rows.query.sql_with_params()
    return Part(f" UNION ALL SELECT * FROM ({text}) more", tuple(params))  # noqa: S608  made by Django


def put_before(handed: Mapping[int, Handed]) -> Part:
    """Or did somebody put claim <1> whose work this reader does now, while it was theirs?"""
    text = (
        " OR EXISTS (SELECT 1 FROM claims_claim b WHERE b.id = <1> AND b.put_by_id = %s AND b.put_at <= %s)"
    )
    return _each(text, handed)


def in_their_stead(handed: Mapping[int, Handed]) -> Part:
    """Or is it somebody, in row `t`, whose work this reader does now, and was it theirs then?"""
    return _each(" OR (t.member_id = %s AND t.at <= %s)", handed)


def _each(text: str, handed: Mapping[int, Handed]) -> Part:
    params = (value for key, one in handed.items() for value in (key, one.until))
    return Part(text * len(handed), tuple(params))


@cache
def _taken_apart(text: str) -> tuple[list[str], list[str]]:
    parts = NAMED.split(text)
    return parts[::2], parts[1::2]


# Is the reader a party to claim <1>, which <2> put: do they claim it, or are they to be heard on it? Themselves, or in
# the stead of somebody whose work they do now.
TOLD = """(COALESCE(<2>, 0) = %(reader)s%(put_before)s
    OR EXISTS (SELECT 1 FROM claims_claimant t WHERE t.claim_id = <1>
        AND (t.member_id = %(reader)s OR t.organisation_id IN %(ours)s%(in_their_stead)s))
    OR EXISTS (SELECT 1 FROM claims_counterpart t WHERE t.claim_id = <1>
        AND (t.member_id = %(reader)s OR t.organisation_id IN %(ours)s OR t.perspective IN %(held)s
            %(in_their_stead)s)))"""

STATE = f"""CASE
    WHEN claims_claim.withdrawn_at IS NOT NULL AND claims_claim.standing <> 'contested' THEN 'withdrawn'
    WHEN claims_claim.claimed_at IS NULL
        THEN CASE claims_claim.before WHEN '' THEN 'open' ELSE claims_claim.before END
    WHEN claims_claim.standing = 'confirmed'
        THEN CASE WHEN claims_claim.lasts AND claims_claim.heard_at <= %(old)s THEN 'confirmed_old' ELSE 'confirmed' END
    WHEN claims_claim.standing = 'partly' THEN 'partly'
    WHEN claims_claim.standing = 'contested'
        THEN CASE WHEN claims_claim.reply_until >= %(today)s AND NOT {TOLD} THEN 'in_reply' ELSE 'contested' END
    WHEN NOT claims_claim.spoken AND claims_claim.due_on > %(today)s THEN 'not_due'
    WHEN NOT claims_claim.spoken AND claims_claim.due_on < %(today)s THEN 'overdue'
    WHEN claims_claim.standing = 'few' THEN 'few'
    ELSE 'unanswered' END"""
