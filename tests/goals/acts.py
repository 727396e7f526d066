"""What is done with goals, each once: for tests that break every action."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from counterpoint.claims.actions import Named
from counterpoint.claims.models import Claim
from counterpoint.goals import actions
from counterpoint.goals.models import Goal, Need
from counterpoint.partnership.actions import Person, add_member, add_organisation, write_matter
from counterpoint.partnership.models import Organisation
from counterpoint.promises import actions as promises
from tests.goals.chosen import goal
from tests.world import World


def national(world: World, at: datetime) -> Organisation:
    """A national body with somebody who answers for it."""
    body = add_organisation(place=world.place, name="The Centre", kind="national", by=None, at=at)
    add_member(
        place=world.place, by=None, at=at,
        person=Person(name="Sam Reed", post="programme lead", email="sam@centre.example", organisation=body,
                      perspectives=["national"], asked=True),
    )  # fmt: skip
    return body


def needed(world: World, now: datetime) -> Need:
    return actions.need(goal=goal(world, now), words="A bed on Sundays", by=world.moira, at=now)


def said(made: Goal, world: World, at: datetime, kind: str, *more: Any) -> Claim:
    """The hospital says of a goal that it is carried, signed or met."""
    named = {"carried": [world.kofi], "signed": [world.council, *more], "met": [world.kofi, world.desmond]}
    return actions.say_of(
        goal=made,
        kind=kind,
        sentence="When I am well enough to go home, I go home.",
        claimants=[world.hospital],
        named=[Named(one) for one in named[kind]],
        by=world.ben,
        at=at,
    )


def _promise(world: World, at: datetime) -> Claim:
    return promises.put(
        place=world.place, sentence="A bed on Sundays", promiser=world.hospital, named=[Named(world.council)],
        terms=promises.Terms(), by=world.ben, at=at,
    ).claim  # fmt: skip


def _later(now: datetime) -> datetime:
    return now + timedelta(days=1)


def _of(kind: str) -> tuple[Callable[[World, datetime], Any], Callable[[Any], Any]]:
    return goal, lambda d: said(d.thing, d.world, _later(d.now), kind)


ACTS: dict[str, tuple[Callable[[World, datetime], Any], Callable[[Any], Any]]] = {
    "goal.chosen": (lambda w, n: None, lambda d: goal(d.world, d.now)),
    "goal.framed": (
        goal,
        lambda d: actions.frame(
            goal=d.thing,
            words="Nobody signs on Sundays",
            by=d.world.ben,
            at=_later(d.now),
            organisation=d.world.hospital,
        ),
    ),
    "goal.needs": (
        goal,
        lambda d: actions.need(goal=d.thing, words="Money", by=d.world.moira, at=_later(d.now)),
    ),
    "goal.promised": (
        lambda w, n: (needed(w, n), _promise(w, n)),
        lambda d: actions.promise_need(need=d.thing[0], promise=d.thing[1], by=d.world.ben, at=_later(d.now)),
    ),
    "goal.need_ended": (
        needed,
        lambda d: actions.end_need(need=d.thing, by=d.world.moira, at=_later(d.now)),
    ),
    "goal.served": (
        lambda w, n: (goal(w, n), _promise(w, n)),
        lambda d: actions.serve(goal=d.thing[0], claim=d.thing[1], by=d.world.ben, at=_later(d.now)),
    ),
    "goal.matters": (
        lambda w, n: (
            goal(w, n),
            write_matter(place=w.place, words="I know who to ring", by=w.moira, at=n),
        ),
        lambda d: actions.tie_matter(goal=d.thing[0], matter=d.thing[1], by=d.world.ben, at=_later(d.now)),
    ),
    "goal.ended": (
        goal,
        lambda d: actions.end_goal(
            goal=d.thing, why="Another one is closer to what we need", by=d.world.moira, at=_later(d.now)
        ),
    ),
    "goal.carried": _of("carried"),
    "goal.met": _of("met"),
    "goal.signed": (
        lambda w, n: (goal(w, n), national(w, n)),
        lambda d: said(d.thing[0], d.world, _later(d.now), "signed", d.thing[1]),
    ),
}
