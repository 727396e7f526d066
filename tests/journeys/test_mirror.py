"""The Mirror: read aloud in order, walked by keyboard, as at another day, and on paper."""

from __future__ import annotations

import re

import pytest

from tests.journeys.conftest import PHONE, Sit
from tests.journeys.site import Site

AS_AT = "/harrowmere/mirror/?as-at=2026-09-30"


def test_read_aloud_in_order_it_tells_the_story_of_its_picture(site: Site, sit: Sit) -> None:
    priya = sit(site.member("Priya", "harrowmere"))
    priya.open(AS_AT)
    heard = priya.page.locator("main").aria_snapshot()
    at = 0
    rows = priya.page.locator(".score__row")
    assert rows.count() == 10
    for row in rows.all():
        heading = " ".join(row.locator("h2").inner_text().split())
        sentence = row.locator(".score__said > p").first.inner_text()
        marks = [one.get_attribute("aria-label") or "" for one in row.locator(".staff__links a").all()]
        said = [" ".join(one.inner_text().split()) for one in row.locator(".quote p, p.quote").all()]
        after = [" ".join(one.inner_text().split())[5:40] for one in row.locator(".next").all()]
        for words in (heading, sentence, *marks, *said, *after):
            found = plain(heard).find(plain(words), at)
            assert found >= at, f"“{words}” is not read after what stands before it"
            at = found


def plain(words: str) -> str:
    """As it is said: without quotation marks, list marks and line ends."""
    return re.sub(
        r"[^\w]+", " ", re.sub(r"/url: \S+|\b(?:link|paragraph|text|emphasis)\b", " ", words)
    ).strip()


def test_the_marks_of_a_staff_are_walked_by_arrow_keys_and_each_opens_its_claim(site: Site, sit: Sit) -> None:
    priya = sit(site.member("Priya", "harrowmere"))
    priya.open(AS_AT)
    marks = priya.page.locator("#message-3 .staff__links a")
    names = [one.get_attribute("aria-label") for one in marks.all()]
    assert len(names) > 2
    priya.tab_to(str(names[0]))
    for name in names[1:]:
        priya.page.keyboard.press("ArrowRight")
        assert priya.page.evaluate("() => document.activeElement.getAttribute('aria-label')") == name
    with priya.page.expect_navigation():
        priya.page.keyboard.press("Enter")
    assert str(names[-1]).rpartition(", ")[0].split(", contested")[0][:20] in priya.words


def test_as_at_another_day_is_typed_and_shown(site: Site, sit: Sit) -> None:
    priya = sit(site.member("Priya", "harrowmere"))
    priya.open("/harrowmere/mirror/")
    today = priya.words
    priya.tab_to("As at")
    priya.page.keyboard.type("06062025")  # the same, whichever comes first in this browser: day or month
    priya.leave_to("Show")
    priya.reads("6 June 2025")
    assert priya.words != today
    priya.leave_to("Today")
    assert priya.words == today


def test_it_prints_on_paper_with_all_ten_rows(site: Site, sit: Sit) -> None:
    priya = sit(site.member("Priya", "harrowmere"))
    priya.open(AS_AT)
    priya.page.emulate_media(media="print")
    for row in priya.page.locator(".score__row").all():
        assert row.locator("h2").is_visible()
        assert row.locator(".score__said > p").first.is_visible()
        assert all(one.is_visible() for one in row.locator(".quote, .next").all())
    paper = priya.page.pdf(format="A4")
    assert paper.startswith(b"%PDF")
    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") <= 6


@pytest.mark.parametrize("address", [AS_AT, "/harrowmere/record/", "/harrowmere/yours/"])
def test_nothing_is_lost_in_forced_colours_or_four_times_as_large(site: Site, sit: Sit, address: str) -> None:
    priya = sit(site.member("Priya", "harrowmere"), at=PHONE, forced_colors="active", device_scale_factor=4)
    priya.open(address)
    priya.looks()
