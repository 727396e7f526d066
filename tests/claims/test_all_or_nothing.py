"""Every action, broken before each of its writes and at its commit: nothing happened. Unbroken: one event."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection

from counterpoint.ledger.queries import first_break, head
from tests.acts import ACTS, TWO_EVENTS, UNRECORDED, Done
from tests.world import World

WRITES = re.compile(r"^(INSERT|UPDATE|DELETE)", re.IGNORECASE)
COMMITS = re.compile(r"^RELEASE SAVEPOINT", re.IGNORECASE)


def everything(place_id: int | None = None) -> dict[str, list[str]]:
    """Every row of every table of ours as it lies there, or of those that carry a place only that place's."""
    with connection.cursor() as cursor:
        return {
            model._meta.label: sorted(map(repr, _rows(cursor, model._meta, place_id)))
            for model in apps.get_models()
            if model.__module__.startswith("counterpoint")
        }


def _rows(cursor: Any, table: Any, place_id: int | None) -> list[Any]:
    """Asked without the models, which would take ten times as long over it: this is done before every write."""
    columns = [field.column for field in table.concrete_fields]
    if place_id is None:
        where, given = "", []
    elif "place_id" in columns:
        where, given = " WHERE place_id = %s", [place_id]
    else:
        return []
    named = ", ".join(map(connection.ops.quote_name, columns))
    cursor.execute(f"SELECT {named} FROM {connection.ops.quote_name(table.db_table)}{where}", given)  # noqa: S608
    return list(cursor.fetchall())


class Breaker:
    """Lets some statements through, and fails at the next that changes or commits."""

    def __init__(self, let_through: int) -> None:
        self.left = let_through
        self.broke = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if WRITES.match(sql) or COMMITS.match(sql):
            if self.left == 0:
                self.broke = True
                self.left = -1  # what cleans up after the failure is let through
                raise DatabaseError(f"broken on purpose before: {sql[:60]}")
            self.left -= 1
        return execute(sql, params, many, context)


@contextmanager
def broken_after(let_through: int) -> Iterator[Breaker]:
    breaker = Breaker(let_through)
    with connection.execute_wrapper(breaker):
        yield breaker


@pytest.mark.parametrize("name", ACTS)
def test_an_action_that_fails_anywhere_has_not_happened(name: str, world: World, now: datetime) -> None:
    prepare, do = ACTS[name]
    done = Done(world, now, prepare(world, now))
    before = everything()
    for let_through in range(200):
        with broken_after(let_through) as breaker:
            try:
                do(done)
            except DatabaseError:
                assert breaker.broke
        if not breaker.broke:
            break
        assert everything() == before, f"{name}, broken after {let_through} writes, left something behind"
    else:
        pytest.fail("The action never came to an end.")
    assert let_through >= 2, "Nothing was broken, so nothing was shown."


@pytest.mark.parametrize("name", ACTS)
def test_an_action_is_one_event_and_the_chain_holds(name: str, world: World, now: datetime) -> None:
    prepare, do = ACTS[name]
    done = Done(world, now, prepare(world, now))
    before = head(world.place.pk).length
    do(done)
    assert head(world.place.pk).length - before == (
        0 if name in UNRECORDED else 2 if name in TWO_EVENTS else 1
    )
    assert first_break(world.place.pk) is None
