"""Promises by keyboard: made, accepted, heard in a corridor and owned from a mailed link."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, Sit
from tests.journeys.site import Site


def test_a_promise_is_made_and_whoever_it_was_made_to_accepts_it(site: Site, sit: Sit) -> None:
    ben = sit(site.world.ben)
    ben.open("/aldermouth/promises/put/")
    ben.type("What do you promise?", "Ward rounds before ten")
    ben.choose("Who is it made to?", "Aldermouth Council")
    ben.type("Day", "4")
    ben.type("Month", "December")
    ben.type("Year", "2026")
    ben.open_up("What it would take, and how sure you are")
    ben.choose("How sure are you?", "fairly sure")
    ben.leave_to("Promise it")
    ben.reads("Ward rounds before ten", "4 December 2026")
    kofi = sit(site.world.kofi)
    kofi.open(ben.page.url)
    kofi.leave_to("Accept it")
    kofi.reads("accepted it")


def test_a_promise_without_a_day_or_a_hearer_is_refused_beside_its_cause_with_the_words_kept(
    site: Site, sit: Sit
) -> None:
    ben = sit(site.world.ben)
    ben.open("/aldermouth/promises/put/")
    ben.type("What do you promise?", "Ward rounds before ten")
    ben.leave_to("Promise it")
    ben.reads("There is a problem", "Say who it is made to")
    expect(ben.page.locator(".nhsuk-error-summary")).to_be_focused()
    expect(ben.page.get_by_label("What do you promise?")).to_have_value("Ward rounds before ten")
    ben.press("Say who it is made to. Only they can say whether it was kept.")
    expect(ben.page.locator("#to")).to_be_focused()


def test_a_promise_heard_in_a_corridor_is_owned_by_its_promiser_from_a_mailed_link(
    site: Site, sit: Sit
) -> None:
    tunde = sit(site.world.tunde)
    tunde.open("/aldermouth/promises/hear/")
    tunde.type("What did they promise, in their words?", "We will pay in thirty days")
    tunde.choose("Which person promised?", "Kofi Baah")
    tunde.choose("Who is it made to?", "Aldermouth Charity")
    tunde.type("Where did you hear it?", "In a corridor")
    tunde.type("Day", "30")
    tunde.type("Month", "10")
    tunde.type("Year", "2026")
    tunde.leave_to("Write it down")
    tunde.reads("We will pay in thirty days", "not yet owned")
    letters = [one for one in site.work() if one.to.endswith("kofi@aldermouth.example>")]
    (link,) = {link for letter in letters for link in letter.links if "/p/" in link}

    kofi = sit(at=PHONE)
    kofi.open(link)
    kofi.reads("Did you say that?", "Who will read your answer")
    kofi.leave_to("Yes, I said that")
    kofi.reads("We will pay in thirty days")
    tunde.open(tunde.page.url.partition("?")[0])
    tunde.reads("owned")
    assert "not yet owned" not in tunde.words
