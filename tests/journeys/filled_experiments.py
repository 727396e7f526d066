"""What Stowmere tries: planned, under way, to be decided, to be tried in another way, and stopped."""

from __future__ import annotations

from datetime import datetime

from tests.experiments import tried
from tests.world import World


def try_things(world: World, numbers: dict[str, int], at: datetime) -> None:
    made = {
        "planned": tried.planned(world, at, idea="A bell at the desk"),
        "doing": tried.begun(world, at, idea="One phone for three wards"),
        "studied": tried.studied(world, at, idea="Tea at ten"),
        "adapted": tried.decided(world, at, "adapt", "Mondays have no cover"),
        "stopped": tried.decided(
            world, at, "abandon", "The numbers were the ward’s", idea="A call in 48 hours"
        ),
    }
    numbers |= {name: one.number for name, one in made.items()}
