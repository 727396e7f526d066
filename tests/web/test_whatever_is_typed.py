"""Every page opens, and whatever is typed into its forms is kept or refused in words: nothing is too long for the
column that it goes into.

SQLite keeps more than a column was made for and says nothing, so it is PostgreSQL's run that finds what is too long.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from counterpoint.partnership.actions import account_for
from counterpoint.partnership.models import Member
from tests.conftest import NOW
from tests.engine import ON_POSTGRESQL
from tests.journeys.filled import Filled, fill
from tests.journeys.pages import PAGES, Row

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite keeps what is too long, and says nothing"),
]

# One step beyond each size of column.
LENGTHS = (45, 65, 85, 125, 205, 256, 305, 505)
TYPED = ("text", "email", "tel", "url", "search", "textarea")


class Forms(HTMLParser):
    """The forms of a page that change something: what a browser would send, and which of it is typed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str]] = []
        self.sent: dict[str, str] | None = None
        self.typed: list[dict[str, str]] = []
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form" and given.get("method", "").lower() == "post":
            self.sent, kinds = {}, {}
            self.found.append(self.sent)
            self.typed.append(kinds)
            self.sent["action"] = given.get("action", "")
        elif self.sent is not None and tag == "select":
            self.select = name
        elif self.sent is not None and tag == "option" and given.get("value"):
            self.sent.setdefault(self.select, given["value"])
        elif self.sent is not None and tag in ("input", "textarea") and name:
            kind = given.get("type", "text") if tag == "input" else tag
            self.sent.setdefault(name, given.get("value") or plain(kind, name))
            if kind in TYPED and not name.endswith(("_0", "_1", "_2", "day", "month", "year")):
                self.typed[-1][name] = kind

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.sent = None


def plain(kind: str, name: str) -> str:
    if name.endswith(("_0", "_1", "day", "month")):
        return "3"
    if name.endswith(("_2", "year")):
        return "2027"
    shapes = {"email": "ada@place.example", "tel": "07700 900123", "url": "https://place.example/"}
    return shapes.get(kind, "Some words")


def as_long_as(kind: str, length: int) -> str:
    if kind == "email":
        return ("a@" + ".".join(["b" * 60] * (length // 61 + 1)))[: length - 8] + ".example"
    if kind == "url":
        return ("https://place.example/" + "a" * length)[:length]
    return "7" * length if kind == "tel" else "é" * length


@pytest.fixture(scope="module")
def stowmere(django_db_setup: None, django_db_blocker: Any) -> Iterator[Filled]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield fill(NOW)
        transaction.set_rollback(True)


def browser_of(row: Row) -> Client:
    client = Client()
    if row.who:
        client.force_login(
            account_for(member=Member.objects.get(place__slug=row.place, name__startswith=f"{row.who} "))
        )
    return client


@pytest.mark.parametrize("row", [row for row in PAGES if row.place == "stowmere" and not row.demo], ids=str)
def test_no_words_are_too_long_to_be_kept_or_refused(
    row: Row, stowmere: Filled, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(minutes=1))
    client = browser_of(row)
    page = Forms()
    opened = client.get(row.at(stowmere), follow=True)
    assert opened.status_code in (200, 410)
    page.feed(opened.content.decode())
    for sent, typed in zip(page.found, page.typed, strict=True):
        action = sent.pop("action") or row.at(stowmere)
        for name, kind in typed.items():
            for length in LENGTHS:
                with transaction.atomic():
                    answer = client.post(action, {**sent, name: as_long_as(kind, length)})
                    transaction.set_rollback(True)
                assert answer.status_code < 500, f"{name}, {length} long"
