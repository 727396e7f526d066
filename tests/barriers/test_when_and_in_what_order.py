"""With the database and two daily copies of it, no act without a name can be dated better than its day, nor two ordered.

Whoever holds the copies sees which rows are in the second and not in the first. So we do a day's acts in every order and
at every time of the day, and compare what the database holds afterwards, table by table, with SQLite's own row numbers
and counters. What is random has to be random: it is left out of the comparison, and tested by itself.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from counterpoint.barriers import actions as barriers
from counterpoint.barriers.actions import sealing
from counterpoint.barriers.forms import SLIP
from counterpoint.barriers.models import Barrier
from counterpoint.barriers.queries.slips import too_url
from counterpoint.claims.actions import hash_of
from counterpoint.claims.models import Ticket, Unsealed
from counterpoint.ledger.models import Event
from counterpoint.ledger.queries import first_break
from tests.world import World

pytestmark = pytest.mark.proof

DAY = timedelta(days=1)
RANDOM = re.compile(r"[0-9a-f]{24,}|[A-Za-z0-9_-]{22,}")  # digests, salts, hashes, secrets
LARGE = 2**40  # a key that no counter reaches
SAME_46 = "Two assessments ask the same 46 questions"


# A day's acts, each of another sort, as strangers do them: over HTTP, with a slip that the page had made


class Day:
    """A place with what the acts of one day need, and the acts."""

    def __init__(self, world: World, now: datetime) -> None:
        self.world, self.place = world, world.place
        kept = self._named(world.ruth, SAME_46, now)
        self.me_too = too_url(kept)
        self.tickets = [
            barriers.raise_quietly(place=self.place, sentence=words, could_remove=None, how_often="")
            for words in ("The same 46 questions, twice", "Nobody rings back", "The door is locked at five")
        ]
        barriers.seal(place=self.place, waiting_since=None, at=now)
        self.into = kept.claim.number
        for secret in self.tickets[1:]:
            barrier = Barrier.objects.get(claim__tickets__hash=hash_of(secret))
            barrier = barriers.take(barrier=barrier, organisation=world.council, by=world.kofi, at=now)
            barriers.say_gone(barrier=barrier, words="", by=world.kofi, at=now)
        self.acts: dict[str, Callable[[Client], Any]] = {
            "raise": lambda c: self._post(c, "barriers/raise/quietly/", "a" * 22, sentence="The rota is hidden"),
            "raise again": lambda c: self._post(c, "barriers/raise/quietly/", "b" * 22, sentence="Two logins"),
            "me too": lambda c: c.post(self.me_too, {"slip": SLIP.sign("c" * 22)}),
            "merge": lambda c: c.post(f"/t/{self.tickets[0]}/", {"same": str(self.into)}),
            "answer": lambda c: c.post(f"/t/{self.tickets[1]}/", {"answer": "no", "words": "Not to me"}),
            "answer again": lambda c: c.post(f"/t/{self.tickets[2]}/", {"answer": "yes"}),
            "a number": lambda c: c.post(f"/t/{self.tickets[2]}/", {"code": "yes"}),
            "tell": lambda c: barriers.raise_quietly(
                place=self.place, sentence="For stewards", could_remove=None, how_often="",
                secret="d" * 22, told=world.ruth,
            ),
        }  # fmt: skip

    def _named(self, by: Any, sentence: str, at: datetime) -> Barrier:
        return barriers.raise_(
            place=self.place, sentence=sentence, could_remove=None, how_often="", by=by, at=at
        )

    def _post(self, client: Client, where: str, secret: str, **said: str) -> Any:
        return client.post(f"/{self.place.slug}/{where}", {"slip": SLIP.sign(secret), **said})


@contextmanager
def undone() -> Iterator[None]:
    before = _counters()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        for counter, reached in before:
            cursor.execute("SELECT setval(%s, %s, %s)", [counter, reached or 1, reached is not None])


def _counters() -> list[tuple[str, int | None]]:
    """PostgreSQL's, which no rollback puts back."""
    if connection.vendor == "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT format('%I', sequencename), last_value FROM pg_sequences")
        return cursor.fetchall()


def a_copy() -> dict[str, Counter[str]]:
    """Every row of every table, with SQLite's own row number and counters; what is random reads "*"."""
    sqlite = connection.vendor == "sqlite"
    tables = connection.introspection.table_names() + (["sqlite_sequence"] if sqlite else [])
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            rowid = "rowid, " if sqlite else ""
            cursor.execute(f'SELECT {rowid}* FROM "{table}"')  # noqa: S608  # our own tables
            found[table] = Counter(json.dumps([_plain(cell) for cell in row]) for row in cursor.fetchall())
    return found


def _plain(cell: Any) -> Any:
    if (isinstance(cell, int) and cell > LARGE) or isinstance(cell, (bytes, memoryview)):
        return "*"
    return RANDOM.sub("*", str(cell)) if isinstance(cell, str) else str(cell)


def done_in(
    day: Day, order: list[str], at: list[datetime], patch: pytest.MonkeyPatch
) -> dict[str, Counter[str]]:
    for name, when in zip(order, sorted(at), strict=True):
        patch.setattr(timezone, "now", lambda when=when: when)
        sent = day.acts[name](Client())
        assert isinstance(sent, str) or sent.status_code == 302, (name, sent.content[:2000])
    return a_copy()


NAMES = ("raise", "raise again", "me too", "merge", "answer", "answer again", "a number", "tell")
orders = st.permutations(NAMES)
seconds = st.lists(st.integers(0, 14 * 3600 - 1), min_size=len(NAMES), max_size=len(NAMES))
quick = settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def day(world: World, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Day:
    return Day(world, now)


@given(order=orders, times=seconds)
@quick
def test_what_waits_tells_neither_time_nor_order(
    order: list[str], times: list[int], day: Day, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow = now + DAY
    with undone():
        one = done_in(
            day, list(NAMES), [tomorrow + timedelta(minutes=n) for n in range(len(NAMES))], monkeypatch
        )
    with undone():
        other = done_in(day, order, [tomorrow + timedelta(seconds=n) for n in times], monkeypatch)
    assert one["claims_unsealed"].total() == 7
    for table, rows in one.items():
        assert other[table] == rows, table


@given(order=orders, times=seconds)
@quick
def test_what_was_sealed_tells_no_more_than_the_day(
    order: list[str], times: list[int], day: Day, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shuffled alike, what is sealed is alike, whatever was done when. That the shuffle is fair is the next test."""
    tomorrow, night = now + DAY, now + timedelta(days=1, hours=14, minutes=10)

    class Alike(random.Random):
        def shuffle(self, x: Any) -> None:
            x.sort(key=lambda one: (one.act, json.dumps(one.payload, sort_keys=True), one.ticket_hash))

    monkeypatch.setattr(sealing.random, "SystemRandom", Alike)
    states = []
    for names, whens in ((list(NAMES), range(len(NAMES))), (order, sorted(times))):
        with undone():
            done_in(day, names, [tomorrow + timedelta(seconds=n) for n in whens], monkeypatch)
            assert barriers.seal(place=day.place, waiting_since=None, at=night) == 7
            assert first_break(day.place.pk) is None
            sealed = Event.objects.filter(actor="ticket", at__gte=tomorrow.replace(hour=0, minute=0))
            assert {(one.at.hour, one.at.minute) for one in sealed} == {(0, 0)}
            states.append(a_copy())
    for table, rows in states[0].items():
        assert states[1][table] == rows, table


def test_the_order_of_sealing_is_drawn_by_lot(world: World, now: datetime) -> None:
    """Three acts have six orders: each turns up, and the first written is no more often first than by chance."""
    found: Counter[tuple[str, ...]] = Counter()
    for _ in range(72):
        with undone():
            for words in ("one", "two", "three"):
                barriers.raise_quietly(place=world.place, sentence=words, could_remove=None, how_often="")
            barriers.seal(place=world.place, waiting_since=None, at=now + DAY)
            sealed = Barrier.objects.order_by("claim__number").values_list(
                "claim__sentence__words", flat=True
            )
            found[tuple(sealed)] += 1
    assert len(found) == 6
    assert max(found.values()) < 36  # of 72; by chance 12


@pytest.mark.parametrize("table", ["claims_unsealed", "claims_shortcode", "barriers_raisedby"])
def test_nothing_that_is_kept_of_two_acts_says_which_was_first(
    table: str, world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever takes the row with the smaller number, or the one that the database gives first, is right by chance."""
    right = 0
    for _ in range(60):
        with undone():
            _write(world, "a" * 22, now)
            (first,) = keys(table)
            _write(world, "b" * 22, now)
            right += keys(table)[0] == first
    assert 12 <= right <= 48  # a fair coin is outside once in a million


def keys(table: str) -> list[int]:
    """In the order in which the database keeps them: PostgreSQL notes which transaction wrote a row, and where."""
    kept = "" if connection.vendor == "sqlite" else "ORDER BY age(xmin) DESC, ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} {kept}")  # noqa: S608  # our own tables
        return [one for (one,) in cursor.fetchall()]


def _write(world: World, secret: str, now: datetime) -> None:
    barriers.raise_quietly(
        place=world.place, sentence=secret, could_remove=None, how_often="", secret=secret, told=world.ruth
    )
    barriers.give_code(place=world.place, secret=secret, address=f"/t/{secret}/", today=now.date())


def test_no_table_of_strangers_has_a_column_for_a_time_or_for_who_asked() -> None:
    for model in (Unsealed, Ticket):
        kinds = {field.get_internal_type() for field in model._meta.concrete_fields}
        assert not kinds & {"DateTimeField", "DateField", "TimeField", "GenericIPAddressField"}, model
