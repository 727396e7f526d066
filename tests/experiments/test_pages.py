"""The pages of experiments, as people read them."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from counterpoint.analysis.standing import Verdict
from counterpoint.claims import actions as claims
from counterpoint.experiments import actions
from counterpoint.experiments.models import Experiment
from counterpoint.experiments.queries.showing import says_figure
from tests.claims.visiting import Visitor
from tests.experiments.tried import DAY, EXPECTED, IDEA, begun, decided, plan, planned, studied
from tests.world import World

HERE = "/aldermouth/experiments/"


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Visitor:
    return Visitor(monkeypatch, now + DAY)


@pytest.fixture
def ruth(visitor: Visitor, world: World) -> Visitor:
    visitor.sign_in(world.ruth)
    return visitor


def test_from_the_first_words_to_what_was_learned(ruth: Visitor, world: World) -> None:
    assert "Nothing has been tried here yet" in ruth.get(HERE)
    ruth.get(f"{HERE}try/")
    ruth.post(
        f"{HERE}try/",
        {
            "idea": IDEA,
            "prediction": EXPECTED,
            "expected": "30%",
            "likely": "likely",
            "organisation": world.hospital.ref,
        },
    )
    assert ruth.response["Location"] == f"{HERE}1/?put"
    assert "You can change it until you begin" in ruth.get(f"{HERE}1/?put")
    ruth.post(f"{HERE}1/begin/")
    said = ruth.get(f"{HERE}1/")
    assert "Nobody can change it." in said
    assert "Change the plan" not in said
    ruth.post(f"{HERE}1/happened/", {"words": "Two came late"})
    ruth.post(f"{HERE}1/came/", {"result": "4 of 11", "measured": "36%", "came": "yes"})
    said = ruth.get(f"{HERE}1/")
    assert "Two came late" in said
    assert "4 of 11" in said
    assert "It came." in said
    assert f"{EXPECTED}" in ruth.get(f"{HERE}1/adopt/")
    ruth.post(
        f"{HERE}1/adopt/",
        {"sentence": "A list at 11 helps", "who_people": [world.kofi.ref, world.desmond.ref]},
    )
    said = ruth.get(f"{HERE}1/?put")
    assert "A list at 11 helps" in said
    assert "It was adopted: it goes on." in said
    one = Experiment.objects.get()
    assert one.claim is not None
    assert (one.claim.kind, one.claim.message, one.state) == ("learned", None, "ended")


def test_what_is_missing_is_said_beside_its_field(ruth: Visitor) -> None:
    said = ruth.post(f"{HERE}try/", {"idea": IDEA, "prediction": " ", "expected": "some"})
    assert ruth.status in (403, 422)
    ruth.get(f"{HERE}try/")
    said = ruth.post(f"{HERE}try/", {"idea": IDEA, "prediction": " ", "expected": "some"})
    assert "Say what you expect. Without that nobody can learn from what comes." in said
    assert "Give a figure, such as 12 or 5.5." in said
    assert not Experiment.objects.exists()


def test_a_form_sent_twice_is_one_experiment(ruth: Visitor) -> None:
    ruth.get(f"{HERE}try/")
    for _ in range(2):
        ruth.post(f"{HERE}try/", {"idea": IDEA, "prediction": EXPECTED, "once": "abc", "organisation": "me"})
        assert ruth.response["Location"] == f"{HERE}1/?put"
    assert Experiment.objects.count() == 1


def test_others_read_it_and_do_not_move_it(visitor: Visitor, world: World, now: datetime) -> None:
    planned(world, now)
    visitor.sign_in(world.tunde)
    said = visitor.get(f"{HERE}1/")
    assert IDEA in said
    assert "Begin" not in said
    assert "Change the plan" not in said
    for path, data in (
        ("begin/", {}),
        ("happened/", {"words": "x"}),
        ("change/", {"idea": "x", "prediction": "y"}),
    ):
        visitor.get(f"{HERE}try/")
        visitor.post(f"{HERE}1/{path}", data)
        assert visitor.status in (403, 409, 422), path
    assert Experiment.objects.get().state == "planned"


def test_one_that_is_not_there_and_a_decision_that_is_none_are_not_found(
    ruth: Visitor, world: World, now: datetime
) -> None:
    studied(world, now)
    for path in ("9/", "9/came/", "1/celebrate/", "try/?follows=9"):
        ruth.get(f"{HERE}{path}")
        assert ruth.status == 404, path


def test_the_next_try_begins_with_the_last_and_not_with_its_prediction(
    ruth: Visitor, world: World, now: datetime
) -> None:
    decided(world, now, "adapt", "Mondays have no cover")
    said = ruth.get(f"{HERE}1/")
    assert "Plan the next try" in said
    said = ruth.get(f"{HERE}try/?follows=1")
    assert "You learned Mondays have no cover" in said
    assert IDEA in ruth.page
    assert f">{EXPECTED}</textarea>" not in ruth.page
    ruth.post(
        f"{HERE}try/?follows=1",
        {"idea": "Three wards", "prediction": "1 day shorter", "organisation": world.hospital.ref},
    )
    assert Experiment.objects.get(number=2).follows == Experiment.objects.get(number=1)
    said = ruth.get(f"{HERE}1/")
    assert "One try after another" in said
    assert "Three wards" in said
    assert "Plan the next try" not in said
    assert "One try after another" in ruth.get(f"{HERE}2/")


def test_a_contest_of_what_was_learned_shows_on_it_once_its_reply_time_is_over(
    visitor: Visitor, world: World, now: datetime
) -> None:
    claim = decided(world, now, "adopt", "Ready by ten on 81 days of 100").claim
    assert claim is not None
    claims.answer(claim=claim, verdict=Verdict.NO, words="They got 40%", by=world.kofi, at=now)
    visitor.sign_in(world.tunde)
    assert "They got 40%" not in visitor.get(f"{HERE}1/")
    visitor.at = now + timedelta(days=30)
    assert "They got 40%" in visitor.get(f"{HERE}1/")


def test_what_stopping_taught_has_a_page_of_its_own(ruth: Visitor, world: World, now: datetime) -> None:
    assert "Nothing has been stopped here yet" in ruth.get(f"{HERE}stopped/")
    decided(world, now, "abandon", "The numbers were the hospital’s")
    said = ruth.get(f"{HERE}stopped/")
    assert "The numbers were the hospital’s" in said
    assert "Thank you: nobody else has to find it out the hard way." in said
    assert "What we learned by stopping: one time" in ruth.get(HERE)


def test_under_way_comes_first(ruth: Visitor, world: World, now: datetime) -> None:
    begun(world, now, idea="First, and still tried")
    decided(world, now, idea="Second, and over")
    said = ruth.get(HERE)
    assert said.index("First, and still tried") < said.index("Second, and over")


def test_in_a_quiet_fortnight_only_its_own_side_knows_of_it(
    visitor: Visitor, world: World, now: datetime
) -> None:
    planned(world, now)
    type(world.place).objects.filter(pk=world.place.pk).update(quiet_until=now + timedelta(days=9))
    visitor.sign_in(world.tunde)
    assert "Nothing has been tried here yet" in visitor.get(HERE)
    visitor.get(f"{HERE}1/")
    assert visitor.status == 404
    visitor.sign_in(world.ben)
    assert IDEA in visitor.get(f"{HERE}1/")


@pytest.mark.parametrize("path", ["", "1/", "stopped/", "foresight/", "try/?follows=1", "1/adapt/"])
def test_a_page_asks_the_database_at_most_twelve_times(
    path: str, ruth: Visitor, world: World, now: datetime, django_assert_max_num_queries: Any
) -> None:
    decided(world, now, "adapt")
    for number in range(2, 6):
        actions.put(
            place=world.place,
            plan=plan(idea=f"Try {number}"),
            organisation=world.hospital,
            by=world.ruth,
            at=now,
        )
    ruth.get(f"{HERE}{path}")
    with django_assert_max_num_queries(15):  # three of them find out who asks
        ruth.get(f"{HERE}{path}")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("25 fewer calls by 2025", False),
        ("5 fewer calls", True),
        ("fewer calls: 5.", True),
        ("1.5 fewer", False),
        ("5,000 calls", False),
    ],
)
def test_a_figure_is_left_out_only_where_the_words_give_it(words: str, said: bool) -> None:
    assert says_figure(words, Decimal(5)) is said
