"""Copies as a test takes them, opened and read."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import datetime, timedelta
from typing import Any

from counterpoint.bundle import copies as exports
from counterpoint.partnership import actions as partnership
from counterpoint.partnership.models import Member
from counterpoint.partnership.queries import members
from tests.world import World

DAY = timedelta(days=1)
REPLY = timedelta(days=9)  # longer than five working days
HOSTILE = ('=HYPERLINK("http://x","y")', "+441632960001", "-2+3", "@SUM(A1)", "\tx", "  =1+1")


type Files = dict[str, str]


def met(member: Member) -> Member:
    return members().get(pk=member.pk)


def opened(content: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        return {name: folder.read(name).decode("utf-8-sig") for name in folder.namelist()}


def mine(member: Member, at: datetime) -> Files:
    return opened(exports.archive(exports.mine_bundle(met(member), at)))


def ours(world: World, organisation: str, member: Member, at: datetime) -> Files:
    bundle = exports.organisation_bundle(getattr(world, organisation), met(member), at)
    return opened(exports.archive(bundle))


def whole(member: Member, at: datetime) -> Files:
    return opened(exports.place_bundle(met(member), at).archive)


def rows(files: Files, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files.get(f"{name}.csv") or files[f"to-read/{name}.csv"])))


def everything(files: Files) -> str:
    return "\n".join(files.values())


def events(files: Files) -> list[dict[str, Any]]:
    return [json.loads(line) for line in files["ledger.jsonl"].splitlines()]


def event_of(files: Files, verb: str) -> list[dict[str, Any]]:
    return [one for one in events(files) if one.get("verb") == verb]


def stewards(world: World, *several: str) -> None:
    for name in several:
        Member.objects.filter(pk=getattr(world, name).pk).update(steward=True)


def frontline(world: World, now: datetime, several: int) -> None:
    for count in range(several):
        partnership.add_member(
            place=world.place, by=world.ada, at=now,
            person=partnership.Person(name=f"Nurse {count}", organisation=world.hospital, perspectives=["frontline"]),
        )  # fmt: skip
