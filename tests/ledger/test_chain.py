"""The ledger: one event an act, unbroken, and nobody's words in it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from counterpoint.ledger.actions import act, erase
from counterpoint.ledger.models import Chain, Event, Text, guard, unguard
from counterpoint.ledger.queries import first_break, head
from counterpoint.partnership.actions import appoint
from tests.world import World


def hand(statement: str) -> None:
    """What a hand from outside Django would do."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "update ledger_event set facts = '{}' where seq = 3",
        "delete from ledger_event where seq = 3",
    ],
)
def test_the_database_itself_refuses_to_change_or_remove_an_event(world: World, statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"):
        hand(statement)
    assert first_break(world.place.pk) is None


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no TRUNCATE")
def test_nor_can_all_events_be_removed_at_once(world: World) -> None:
    with pytest.raises(DatabaseError, match="append-only"):
        hand("truncate ledger_event")


@pytest.mark.parametrize(
    ("tampering", "seq"),
    [
        ("update ledger_event set facts = '{}' where seq = 3", 3),
        ("update ledger_event set actor = 'member:9' where seq = 5", 5),
        ("update ledger_event set at = '2020-01-01 00:00:00' where seq = 4", 4),
        ("delete from ledger_event where seq = 6", 6),
        ("delete from ledger_event where seq = (select max(seq) from ledger_event)", None),
        ("update ledger_chain set head = 'f' || substr(head, 2)", None),
    ],
)
def test_tampering_is_found_at_the_first_event_that_does_not_fit(
    world: World, tampering: str, seq: int | None
) -> None:
    for statement in unguard("ledger_event", connection.vendor):
        hand(statement)
    length = head(world.place.pk).length
    hand(tampering)
    for statement in guard("ledger_event", connection.vendor):
        hand(statement)
    found = first_break(world.place.pk)
    assert found is not None
    assert found.seq == (seq or found.seq)
    assert found.seq <= length + 1


def test_an_act_that_fails_leaves_neither_change_nor_event(world: World, now: datetime) -> None:
    before = head(world.place.pk)

    def breaks() -> None:
        with act(world.place.pk, verb="x.tried", by="system", at=now) as event:
            event.subject = "x:1"
            event.text("kept by nobody")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        breaks()
    assert head(world.place.pk) == before
    assert not Text.objects.filter(words="kept by nobody").exists()


def test_time_never_goes_back_within_a_chain(world: World, now: datetime) -> None:
    for when in (now, now - timedelta(days=9)):
        with act(world.place.pk, verb="x.done", by="system", at=when) as event:
            event.subject = "x:1"
    first, second = Event.objects.order_by("-seq")[:2][::-1]
    assert second.at == first.at
    assert first_break(world.place.pk) is None


def test_erased_words_leave_a_chain_that_verifies(world: World, now: datetime) -> None:
    with act(world.place.pk, verb="x.said", by="system", at=now) as event:
        event.subject = "x:1"
        text = event.text("something that must go")
    with act(world.place.pk, verb="x.erased", by="system", at=now) as event:
        event.subject = "x:1"
        erase(text, at=now)
    text.refresh_from_db()
    assert (text.words, text.salt) == ("", None)
    assert first_break(world.place.pk) is None


def test_words_are_not_erased_outside_the_act_that_records_it(world: World, now: datetime, db: Any) -> None:
    with pytest.raises((RuntimeError, TypeError)):
        Event.objects.update(actor="somebody")


def test_no_name_and_nobodys_words_are_in_the_ledger(world: World) -> None:
    said = str(list(Event.objects.values_list("actor", "subject", "facts")))
    for name in ("Moira", "Kofi", "chief executive", "example"):
        assert name not in said


def test_a_place_has_one_chain_of_its_own(world: World, now: datetime) -> None:
    from tests.world import build

    other = build(now, "otherton")
    assert Chain.objects.count() == 2
    assert head(other.place.pk).length == head(world.place.pk).length
    assert head(other.place.pk).hash != head(world.place.pk).hash


def test_two_acts_that_say_the_same_are_told_apart_by_a_salt(world: World, now: datetime) -> None:
    """Else a short act could be found out by trying, from the heads before and after it."""
    for _ in range(2):
        appoint(member=world.kofi, steward=False, convenor=False, by=world.ada, at=now)
    one, other = Event.objects.filter(place_id=world.place.pk, verb="member.appointed")
    assert [key for key in one.facts if one.facts[key] != other.facts[key]] == ["salt"]
    assert len(one.facts["salt"]) == 32
    assert first_break(world.place.pk) is None
