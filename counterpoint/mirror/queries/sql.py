"""The few expressions of the Mirror that are written as SQL, for every row of ten thousand claims.

Django would take longer to put these together, on each request, than the database takes to answer them, and would
weigh the same column many times for each row. What is here is plain SQL that SQLite and PostgreSQL read alike; what a
reader may see, and everything that is asked of a few rows only, stays with the models. The tests hold the states told
here to `policies.state_of`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, CharField, Field, Func, IntegerField, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from counterpoint.mirror.choices import WORDINGS

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
    """`text` as an expression. `%(name)s` is what was given by that name; several things make a list in brackets."""
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
    return Written("".join(written), tuple(params), *columns, output_field=of)


def rows_of(found: QuerySet[Any, Any]) -> list[tuple[Any, ...]]:
    """Rows as the database has them: numbers and texts. Django would look at each value of each row once more."""
    with connection.cursor() as cursor:
        cursor.execute(*found.query.sql_with_params())
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


@cache
def _taken_apart(text: str) -> tuple[list[str], list[str]]:
    parts = NAMED.split(text)
    return parts[::2], parts[1::2]


# Is the reader a party to claim <1>, which <2> put: do they claim it, or are they to be heard on it?
TOLD = """(COALESCE(<2>, 0) = %(reader)s
    OR EXISTS (SELECT 1 FROM claims_claimant t WHERE t.claim_id = <1>
        AND (t.member_id = %(reader)s OR t.organisation_id IN %(ours)s))
    OR EXISTS (SELECT 1 FROM claims_counterpart t WHERE t.claim_id = <1>
        AND (t.member_id = %(reader)s OR t.organisation_id IN %(ours)s OR t.perspective IN %(held)s)))"""

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

# In which month it is drawn: when it is due, if that is still to come; else when it was claimed, or put.
MONTH = """SUBSTR(CAST(CASE
    WHEN claims_claim.due_on > %(today)s AND NOT claims_claim.spoken
        AND claims_claim.claimed_at IS NOT NULL AND claims_claim.withdrawn_at IS NULL
    THEN CAST(claims_claim.due_on AS text)
    ELSE CAST(COALESCE(claims_claim.claimed_at, claims_claim.put_at) AS text) END AS text), 1, 7)"""

DUE = "CAST(claims_claim.due_on AS text)"

# 1 where a message's own words do not fit the kind.
MISFIT = "CASE claims_claim.message {} ELSE 1 END".format(
    " ".join(
        f"WHEN {message} THEN CASE WHEN claims_claim.kind IN ({', '.join(repr(kind) for kind in sorted(one.fits))})"
        " THEN 0 ELSE 1 END"
        for message, one in WORDINGS.items()
        if one.fits
    )
)

# 1 for a promise that is open; of these, 1 for one beyond now.
SILENT = """CASE WHEN claims_claim.kind = 'promise' AND claims_claim.standing = 'unanswered'
    AND claims_claim.claimed_at IS NOT NULL AND claims_claim.withdrawn_at IS NULL THEN 1 ELSE 0 END"""
LATER = SILENT.replace("THEN 1", "AND claims_claim.horizon <> 'now' THEN 1")

# 1 for a barrier raised from the frontline, or by ticket, since then.
FROM_THERE = """CASE WHEN claims_claim.kind = 'barrier' AND claims_claim.put_at >= %(since)s
    AND (claims_claim.put_as = 'frontline' OR claims_claim.put_by_id IS NULL) THEN 1 ELSE 0 END"""

# 1 where somebody who can tell has answered as this counterpart: as `policies.heard_on`, a person or a ticket first,
# then the organisation or the perspective that they speak for. <1> is the claim, <2> to <5> who the counterpart is:
# member, ticket, organisation, perspective. Most claims name no person, which is looked up once for all. COALESCE keeps
# the database from looking among all that somebody was ever asked: their claim is shorter.
HEARD = """CASE WHEN EXISTS (SELECT 1 FROM claims_answer a
    WHERE a.claim_id = <1> AND NOT a.own_staff AND a.verdict <> 'cant_tell' <by then>
    AND (a.member_id = <2> OR a.ticket_id = <3>
        OR ((a.organisation_id = <4> OR (a.perspective = <5> AND a.perspective <> '') <heirs>)
            AND (a.claim_id NOT IN (SELECT n.claim_id FROM claims_counterpart n
                    WHERE n.place_id = %(place)s AND n.member_id IS NOT NULL)
                OR NOT EXISTS (SELECT 1 FROM claims_counterpart u WHERE u.claim_id = a.claim_id
                    AND u.counts_from IS NOT NULL AND COALESCE(u.member_id, 0) = a.member_id))))) THEN 1 ELSE 0 END"""
HEIRS = """OR EXISTS (SELECT 1 FROM partnership_organisation o
    LEFT JOIN partnership_organisation h ON h.id = o.successor_id
    WHERE o.id = <4> AND a.organisation_id IN (o.successor_id, h.successor_id))"""
