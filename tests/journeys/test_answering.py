"""The main job: a promise is put, those it was made to are asked on its day, and the Mirror shows what they say."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser

from counterpoint.partnership.models import Member
from tests import acts
from tests.journeys.conftest import PHONE, Sit
from tests.journeys.looking import weight
from tests.journeys.site import Letter, Site


def to(letters: list[Letter], who: str) -> Letter:
    """The one letter to somebody."""
    (found,) = (one for one in letters if who in one.to)
    return found


def link_to(letter: Letter, start: str) -> str:
    """With no answer chosen."""
    return next(found[0] for one in letter.links if (found := re.match(rf".*{start}[^/]+/", one)))


def promised(site: Site) -> None:
    acts.promise(site.world, site.now, (site.now + timedelta(days=7)).date())
    site.work()
    site.later(days=8)  # a Tuesday


def test_from_the_promise_to_the_mirror_by_way_of_a_phone_without_script_or_cookies(
    site: Site, sit: Sit
) -> None:
    ben = sit(site.world.ben)
    ben.open("/aldermouth/promises/put/")
    ben.type("What do you promise?", "Ward rounds before ten")
    ben.choose("Who is it made to?", "Aldermouth Council")
    for box, figure in (("Day", "9"), ("Month", "11"), ("Year", "2026")):
        ben.type(box, figure)
    ben.leave_to("Promise it")
    assert not any("Was this promise kept?" in one.words for one in site.work()), "it is not due"
    ben.open("/aldermouth/mirror/")
    ben.reads("Ward rounds before ten, not due")

    Member.objects.filter(pk=site.world.kofi.pk).update(phone="07700 900123", channel="text")
    site.later(days=8)
    asked = to(site.work(), "07700 900123")
    assert len(asked.words) <= 306
    assert "Ward rounds before ten" in asked.words

    kofi = sit(at=PHONE, script=False)
    kofi.open(link_to(asked, "/a/"))
    kofi.reads("Ward rounds before ten", "Was this promise kept?", "for the 7 people of Aldermouth")
    before = site.state()
    kofi.leave_to("No, it was not")
    kofi.reads("Thank you", "You said")
    assert site.state() != before
    assert kofi.page.context.cookies() == []

    site.later(days=8)  # the right of reply is over
    ada = sit(site.world.ada)
    ada.open("/aldermouth/mirror/")
    ada.looks()
    row = ada.page.locator("#message-3")
    assert "once. Those it was for say that it is not so." in row.locator(".score__said").inner_text()
    assert row.get_by_role("link", name="Ward rounds before ten, contested").count() == 1
    assert row.locator(".next").count() == 1


def test_whoever_answers_hears_within_two_days_what_it_changed(site: Site, sit: Sit) -> None:
    promised(site)
    asked = to(site.work(), "kofi@aldermouth.example")
    kofi = sit(at=PHONE)
    kofi.open(link_to(asked, "/a/"))
    kofi.leave_to("Yes, it was kept")
    heard = []
    for _ in range(2):
        site.later(days=1)
        heard += [one for one in site.work() if "kofi@aldermouth.example" in one.to]
    assert any("Ward rounds before ten" in one.words for one in heard)


def test_an_answer_is_changed_on_another_day_by_the_same_link(site: Site, sit: Sit) -> None:
    promised(site)
    link = link_to(to(site.work(), "kofi@aldermouth.example"), "/a/")
    kofi = sit(at=PHONE)
    kofi.open(link)
    kofi.leave_to("No, it was not")
    site.later(days=1)
    kofi.open(link)
    kofi.reads("you said: “No, it was not”")
    kofi.leave_to("Yes, it was kept")
    kofi.reads("Thank you", "Yes, it was kept")


def test_the_page_of_an_answer_is_under_thirty_kilobytes_all_in(site: Site, browser: Browser) -> None:
    """Even from this server, which does not compress styles as the real one does."""
    promised(site)
    link = link_to(to(site.work(), "kofi@aldermouth.example"), "/a/")
    assert 2_000 < weight(browser, link) < 30_000


def test_a_forwarded_link_says_whose_it_is_and_offers_one_of_one_s_own(site: Site, sit: Sit) -> None:
    promised(site)
    link = link_to(to(site.work(), "kofi@aldermouth.example"), "/a/")
    somebody = sit(at=PHONE)
    somebody.open(link)
    somebody.leave_to("Not you?")
    somebody.reads("Only they answer with it")
    somebody.choose("Which is closest to you?", "I care for somebody")
    somebody.type("How would you know?", "I was on the ward")
    somebody.leave_to("Give me a link of my own")
    somebody.reads("Your own link")
    somebody.leave_to("Say what you know")
    somebody.looks()
    somebody.leave_to("Partly")
    somebody.reads("Thank you")


def test_a_scanner_that_opens_every_link_of_every_letter_changes_nothing(site: Site) -> None:
    acts.heard(site.world, site.now)
    acts.answered(site.world, site.now)
    acts.taken(site.world, site.now)
    promised(site)
    for _ in range(5):
        site.work()
        site.later(days=1)
    links = {link for letter in site.outbox() for link in letter.links}
    assert all(link.startswith(site.url) for link in links)
    assert {"/a/", "/p/"} <= {f"/{link.split('/')[3]}/" for link in links}
    before = site.state()
    for link in links:
        for method in ("HEAD", "GET"):
            assert opened(link, method) in (200, 410), link  # what is over says so
    assert site.state() == before


def opened(link: str, method: str) -> int:
    try:
        with urlopen(Request(link, method=method)) as answer:  # noqa: S310
            return int(answer.status)
    except HTTPError as refused:
        with refused:
            return refused.code


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_yours_is_answered_in_place(site: Site, sit: Sit, script: bool) -> None:
    promised(site)
    site.work()
    kofi = sit(site.world.kofi, script=script)
    kofi.open("/aldermouth/yours/")
    kofi.reads("Waiting for your word", "Was this promise kept?")
    kofi.press("Yes, it was kept")
    kofi.reads("Thank you")
