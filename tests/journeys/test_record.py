"""The record: search as one types, with the figure found said aloud."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Sit
from tests.journeys.site import Site


def test_search_finds_as_one_types_and_says_how_many(site: Site, sit: Sit) -> None:
    priya = sit(site.member("Priya", "harrowmere"))
    priya.open("/harrowmere/record/")
    all_of_it = priya.page.locator("#found .row").count()
    loads = priya.loads
    priya.tab_to("Search the words")
    priya.page.keyboard.type("therapists", delay=15)
    expect(priya.page.locator("#found .row")).to_have_count(1)
    assert all_of_it > 10
    assert priya.loads == loads, "the page is not loaded anew"
    expect(priya.page.get_by_role("status")).to_have_text(re.compile(r"^\s*1 "))
    priya.looks()
    priya.page.reload()
    expect(priya.page.locator("#found .row")).to_have_count(1)


def test_without_script_the_record_is_narrowed_by_a_press(site: Site, sit: Sit) -> None:
    priya = sit(site.member("Priya", "harrowmere"), script=False)
    priya.open("/harrowmere/record/")
    priya.choose("How it stands", "not so")
    priya.leave_to("Show these")
    priya.reads("not so")
    assert priya.page.locator("#found .row").count() > 2
