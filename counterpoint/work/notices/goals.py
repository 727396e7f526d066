"""A goal was ended: to those who had a part in it, with the reason in the words of whoever ended it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse

from counterpoint.claims.queries.addresses import record_url
from counterpoint.goals.models import Goal
from counterpoint.goals.queries.finding import goal_numbered
from counterpoint.goals.queries.together import ended_of
from counterpoint.work.links import absolute
from counterpoint.work.models import Notice
from counterpoint.work.notices.part import Button, Listed, Part, Reader
from counterpoint.work.of_goals import HadAPart, had_a_part


def parts(reader: Reader, notices: Sequence[Notice]) -> list[Part]:
    """In a quiet fortnight only to whoever may read the goal."""
    numbers = sorted({int(one.about["goal"]) for one in notices})
    found = (goal_numbered(reader.member, number, reader.at) for number in numbers)
    return [_part(reader, one) for one in found if one]


def _part(reader: Reader, goal: Goal) -> Part:
    had, ended = had_a_part(goal, reader.at), ended_of(goal)
    slug = reader.place.slug
    link = absolute(reverse("goals:show", kwargs={"slug": slug, "number": goal.number}))
    theirs = tuple(
        Button(str(one.sentence), absolute(record_url(slug, one.kind, one.number)))
        for one, whose in had.promised
        if reader.member in whose
    )
    return Part(
        subject=f"This goal was ended: {goal.words}",
        heading="A goal was ended",
        introduction=f"On {reader.day(goal.ended_at)} this goal was ended:",
        sentence=str(goal.words),
        lines=(" ".join([*_your_part(reader, had), "It stays where it is, with all that was said of it."]),),
        listed=(Listed("You promised this for it, and it stays promised", theirs),) if theirs else (),
        quote=ended.why if ended else "",
        quoted=ended.who if ended else "",
        buttons=(Button("Look at the goal", link),),
        short=f"{reader.place.name}: this goal was ended.",
        link=link,
    )


def _your_part(reader: Reader, had: HadAPart) -> Iterable[str]:
    said = (
        ("You wrote it down.", had.wrote),
        ("You carried it.", had.carried),
        ("You signed it.", had.signed),
        ("You said “I’m in”.", had.is_in),
    )
    return (words for words, whose in said if reader.member in whose)
