"""What a partner is given checks a chain, and finds what does not fit, with nothing of ours."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from types import ModuleType
from typing import Any

import pytest
from django.db import connection

from counterpoint.ledger.queries import head
from tests.docs.pages import DOCS
from tests.world import World

SCRIPT = DOCS / "how-to" / "check_chain.py"


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_chain", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def exported(slug: str) -> list[str]:
    """The lines that docs/how-to makes of a place: `export-chain.sql`, or PostgreSQL's."""
    of_engine = {"sqlite": "export-chain.sql", "postgresql": "export-chain-postgresql.sql"}
    lines = (DOCS / "how-to" / of_engine[connection.vendor]).read_text().splitlines()
    statement = "\n".join(line for line in lines if not line.startswith("--")).rstrip().removesuffix(";")
    connection.ensure_connection()
    if (
        connection.vendor == "postgresql"
    ):  # as psql writes it into the statement, and as it prints what comes back
        rows = connection.connection.execute(statement.replace(":'place'", f"'{slug}'"))
        return [json.dumps(row[0]) for row in rows]
    return [row[0] for row in connection.connection.execute(statement, {"place": slug})]


def changed(lines: list[str], number: int, **fields: Any) -> list[str]:
    return [
        json.dumps({**json.loads(line), **fields}) if count == number else line
        for count, line in enumerate(lines, 1)
    ]


def test_an_exported_chain_fits_and_ends_in_its_head(world: World) -> None:
    said, fits = script().check(exported(world.place.slug), {})
    assert fits, said
    assert head(world.place.pk).hash in said[0]


def test_a_fingerprint_that_was_kept_is_found_again_long_after(world: World) -> None:
    lines = exported(world.place.slug)
    told = json.loads(lines[2])["hash"]
    assert script().check(lines, {3: told})[1]
    assert script().check(lines, {3: told[:16]})[1]
    assert not script().check(lines, {2: told})[1]
    assert not script().check(lines, {3: told[:4]})[1]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"actor": "member:99"}, "not what was hashed"),
        ({"facts": {"v": 1, "steward": True}}, "not what was hashed"),
        ({"previous": "0" * 64}, "does not follow"),
        ({"seq": 40}, "missing"),
        ({"place": "6f1a2c9e-3b7d-4e58-9a10-c4d2e8f70b35"}, "another place"),
        ({"at_ms": 1}, "older"),
    ],
)
def test_a_changed_event_is_named(world: World, fields: dict[str, Any], why: str) -> None:
    said, fits = script().check(changed(exported(world.place.slug), 4, **fields), {})
    assert not fits
    assert "Event 4" in said[0]
    assert why in said[0]


def test_an_event_taken_out_is_missed(world: World) -> None:
    lines = exported(world.place.slug)
    assert script().check(lines[:4] + lines[5:], {}) == (["Event 5 does not fit: it is missing."], False)


def test_a_chain_cut_short_fits_in_itself_and_not_with_what_was_kept(world: World) -> None:
    lines = exported(world.place.slug)
    told = {len(lines): json.loads(lines[-1])["hash"]}
    assert script().check(lines[:-1], {})[1]
    assert not script().check(lines[:-1], told)[1]


def test_the_example_of_the_reference_fits() -> None:
    page = (DOCS / "reference" / "ledger.md").read_text()
    events = [part.partition("```")[0] for part in page.split("```json\n")[1:]]
    assert script().check([json.dumps(json.loads(event)) for event in events], {}) == (
        ["2 events, and each follows the one before. The head is "
         "461e8c41ef9cb30cb4cdcb44b01c0835a71cf7779b7a449555c27831b1d12562."],
        True,
    )  # fmt: skip


def test_it_needs_nothing_but_python(tmp_path: Any, world: World) -> None:
    file = tmp_path / "chain.jsonl"
    file.write_text("\n".join(exported(world.place.slug)))
    command = [sys.executable, "-I", "-S", str(SCRIPT), str(file)]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    assert len(SCRIPT.read_text().splitlines()) < 100
