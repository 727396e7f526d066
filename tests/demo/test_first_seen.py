"""What nobody can miss on the pages of the three places, read as a person would: each as text, from the top."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from unittest import mock

import pytest
from django.test import Client

from counterpoint.goals.models import Goal, Measure
from counterpoint.partnership.actions import account_for
from counterpoint.partnership.models import Member

pytestmark = pytest.mark.usefixtures("demonstration")

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
FLAT = "For thirty months about three in ten carers have said that they get a break when they need one. It has not changed."
REFUSED = "sked for on 30 June 2026, refused: Four points is not a system."
WITHIN = (
    r"“Down 7% since January”, says .{0,60}\. Within normal variation: the chart shows no more than the usual"
)
REVERSED = "It was better from June 2025 to June 2026, and is not now."


def read(path: str, name: str = "") -> str:
    """The words of a page below its head, in order. `name`: who reads it; else the convenor."""
    slug = path.split("/")[1]
    people = Member.objects.select_related("place").filter(place__slug=slug)
    client = Client()
    client.force_login(account_for(member=people.get(name=name) if name else people.get(convenor=True)))
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    words = re.sub(r"</?(?:a|b|cite|span)\b[^>]*>", "", f"<main{main}")
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", words)).split())


def goal(slug: str, words: str) -> str:
    return f"/{slug}/goals/{Goal.objects.get(place__slug=slug, words__words=words).number}/"


def measure(slug: str, begins: str) -> str:
    return f"/{slug}/measures/{Measure.objects.get(place__slug=slug, name__words__startswith=begins).number}/"


@pytest.mark.parametrize("name", ["Moira Tattersall", "Alan Fotheringay", "Dawn Ollerenshaw", "Priya Raman"])
def test_the_refused_rebase_stands_on_the_goal_and_on_the_measure_with_its_reason(name: str) -> None:
    for path in (goal("harrowmere", "Home when ready"), measure("harrowmere", "The wait of people")):
        assert REFUSED in read(path, name)


def test_down_seven_per_cent_is_labelled_on_the_goal_and_the_mirror_says_that_nothing_changed() -> None:
    assert re.search(WITHIN, read(goal("harrowmere", "Fewer crises")))
    top = read("/harrowmere/mirror/").partition("As at")[0]
    assert "aged 65 and over: about 1,730 per 100,000, for thirty months. It has not changed." in top


@pytest.mark.parametrize("name", ["PC Leanne Oduya", "Dez"])
def test_the_improvement_that_reversed_is_said_first_on_the_mirror_the_goal_and_the_measure(
    name: str,
) -> None:
    """Dez reads rounded counts: his months may differ a little, what became of it does not."""
    for path in (
        "/saltreach/mirror/", "/saltreach/goals/", goal("saltreach", "Nobody is passed from one of us to the next"),
        measure("saltreach", "Police call-outs"),
    ):  # fmt: skip
        said = re.search(r"It was better from \w+ 2025 to \w+ 2026, and is not now\.", read(path, name))
        assert said, path
        assert name == "Dez" or said[0] == REVERSED
    top = read("/saltreach/mirror/", name)
    assert top.index("What changed for people") < top.index("and is not now.") < top.index("has not changed.")


def test_the_flat_line_that_everybody_praises_is_the_first_sentence_of_kelderdale() -> None:
    top = read("/kelderdale/mirror/")
    assert top.startswith(f"The Mirror What changed for people {FLAT}")
    assert top.index(FLAT) < top.index("Lovely people. I have still not had a night’s sleep.")
    assert top.index("night’s sleep") < top.index("those who would know: so")


def test_ten_quarters_say_nothing_of_whether_it_changed() -> None:
    for path in (goal("harrowmere", "Not into care by default"), measure("harrowmere", "Long-term")):
        said = read(path)
        assert "There are 10 points so far: the limits are on trial." in said
        assert not re.search(r"better, and|worse, and|usual ups and downs|hits and misses", said)
    assert "Long-term residential" not in read("/harrowmere/mirror/").partition("As at")[0]
