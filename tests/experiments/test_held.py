"""What was expected stands from the moment it is tried: no act, no second writer and no hand changes it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from counterpoint.analysis import chain
from counterpoint.claims.actions import Named
from counterpoint.experiments import actions
from counterpoint.experiments.choices import CAME
from counterpoint.experiments.models import Experiment
from counterpoint.experiments.policies import HELD
from counterpoint.ledger.models import Event
from counterpoint.web.http import Refused
from tests.experiments.tried import DAY, EXPECTED, begun, decided, plan, planned, studied
from tests.world import World

HELD_COLUMNS = (
    "idea_id",
    "aim_id",
    "scale_id",
    "plan_id",
    "prediction_id",
    "expected",
    "expected_on",
    "likely",
    "begun_at",
)


def of(experiment: Experiment) -> tuple[object, ...]:
    row = Experiment.objects.select_related("prediction").get(pk=experiment.pk)
    return (*(getattr(row, name) for name in HELD_COLUMNS), row.prediction.words)


STATES: dict[str, Callable[[World, datetime], Experiment]] = {
    "being tried": begun,
    "studied": studied,
    "decided": decided,
}


@pytest.mark.parametrize("how_far", STATES)
def test_nobody_changes_the_plan_once_it_has_begun(how_far: str, world: World, now: datetime) -> None:
    experiment = STATES[how_far](world, now)
    before = of(experiment)
    for changed in (
        plan(prediction="4 of 11 go home earlier"),
        plan(expected=Decimal(4)),
        plan(expected_on=date(2027, 1, 1)),
        plan(likely=Decimal("0.25")),
        plan(likely=None),
        plan(idea="Something else"),
    ):
        with pytest.raises(Refused, match=HELD[:20]):
            actions.change(experiment=experiment, plan=changed, by=world.ruth, at=now + DAY)
    assert of(experiment) == before


def test_no_other_act_touches_what_was_expected(world: World, now: datetime) -> None:
    """Every act that can follow, given an object in which somebody has changed the prediction by hand."""
    experiment = begun(world, now)
    before = of(experiment)

    def forged() -> Experiment:
        bent = copy.copy(Experiment.objects.get(pk=experiment.pk))
        bent.expected, bent.likely, bent.prediction_id = Decimal(4), None, bent.idea_id
        return bent

    actions.say_happened(experiment=forged(), words="It snowed", by=world.ruth, at=now)
    actions.study(experiment=forged(), result="4", came="no", by=world.ruth, at=now)
    actions.decide(
        experiment=forged(), decision="adapt", learned="Snow counts", by=world.ruth, at=now,
        named=[Named(world.council), Named(world.desmond)],
    )  # fmt: skip
    assert of(experiment) == before


def test_whoever_opened_the_form_before_it_began_comes_too_late(world: World, now: datetime) -> None:
    mine = planned(world, now)
    as_i_read_it = Experiment.objects.get(pk=mine.pk)
    actions.begin(experiment=mine, by=world.ben, at=now + DAY)
    before = of(mine)
    assert as_i_read_it.state == "planned"
    with pytest.raises(Refused, match="can’t be changed any more"):
        actions.change(experiment=as_i_read_it, plan=plan(expected=Decimal(9)), by=world.ruth, at=now + DAY)
    with pytest.raises(Refused, match="has begun already"):
        actions.begin(experiment=as_i_read_it, by=world.ruth, at=now + DAY)
    assert of(mine) == before


def test_before_it_begins_the_plan_can_be_changed(world: World, now: datetime) -> None:
    experiment = planned(world, now)
    actions.change(experiment=experiment, plan=plan(prediction="5 of 10"), by=world.ben, at=now)
    assert Experiment.objects.get(pk=experiment.pk).prediction.words == "5 of 10"


def test_the_chain_says_what_stood_on_the_day_it_began(world: World, now: datetime) -> None:
    experiment = planned(world, now)
    actions.change(experiment=experiment, plan=plan(expected=Decimal("5.50")), by=world.ruth, at=now)
    actions.begin(experiment=experiment, by=world.ruth, at=now)
    facts = Event.objects.get(verb="experiment.begun").facts
    said = Experiment.objects.get(pk=experiment.pk).prediction
    assert said.words == EXPECTED
    assert said.salt is not None
    assert facts["prediction"] == chain.digest(said.words, bytes(said.salt))
    assert (facts["expected"], facts["likely"], facts["expected_on"]) == ("5.5", "0.75", None)


@pytest.mark.parametrize(
    "bent",
    [
        {"expected": Decimal(4)},
        {"expected": None},
        {"expected_on": date(2027, 1, 1)},
        {"likely": Decimal("0.25")},
        {"begun_at": None},
    ],
    ids=str,
)
def test_not_even_by_hand(bent: dict[str, object], world: World, now: datetime) -> None:
    experiment = begun(world, now)
    with pytest.raises(DatabaseError, match="held once it has begun"), transaction.atomic():
        Experiment.objects.filter(pk=experiment.pk).update(**bent)
    with pytest.raises(DatabaseError, match="held"), transaction.atomic():
        Experiment.objects.filter(pk=experiment.pk).update(prediction=experiment.idea)


def test_by_hand_it_could_be_changed_before(world: World, now: datetime) -> None:
    experiment = planned(world, now)
    assert Experiment.objects.filter(pk=experiment.pk).update(expected=Decimal(4)) == 1


def test_each_way_to_say_whether_it_came_fits_its_column() -> None:
    """PostgreSQL refuses what is too long; SQLite keeps it."""
    assert max(map(len, CAME)) <= (Experiment._meta.get_field("came").max_length or 0)
