"""Contrast by the formula of WCAG 2.2, from the style sheet itself, in both schemes."""

import re
from pathlib import Path

import pytest

from counterpoint import web

SHEET = (Path(web.__file__).parent / "assets/_colours.scss").read_text()
LIGHT, DARK = SHEET.split("@media", 1)

TEXT = [
    ("ink", "paper"), ("ink", "band"), ("ink", "voice-band"), ("ink", "field"), ("ink-strong", "paper"),
    ("soft", "paper"), ("soft", "band"), ("link", "paper"), ("link", "band"), ("link", "voice-band"),
    ("visited", "paper"), ("error", "paper"), ("error", "field"), ("paper", "ink"), ("paper", "voice"),
    ("paper", "error"), ("focus-ink", "focus"),
]  # fmt: skip
DRAWN = [
    ("voice", "paper"), ("voice", "band"), ("edge", "paper"), ("edge", "field"), ("soft", "paper"),
    ("better", "paper"), ("worse", "paper"), ("better", "band"), ("worse", "band"),
]  # fmt: skip


def colours(block: str) -> dict[str, tuple[float, float, float]]:
    found = {}
    for name, value in re.findall(r"--([\w-]+): #([0-9a-f]{3,6});", block):
        full = "".join(c * 2 for c in value) if len(value) == 3 else value
        found[name] = (int(full[:2], 16) / 255, int(full[2:4], 16) / 255, int(full[4:], 16) / 255)
    return found


def luminance(colour: tuple[float, float, float]) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(block: str, one: str, other: str) -> float:
    found = colours(block)
    high, low = sorted((luminance(found[one]), luminance(found[other])), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("block", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("one", "other"), TEXT)
def test_words_can_be_read(block: str, one: str, other: str) -> None:
    assert contrast(block, one, other) >= 4.5


@pytest.mark.parametrize("block", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("one", "other"), DRAWN)
def test_marks_and_edges_can_be_seen(block: str, one: str, other: str) -> None:
    assert contrast(block, one, other) >= 3


def test_both_schemes_name_the_same_colours() -> None:
    assert colours(LIGHT).keys() == colours(DARK).keys()
