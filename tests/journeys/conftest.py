"""Journeys: pages in a real browser, on one prepared database that is put back before each test."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, expect

from tests.engine import Prepared, elsewhere
from tests.journeys.person import Person
from tests.journeys.serving import Server
from tests.journeys.site import Site, prepare
from tests.journeys.telling import told

BEGINS = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)  # a Monday
PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 800}

PATIENCE = 30_000  # milliseconds, at the most, for what is waited for: a machine may be busy
expect.set_options(timeout=PATIENCE)

type Sit = Callable[..., Person]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Generator[None, Any, Any]:
    """Of a journey that failed: what stood on its pages, and what the servers said."""
    report = yield
    if report.failed and report.when == "call":
        report.sections += told(item)
    return report


def browse(browser: Browser, **how: Any) -> BrowserContext:
    """A browser that nobody has used yet, the same on every machine."""
    same = {"locale": "en-GB", "timezone_id": "Europe/London", "reduced_motion": "reduce", "viewport": DESK}
    context = browser.new_context(**{**same, **how})
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture(scope="session")
def house(django_db_blocker: Any, plain_static: None) -> Iterator[Site]:
    """The places and the server, once for all journeys."""
    with tempfile.TemporaryDirectory() as folder:
        prepared = Prepared(Path(folder))
        with django_db_blocker.unblock(), elsewhere(prepared):
            world, filled = prepare(BEGINS)
            prepared.keep()
        server = Server()
        yield Site(server, world, filled, prepared, BEGINS, BEGINS)
        server.stop()
        with django_db_blocker.unblock(), elsewhere(prepared):
            prepared.close()


@pytest.fixture
def site(
    house: Site, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> Iterator[Site]:
    """As on the morning on which every journey begins. What a page or `work` says as a fault is one, though it goes on."""
    monkeypatch.setattr(timezone, "now", lambda: house.now)
    monkeypatch.setattr(settings, "ADDRESS", house.url)
    with django_db_blocker.unblock(), elsewhere(house.prepared):
        house.put_back()
        yield house
        house.server.rest()
    assert not [one.getMessage() for one in caplog.get_records("call") if one.levelno >= logging.ERROR]


@pytest.fixture
def sit(site: Site, browser: Browser) -> Iterator[Sit]:
    """`sit(member)`: somebody at a browser of their own. On a phone with `at=PHONE`; without script if `script=False`."""
    opened = ExitStack()

    def sits(member: Any = None, *, at: Any = None, script: bool = True, **more: Any) -> Person:
        own = {"base_url": site.url, "viewport": at or DESK, "java_script_enabled": script}
        context = opened.enter_context(browse(browser, **own, **more))
        if member is not None:
            context.add_cookies([{"name": "sessionid", "value": site.cookie(member), "url": site.url}])
        return Person(context.new_page(), script=script)

    with opened:
        yield sits
