"""The commands: thin doors to what the rooms do. Rooms are imported inside, once Django is awake."""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
from datetime import UTC, datetime

from counterpoint.cli import house, moving, serving
from counterpoint.cli.telling import Progress, Stopped


def demo(words: argparse.Namespace) -> int:
    port = serving.tell_port(words.port)
    os.environ["COUNTERPOINT_DEMO"] = "1"
    if not words.load_only:
        serving.refuse_taken_port(words.host, port)
    house.open_house()
    house.make_tables()
    load_demonstration()
    house.gather_static()
    if words.load_only:
        return 0
    house.before_serving()
    return serving.serve(words.host, port)


def load_demonstration() -> None:
    from counterpoint.demo import load
    from counterpoint.partnership.models import Place

    real = Place.objects.filter(demonstration=False).values_list("name", flat=True).first()
    if real:
        raise Stopped(
            f"{real} is real, and in the demonstration anyone may be any person. Give the demonstration "
            "a folder of its own: COUNTERPOINT_DATA=demonstration counterpoint demo"
        )
    with Progress("Loading the demonstration") as progress:
        load.load(progress)


def serve(words: argparse.Namespace) -> int:
    port = serving.tell_port(words.port)
    serving.refuse_taken_port(words.host, port)
    house.open_house()
    house.make_tables()
    house.gather_static()
    house.say_if_sqlite_is_old()
    moving.replay()
    print_founding_link()
    house.before_serving()
    return serving.serve(words.host, port)


def print_founding_link() -> None:
    from django.conf import settings

    from counterpoint.partnership.actions import founding_link
    from counterpoint.partnership.models import Place

    if not Place.objects.exists():
        link = settings.ADDRESS + founding_link(at=datetime.now(UTC))
        print("\nNo place has been founded here yet. Whoever opens this link, once, founds it:")
        print(f"\n  {link}\n", flush=True)


def work(words: argparse.Namespace) -> int:
    house.open_house()
    house.need_tables()
    serving.stop_when_asked()
    from counterpoint.work import loop

    try:
        loop.run(once=words.once)
    except KeyboardInterrupt:
        return 0
    return 0


def mirror(words: argparse.Namespace) -> int:
    house.open_house()
    house.need_tables()
    from counterpoint.mirror.queries import mirror_figures, mirror_text

    as_at = words.as_at or datetime.now(UTC).date()
    try:
        if words.json:
            print(json.dumps(mirror_figures(words.place, as_at), ensure_ascii=False))
        else:
            print(mirror_text(words.place, as_at))
    except LookupError as no_such_place:
        raise Stopped(str(no_such_place.args[0])) from None
    return 0


def found(words: argparse.Namespace) -> int:
    house.open_house()
    house.need_tables()
    from django.conf import settings

    from counterpoint.partnership.actions import founding_link

    link = founding_link(at=datetime.now(UTC), further=True, programme=words.programme)
    what = "a programme" if words.programme else "a place"
    print(f"Whoever opens this link, once, founds {what}:\n\n  {settings.ADDRESS}{link}")
    return 0


def verify(words: argparse.Namespace) -> int:
    house.open_house()
    house.need_tables()
    from counterpoint.claims import queries

    found = []
    for place in queries.verify():
        found.append(place)
        if not words.json:
            verdict = f"event {place.seq} does not fit: {place.why}" if not place.fits else "all of it fits"
            print(f"{place.place}: {place.events} events, head {place.head}: {verdict}", flush=True)
    if words.json:
        rows = [{**dataclasses.asdict(place), "fits": place.fits} for place in found]
        print(json.dumps(rows, ensure_ascii=False))
    return 0 if all(place.fits for place in found) else 1


def analyse_spc(words: argparse.Namespace) -> int:
    from counterpoint.cli import analysing

    return analysing.spc_of_file(words)
