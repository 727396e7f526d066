"""What every test has: a fixed clock, no network. (An empty data folder of its own: own_data.py.)"""

from __future__ import annotations

import copy
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.engine import ON_POSTGRESQL, Prepared, elsewhere, make_tables
from tests.world import World, build

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)  # a Monday


# Slow for what they show: every action broken at every write, processes killed and racing, the whole demonstration,
# thousands of claims, `work` at its rounds for weeks. A single test is marked where it stands.
PROOFS = (
    "barriers/test_who_could_know.py",
    "bundle/test_bad_input.py",
    "bundle/test_exports",
    "bundle/test_there_and_back.py",
    "bundle/test_check.py",
    "bundle/test_erased.py",
    "bundle/test_what_is_in_it.py",
    "claims/test_all_or_nothing.py",
    "claims/test_handover.py",
    "claims/test_killed.py",
    "claims/test_yours_mine.py",
    "offers/test_cards.py",
    "partnership/test_all_or_nothing.py",
    "ledger/test_two_at_once.py",
    "programme/test_crossing.py",
    "programme/test_demonstration.py",
    "programme/test_who_may_see.py",
    "stories/test_disclosure.py",
    "stories/test_gone_everywhere.py",
    "stories/test_letters.py",
    "demo/",
    "docs/test_first_hour.py",
    "mirror/test_as_at.py",
    "mirror/test_figures.py",
    "mirror/test_pages.py",
    "work/test_asking.py",
    "work/test_letters.py",
    "work/test_nothing_is_lost.py",
    "work/test_succession.py",
    "work/test_what_comes_back.py",
    "analysis/test_limits.py",
    "analysis/test_reading.py",
    "analysis/test_standing.py",
)


# Whoever has one of these, or a file that knows one of those, asks for whole pages: address, rights, queries, template.
# What is left when pages and proofs are taken away are the unit tests: all of them together take under thirty seconds.
BROWSERS = {"client", "visitor", "as_member", "signed_in"}
BROWSING = ("Client", "Visitor")


def opens_pages(item: pytest.Item) -> bool:
    module = item.getparent(pytest.Module)
    return bool(BROWSERS.intersection(getattr(item, "fixturenames", ()))) or any(
        hasattr(module and module.obj, name) for name in BROWSING
    )


# Whoever has one of these, or a mark that says so, or journeys, or gives a database to a process of its own, asks for a
# database. All others are kept from it, so on a second engine they could not show anything else than on the first.
DATABASES = {"db", "transactional_db", "django_db_setup", "site"}


def asks_for_a_database(item: pytest.Item) -> bool:
    module = item.getparent(pytest.Module)
    return (
        bool(DATABASES.intersection(getattr(item, "fixturenames", ())))
        or item.get_closest_marker("django_db") is not None
        or hasattr(module and module.obj, "empty_database")
    )


# Each takes as long as hundreds of others: were one of them the last, one process would wait for the other.
LONGEST = ("mirror/test_as_at.py", "stories/test_gone_everywhere.py", "claims/test_killed.py")


def turn(item: pytest.Item) -> int:
    """What takes longest begins; then what needs the demonstration, so that one process loads it for all of them."""
    if any(f"tests/{long}" in item.path.as_posix() for long in LONGEST):
        return 0
    return 1 if "demonstration_kept" in getattr(item, "fixturenames", ()) else 2


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test in journeys/ is a journey; every other test may not open a socket, not even to this machine."""
    if ON_POSTGRESQL:
        config.hook.pytest_deselected(items=[item for item in items if not asks_for_a_database(item)])
        items[:] = [item for item in items if asks_for_a_database(item)]
    items.sort(key=turn)
    for item in items:
        if any(f"tests/{proof}" in item.path.as_posix() for proof in PROOFS):
            item.add_marker(pytest.mark.proof)
        if not item.get_closest_marker("proof") and opens_pages(item):
            item.add_marker(pytest.mark.page)
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1", "::1", "localhost"]))
        elif not ON_POSTGRESQL:
            item.add_marker(pytest.mark.disable_socket)


def pytest_collection_finish() -> None:
    """Thousands of tests that were read stay until the end: the collector of garbage need not look through them."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Names what has grown long enough to be looked at (tests/shape/test_sizes.py)."""
    passed = terminalreporter.stats.get("passed", [])
    long = [words for report in passed for key, words in report.user_properties if key == "look"]
    if long:
        terminalreporter.write_line("Long enough to look at: " + "; ".join(sorted(long)))


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="module")
def world_of_module(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The small world, built once for all tests of a file: each of them runs in a savepoint on top of it."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield build(NOW)
        transaction.set_rollback(True)


@pytest.fixture
def world(world_of_module: World, db: None) -> World:
    """The one small world of the tests (tests/world.py), as fresh objects."""
    return copy.deepcopy(world_of_module)


@pytest.fixture(scope="session")
def demonstration_kept(django_db_setup: None, django_db_blocker: Any) -> Iterator[Prepared]:
    """All of the demonstration, on a database of its own, loaded once for all tests of it."""
    from counterpoint.demo.load import load

    with tempfile.TemporaryDirectory() as folder:
        kept = Prepared(Path(folder))
        with django_db_blocker.unblock(), elsewhere(kept):
            make_tables()
            load(lambda said: None)
        yield kept
        with django_db_blocker.unblock(), elsewhere(kept):
            kept.close()


@pytest.fixture
def demonstration(demonstration_kept: Prepared, django_db_blocker: Any) -> Iterator[None]:
    """All places of the demonstration, as their files leave them: instead of `db`, and put back like it."""
    from django.db import transaction

    with django_db_blocker.unblock(), elsewhere(demonstration_kept), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session", autouse=True)
def plain_static() -> None:
    """Styles and scripts as they lie in the source: no test waits for them to be gathered."""
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


# The browser of the journeys


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    found = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    quiet = ("gpu", "quic", "background-networking", "component-update", "sync")
    args = [f"--disable-{thing}" for thing in quiet] + ["--no-first-run"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        args.append("--no-sandbox")
    return {**browser_type_launch_args, "args": args, **({"executable_path": found} if found else {})}


@pytest.fixture(scope="session", autouse=True)
def playwright_runs_a_loop() -> Iterator[None]:
    """Playwright's own event loop would make Django refuse to touch the database from the same thread."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
