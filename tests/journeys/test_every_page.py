"""Every page, on a small phone by day and at a desk by night; and no page that is not looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from tests.journeys.conftest import DESK, PHONE, Sit
from tests.journeys.looking import faults_of, keep_picture
from tests.journeys.pages import ELSEWHERE, PAGES, PRESSED, Row
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


@pytest.mark.parametrize("row", PAGES, ids=str)
def test_page_on_a_phone_by_day_and_at_a_desk_by_night(
    row: Row, site: Site, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "DEMO", row.demo)
    person = sit(site.member(row.who, row.place) if row.who else None, at=PHONE)
    faults = []
    for words, size, scheme in (("phone", PHONE, "light"), ("desk", DESK, "dark")):
        person.page.set_viewport_size(size)
        person.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        if words == "phone":
            answer = person.page.goto(row.at(site.filled))
            assert answer is not None
            assert answer.status in (200, 410), answer.status
        person.page.wait_for_load_state("networkidle")
        keep_picture(person.page, f"{row} {words}")
        faults += [f"{words}: {one}" for one in faults_of(person.page)]
    assert not faults + person.trouble, "\n".join(faults + person.trouble)
