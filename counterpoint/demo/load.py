"""The demonstration: an invented place, built only by calling the product's own actions at the days of its file."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction

from counterpoint.demo.stage import Stage
from counterpoint.partnership.actions import Person, add_member, add_organisation, found
from counterpoint.partnership.models import Place

PLACES = Path(__file__).parent / "places"
MORNING = time(10)


def load(say: Callable[[str], None] = print) -> list[Place]:
    """Load every place of the demonstration that is not there yet."""
    loaded = []
    for path in sorted(PLACES.glob("*.toml")):
        rows = tomllib.loads(path.read_text(encoding="utf-8"))
        if Place.objects.filter(slug=rows["place"]["slug"]).exists():
            continue
        say(f"{rows['place']['name']}: {len(rows['people'])} people, {len(rows['acts'])} acts")
        # One transaction, for speed: each action still commits or fails as a whole within it.
        with transaction.atomic():
            loaded.append(load_place(rows))
    return loaded


def load_place(rows: dict) -> Place:  # type: ignore[type-arg]  # as tomllib gives it
    about = rows["place"]
    begun = _moment(about["founded"], about.get("zone", "Europe/London"))
    place = found(
        name=about["name"],
        slug=about["slug"],
        issue=about["issue"],
        nation=about["nation"],
        at=begun,
        demonstration=True,
    )
    stage = Stage(place)
    for key, one in rows["organisations"].items():
        stage.organisations[key] = add_organisation(place=place, by=None, at=begun, **one)
    for number, (key, one) in enumerate(rows["people"].items(), start=1):
        stage.people[key] = add_member(place=place, person=_person(stage, one, number), by=None, at=begun)
    for count, one in enumerate(rows["acts"]):
        act = {name: value for name, value in one.items() if name not in ("on", "do")}
        stage.play(one["do"], _moment(one["on"], place.zone) + timedelta(minutes=count), act)
    return place


def _person(stage: Stage, one: dict, number: int) -> Person:  # type: ignore[type-arg]
    surname = one["name"].replace("’", "").split()[-1].lower()
    first = one["name"].removeprefix("Dr ").removeprefix("Cllr ").split()[0].lower()
    return Person(
        name=one["name"],
        post=one["post"],
        email=f"{first}.{surname}@{one['in'].lower()}.example" if one["reached"] == "mail" else "",
        phone=f"07700 900{number:03}" if one["reached"] != "none" else "",  # Ofcom's numbers for drama
        organisation=stage.organisations[one["in"]],
        works=one.get("works", True),
        asked=one.get("asked", False),
        perspectives=one["as"],
        channel=one["reached"],
        steward=one.get("steward", False),
        convenor=one.get("convenor", False),
    )


def _moment(day: date, zone: str) -> datetime:
    return datetime.combine(day, MORNING, tzinfo=ZoneInfo(zone))
