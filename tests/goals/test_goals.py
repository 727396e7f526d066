"""Choosing a goal."""

from __future__ import annotations

from datetime import datetime

import pytest

from counterpoint.ledger.models import Event
from counterpoint.web.http import Refused
from tests.goals.chosen import WORDS, goal
from tests.world import World


def test_a_goal_is_one_event_that_says_who_chose_it(world: World, now: datetime) -> None:
    made = goal(world, now)
    event = Event.objects.filter(place_id=world.place.pk).latest("seq")
    assert (event.verb, event.subject) == ("goal.chosen", "goal:1")
    assert event.facts["chosen_by"] == ["perspective:lived_experience", world.hospital.ref]
    assert WORDS not in str(event.facts)
    assert str(made.words) == WORDS


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"words": " "}, "Say what should be different"),
        ({"for_whom": ""}, "Say whom it is for"),
        ({"choosers": []}, "Name those first who use the services"),
        ({"words": "Ring about 943 476 5919"}, "NHS number"),
        ({"horizon": "soon"}, "Choose when"),
    ],
)
def test_a_goal_that_says_too_little_or_too_much_is_refused(
    world: World, now: datetime, change: dict[str, object], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        goal(world, now, **change)
    assert not Event.objects.filter(place_id=world.place.pk, verb="goal.chosen").exists()
