"""Reading the demonstration's files: a folder a place, a file a room, and in each who did what on which day."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

PLACES = Path(__file__).parent / "places"

type Rows = dict[str, Any]  # one file, as tomllib gives it
type Verb = Callable[..., None]  # given the stage, the instant, and what its row says


@dataclass(frozen=True, slots=True)
class Scene:
    """One act of a file, on its day."""

    on: date
    verb: str
    does: Verb
    row: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Room:
    """How a room's file becomes acts: in which table they stand, and which verb each of its rows is.

    Rows that say themselves what they do (`do = "promise"`) are read with `verb` left empty. `then` is a second table,
    of such rows.
    """

    table: str
    verbs: dict[str, Verb]
    verb: str = ""
    then: str = ""

    def scenes(self, rows: Rows) -> Iterator[Scene]:
        for one in (*rows[self.table], *rows.get(self.then, ())):
            verb = one.get("do") or self.verb
            row = {key: given for key, given in one.items() if key not in ("on", "do")}
            yield Scene(one["on"], verb, self.verbs[verb], row)


def folders() -> list[Path]:
    """The places of the demonstration, in the order of their names."""
    return sorted(path.parent for path in PLACES.glob("*/place.toml"))


def read(path: Path) -> Rows:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def scenes(folder: Path, rooms: dict[str, Room]) -> list[Scene]:
    """All that happened in a place, day by day; within a day room after room, and each file in its own order."""
    found: list[Scene] = []
    for name, room in rooms.items():
        file = folder / f"{name}.toml"
        if file.exists():
            found += room.scenes(read(file))
    return sorted(found, key=lambda scene: scene.on)
