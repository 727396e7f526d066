"""A large file that somebody brought. It lies in the data folder, not in the database: for a day at most, and until it has
been read; then what was found in it, from which one series is taken."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

KEY = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Large:
    """`done`: bytes that were read, of `size`. `why`: why it was refused; "" while it was not."""

    key: str
    place: int
    measure: int
    member: int
    at: str
    size: int
    done: int = 0
    rows: int = 0
    read: bool = False
    why: str = ""

    @property
    def folder(self) -> Path:
        return _home() / self.key

    @property
    def file(self) -> Path:
        return self.folder / "file"

    @property
    def found(self) -> Path:
        """What was found in it: SQLite, of tables `what`, `area` and `line`."""
        return self.folder / "found.sqlite3"

    @property
    def brought_at(self) -> datetime:
        return datetime.fromisoformat(self.at)

    def write(self) -> None:
        """All of it or nothing: somebody may read it at this moment."""
        new = self.folder / "state.new"
        new.write_text(json.dumps(asdict(self)))
        new.replace(self.folder / "state")


def large(key: str) -> Large | None:
    if not KEY.fullmatch(key):
        return None
    try:
        return Large(**json.loads((_home() / key / "state").read_text()))
    except FileNotFoundError:
        return None


def every_large() -> Iterator[Large]:
    """The oldest first."""
    known = [large(one.name) for one in _home().iterdir()] if _home().is_dir() else []
    yield from sorted((one for one in known if one), key=lambda one: (one.at, one.key))


def folders_before(day: datetime) -> Iterator[Path]:
    """Those that were brought before, and what is left of one whose bringing was cut off."""
    for folder in _home().iterdir() if _home().is_dir() else ():
        if folder.stat().st_mtime < day.timestamp():
            one = large(folder.name)
            if one is None or one.brought_at < day:
                yield folder


def _home() -> Path:
    return Path(settings.DATA) / "brought"
