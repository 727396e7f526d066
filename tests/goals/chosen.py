"""A goal on the small world, for tests."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from counterpoint.goals import actions
from counterpoint.goals.models import Goal
from tests.world import World

WORDS = "When I am well enough to go home, I go home"


def goal(world: World, now: datetime, **more: Any) -> Goal:
    """Chosen by everyone with lived experience, and by the hospital; Moira wrote it down."""
    said: dict[str, Any] = {
        "words": WORDS, "for_whom": "Older people on a ward, and whoever cares for them at home",
        "choosers": ["lived_experience", world.hospital], "by": world.moira, "at": now,
    }  # fmt: skip
    return actions.choose(place=world.place, **(said | more))
