"""What the charts of the three places say at the top of each Mirror, and what was claimed of them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from counterpoint.analysis.spc.history import history
from counterpoint.analysis.standing import Standing
from counterpoint.claims.models import Answer, Claim
from counterpoint.goals.models import Measure
from counterpoint.mirror.queries import Asking, mirror_page
from counterpoint.mirror.queries.pages import MirrorPage
from counterpoint.partnership.models import Member
from tests.demo.test_series import drawn

pytestmark = pytest.mark.usefixtures("demonstration")

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
FLAT = "For thirty months about three in ten carers have said that they get a break when they need one. It has not changed."
PLACES = ("harrowmere", "saltreach", "kelderdale")


def reader(slug: str, name: str = "") -> Member:
    people = Member.objects.select_related("place").filter(place__slug=slug)
    return people.get(name=name) if name else people.get(convenor=True)


def top(slug: str, as_at: date | None = None, name: str = "") -> MirrorPage:
    return mirror_page(reader(slug, name), Asking(as_at), NOW)


def sentences(page: MirrorPage) -> list[str]:
    return [page.change.words, *(one.words for one in page.further)]


def test_what_got_worse_and_recovered_was_worse_and_never_better() -> None:
    chart = drawn("K3").chart
    assert chart is not None
    last = history(chart)[-1]
    assert (last.better, f"{last.begins:%Y-%m}", f"{last.ends:%Y-%m}") == (False, "2025-09", "2026-07")


def test_the_rebase_was_refused_so_the_chart_has_one_phase_and_says_why() -> None:
    one = drawn("H1")
    assert one.chart is not None
    assert len(one.chart.phases) == 1
    refused = [asked.line for asked in one.refused]
    assert len(refused) == 1
    assert "30 June 2026" in refused[0]
    assert "Four points is not a system" in refused[0]
    claim = Claim.objects.get(place__slug="harrowmere", kind="rebase")
    assert claim.standing == Standing.CONTESTED
    assert str(Answer.objects.get(claim=claim).words) == "Four points is not a system."


def test_down_seven_per_cent_is_said_of_a_goal_whose_chart_has_not_changed() -> None:
    claim = Claim.objects.get(place__slug="harrowmere", kind="met")
    assert str(claim.sentence) == "Down 7% since January"
    assert claim.message is None
    assert any("It has not changed." in one and "Emergency" in one for one in sentences(top("harrowmere")))


def test_kelderdale_begins_with_the_flat_line_that_everybody_praises() -> None:
    page = top("kelderdale")
    assert page.change.words == FLAT
    number = Measure.objects.get(place__slug="kelderdale", name__words__startswith="Carers who say").number
    assert page.change.url == f"/kelderdale/measures/{number}/"


def test_saltreach_begins_with_what_got_better_and_is_not_now() -> None:
    said = top("saltreach", name="PC Leanne Oduya").change.words
    assert said.endswith("It was better from June 2025 to June 2026, and is not now.")
    assert ": 66 in September 2026." in said


def test_outside_the_group_counts_are_rounded_and_shares_of_a_few_are_not_shown() -> None:
    said = sentences(top("saltreach"))
    assert any(one.startswith("Police call-outs") and ": 65 in September 2026." in one for one in said)
    assert not any(one.startswith("People still in touch") for one in said)
    held = sentences(top("saltreach", name="Fran Delacroix"))
    assert any(one.startswith("People still in touch") for one in held)


def test_no_sentence_says_why() -> None:
    for slug in PLACES:
        for one in sentences(top(slug)):
            assert not {"because", "caused", "due", "thanks"} & set(one.lower().split())


def test_as_at_a_past_day_the_mirror_has_the_numbers_of_that_day() -> None:
    """At the end of 2025 the improvement of H1 was not there to see; the flat line was flat for twenty-one months."""
    then = sentences(top("kelderdale", date(2026, 1, 5)))
    assert any("For 21 months about three in ten carers" in one for one in then)
    home = next(one for one in sentences(top("harrowmere", date(2026, 1, 5))) if "go home" in one)
    assert home.endswith("for 21 months. It has not changed.")
    assert (
        top("kelderdale", date(2025, 4, 10)).change.words
        == "Nobody has yet said what should change for people."
    )
