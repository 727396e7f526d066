"""What does not fit is refused in a sentence, and nothing half done is left behind."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from counterpoint.analysis.standing import Verdict
from counterpoint.bundle import envelope
from counterpoint.bundle.actions import import_place
from counterpoint.bundle.exporting import export_place
from counterpoint.claims import actions as claims
from counterpoint.partnership.models import Place
from counterpoint.web.http import Refused
from tests.acts import answered, plain, raised
from tests.bundle.bundles import (
    Files,
    elsewhere,
    exported,
    hard_words,
    listed,
    opened,
    row_changed,
    rows,
    sealed_again,
    with_rows,
    without_a_name,
    zipped,
)
from tests.claims.test_all_or_nothing import broken_after, everything
from tests.engine import empty_database
from tests.world import World, build


@pytest.fixture(scope="module")
def good(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small place that no test has in its database."""
    now = datetime.fromisoformat("2026-11-02T09:30:00+00:00")
    with django_db_blocker.unblock(), elsewhere():
        world = build(now)
        answered(world, now)
        raised(world, now)
        without_a_name(world, now)
        hard_words(world, now)
        return exported(world.place, tmp_path_factory.mktemp("good") / "one.zip")


@pytest.fixture
def refused(db: None, now: datetime, tmp_path: Path) -> Callable[..., str]:
    """Tries to bring it in; the sentence, after seeing that nothing was changed."""

    def tried(path: Path, **how: Any) -> str:
        before = everything()
        with pytest.raises(Refused) as why, transaction.atomic():
            import_place(path, at=now + timedelta(days=9), **how)
        assert everything() == before
        sentence = why.value.sentence
        assert sentence.endswith((".", "`.")) or "--as" in sentence, sentence
        assert len(sentence) < 400
        return sentence

    return tried


@pytest.fixture
def tampered(good: Path, tmp_path: Path, refused: Callable[..., str]) -> Callable[..., str]:
    """As somebody would who knows how to seal it again."""

    def tried(change: Callable[[Files], Files], **about: Any) -> str:
        return refused(sealed_again(change(opened(good)), tmp_path / "changed.zip", **about))

    return tried


# One byte


def places_in(good: Path) -> Iterator[tuple[str, int]]:
    """Of every file in it a byte of its own head and of its contents; then what stands around them."""
    with zipfile.ZipFile(good) as folder:
        for entry in folder.infolist():
            yield f"{entry.filename}, its head", entry.header_offset + 12
            start = entry.header_offset + 30 + len(entry.filename) + 20
            yield entry.filename, start + entry.compress_size // 2
        yield "the directory", folder.start_dir + 14
    size = good.stat().st_size
    yield "the end of the directory", size - 64 - 10
    yield "the seal", size - 5


def test_one_byte_changed_in_any_file_or_around_it(
    good: Path, tmp_path: Path, db: None, now: datetime
) -> None:
    before = everything()
    content, path = good.read_bytes(), tmp_path / "changed.zip"
    places = [*places_in(good), *((f"byte {at}", at) for at in range(0, len(content), 997))]
    assert len(places) > 150
    # The last is said where the byte is of how long a file is.
    refusals = ("as it was made", "not a bundle", "would unfold")
    for where, at in places:
        for bit in (1, 128):
            path.write_bytes(content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :])
            with pytest.raises(Refused) as why:
                import_place(path, at=now)
            assert any(words in why.value.sentence for words in refusals), where
    assert everything() == before


@pytest.mark.parametrize("kept", [0, 1, 100, 0.3, 0.9, -1, -64, -90])
def test_cut_short_anywhere(good: Path, tmp_path: Path, refused: Callable[..., str], kept: float) -> None:
    content = good.read_bytes()
    length = int(len(content) * kept) if isinstance(kept, float) else kept
    (tmp_path / "cut.zip").write_bytes(content[:length])
    said = refused(tmp_path / "cut.zip")
    assert "cut short" in said or "is not a bundle" in said


def test_something_after_its_end(good: Path, tmp_path: Path, refused: Callable[..., str]) -> None:
    (tmp_path / "more.zip").write_bytes(good.read_bytes() + b"\n")
    assert "is not as it was made" in refused(tmp_path / "more.zip")


# Not a bundle


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"hello", b"\x89PNG\r\n\x1a\n" + bytes(900), b'{"format": "counterpoint-bundle/1"}'],
)
def test_a_file_of_another_sort(tmp_path: Path, refused: Callable[..., str], content: bytes) -> None:
    (tmp_path / "thing.zip").write_bytes(content)
    assert "thing.zip is not a bundle of a place" in refused(tmp_path / "thing.zip")


def test_a_zip_of_something_else_and_one_with_a_strange_manifest(
    good: Path, tmp_path: Path, refused: Callable[..., str]
) -> None:
    assert "is not a bundle" in refused(zipped({"a.txt": b"a"}, tmp_path / "a.zip"))
    for manifest in (
        b"",
        b"[]",
        b"{}",
        b'{"format": 3}',
        b'{"format": "other/1"}',
        b"[" * 5000,
        b'{"format": "counterpoint-bundle/0"}',
    ):
        path = zipped(opened(good) | {envelope.MANIFEST: manifest}, tmp_path / "b.zip")
        assert "is not a bundle" in refused(path)


def test_no_file_and_a_folder(tmp_path: Path, refused: Callable[..., str]) -> None:
    assert "There is no file" in refused(tmp_path / "nothing.zip")
    assert "is a folder" in refused(tmp_path)


def test_one_file_of_it_exchanged_for_another(
    good: Path, tmp_path: Path, refused: Callable[..., str]
) -> None:
    for name in opened(good):
        if name != envelope.MANIFEST:
            path = zipped(opened(good) | {name: b"something else\n"}, tmp_path / "changed.zip")
            assert f"the file {name} in it is not the one that was put there" in refused(path)


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/cron.d/evil",
        "/etc/passwd",
        "rows/../../x.jsonl",
        "rows\\..\\x",
        "C:\\x",
        "rows/claims_secret.jsonl",
    ],
)
def test_a_file_that_would_lie_elsewhere(
    good: Path, tmp_path: Path, refused: Callable[..., str], name: str
) -> None:
    files = opened(good) | {name: b"{}\n"}
    assert "has no place in a bundle" in refused(zipped(files, tmp_path / "a.zip"))
    assert "has no place in a bundle" in refused(zipped(listed(files), tmp_path / "a.zip"))
    assert [one.name for one in tmp_path.iterdir()] == ["a.zip"]


def test_a_file_that_is_missing_or_there_twice(
    good: Path, tmp_path: Path, refused: Callable[..., str]
) -> None:
    files = opened(good)
    assert "is missing" in refused(
        zipped({name: files[name] for name in files if name != "rows/claims_claim.jsonl"}, tmp_path / "a.zip")
    )
    with (
        zipfile.ZipFile(shutil.copy(good, tmp_path / "b.zip"), "a") as folder,
        pytest.warns(UserWarning, match="Duplicate"),
    ):
        folder.writestr("rows/claims_claim.jsonl", b"")
    assert "is not as it was made" in refused(tmp_path / "b.zip")
    for needed in ("rows/partnership_place.jsonl", "rows/ledger_chain.jsonl", "ledger.jsonl"):
        less = listed({name: files[name] for name in files if name != needed})
        assert f"has no {needed}" in refused(zipped(less, tmp_path / "c.zip"))


def test_a_bomb_is_not_unfolded(
    good: Path, tmp_path: Path, refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = listed(opened(good) | {"README.txt": bytes(100 << 20)})
    path = zipped(files, tmp_path / "bomb.zip")
    assert path.stat().st_size < 1 << 20
    monkeypatch.setattr(envelope, "_hold_to_manifest", lambda *told: pytest.fail("It was unfolded."))
    assert "would unfold to more than a hundred times its size" in refused(path)


def test_a_line_that_never_ends(tampered: Callable[..., str]) -> None:
    long = b'{"name": "' + b"x" * (5 << 20) + b'"}\n'
    assert "is too long" in tampered(lambda files: files | {"rows/claims_pool.jsonl": long})


# Versions


def test_one_from_a_newer_version_says_so(good: Path, tmp_path: Path, refused: Callable[..., str]) -> None:
    files = opened(good)
    newer = listed(files, format="counterpoint-bundle/2", software="9.1.0")
    said = refused(zipped(newer, tmp_path / "newer.zip"))
    assert "newer Counterpoint (9.1.0): its format is number 2, and this one reads up to 1" in said


def test_a_column_of_a_newer_version_is_named(tampered: Callable[..., str]) -> None:
    said = tampered(lambda files: row_changed(files, "claims_claim", colour="red"))
    assert "this Counterpoint does not know of 'colour'" in said


def test_a_column_that_is_newer_than_the_bundle_takes_what_a_new_row_has(
    good: Path, tmp_path: Path, db: None, now: datetime
) -> None:
    files = opened(good)
    older = [{key: row[key] for key in row if key != "programme"} for row in rows(files, "partnership_place")]
    import_place(sealed_again(with_rows(files, "partnership_place", older), tmp_path / "older.zip"), at=now)
    assert Place.objects.get(slug="aldermouth").programme is False


def test_a_table_that_is_newer_than_the_bundle_stays_empty(
    good: Path, tmp_path: Path, db: None, now: datetime
) -> None:
    files = opened(good)
    older = listed({name: files[name] for name in files if "claims_help" not in name})
    assert import_place(zipped(older, tmp_path / "older.zip"), at=now).slug == "aldermouth"


def test_a_copy_to_read_is_not_a_bundle(good: Path, tmp_path: Path, refused: Callable[..., str]) -> None:
    copy = listed(opened(good), format="counterpoint-bundle-copy/1")
    assert "is a copy to read" in refused(zipped(copy, tmp_path / "copy.zip"))


# The same place


def test_twice(good: Path, db: None, now: datetime, refused: Callable[..., str]) -> None:
    import_place(good, at=now)
    said = refused(good)
    assert "Aldermouth is here already (/aldermouth/). It is the same, act for act" in said
    assert "is here already" in refused(good, slug="another")


def test_into_a_place_that_has_moved_on(
    good: Path, db: None, now: datetime, refused: Callable[..., str]
) -> None:
    length = import_place(good, at=now).events
    place = Place.objects.get(slug="aldermouth")
    claims.export_mine(by=place.members.get(name="Ada Quill"), at=now + timedelta(days=5))
    said = refused(good)
    assert f"It has gone on since: the bundle ends with act {length}, and here there are {length + 1}" in said


def test_into_one_that_is_behind_and_into_one_that_went_another_way(
    db: None, now: datetime, tmp_path: Path, refused: Callable[..., str]
) -> None:
    with elsewhere():
        world = build(now)
        early = exported(world.place, tmp_path / "early.zip")
        plain(world, now)
        late = exported(world.place, tmp_path / "late.zip")
    length = import_place(early, at=now).events
    assert f"Here it ends with act {length}, and the bundle goes on" in refused(late)
    place = Place.objects.get(slug="aldermouth")
    claims.export_mine(by=place.members.get(name="Ada Quill"), at=now)
    assert f"from act {length + 1} on the two differ" in refused(late)


def test_a_short_name_that_is_taken(good: Path, db: None, now: datetime, refused: Callable[..., str]) -> None:
    build(now, "aldermouth")
    said = refused(good)
    assert "another place at /aldermouth/" in said
    assert said.endswith("--as aldermouth-2")
    assert "another place" in refused(good, slug="aldermouth")
    for bad in ("a/b", "..", "Ä" * 3, "x" * 41, "<script>"):
        assert "'slug' does not fit" in refused(good, slug=bad)
    assert "word of Counterpoint's own" in refused(good, slug="start")


# Somebody who knows how to seal it again


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda f: row_changed(f, "claims_answer", verdict="yes"), "does not hold together at act"),
        (lambda f: row_changed(f, "claims_claim", standing="confirmed"), "does not hold together at act"),
        (lambda f: row_changed(f, "ledger_text", 1, words="We lent nobody"), "not the ones that were hashed"),
        (lambda f: row_changed(f, "ledger_chain", length=3), "does not hold together"),
        (lambda f: row_changed(f, "ledger_chain", head="0" * 64), "does not hold together"),
        (lambda f: row_changed(f, "ledger_chain", place_uuid="00000000-0000-4000-8000-000000000000"), "does not hold together"),
        (lambda f: row_changed(f, "partnership_place", uuid="00000000-0000-4000-8000-000000000000"), "not one of this place"),
        (lambda f: with_rows(f, "claims_answer", []), "does not hold together"),
        (lambda f: with_rows(f, "partnership_place", []), "is not of one place"),
        (lambda f: with_rows(f, "partnership_place", rows(f, "partnership_place") * 2), "is not of one place"),
    ],
)  # fmt: skip
def test_contents_that_are_not_what_the_ledger_says(
    tampered: Callable[..., str], change: Callable[[Files], Files], why: str
) -> None:
    assert why in tampered(change)


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("actor", "member:9", "does not hold together at act 4"),
        ("facts", {}, "does not hold together at act 4"),
        ("facts", [], "is not written as an act is"),
        ("at_ms", 1, "does not hold together at act 4"),
        ("at_ms", 1 << 60, "is not written as an act is"),
        ("at_ms", "1", "is not written as an act is"),
        ("seq", 5, "not the next"),
        ("place", "elsewhere", "not one of this place"),
        ("hash", "x" * 65, "does not fit"),
        ("more", 1, "not one of this place"),
    ],
)
def test_an_act_that_was_changed(tampered: Callable[..., str], field: str, value: object, why: str) -> None:
    def change(files: Files) -> Files:
        lines = [json.loads(one) for one in files["ledger.jsonl"].splitlines()]
        lines[3][field] = value
        return files | {"ledger.jsonl": b"".join(map(envelope.line, lines))}

    assert why in tampered(change)


@pytest.mark.parametrize(
    ("name", "fields", "why"),
    [
        ("claims_claim", {"link": "javascript:alert(1)"}, "'link' does not fit"),
        ("claims_claim", {"kind": "made_up"}, "'kind' does not fit"),
        ("claims_claim", {"put_at": "2026-11-02"}, "'put_at' does not fit"),
        ("claims_claim", {"put_at": "2026-11-02T09:30:00Z"}, "'put_at' does not fit"),
        ("claims_claim", {"put_at": None}, "nothing stands there"),
        ("claims_claim", {"put_by": 999}, "'put_by' is a row that the bundle does not have"),
        ("claims_claim", {"put_by": "1"}, "'put_by' is a row that the bundle does not have"),
        ("claims_claim", {"sentence": None}, "it says nothing of 'sentence'"),
        ("claims_claim", {"number": 0}, "does not follow the one before"),
        ("claims_claim", {"number": 99}, "does not follow the one before"),
        ("claims_claim", {"lasts": 1}, "'lasts' does not fit"),
        ("claims_claim", {"message": True}, "'message' does not fit"),
        ("claims_claim", {"message": 11}, "do not fit together"),
        ("claims_claim", {"step": -1}, "'step' does not fit"),
        ("ledger_text", {"words": "a\0b"}, "holds a NUL"),
        ("ledger_text", {"salt": "zz"}, "'salt' does not fit"),
        ("ledger_text", {"id": 2}, "it stands on another line"),
        ("ledger_text", {"salt": None}, "do not fit together"),
        ("partnership_member", {"name": "x" * 121}, "'name' does not fit"),
        ("partnership_member", {"email": "no address"}, "'email' does not fit"),
        ("partnership_place", {"zone": 3}, "'zone' does not fit"),
        ("claims_ticket", {"id": "0"}, "its key is not one"),
        ("claims_ticket", {"id": "9" * 30}, "its key is not one"),
        ("claims_ticket", {"id": "9" * 5_000}, "its key is not one"),
        ("claims_ticket", {"id": 12}, "its key is not one"),
        ("claims_ticket", {"claim": True}, "'claim' is a row that the bundle does not have"),
        ("partnership_standpoint", {"perspective": "everything"}, "'perspective' does not fit"),
    ],
)
def test_a_row_that_could_not_be_one(
    tampered: Callable[..., str], name: str, fields: dict[str, Any], why: str
) -> None:
    assert why in tampered(lambda files: row_changed(files, name, **fields))


@pytest.mark.parametrize(
    "raw",
    [b"\n", b"[]\n", b"{\n", b'{"a": NaN}\n', b"\xff\n", b'"x"\n', b"[" * 100_000 + b"\n"],
)
def test_a_line_that_is_no_row(tampered: Callable[..., str], raw: bytes) -> None:
    said = tampered(lambda files: files | {"rows/claims_pool.jsonl": raw})
    assert "Line 1 of rows/claims_pool.jsonl" in said


def test_half_a_character(tampered: Callable[..., str]) -> None:
    def change(files: Files) -> Files:
        raw = files["rows/partnership_member.jsonl"].replace(b'"Ada Quill"', b'"\\ud800"')
        return files | {"rows/partnership_member.jsonl": raw}

    assert "'name' does not fit" in tampered(change)


def test_a_row_twice(tampered: Callable[..., str]) -> None:
    def twice(files: Files) -> Files:
        found = rows(files, "claims_ballot")
        return with_rows(files, "claims_ballot", [*found, found[0]])

    assert "do not fit together" in tampered(twice)


# Half way


def test_broken_at_any_write_nothing_has_happened(good: Path, db: None, now: datetime) -> None:
    before = everything()
    for let_through in range(400):
        with broken_after(let_through) as breaker:
            try:
                import_place(good, at=now)
            except DatabaseError:
                assert breaker.broke
        if not breaker.broke:
            break
        assert everything() == before, f"broken after {let_through} writes"
    assert let_through > 15
    assert Place.objects.filter(slug="aldermouth").exists()


def test_killed_at_its_commit_or_with_a_full_disk_nothing_has_happened(good: Path, tmp_path: Path) -> None:
    """A database of its own and processes of their own, which a test inside a transaction cannot have."""
    with empty_database(tmp_path) as env:
        done = subprocess.run(
            [sys.executable, "-m", "tests.bundle.killed", str(good)],
            cwd=Path(__file__).parents[2], env=env, capture_output=True, text=True, timeout=300,
        )  # fmt: skip
    assert done.stdout.splitlines() == ["killed: nothing", "full: nothing", "at last: 1"], (
        done.stdout + done.stderr
    )


@pytest.fixture
def small_disk() -> Iterator[None]:
    """Files may not grow past eight kilobytes."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_an_export_for_which_there_is_no_room_leaves_nothing(
    world: World, tmp_path: Path, small_disk: None
) -> None:
    with pytest.raises(Refused, match="could not be written"):
        export_place(world.place, tmp_path / "one.zip")
    assert list(tmp_path.iterdir()) == []


def test_an_export_writes_over_nothing_unless_told_to(world: World, tmp_path: Path) -> None:
    path = tmp_path / "one.zip"
    path.write_text("mine")
    with pytest.raises(Refused, match="is there already"):
        export_place(world.place, path)
    assert path.read_text() == "mine"
    export_place(world.place, path, replace=True)
    assert zipfile.is_zipfile(path)
    with pytest.raises(Refused, match="could not be written"):
        export_place(world.place, tmp_path / "no" / "such" / "one.zip")


def test_a_place_whose_ledger_does_not_fit_is_not_exported(
    world: World, now: datetime, tmp_path: Path
) -> None:
    from counterpoint.ledger.models import guard, unguard

    claims.answer(claim=plain(world, now), verdict=Verdict.YES, by=world.kofi, at=now)
    with connection.cursor() as cursor:
        for statement in unguard("ledger_event", connection.vendor):
            cursor.execute(statement)
        cursor.execute("update ledger_event set actor = 'member:9' where seq = 5")
        for statement in guard("ledger_event", connection.vendor):
            cursor.execute(statement)
    with pytest.raises(Refused, match="Event 5 of the ledger does not fit"):
        export_place(world.place, tmp_path / "one.zip")
    assert list(tmp_path.iterdir()) == []
