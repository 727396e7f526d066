"""The demonstration: invented places, built only by calling the product's own actions at the days of their files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db import transaction

from counterpoint.demo import people, records
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
}


def load(say: Callable[[str], None] = print, only: Collection[str] = ()) -> list[Place]:
    """Load every place of the demonstration that is not there yet; or, of these, only those with such short names."""
    loaded = []
    for folder in folders():
        about = read(folder / "place.toml")
        slug = about["place"]["slug"]
        if (only and slug not in only) or Place.objects.filter(slug=slug).exists():
            continue
        told = scenes(folder, ROOMS)
        say(f"{about['place']['name']}: {len(about['people'])} people, {len(told)} acts")
        # One transaction, for speed: each action still commits or fails as a whole within it.
        with transaction.atomic():
            loaded.append(load_place(about, told))
    return loaded


def load_place(about: Rows, told: list[Scene]) -> Place:
    stage = found_place(about)
    for day, those in day_by_day(told, stage):
        morning = _moment(day, stage.place.zone)
        for count, scene in enumerate(those):
            scene.does(stage, morning + timedelta(minutes=count), **scene.row)
        stage.ask_whoever_is_due({scene.verb for scene in those}, morning + timedelta(minutes=len(those)))
    return stage.place


def found_place(about: Rows) -> Stage:
    """A place with its partners and its people, before anything has happened in it."""
    of = about["place"]
    begun = _moment(of["founded"], of.get("zone", "Europe/London"))
    place = found(
        name=of["name"], slug=of["slug"], issue=of["issue"], nation=of["nation"], at=begun, demonstration=True
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
