"""The demonstration: invented places, built only by calling the product's own actions at the days of their files."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db import transaction

from counterpoint.demo import experiments, goals, notes, people, programmes, records, stories
from counterpoint.demo.reading import PLACES, Room, Rows, Scene, folders, read, scenes
from counterpoint.demo.stage import Stage
from counterpoint.partnership.actions import add_organisation, found
from counterpoint.partnership.models import Place

__all__ = ["PLACES", "ROOMS", "load"]

MORNING = time(10)

# The files of a place that are loaded. A room that is built adds its line; until then its file lies ready.
ROOMS = {
    "place": Room("acts", people.VERBS),
    "claims": Room("acts", records.VERBS),
    "stories": Room("stories", stories.VERBS, verb="story", then="afterwards"),
    "experiments": Room("experiments", experiments.VERBS, verb="experiment", then="afterwards"),
    "notes": Room("notes", notes.VERBS, verb="note"),
    "partners": Room("places", programmes.VERBS, verb="partner"),
    "programme": Room("acts", programmes.VERBS),
    "measures": goals.Goals("goals", goals.VERBS),
}


def load(say: Callable[[str], None] = print, only: Collection[str] = ()) -> list[Place]:
    """Load every place of the demonstration that is not there yet; or, of these, only those with such short names."""
    loaded: list[tuple[Stage, list[Scene]]] = []
    # One transaction, for speed: each action still commits or fails as a whole within it.
    with transaction.atomic():
        for folder in folders():
            about = read(folder / "place.toml")
            slug = about["place"]["slug"]
            if (only and slug not in only) or Place.objects.filter(slug=slug).exists():
                continue
            told = scenes(folder, ROOMS)
            say(f"{about['place']['name']}: {len(about['people'])} people, {len(told)} acts")
            loaded.append((found_place(about), told))
        play(loaded)
    return [stage.place for stage, _ in loaded]


def play(loaded: list[tuple[Stage, list[Scene]]]) -> None:
    """Day by day in all places together: what is done in one of them may meet what is done in another."""
    diaries = (_diary(order, stage, told) for order, (stage, told) in enumerate(loaded))
    for day, _, stage, those in heapq.merge(*diaries, key=lambda entry: entry[:2]):
        morning = _moment(day, stage.place.zone)
        for count, scene in enumerate(those):
            scene.does(stage, morning + timedelta(minutes=count), **scene.row)
        stage.ask_whoever_is_due({scene.verb for scene in those}, morning + timedelta(minutes=len(those)))


def _diary(order: int, stage: Stage, told: list[Scene]) -> Iterator[tuple[date, int, Stage, list[Scene]]]:
    for day, those in day_by_day(told, stage):
        yield day, order, stage, those


def found_place(about: Rows) -> Stage:
    """A place with its partners and its people, before anything has happened in it."""
    of = about["place"]
    begun = _moment(of["founded"], of.get("zone", "Europe/London"))
    place = found(
        name=of["name"],
        slug=of["slug"],
        issue=of["issue"],
        nation=of["nation"],
        at=begun,
        demonstration=True,
        programme=of.get("programme", False),
    )
    stage = Stage(place)
    for key, one in about["organisations"].items():
        stage.organisations[key] = add_organisation(place=place, by=None, at=begun, **one)
    for key, one in about["people"].items():
        stage.bring(key, one, begun)
    return stage


def day_by_day(told: list[Scene], stage: Stage) -> Iterator[tuple[date, list[Scene]]]:
    """The days of the files, and between them those on which something falls due. What falls due later is `work`'s."""
    last = date.min
    for day, those in groupby(told, key=lambda scene: scene.on):
        yield from ((due, []) for due in stage.falls_due(after=last, before=day))
        yield day, list(those)
        last = day


def _moment(day: date, zone: str) -> datetime:
    return datetime.combine(day, MORNING, tzinfo=ZoneInfo(zone))
