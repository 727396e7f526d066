"""Experiments of the small world, each as far as a test needs it."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from counterpoint.claims.actions import Named
from counterpoint.experiments import actions
from counterpoint.experiments.actions import Plan
from counterpoint.experiments.models import Experiment
from tests.world import World

DAY = timedelta(days=1)
IDEA = "One ward agrees at 11 who goes home tomorrow"
EXPECTED = "3 of 10 go home a day earlier"


def plan(**more: Any) -> Plan:
    return Plan(
        **{
            "idea": IDEA,
            "prediction": EXPECTED,
            "scale": "One ward, one week",
            "expected": Decimal(3),
            "likely": Decimal("0.75"),
            **more,
        }
    )


def planned(world: World, now: datetime, **more: Any) -> Experiment:
    """Ruth, for the hospital."""
    return actions.put(
        place=world.place, plan=plan(**more), organisation=world.hospital, by=world.ruth, at=now
    )


def begun(world: World, now: datetime, **more: Any) -> Experiment:
    return actions.begin(experiment=planned(world, now, **more), by=world.ruth, at=now)


def studied(
    world: World, now: datetime, came: str = "yes", result: str = "4 of 11", **more: Any
) -> Experiment:
    return actions.study(
        experiment=begun(world, now, **more),
        result=result,
        came=came,
        measured=Decimal(4),
        by=world.ruth,
        at=now,
    )


def decided(
    world: World,
    now: datetime,
    decision: str = "abandon",
    learned: str = "Mondays have no cover",
    **more: Any,
) -> Experiment:
    return actions.decide(
        experiment=studied(world, now, **more),
        decision=decision,
        learned=learned,
        named=[Named(world.council), Named(world.desmond)],
        by=world.ruth,
        at=now,
    )
