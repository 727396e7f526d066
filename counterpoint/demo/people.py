"""What partners and people do in the demonstration's files: join, look after a place, leave, follow one another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from counterpoint.analysis.calendar import day_in
from counterpoint.demo.stage import Stage
from counterpoint.partnership import actions as partnership


def arrive(stage: Stage, at: datetime, *, who: str, **one: Any) -> None:
    """Somebody who was not there from the beginning. Given as in [people]."""
    stage.bring(who, one, at)


def join(
    stage: Stage, at: datetime, *, who: str, organisation: str, works: bool = True, asked: bool = False
) -> None:
    partnership.join_organisation(
        member=stage.people[who],
        organisation=stage.organisations[organisation],
        works=works,
        asked=asked,
        by=None,
        at=at,
    )


def steward(stage: Stage, at: datetime, *, who: str) -> None:
    member = stage.people[who]
    partnership.appoint(
        member=member, steward=True, convenor=member.convenor, moderator=member.moderator, by=None, at=at
    )


def leave(stage: Stage, at: datetime, *, who: str) -> None:
    partnership.leave(member=stage.people[who], by=None, at=at)


def host(stage: Stage, at: datetime, *, organisation: str, host: str) -> None:
    partnership.name_host(
        organisation=stage.organisations[organisation], host=stage.organisations[host], by=None, at=at
    )


def succeed(
    stage: Stage,
    at: datetime,
    *,
    organisation: str,
    heir: str,
    name: str = "",
    kind: str = "",
    brings: Sequence[str] = (),
) -> None:
    """One act of the file, an action each: the heir joins if it is new, and follows the old; those it brings go along."""
    if heir not in stage.organisations:
        stage.organisations[heir] = partnership.add_organisation(
            place=stage.place, name=name, kind=kind, by=None, at=at
        )
    partnership.succeed(
        old=stage.organisations[organisation],
        heir=stage.organisations[heir],
        on=day_in(at, stage.place.zone),
        goes=[stage.people[key].number for key in brings],
        by=None,
        at=at,
    )


def follow(stage: Stage, at: datetime, *, who: str, heir: str) -> None:
    """Somebody else does this person's work now."""
    partnership.follow(
        member=stage.people[who],
        heir=stage.people[heir],
        on=day_in(at, stage.place.zone),
        by=None,
        at=at,
    )


VERBS: dict[str, Callable[..., None]] = {
    "arrive": arrive,
    "join": join,
    "steward": steward,
    "leave": leave,
    "host": host,
    "succeed": succeed,
    "follow": follow,
}
