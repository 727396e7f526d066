#!/usr/bin/env python3
"""Checks a bundle of a place, with nothing but Python. docs/reference/bundle.md says what is checked.

python3 check.py BUNDLE.zip [NUMBER FINGERPRINT]...

No byte of the file was changed; each file in it is the one that its manifest names; each act of the ledger
follows the one before; the words are those whose digests stand in the ledger. Each NUMBER and FINGERPRINT is
from a letter that you kept. Prints what it found; exit code 0 if all of it fits, 1 if not.
"""

import hashlib
import json
import sys
import zipfile

FIELDS = ("actor", "facts", "place", "previous", "seq", "subject", "verb")
TEXTS = "rows/ledger_text.jsonl"


class Misfit(Exception):
    pass


def check_files(stream, folder):
    """The seal is the last 64 bytes: the SHA-256 of all before. The manifest has that of each file."""
    length = stream.seek(0, 2) - 64
    stream.seek(0)
    if hashlib.sha256(stream.read(length)).hexdigest().encode() != stream.read():
        raise Misfit("The file is not as it was made: its seal does not fit.")
    files = json.loads(folder.read("manifest.json"))["files"]
    if sorted(folder.namelist()) != sorted([*files, "manifest.json"]):
        raise Misfit("There are files in it that the manifest does not name, or too few.")
    for name, told in files.items():
        if hashlib.file_digest(folder.open(name), "sha256").hexdigest() != told["sha256"]:
            raise Misfit(f"{name} is not the file that the manifest names.")
    return [f"{len(files)} files, and each is the one that was put there."]


def fingerprint(event):
    entry = {field: event[field] for field in FIELDS} | {"at": event["at_ms"], "v": 1}
    # Keys are plain letters, so their order by character is that of RFC 8785.
    written = json.dumps(entry, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def check_chain(lines, kept, digests):
    """Each act names the hash of the one before. `kept`: number -> fingerprint; `digests` is filled."""
    seq, before, at, left_out, place, seen = 0, "0" * 64, 0, 0, None, {}
    for event in map(json.loads, lines):
        place = place or event["place"]
        if (event["place"], event["seq"], event["previous"]) != (place, seq + 1, before):
            raise Misfit(f"Act {seq + 1} does not follow the act before it.")
        if "left_out" in event:
            left_out += 1
        elif event["at_ms"] < at or event["hash"] != fingerprint(event):
            raise Misfit(f"Act {seq + 1} does not fit: what it says is not what was hashed.")
        else:
            at = event["at_ms"]
            digests.update(value for value in event["facts"].values() if isinstance(value, str))
        seq, before = event["seq"], event["hash"]
        seen |= {seq: before} if seq in kept else {}
    for number, told in kept.items():
        if len(told) < 16 or not seen.get(number, "").startswith(told.lower()):
            raise Misfit(f"Act {number} is NOT the one you were told of: {seen.get(number, 'not there')}")
    said = [f"{seq} acts, and each follows the one before. The head is {before}."]
    said += [f"{left_out} are left out of this copy: what they say could not be checked."] if left_out else []
    return said + [f"Act {number} is the one that you were told of." for number in kept]


def check_words(lines, digests):
    count, erased = 0, 0
    for count, text in enumerate(map(json.loads, lines), 1):
        words, salt = text["words"].encode(), bytes.fromhex(text["salt"] or "")
        framed = b"".join(len(part).to_bytes(8, "big") + part for part in (salt, words))
        erased += not salt
        if salt and hashlib.sha256(framed).hexdigest() not in digests:
            raise Misfit(f"Line {count} of {TEXTS} holds words that are not the ones that were hashed.")
    return [f"{count - erased} texts, as they were said; {erased} were erased."]


def main(arguments):
    if len(arguments) % 2 == 0:
        return print(__doc__) or 2
    digests = set()
    try:
        kept = dict(zip(map(int, arguments[1::2]), arguments[2::2], strict=True))
        with open(arguments[0], "rb") as stream, zipfile.ZipFile(stream) as folder:
            print(*check_files(stream, folder), sep="\n")
            print(*check_chain(folder.open("ledger.jsonl"), kept, digests), sep="\n")
            if TEXTS in folder.namelist():
                print(*check_words(folder.open(TEXTS), digests), sep="\n")
    except (Misfit, zipfile.BadZipFile, OSError, ValueError, KeyError) as wrong:
        return print(f"It does NOT fit. {wrong}") or 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
