"""A short code leads to its ticket for 30 days, and to nothing for whoever guesses or holds the database alone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from counterpoint.claims.actions import make_code
from counterpoint.claims.models import ShortCode
from counterpoint.claims.policies import codes
from counterpoint.claims.queries.codes import opened_by
from tests.world import World


@pytest.fixture
def code(world: World, now: datetime) -> str:
    return make_code(place=world.place, address="/t/a-secret/", today=now.date())


def test_a_code_is_read_however_it_is_typed(code: str, now: datetime) -> None:
    for typed in (code, code.lower(), codes.in_two(code), f" {code[:4]}-{code[4:]} "):
        assert opened_by(typed, now.date()) == "/t/a-secret/"
    assert codes.read_code("oil u 2345") == "011V2345"


def test_it_ends_after_thirty_days(code: str, now: datetime) -> None:
    last = now.date() + timedelta(days=30)
    assert opened_by(code, last) is not None
    assert opened_by(code, last + timedelta(days=1)) is None


def test_the_row_tells_neither_the_code_nor_where_it_leads_nor_the_time(code: str, now: datetime) -> None:
    row = ShortCode.objects.get()
    kept = f"{row.hash} {bytes(row.leads_to)!r} {row.until}"
    assert code not in kept
    assert "a-secret" not in kept
    assert row.until == now.date() + timedelta(days=30)
    again = codes.lock(code, "/t/a-secret/")
    assert bytes(row.leads_to) != again  # the same address, locked twice, does not look the same


def test_another_installations_key_opens_nothing(code: str, now: datetime, settings: object) -> None:
    row = ShortCode.objects.get()
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]
    assert opened_by(code, now.date()) is None
    assert codes.unlock(code, bytes(row.leads_to)) is None


def test_a_person_types_it_and_is_there(code: str, client: Client) -> None:
    assert client.get("/code/").status_code == 200
    there = client.post("/code/", {"code": codes.in_two(code)})
    assert (there.status_code, there.headers["Location"]) == (302, "/t/a-secret/")


def test_a_wrong_code_keeps_what_was_typed_and_guessing_is_stopped(world: World, client: Client) -> None:
    wrong = client.post("/code/", {"code": "ZZZZ ZZZZ"})
    assert wrong.status_code == 422
    assert "ZZZZ ZZZZ" in wrong.text
    assert "We know no such code" in wrong.text
    for _ in range(60):
        last = client.post("/code/", {"code": "ZZZZ ZZZZ"})
    assert "Please wait a minute" in last.text
