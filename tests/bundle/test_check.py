"""The checker that goes out with every bundle: short, needing nothing, and finding what was changed."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from counterpoint.bundle.declared import CHECKER
from counterpoint.claims import actions as claims
from counterpoint.ledger.models import Event
from tests.acts import answered
from tests.bundle.bundles import Files, exported, listed, opened, row_changed, sealed_again, zipped
from tests.world import World


@pytest.fixture
def bundle(world: World, now: datetime, tmp_path: Path) -> Path:
    answered(world, now)
    claim = answered(world, now)
    claims.erase_words(text=claim.answers.get().words, claim=claim, by=world.kofi, at=now)
    return exported(world.place, tmp_path / "aldermouth.zip")


def run(*arguments: object) -> tuple[int, str]:
    """With nothing of ours within its reach: no path, no site."""
    command = [sys.executable, "-I", "-S", str(CHECKER), *map(str, arguments)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_it_is_under_a_hundred_lines_and_imports_only_what_python_has() -> None:
    source = CHECKER.read_text()
    assert len(source.splitlines()) < 100
    imported = {
        name.name.partition(".")[0]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import)
        for name in node.names
    }
    assert imported <= set(sys.stdlib_module_names)
    assert not any(isinstance(node, ast.ImportFrom) for node in ast.walk(ast.parse(source)))


def test_it_says_that_all_of_a_good_one_fits(bundle: Path, world: World) -> None:
    acts = Event.objects.filter(place_id=world.place.pk).order_by("-seq")
    code, said = run(bundle)
    assert code == 0
    assert f"{acts.count()} acts, and each follows the one before. The head is {acts[0].hash}." in said
    assert (
        "4 texts, as they were said; 1 were erased." in said
        or "3 texts, as they were said; 1 were erased." in said
    )
    assert opened(bundle)["check.py"] == CHECKER.read_bytes()


def test_a_fingerprint_that_was_kept_is_found_again(bundle: Path, world: World) -> None:
    told = Event.objects.get(place_id=world.place.pk, seq=3).hash
    assert run(bundle, 3, told)[0] == 0
    assert "Act 3 is the one that you were told of." in run(bundle, 3, told[:16].upper())[1]
    for number, fingerprint in ((2, told), (3, told[:15]), (3, "0" * 64), (999, told)):
        code, said = run(bundle, number, fingerprint)
        assert (code, f"Act {number} is NOT the one" in said) == (1, True)


def test_any_byte_that_was_changed_is_found(bundle: Path, tmp_path: Path) -> None:
    content, path = bundle.read_bytes(), tmp_path / "changed.zip"
    for at in range(100, len(content), len(content) // 12):
        path.write_bytes(content[:at] + bytes([content[at] ^ 4]) + content[at + 1 :])
        code, said = run(path)
        assert (code, "It does NOT fit." in said) == (1, True), at
    path.write_bytes(content[: len(content) // 2])
    assert run(path)[0] == 1


def act_changed(files: Files, old: bytes, new: bytes) -> Files:
    assert old in files["ledger.jsonl"]
    return files | {"ledger.jsonl": files["ledger.jsonl"].replace(old, new, 1)}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda f: act_changed(f, b'"actor":"member:', b'"actor":"member:1'), "is not what was hashed"),
        (lambda f: act_changed(f, b'"at_ms":17', b'"at_ms":18'), "is not what was hashed"),
        (lambda f: f | {"ledger.jsonl": b"\n".join(f["ledger.jsonl"].split(b"\n")[1:])}, "does not follow the act before"),
        (lambda f: row_changed(f, "ledger_text", 1, words="We did it all"), "not the ones that were hashed"),
    ],
)  # fmt: skip
def test_it_looks_behind_a_seal_that_fits(
    bundle: Path, tmp_path: Path, change: Callable[[Files], Files], why: str
) -> None:
    code, said = run(sealed_again(change(opened(bundle)), tmp_path / "changed.zip"))
    assert (code, why in said) == (1, True), said


def test_it_looks_at_every_file_and_for_files_that_were_added(bundle: Path, tmp_path: Path) -> None:
    files = opened(bundle)
    code, said = run(zipped(files | {"to-read/claims.csv": b"x"}, tmp_path / "a.zip"))
    assert (code, "to-read/claims.csv is not the file" in said) == (1, True)
    assert "that the manifest does not name" in run(zipped(files | {"more.txt": b"x"}, tmp_path / "a.zip"))[1]
    assert run(zipped(listed(files), tmp_path / "a.zip"))[0] == 0


@pytest.mark.parametrize("arguments", [(), ("one.zip", "3"), ("a", "b", "c", "d")])
def test_what_it_does_not_understand_it_explains(arguments: tuple[str, ...]) -> None:
    code, said = run(*arguments)
    assert (code, "check.py BUNDLE.zip" in said) == (2, True)


def test_what_is_not_there_or_no_bundle_it_says(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_text("hello")
    for path in (tmp_path / "none.zip", tmp_path / "x.zip", tmp_path):
        code, said = run(path)
        assert (code, said.startswith("It does NOT fit.")) == (1, True)
