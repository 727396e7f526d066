"""The file itself: one zip, always the same bytes for the same contents, sealed so that no byte of it can change.

`manifest.json` names every other file with its length and SHA-256. The comment at the very end of the zip is the
SHA-256 of every byte before it. Nothing is ever unpacked to disk: names in a zip are only compared with the manifest's.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from counterpoint.bundle.declared import FORMAT, VERSION
from counterpoint.web.http import Refused

MANIFEST = "manifest.json"
SEAL = 64  # hexadecimal digits, at the very end
STAMP = (1980, 1, 1, 0, 0, 0)  # every file's: a bundle does not say when it was made
BLOCK = 1 << 18
LONGEST_LINE = 4 << 20  # the longest words there can be, every character of them escaped, are under 1 MB
LONGEST_MANIFEST = 1 << 20
# What a bundle may unfold to: a place of ten thousand claims is 30 MB out of 5. A bomb unfolds a thousandfold.
UNFOLDS, UNFOLDS_ANYWAY = 100, 64 << 20

NOT_ONE = "is not a bundle of a place. `counterpoint export PLACE` makes one."
CHANGED = "is not as it was made: it was cut short, or something in it was changed. Ask for it again."

encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def line(row: Mapping[str, Any]) -> bytes:
    """One row: keys in order, no spaces, UTF-8, a line feed."""
    return encode(row).encode() + b"\n"


def pretty(value: object) -> bytes:
    """A file of one value, for people to read too: keys in order, a space a level."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


class Writer:
    """Adds files one after the other, and the manifest last."""

    def __init__(self, folder: zipfile.ZipFile) -> None:
        self.folder = folder
        self.files: dict[str, dict[str, int | str]] = {}

    def add(self, name: str, lines: Iterable[bytes]) -> int:
        """Returns how many lines (or pieces) it has."""
        digest, size, count = hashlib.sha256(), 0, 0
        waiting, held = [], 0
        with self.folder.open(_entry(name), "w", force_zip64=True) as out:
            for one in lines:
                count += 1
                waiting.append(one)
                held += len(one)
                if held >= BLOCK:
                    block = b"".join(waiting)
                    size += out.write(block)
                    digest.update(block)
                    waiting, held = [], 0
            block = b"".join(waiting)
            size += out.write(block)
            digest.update(block)
        self.files[name] = {"bytes": size, "sha256": digest.hexdigest()}
        if name.endswith(".jsonl"):
            self.files[name]["rows"] = count
        return count

    def close(self, about: Mapping[str, Any]) -> None:
        self.folder.writestr(_entry(MANIFEST), pretty({**about, "files": self.files}))


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # the same wherever it is made
    entry.external_attr = 0o600 << 16
    return entry


@contextmanager
def writing(stream: IO[bytes]) -> Iterator[Writer]:
    """A sealed zip, written to a stream that can be read and moved about in."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as folder:
        folder.comment = b"0" * SEAL
        yield Writer(folder)
    length = stream.seek(0, os.SEEK_END) - SEAL
    stream.seek(0)
    seal = _digest(stream, length)
    stream.seek(length)
    stream.write(seal.encode())


@contextmanager
def writing_to(path: Path, *, replace: bool) -> Iterator[Writer]:
    """Under another name until it is whole: a disk that fills up or a killed process leaves no half bundle there."""
    if path.exists() and not replace:
        raise Refused(f"{path} is there already. Give another name, or --replace it.")
    half = path.with_name(f".{path.name}.{os.getpid()}.half")
    try:
        with half.open("w+b") as stream:
            with writing(stream) as writer:
                yield writer
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists() and not replace:
            raise Refused(f"{path} has come to be there meanwhile. Give another name, or --replace it.")
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


class Reader:
    """A bundle that is whole: its seal, and every file against the manifest."""

    def __init__(self, folder: zipfile.ZipFile, name: str, manifest: dict[str, Any]) -> None:
        self.folder, self.name, self.manifest = folder, name, manifest

    def rows(self, path: str) -> int:
        """As many as the manifest says and the file has."""
        return int(self.manifest["files"][path]["rows"])

    def has(self, path: str) -> bool:
        return path in self.manifest["files"]

    def lines(self, path: str) -> Iterator[dict[str, Any]]:
        """Each line as an object."""
        with self.folder.open(path) as stream:
            count = 0
            while raw := stream.readline(LONGEST_LINE):
                count += 1
                yield self._object(raw, path, count)

    def _object(self, raw: bytes, path: str, count: int) -> dict[str, Any]:
        where = f"Line {count} of {path} in {self.name}"
        if not raw.endswith(b"\n"):
            raise Refused(f"{where} is too long, or does not end.")
        try:
            read = _decode(raw.decode())
        except (ValueError, RecursionError) as wrong:
            raise Refused(f"{where} is not JSON.") from wrong
        if type(read) is not dict:
            raise Refused(f"{where} is not a row.")
        return read


def _no_such_number(name: str) -> None:
    raise ValueError(name)


_decode = json.JSONDecoder(parse_constant=_no_such_number).decode


@contextmanager
def reading(path: Path, expected: Callable[[str], bool], say: Callable[[str], None]) -> Iterator[Reader]:
    """Opens a bundle and holds all of it to its seal and its manifest. `expected`: the files there may be."""
    try:
        with path.open("rb") as stream, zipfile.ZipFile(stream) as folder:
            entries = _entries(folder, path.name, stream.seek(0, os.SEEK_END))
            manifest = _manifest(folder, path.name)
            _hold_to_seal(stream, path.name)
            say("its seal")
            _hold_to_manifest(folder, entries, manifest, path.name, expected)
            yield Reader(folder, path.name, manifest)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as wrong:
        raise Refused(f"{path.name} {NOT_ONE if _is_no_zip(path) else CHANGED}") from wrong
    except FileNotFoundError:
        raise Refused(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise Refused(f"{path} is a folder; the bundle is one file.") from None
    except PermissionError:
        raise Refused(f"{path} may not be read by this account.") from None


def _is_no_zip(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4) != b"PK\x03\x04"


def _entries(folder: zipfile.ZipFile, name: str, size: int) -> dict[str, zipfile.ZipInfo]:
    entries = {entry.filename: entry for entry in folder.infolist()}
    if MANIFEST not in entries:
        raise Refused(f"{name} {NOT_ONE}")
    if sum(entry.file_size for entry in folder.infolist()) > max(UNFOLDS * size, UNFOLDS_ANYWAY):
        raise Refused(
            f"{name} would unfold to more than a hundred times its size. No bundle does: it was not opened."
        )
    if len(entries) != len(folder.infolist()) or any(entry.flag_bits & 1 for entry in entries.values()):
        raise Refused(f"{name} {CHANGED}")
    return entries


def _manifest(folder: zipfile.ZipFile, name: str) -> dict[str, Any]:
    """Read before the seal is looked at: a newer sort of bundle may be sealed in another way."""
    with folder.open(MANIFEST) as stream:
        raw = stream.read(LONGEST_MANIFEST)
    try:
        manifest = json.loads(raw)
        kind, _, version = manifest["format"].partition("/")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        raise Refused(f"{name} {NOT_ONE}") from wrong
    if kind == f"{FORMAT}-copy":
        raise Refused(
            f"{name} is a copy to read: what may not be shown is left out, so it cannot be brought in. Ask whoever "
            "runs the place for a bundle: `counterpoint export PLACE`."
        )
    if kind != FORMAT or not re.fullmatch("[1-9][0-9]{0,3}", version):
        raise Refused(f"{name} {NOT_ONE}")
    if int(version) > VERSION:
        raise Refused(
            f"{name} was made by a newer Counterpoint ({manifest.get('software', 'unknown')}): its format is number "
            f"{version}, and this one reads up to {VERSION}. Bring this Counterpoint up to date first."
        )
    return dict(manifest)


def _hold_to_seal(stream: IO[bytes], name: str) -> None:
    length = stream.seek(0, os.SEEK_END) - SEAL
    stream.seek(length)
    told = stream.read()
    stream.seek(0)
    if _digest(stream, length).encode() != told:
        raise Refused(f"{name} {CHANGED}")


def _hold_to_manifest(
    folder: zipfile.ZipFile,
    entries: Mapping[str, zipfile.ZipInfo],
    manifest: Mapping[str, Any],
    name: str,
    expected: Callable[[str], bool],
) -> None:
    files = manifest.get("files")
    if not isinstance(files, dict):
        raise Refused(f"{name} {NOT_ONE}")
    for stranger in (set(entries) ^ {*files, MANIFEST}) | {one for one in files if not expected(one)}:
        raise Refused(
            f"{name}: {stranger[:80]!r} has no place in a bundle, or is missing from it. Ask for it again."
        )
    for one, told in files.items():
        with folder.open(one) as stream:
            digest, lines = _digest_and_lines(stream, entries[one].file_size)
        fits = isinstance(told, dict) and told.get("sha256") == digest
        if not fits or (one.endswith(".jsonl") and told.get("rows") != lines):
            raise Refused(
                f"{name}: the file {one} in it is not the one that was put there. Ask for it again."
            )


def _digest(stream: IO[bytes], length: int) -> str:
    return _digest_and_lines(stream, length)[0]


def _digest_and_lines(stream: IO[bytes], length: int) -> tuple[str, int]:
    """SHA-256 of so many bytes, or of all that there are if they are fewer; and how many lines end in them."""
    digest, lines = hashlib.sha256(), 0
    while length > 0 and (block := stream.read(min(BLOCK, length))):
        digest.update(block)
        lines += block.count(b"\n")
        length -= len(block)
    return digest.hexdigest(), lines
