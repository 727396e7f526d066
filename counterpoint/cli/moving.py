"""A place out of here and in again, and what must stay erased. Rooms are imported inside, once Django is awake."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from counterpoint.cli import house
from counterpoint.cli.telling import Progress, Stopped
from counterpoint.web.order import alphabetically


def export(words: argparse.Namespace) -> int:
    house.open_house()
    house.need_tables()
    from counterpoint.bundle.exporting import export_place
    from counterpoint.partnership.models import Place
    from counterpoint.web.http import Refused

    place = Place.objects.filter(slug=words.place).first()
    if place is None:
        here = ", ".join(Place.objects.order_by(alphabetically("slug")).values_list("slug", flat=True))
        raise Stopped(f"There is no place {words.place!r} here. There is: {here or 'none yet'}.")
    path = Path(words.file or f"{place.slug}.zip")
    try:
        with Progress(f"Exporting {place.name}") as progress:
            made = export_place(place, path, say=progress, replace=words.replace)
    except Refused as why:
        raise Stopped(why.sentence) from None
    print(f"{made.path}: {made.events} events, head {made.head}")
    return 0


def import_(words: argparse.Namespace) -> int:
    house.open_house()
    house.make_tables()
    from counterpoint.bundle.actions import import_place
    from counterpoint.web.http import Refused

    try:
        with Progress(f"Importing {Path(words.file).name}") as progress:
            made = import_place(Path(words.file), slug=words.slug or "", at=datetime.now(UTC), say=progress)
    except Refused as why:
        raise Stopped(why.sentence) from None
    print(f"{made.slug}: {made.events} events, head {made.head}")
    if made.erased_again:
        print(f"{made.slug}: {texts(made.erased_again)} erased again, as they had been before")
    return 0


def erase(words: argparse.Namespace) -> int:
    """`--replay` is required: there is nothing else that an operator erases from here."""
    house.open_house()
    house.need_tables()
    for slug, count in replay():
        print(f"{slug}: {f'{texts(count)} erased again' if count else 'nothing to erase again'}", flush=True)
    return 0


def replay() -> list[tuple[str, int]]:
    from counterpoint.bundle.actions import replay_erasures

    found = []
    with Progress("Erasing again what had been erased") as progress:
        for slug, count in replay_erasures(at=datetime.now(UTC)):
            found.append((slug, count))
            if count:
                progress(f"{slug}, {texts(count)}")
    return found


def texts(count: int) -> str:
    return f"{count} {'text' if count == 1 else 'texts'}"
