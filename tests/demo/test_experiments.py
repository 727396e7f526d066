"""What was tried in the three places: on its day, with what came beside what was expected."""

from __future__ import annotations

import pytest

from counterpoint.claims.models import Answer
from counterpoint.experiments.models import Experiment, LedTo

pytestmark = pytest.mark.usefixtures("demonstration")

ENDED = {
    "harrowmere": ["adapt", "adapt", "abandon", "adapt", "adopt", "abandon", "adopt"],
    "saltreach": ["adopt", "adopt", "adapt", "adopt", "abandon", "abandon"],
    "kelderdale": ["adopt", "adopt", "abandon", "adapt", ""],
}


@pytest.mark.parametrize("slug", ENDED)
def test_each_ended_as_the_research_says(slug: str) -> None:
    found = Experiment.objects.filter(place__slug=slug).order_by("number")
    assert [one.decision for one in found] == ENDED[slug]
    assert all(one.claim is None or one.claim.message is None for one in found.select_related("claim"))


def test_the_tomorrow_list_is_one_story_of_three_tries() -> None:
    last = Experiment.objects.get(
        place__slug="harrowmere", idea__words__startswith="The tomorrow list on all"
    )
    assert last.follows is not None
    assert last.follows.follows is not None
    assert str(last.follows.follows.prediction) == "3 of 10 leave a day earlier"


def test_ward_12_contests_what_the_weekend_pharmacy_learned_and_nobody_else_has_spoken() -> None:
    contested = Experiment.objects.filter(claim__standing="contested")
    assert [str(one.idea) for one in contested] == ["Weekend pharmacy: medicines to take home ready by 10:00"]
    answers = Answer.objects.filter(claim=contested[0].claim)
    assert [str(one.words) for one in answers] == ["Ward 12: they got 40%"]
    others = Experiment.objects.exclude(claim=None).exclude(pk=contested[0].pk)
    assert set(others.values_list("claim__standing", flat=True)) == {"unanswered"}


def test_what_a_try_led_to_is_tied_to_it() -> None:
    tied = LedTo.objects.order_by("at").values_list("experiment__prediction__words", "claim__sentence__words")
    assert list(tied) == [
        ("24 hours saved", "Equipment store shuts at 4 and is closed Saturday"),
        ("Readmissions fall", "The “what happens next” card, co-produced"),
    ]
