"""Not a test of anything: takes the kept pictures (tools/pictures). It stands here because it needs a running place."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterpoint.claims.models import Claim
from counterpoint.claims.queries.addresses import answer_token, answer_url
from tests.journeys.conftest import DESK, PHONE, Sit
from tests.journeys.site import Site

KEPT = Path(__file__).parents[2] / "docs" / "pictures"
MIRROR = "/harrowmere/mirror/?as-at=2026-09-30"
LARGE = {"width": 390, "height": 844}

# Its name, whose page, where, how large, and by day or by night; the last is how much of it, in pixels from the top.
SHOTS = (
    ("mirror-desk", "Priya", MIRROR, DESK, "light", 1150),
    ("mirror-desk-dark", "Priya", MIRROR, DESK, "dark", 800),
    ("mirror-phone", "Priya", MIRROR, PHONE, "light", 1100),
    ("yours", "Susan", "/harrowmere/yours/", DESK, "light", 1100),
    ("one-claim", "Alan", "/harrowmere/promises/1/", DESK, "light", 1000),
    ("thread", "Priya", "/harrowmere/threads/stories/3/", DESK, "light", 720),
)


@pytest.mark.parametrize(
    ("name", "who", "address", "size", "scheme", "tall"), SHOTS, ids=[one[0] for one in SHOTS]
)
def test_take(
    site: Site, sit: Sit, name: str, who: str, address: str, size: dict[str, int], scheme: str, tall: int
) -> None:
    person = sit(site.member(who, "harrowmere"), at=size, color_scheme=scheme)
    person.open(address)
    shoot(person, name, size["width"], tall)


def test_take_the_page_of_an_answer(site: Site, sit: Sit) -> None:
    dawn = site.member("Dawn", "harrowmere")
    claim = Claim.objects.select_related("place").get(place=dawn.place, number=1)
    person = sit(at=LARGE)
    person.open(answer_url(answer_token(claim.place, dawn, claim)))
    shoot(person, "answer-phone", LARGE["width"], LARGE["height"])


def shoot(person: object, name: str, wide: int, tall: int) -> None:
    page = person.page  # type: ignore[attr-defined]
    page.wait_for_load_state("networkidle")
    page.evaluate("() => document.fonts.ready")
    KEPT.mkdir(parents=True, exist_ok=True)
    high = min(tall, page.evaluate("() => document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": wide, "height": high})
    page.screenshot(path=KEPT / f"{name}.png")
