"""What somebody sees first who comes to the demonstration on a small phone, with no cookie and without scrolling."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings

from tests.journeys.conftest import Sit
from tests.journeys.person import Person

SMALL = {"width": 320, "height": 568}
FLAT = "For thirty months about three in ten carers have said that they get a break when they need one. It has not changed."

# Where some words end, and where each mark of something confirmed begins, in a window that nobody has scrolled.
WHERE = """(words) => {
  const says = [...document.querySelectorAll('main p')].find((one) => one.textContent.replace(/\\s+/g, ' ').includes(words));
  const range = document.createRange();
  range.selectNodeContents(says.firstChild);
  const marks = [...document.querySelectorAll('main .m-disc, main .m-old')].map((one) => one.getBoundingClientRect());
  return {
    top: range.getBoundingClientRect().top, end: range.getBoundingClientRect().bottom, scrolled: scrollY,
    marks: marks.filter((one) => one.height).map((one) => one.top), size: parseFloat(getComputedStyle(says).fontSize),
  };
}"""


def begin(sit: Sit, monkeypatch: pytest.MonkeyPatch, place: str, name: str) -> Person:
    monkeypatch.setattr(settings, "DEMO", True)
    stranger = sit(at=SMALL)
    stranger.open("/")
    assert settings.SESSION_COOKIE_NAME not in {one["name"] for one in stranger.page.context.cookies()}
    person = stranger.page.locator(".persona", has=stranger.page.get_by_role("heading", name=name))
    person.locator(f'form[action^="/be/{place}/"] button').click()
    stranger.page.wait_for_load_state()
    return stranger


def first_seen(person: Person, words: str) -> Any:
    return person.page.evaluate(WHERE, words)


def test_kelderdales_flat_line_stands_on_the_first_screen_above_every_confirmed_mark(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    jo = begin(sit, monkeypatch, "kelderdale", "Jo Bainbridge")
    jo.open("/kelderdale/mirror/")
    seen = first_seen(jo, FLAT)
    assert seen["scrolled"] == 0
    assert 0 < seen["top"] < seen["end"] <= SMALL["height"]
    assert seen["marks"]
    assert all(top > seen["end"] for top in seen["marks"])
    assert seen["size"] >= 20  # larger than what stands below it
