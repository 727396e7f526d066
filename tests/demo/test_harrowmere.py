"""Harrowmere, loaded by actions alone, adds up to the table of its own story (domain research, part F1)."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from counterpoint.claims.queries import verify
from counterpoint.demo.load import PLACES, load
from counterpoint.mirror.queries import mirror_figures

# Message: claimed, confirmed, partly, contested, unanswered, not due. At 30 September 2026.
TABLE = {
    1: (2, 1, 0, 1, 0, 0),
    2: (2, 1, 0, 1, 0, 0),
    3: (5, 2, 1, 1, 0, 1),
    4: (2, 1, 0, 0, 1, 0),
    5: (1, 0, 0, 1, 0, 0),
    6: (3, 1, 1, 1, 0, 0),
    7: (2, 1, 1, 0, 0, 0),
    8: (3, 2, 0, 1, 0, 0),
    9: (5, 3, 1, 1, 0, 0),
    10: (3, 2, 0, 0, 0, 1),
}


@pytest.fixture(scope="module")
def harrowmere(django_db_setup: Any, django_db_blocker: Any) -> Any:
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        load(lambda said: None)
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("harrowmere", "db")
def test_the_mirror_equals_the_table() -> None:
    rows = mirror_figures("harrowmere", date(2026, 9, 30))["messages"]
    names = ("claimed", "confirmed", "partly", "contested", "unanswered", "notdue")
    assert {row["message"]: tuple(row[name] for name in names) for row in rows} == TABLE


@pytest.mark.usefixtures("harrowmere", "db")
def test_its_chain_verifies_and_its_standings_are_what_the_answers_add_up_to() -> None:
    (found,) = verify()
    assert (found.place, found.fits, found.why) == ("harrowmere", True, "")


@pytest.mark.parametrize("path", sorted(PLACES.glob("*/*.toml")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_files_say_who_said_what_and_never_what_it_adds_up_to(path: Any) -> None:
    rows = path.read_text(encoding="utf-8")
    keys = {match.group(1) for match in re.finditer(r"^(\w+) = ", rows, re.MULTILINE)}
    assert not keys & {
        "standing",
        "state",
        "count",
        "counts",
        "claimed",
        "confirmed",
        "contested",
        "median",
        "sentence",
    }
