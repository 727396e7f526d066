"""Two goals of Stowmere: one with everything on its page, one that nobody who uses the services chose."""

from __future__ import annotations

from datetime import datetime

from counterpoint.claims.models import Claim
from counterpoint.goals import actions
from counterpoint.partnership.models import Matter
from tests.goals.acts import said
from tests.goals.chosen import goal
from tests.world import World


def choose_goals(world: World, promise: Claim, matters: list[Matter], at: datetime) -> None:
    made = goal(world, at, choosers=["lived_experience", world.desmond, world.hospital])
    first = actions.need(goal=made, words="A bed on Sundays", by=world.moira, at=at)
    actions.promise_need(need=first, promise=promise, by=world.ben, at=at)
    actions.need(goal=made, words="One number that a carer can ring", by=world.moira, at=at)
    actions.frame(goal=made, words="I waited four days, and nobody rang.", by=world.desmond, at=at)
    actions.frame(
        goal=made,
        words="Nobody can sign a package on a Sunday.",
        by=world.ben,
        at=at,
        organisation=world.hospital,
    )
    for one in matters[:3]:
        actions.tie_matter(goal=made, matter=one, by=world.moira, at=at)
    claim = said(made, world, at, "carried")
    other = goal(world, at, words="Three in a hundred beds, no more", choosers=[world.council], horizon="now")
    actions.serve(goal=other, claim=claim, by=world.kofi, at=at)
