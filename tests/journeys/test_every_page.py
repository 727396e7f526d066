"""Every page, on a small phone by day and at a desk by night; and no page that is not looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Browser

from tests.journeys.conftest import DESK, PHONE, browse
from tests.journeys.looking import AXE, faults_of, keep_picture
from tests.journeys.pages import ELSEWHERE, PAGES, PRESSED, Row
from tests.journeys.person import Person
from tests.journeys.site import Site


def names(patterns: list[Any], before: str = "") -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from names(one.url_patterns, before + (f"{one.namespace}:" if one.namespace else ""))
        elif isinstance(one, URLPattern):
            yield f"{before}{one.name}"


def test_no_page_is_left_out() -> None:
    known = {row.name for row in PAGES} | PRESSED | set(ELSEWHERE)
    assert set(names(get_resolver().url_patterns)) == known
    assert all((Path(__file__).parent / test).exists() for test in ELSEWHERE.values())


@pytest.fixture(scope="module")
def browser_for_all(house: Site, browser: Browser) -> Iterator[Person]:
    with browse(browser, base_url=house.url) as context:
        context.add_init_script(AXE)  # there before each page is: quicker than to hand it over each time
        yield Person(context.new_page())


@pytest.fixture
def person(row: Row, site: Site, browser_for_all: Person) -> Iterator[Person]:
    """Whoever sees the page. One browser is enough for all of them: it fetches styles, scripts and typeface once."""
    person, context = browser_for_all, browser_for_all.page.context
    person.trouble.clear()
    if row.who:
        cookie = site.cookie(site.member(row.who, row.place))
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": site.url}])
    yield person
    person.page.goto("about:blank")  # where nothing asks again
    context.clear_cookies()


@pytest.mark.parametrize("row", PAGES, ids=str)
def test_page_on_a_phone_by_day_and_at_a_desk_by_night(
    row: Row, site: Site, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "DEMO", row.demo)
    faults = []
    for words, size, scheme in (("phone", PHONE, "light"), ("desk", DESK, "dark")):
        person.page.set_viewport_size(size)
        person.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        if words == "phone":
            answer = person.page.goto(row.at(site.filled))
            assert answer is not None
            assert answer.status in (200, 410), answer.status
        person.is_all_there()
        keep_picture(person.page, f"{row} {words}")
        faults += [f"{words}: {one}" for one in faults_of(person.page)]
    person.page.wait_for_load_state("networkidle")  # what came late may have left something on the console
    assert not faults + person.trouble, "\n".join(faults + person.trouble)
