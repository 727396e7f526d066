"""A real start: `counterpoint serve` on an empty folder, and the spreadsheet that every partnership has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from counterpoint.analysis.calendar import add_working_days
from tests.engine import empty_database
from tests.journeys.conftest import PHONE, browse
from tests.journeys.looking import weight
from tests.journeys.person import Person
from tests.journeys.running import Running, a_free_port
from tests.journeys.site import Letter, letter_in
from tests.partnership.conftest import Sheets, workbook
from tests.partnership.conftest import quarter as quarter

FOUNDER = {
    "What do you call the place?": "Harrow Vale", "Your name": "Ada Quill", "Your e-mail address": "ada@vale.example",
    "Whom do you work for, or belong to?": "Harrowmere Council", "What do you do there?": "Integration lead",
}  # fmt: skip


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("real")
    with empty_database(folder) as around:
        started = Running(folder, a_free_port(), around)
        yield started
        started.stop()


@pytest.fixture
def ada(browser: Browser, running: Running) -> Iterator[Person]:
    with browse(browser, base_url=running.url) as context:
        yield Person(context.new_page())


def outbox(running: Running) -> list[Letter]:
    return [letter_in(path) for path in sorted((running.folder / "outbox").glob("*"))]


def tomorrow_morning() -> str:
    day = add_working_days(datetime.now(UTC).date(), 1, "england")
    return datetime.combine(day, time(10), UTC).isoformat()


def test_from_an_empty_folder_to_five_promises_asked_about_and_a_mirror(
    running: Running,
    ada: Person,
    quarter: Sheets,
    tmp_path: Path,
    browser: Browser,
) -> None:
    file = tmp_path / "last quarter.xlsx"
    file.write_bytes(workbook(quarter))
    ada.open(running.founding_link)
    ada.looks()
    for label, words in FOUNDER.items():
        ada.type(label, words)
    ada.leave_to("Found it, and bring in who is here")
    ada.looks()
    ada.page.locator("input[type=file]").set_input_files(file)
    ada.leave_to("Read it")
    ada.looks()
    assert "Nothing has been brought in yet" in ada.words
    answer_doubts(ada.page)
    bring = ada.page.locator("button[value=bring]")
    assert "58 people" in bring.inner_text() or "59 people" in bring.inner_text(), bring.inner_text()
    with ada.page.expect_navigation():
        bring.press("Enter")
    ada.looks()
    assert ada.page.locator(".line").count() == 25
    settle_lines(ada.page)
    ada.leave_to("Write these down as heard promises")
    ada.looks()
    assert ada.page.locator("input[name=promises]:checked").count() == 5
    with ada.page.expect_navigation():
        ada.page.locator("form button[type=submit]").first.press("Enter")
    ada.looks()
    assert ada.heading == "The Mirror"
    assert ada.loads <= 12, "page loads from the link to the Mirror"

    running.work_once(tomorrow_morning())
    asked = [one for one in outbox(running) if any("/p/" in link for link in one.links)]
    assert sum(len({link for link in one.links if "/p/" in link}) for one in asked) >= 5
    assert all("ada@vale.example" not in one.to for one in asked), "nobody else has typed anything"
    link = next(link for link in asked[0].links if "/p/" in link)
    assert weight(browser, link) < 30_000
    owns_it(browser, link)
    running.command("verify")


def answer_doubts(page: Page) -> None:
    """Where two names may be one, they are one."""
    for doubt in page.locator(".doubt").all():
        doubt.locator("input[type=radio][value=same]").check()


def settle_lines(page: Page) -> None:
    """What says neither who promised nor to whom is left out."""
    for line in page.locator(".line").all():
        selects = line.locator("select").all()
        if any(not one.input_value() for one in selects):
            line.locator("input[type=checkbox]").uncheck()


def owns_it(browser: Browser, link: str) -> None:
    with browse(browser, viewport=PHONE, java_script_enabled=False) as context:
        promiser = Person(context.new_page(), script=False)
        promiser.open(link)
        promiser.reads("say that?", "Who will read your answer")


def test_the_first_page_is_under_a_hundred_kilobytes_with_all_that_it_needs(
    running: Running, browser: Browser
) -> None:
    assert weight(browser, running.url + "/") < 100_000
