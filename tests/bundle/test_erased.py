"""Erased stays erased: in a bundle, after a restore, and when an older bundle comes back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from counterpoint.bundle.actions import import_place, replay_erasures
from counterpoint.claims import actions as claims
from counterpoint.claims.queries import verify
from counterpoint.ledger.models import Event, Text
from counterpoint.ledger.queries import erasures, first_break, head
from counterpoint.partnership.models import Place
from tests.acts import answered
from tests.bundle.bundles import elsewhere, exported, opened
from tests.world import World, build

SAID = "Not here"  # what Kofi answers in tests.acts.answered
LATER = timedelta(days=30)


@pytest.fixture(autouse=True)
def list_of_its_own(tmp_path: Path) -> Iterator[Path]:
    before, settings.ERASURES = settings.ERASURES, tmp_path / "data" / "erasures.jsonl"
    settings.ERASURES.parent.mkdir()
    yield settings.ERASURES
    settings.ERASURES = before


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Any:
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def world(db: None, now: datetime) -> World:
    """Not the world of the whole file: in some of these tests there must be none."""
    return build(now)


def erase(world: World, now: datetime) -> None:
    claim = world.claim(1)
    claims.erase_words(text=claim.answers.get().words, claim=claim, by=world.kofi, at=now)


def test_what_was_erased_is_in_no_file_of_a_bundle(world: World, now: datetime, tmp_path: Path) -> None:
    answered(world, now)
    assert SAID.encode() in b"".join(opened(exported(world.place, tmp_path / "before.zip")).values())
    text = Text.objects.get(words=SAID)
    salt = bytes(text.salt or b"").hex()
    erase(world, now)
    everything = b"".join(opened(exported(world.place, tmp_path / "after.zip")).values())
    assert SAID.encode() not in everything
    assert salt.encode() not in everything


def test_an_older_bundle_brings_no_words_back(
    db: None, now: datetime, tmp_path: Path, committed: Any
) -> None:
    """Its place was erased from here, or its database lost; the list was not."""
    with elsewhere():
        world = build(now)
        answered(world, now)
        older = exported(world.place, tmp_path / "older.zip")
        length = head(world.place.pk).length
        with committed():
            erase(world, now + timedelta(days=1))
    build(now, "othermouth")
    made = import_place(older, at=now + LATER)
    assert (made.erased_again, made.events) == (1, length + 1)
    place = Place.objects.get(slug="aldermouth")
    assert not Text.objects.filter(words=SAID).exists()
    event = Event.objects.get(place_id=place.pk, seq=length + 1)
    assert (event.verb, event.actor, event.subject) == ("words.erased_again", "system", place.ref)
    assert {one.fits for one in verify()} == {True}
    assert SAID.encode() not in b"".join(opened(exported(place, tmp_path / "again.zip")).values())


def test_after_a_restore_it_is_erased_again_once(db: None, now: datetime, committed: Any) -> None:
    world = build(now)
    answered(world, now)
    with elsewhere(), committed():
        erase(world, now)
    assert Text.objects.filter(words=SAID).exists()  # the backup that was put back
    assert list(replay_erasures(at=now + LATER)) == [("aldermouth", 1)]
    assert not Text.objects.filter(words=SAID).exists()
    assert first_break(world.place.pk) is None
    assert list(replay_erasures(at=now + LATER)) == [("aldermouth", 0)]


def test_nothing_else_is_erased_and_no_other_place_is_touched(
    db: None, now: datetime, committed: Any
) -> None:
    world, other = build(now), build(now, "othermouth")
    answered(world, now)
    answered(other, now)
    with elsewhere(), committed():
        erase(world, now)
    before = Text.objects.filter(place_id=world.place.pk).exclude(words=SAID).count(), head(other.place.pk)
    assert dict(replay_erasures(at=now + LATER)) == {"aldermouth": 1, "othermouth": 0}
    assert before == (
        Text.objects.filter(place_id=world.place.pk, erased_at=None).count(), head(other.place.pk),
    )  # fmt: skip
    assert Text.objects.get(words=SAID).place_id == other.place.pk


def test_the_list_tells_nothing_of_what_or_who(
    world: World, now: datetime, committed: Any, list_of_its_own: Path
) -> None:
    answered(world, now)
    with committed():
        erase(world, now)
    (line,) = list_of_its_own.read_text().splitlines()
    told = json.loads(line)
    assert set(told) == {"place", "erased", "on"}
    assert told["erased"] in Event.objects.get(verb="claim.answered").facts.values()
    assert told["on"] == "2026-11-02"


def test_an_act_that_fails_puts_nothing_on_the_list(
    world: World, now: datetime, committed: Any, list_of_its_own: Path
) -> None:
    answered(world, now)
    with pytest.raises(ZeroDivisionError), committed(), transaction.atomic():
        then_fail(erase, world, now)
    assert not list_of_its_own.exists()


def then_fail(do: Callable[..., None], *given: Any) -> None:
    do(*given)
    raise ZeroDivisionError


def test_the_list_comes_along_with_the_chain(
    db: None, now: datetime, tmp_path: Path, committed: Any, list_of_its_own: Path
) -> None:
    """Erased there, moved here, and then an older bundle is brought in here after this database was lost."""
    with elsewhere():
        world = build(now)
        answered(world, now)
        older = exported(world.place, tmp_path / "older.zip")
        erase(world, now)
        newer = exported(world.place, tmp_path / "newer.zip")
    assert not list_of_its_own.exists()  # that of another installation
    with elsewhere():
        import_place(newer, at=now + LATER)
    assert sum(map(len, erasures().values())) == 1
    assert import_place(older, at=now + LATER).erased_again == 1


def test_a_list_that_lost_a_line_is_made_whole_from_the_chain(
    world: World, now: datetime, committed: Any, list_of_its_own: Path
) -> None:
    answered(world, now)
    with committed():
        erase(world, now)
    kept = list_of_its_own.read_text()
    list_of_its_own.write_text(kept[:50])
    assert erasures() == {}
    list(replay_erasures(at=now))
    assert erasures() == {world.place.uuid: {json.loads(kept)["erased"]}}
