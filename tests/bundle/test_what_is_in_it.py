"""Each table is in a bundle or declared not to be; each line is as its schema says; the spreadsheets are safe to open."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models

from counterpoint.analysis.spreadsheet import safe_cell
from counterpoint.bundle.declared import IN, LEDGER, LEFT_BEHIND, OUT
from counterpoint.bundle.tables import Known, table, tables
from counterpoint.claims import actions as claims
from counterpoint.claims.models import Ticket
from counterpoint.partnership.actions import account_for
from counterpoint.partnership.models import Member, SignIn
from tests.bundle.bundles import HARD, Files, exported, hard_words, lived, opened, rows
from tests.world import World

OURS = {
    model._meta.label: model for model in apps.get_models() if model.__module__.startswith("counterpoint.")
}


@pytest.fixture
def files(world: World, now: datetime, tmp_path: Path) -> Files:
    hard_words(world, now)
    return opened(exported(world.place, tmp_path / "one.zip"))


def test_every_table_is_declared_once() -> None:
    assert sorted([*IN, *OUT, LEDGER]) == sorted(OURS), (
        "counterpoint/bundle/declared.py: in a bundle, or out, and why?"
    )


@pytest.mark.parametrize("label", sorted(IN))
def test_what_a_table_refers_to_is_in_the_bundle_or_stays_behind_for_a_reason(label: str) -> None:
    for field in OURS[label]._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.name not in LEFT_BEHIND.get(label, {}):
            assert field.related_model._meta.label in IN, field


def test_what_stays_behind_is_a_column_and_may_be_empty() -> None:
    for label, fields in LEFT_BEHIND.items():
        for name, value in fields.items():
            assert OURS[label]._meta.get_field(name).null or value is not None


def test_what_is_known_by_a_number_or_at_random_is_told_apart() -> None:
    known = {each.label: each.known for each in tables()}
    assert known["claims.Claim"] is known["partnership.Member"] is Known.NUMBER
    assert known["claims.Ballot"] is known["claims.Ticket"] is known["claims.Unsealed"] is Known.RANDOM
    assert known["promises.Promise"] is known["claims.Request"] is Known.RECORD
    assert known["claims.Elsewhere"] is Known.LINE  # its number is one of another place
    assert known["ledger.Text"] is Known.LINE


SORTS = {"string": str, "integer": int, "boolean": bool, "object": dict, "null": type(None)}


def fits(value: Any, schema: dict[str, Any]) -> bool:
    """As much of JSON Schema as our schemas use."""
    sorts = schema.get("type")
    if sorts is not None:
        wanted = [SORTS[one] for one in ([sorts] if isinstance(sorts, str) else sorts)]
        if type(value) not in wanted:
            return False
    if value is None:
        return True
    return (
        value in schema.get("enum", [value])
        and ("maxLength" not in schema or len(value) <= schema["maxLength"])
        and ("minimum" not in schema or value >= schema["minimum"])
        and ("pattern" not in schema or re.search(schema["pattern"], value) is not None)
        and _formatted(value, schema.get("format"))
    )


def _formatted(value: str, form: str | None) -> bool:
    read = {"date-time": datetime.fromisoformat, "date": datetime.fromisoformat, "uuid": UUID}.get(
        form or "", str
    )
    return bool(read(value)) or value == ""


def test_each_line_is_as_its_schema_says(now: datetime, db: None, tmp_path: Path) -> None:
    made = opened(exported(lived(now, some=20).place, tmp_path / "one.zip"))
    for name in [one for one in made if one.endswith(".jsonl")]:
        schema = json.loads(
            made[
                name.replace("rows/", "schemas/")
                .replace("ledger.jsonl", "schemas/ledger.json")
                .replace(".jsonl", ".json")
            ]
        )
        for line in made[name].splitlines() if name == "ledger.jsonl" else made[name].split(b"\n")[:-1]:
            row = json.loads(line)
            assert sorted(row) == schema["required"] == sorted(schema["properties"]), name
            for key, value in row.items():
                assert fits(value, schema["properties"][key]), (name, key, value)


def test_no_key_of_the_database_is_in_it(files: Files, world: World) -> None:
    """A reference is a number in the place, a random key or a line: the same wherever the bundle is made."""
    for each in tables():
        names = {column.name for column in each.columns} | {one.name for one in each.references}
        for row in rows(files, each.name):
            assert set(row) == names | ({"id"} if each.id_name else set())
    numbers = [row["put_by"] for row in rows(files, "claims_claim")]
    assert set(numbers) == {world.ben.number}


def test_no_account_session_secret_or_link_is_in_it(world: World, now: datetime, tmp_path: Path) -> None:
    account = account_for(member=world.ada)
    account.email = "somewhere-else@example.org"
    account.save()
    SignIn.objects.create(email="ada@aldermouth.example", nonce="f" * 32, asked_at=now, expires_at=now)
    hard_words(world, now)
    claim = world.claim(1)
    ticket, secret = claims.issue_ticket(
        claim=claim, perspective="carer", must_hear=False, by=world.tunde, at=now
    )
    everything = b"".join(opened(exported(world.place, tmp_path / "one.zip")).values())
    for hidden in ("somewhere-else@example.org", "f" * 32, secret):
        assert hidden.encode() not in everything
    assert Ticket.objects.get(pk=ticket.pk).hash.encode() in everything
    assert Member.objects.get(pk=world.ada.pk).email.encode() in everything


def test_what_a_spreadsheet_opens_holds_no_formula_and_all_words(files: Files) -> None:
    for name in ("claims", "answers", "promises", "barriers"):
        content = files[f"to-read/{name}.csv"]
        assert content.startswith(b"\xef\xbb\xbf")
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
            for cell in row:
                assert safe_cell(cell) == cell, f"{name}: {cell!r}"
                assert not cell.lstrip().startswith(("=", "+", "-", "@")), f"{name}: {cell!r}"
    read = list(csv.DictReader(io.StringIO(files["to-read/claims.csv"].decode("utf-8-sig"), newline="")))
    told = [row["sentence"].removeprefix("'") for row in read]
    assert [words.strip() for words in told] == [one.replace("Zoe\u0308", "Zoë").strip() for one in HARD]


def test_the_same_place_gives_the_same_bytes_whenever_it_is_asked(
    world: World, now: datetime, tmp_path: Path
) -> None:
    hard_words(world, now)
    first = exported(world.place, tmp_path / "one.zip").read_bytes()
    assert exported(world.place, tmp_path / "two.zip").read_bytes() == first
    with zipfile.ZipFile(tmp_path / "one.zip") as folder:
        assert {entry.date_time for entry in folder.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_only_this_place_is_in_it(world: World, now: datetime, tmp_path: Path) -> None:
    from tests.world import build

    other = build(now, "othermouth")
    hard_words(other, now)
    everything = b"".join(opened(exported(world.place, tmp_path / "one.zip")).values())
    assert b"othermouth" not in everything.lower()
    assert rows(opened(tmp_path / "one.zip"), "claims_claim") == []


def test_its_readme_names_every_table_and_where_the_ledger_ends(files: Files) -> None:
    said = files["README.txt"].decode()
    for each in tables():
        assert f"{each.name}.jsonl" in said
    assert json.loads(files["manifest.json"])["ledger"]["head"] in said
    assert table("claims.Claim").path in files
