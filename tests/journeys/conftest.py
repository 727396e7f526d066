"""Journeys: pages in a real browser, on one prepared database that is put back before each test."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext

from tests.journeys.person import Person
from tests.journeys.site import Site, prepare, start_server

BEGINS = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)  # a Monday
PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 800}

PATIENCE = 15_000  # milliseconds: a machine may be busy

type Sit = Callable[..., Person]


@pytest.fixture(scope="package")
def house(django_db_blocker: Any, plain_static: None) -> Iterator[Site]:
    """The places and the server, once for all journeys."""
    with tempfile.TemporaryDirectory() as folder, django_db_blocker.unblock():
        before = connection.settings_dict["NAME"], connection.connection, settings.ADDRESS
        connection.connection = None  # another test of this process may have left one: it gets it back
        world, filled, prepared = prepare(BEGINS, Path(folder))
        server, settings.ADDRESS = start_server()
        yield Site(settings.ADDRESS, world, filled, prepared, BEGINS, BEGINS)
        server.shutdown()
        server.server_close()
        prepared.close()
        connection.settings_dict["NAME"], connection.connection, settings.ADDRESS = before


@pytest.fixture
def site(house: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """As on the morning on which every journey begins."""
    monkeypatch.setattr(timezone, "now", lambda: house.now)
    house.put_back()
    return house


@pytest.fixture
def sit(site: Site, browser: Browser) -> Iterator[Sit]:
    """`sit(member)`: somebody at a browser of their own. On a phone with `at=PHONE`; without script if `script=False`."""
    opened: list[BrowserContext] = []

    def sits(member: Any = None, *, at: Any = None, script: bool = True, **more: Any) -> Person:
        context = browser.new_context(
            base_url=site.url,
            viewport=at or DESK,
            java_script_enabled=script,
            reduced_motion="reduce",
            locale="en-GB",
            **more,
        )
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        if member is not None:
            context.add_cookies([{"name": "sessionid", "value": site.cookie(member), "url": site.url}])
        return Person(context.new_page(), script=script)

    yield sits
    for context in opened:
        context.close()
