"""Places that have lived, carried from one installation to another, and bundles that somebody has been at."""

from __future__ import annotations

import hashlib
import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from counterpoint.analysis.standing import Verdict
from counterpoint.barriers import actions as barriers
from counterpoint.bundle.envelope import MANIFEST, SEAL, line, pretty
from counterpoint.bundle.envelope import writing as sealed
from counterpoint.bundle.exporting import export_place
from counterpoint.claims import actions as claims
from counterpoint.partnership.models import Place
from counterpoint.web.http import Refused
from tests.acts import ACTS, Done, box, later
from tests.work.conftest import Post
from tests.world import World, build

type Files = dict[str, bytes]

# Words that a format stumbles over: formulae, quotation marks, line breaks of every sort, characters outside the basic plane.
HARD = (
    '=HYPERLINK("http://x","y")', "+44 1632 960001", "-2+3", "@SUM(A1)", "\t=1+1", "a\r\nb", 'she said "no"', "a\u2028b",
    "\u0661\u0662 Zoe\u0308 \U0001f9a6", "\\u0000 \\", "﻿bom", "<script>", "é" * 4000,
)  # fmt: skip
# These end somebody's part in the world, so they come last.
ENDS = [name for name in ACTS if name.startswith(("member.left", "member.succ", "organisation.succ"))]


@contextmanager
def elsewhere() -> Iterator[None]:
    """Another installation: afterwards none of its rows is here."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def lived(now: datetime, slug: str = "aldermouth", *, seed: int = 1, some: int = 16) -> World:
    """A world in which every action was tried, in an order of its own, and `work` went its rounds in between."""
    chance, world, post = random.Random(seed), build(now, slug), Post()
    names = chance.sample([name for name in ACTS if name not in ENDS], min(some, len(ACTS) - len(ENDS)))
    without_a_name(world, now)
    hard_words(world, now)
    for at in _tried(world, [*names, *ENDS], now + timedelta(days=3)):
        if chance.random() < 0.1:
            post.at(at + timedelta(hours=1))
    without_a_name_waiting(world)
    return world


def tried(world: World, names: Sequence[str], begin: datetime) -> list[datetime]:
    return list(_tried(world, names, begin))


def _tried(world: World, names: Sequence[str], begin: datetime) -> Iterator[datetime]:
    """Each action in its turn, seven hours after the one before, as far as what came before allows it."""
    for count, name in enumerate(names):
        at = begin + timedelta(hours=7 * count)
        prepare, do = ACTS[name]
        try:
            with transaction.atomic():
                do(Done(world, at, prepare(world, at)))
        except Refused:
            continue
        yield at


def without_a_name(world: World, now: datetime) -> None:
    """Two barriers sealed; a box with answers in it."""
    for words in ("The form asks twice", "Nobody rings back"):
        barriers.raise_quietly(
            place=world.place, sentence=words, could_remove=world.hospital, how_often="daily"
        )
    barriers.seal(place=world.place, waiting_since=None, at=later(now))
    inside = box(world, later(now, 2))
    for who in (world.tunde, world.moira, world.desmond):
        claims.drop_in_box(claim=inside, verdict=Verdict.NOT_YET, by=who, at=later(now, 2))


def without_a_name_waiting(world: World) -> None:
    barriers.raise_quietly(place=world.place, sentence="It waits", could_remove=world.council, how_often="")


def hard_words(world: World, now: datetime) -> None:
    for words in HARD:
        claim = claims.put(
            place=world.place, kind="plainly", sentence=words, claimants=[world.hospital],
            named=[claims.Named(world.tunde)], by=world.ben, at=now,
        )  # fmt: skip
        claims.answer(claim=claim, verdict=Verdict.PARTLY, words=words, by=world.tunde, at=now)


def exported(place: Place, path: Path) -> Path:
    return export_place(place, path, replace=True).path


def opened(path: Path) -> Files:
    with zipfile.ZipFile(path) as folder:
        return {name: folder.read(name) for name in folder.namelist()}


def rows(files: Files, name: str) -> list[dict[str, Any]]:
    return [json.loads(one) for one in files[f"rows/{name}.jsonl"].split(b"\n") if one]


def with_rows(files: Files, name: str, changed: list[dict[str, Any]]) -> Files:
    return files | {f"rows/{name}.jsonl": b"".join(map(line, changed))}


def row_changed(files: Files, name: str, count: int = 0, /, **fields: Any) -> Files:
    found = rows(files, name)
    found[count] |= fields
    return with_rows(files, name, found)


def sealed_again(files: Files, path: Path, **about: Any) -> Path:
    """By somebody who knows how: manifest and seal fit what is in it now."""
    made, manifest = io.BytesIO(), json.loads(files[MANIFEST])
    with sealed(made) as writer:
        for name, content in files.items():
            if name != MANIFEST:
                writer.add(name, content.splitlines(keepends=True))
        told = {key: manifest[key] for key in manifest if key != "files"}
        writer.close(told | about)
    path.write_bytes(made.getvalue())
    return path


def zipped(files: Files, path: Path) -> Path:
    """By somebody who knows only zips, with a seal that fits."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in files.items():
            folder.writestr(name, content)
        folder.comment = b"0" * SEAL
    content = made.getvalue()[:-SEAL]
    path.write_bytes(content + hashlib.sha256(content).hexdigest().encode())
    return path


def listed(files: Files, **about: Any) -> Files:
    """With a manifest that names what is there."""
    named: dict[str, dict[str, Any]] = {}
    for name, content in files.items():
        if name != MANIFEST:
            named[name] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            named[name] |= {"rows": content.count(b"\n")} if name.endswith(".jsonl") else {}
    return files | {MANIFEST: pretty({**json.loads(files[MANIFEST]), **about, "files": named})}


type Change = Callable[[Files], Files]
