"""Rows that must not tell in which order they were written do not, not even by what SQLite keeps unasked."""

from __future__ import annotations

import pytest
from django.db import connection

from counterpoint.claims.models import Ballot, BallotTurn, Ticket, Unsealed
from counterpoint.offers.models import Card, CardTicket
from counterpoint.partnership.models import TrueNow


@pytest.mark.django_db
@pytest.mark.parametrize(
    "table", [Ballot, BallotTurn, Ticket, Unsealed, Card, CardTicket, TrueNow], ids=lambda one: one.__name__
)
def test_sqlite_counts_no_row_beside_its_random_key(table: type) -> None:
    """Beside any other key SQLite keeps a hidden row number that counts up."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no rowid")
    with connection.cursor() as cursor:
        cursor.execute("SELECT type FROM pragma_table_info(%s) WHERE pk = 1", [table._meta.db_table])  # type: ignore[attr-defined]
        (kind,) = cursor.fetchone()
    assert kind.lower() == "integer"
