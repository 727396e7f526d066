#!/usr/bin/env python3
"""Checks the chain of a place, with nothing but Python. docs/reference/ledger.md says what is checked.

python3 check_chain.py FILE [NUMBER FINGERPRINT]...

FILE holds one event a line, as JSON. Of one that was left out of a copy only its place in the chain can be
checked. Each NUMBER and FINGERPRINT is from a letter that you kept: act number so many had that
fingerprint. Prints what it found; exit code 0 if all of it fits, 1 if not.
"""

import hashlib
import json
import sys

GENESIS = "0" * 64
FIELDS = ("actor", "facts", "place", "previous", "seq", "subject", "verb")


def no_float(number):
    raise ValueError(f"the chain holds whole numbers only, and here is {number}")


def fingerprint(event):
    entry = {field: event[field] for field in FIELDS} | {"at": event["at_ms"], "v": 1}
    # Keys are plain letters, so their order by character is that of RFC 8785.
    written = json.dumps(entry, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def first_misfit(events):
    """The number of the first event that does not fit and why, or None."""
    before = {"seq": 0, "hash": GENESIS, "at_ms": 0, "place": events[0]["place"] if events else ""}
    for event in events:
        if event["place"] != before["place"]:
            return event["seq"], "it belongs to another place"
        if event["seq"] != before["seq"] + 1:
            return before["seq"] + 1, "it is missing"
        if event["previous"] != before["hash"]:
            return event["seq"], "it does not follow the event before it"
        if "left_out" in event:
            before = event | {"at_ms": before["at_ms"]}
            continue
        if event["at_ms"] < before["at_ms"]:
            return event["seq"], "it is older than the event before it"
        if event["hash"] != fingerprint(event):
            return event["seq"], "what it says is not what was hashed"
        before = event
    return None


def check(lines, kept):
    """Sentences about the chain, and whether all of it fits. `kept`: number of an act -> its fingerprint."""
    events = [json.loads(line, parse_float=no_float) for line in lines if line.strip()]
    misfit = first_misfit(events)
    if misfit:
        return [f"Event {misfit[0]} does not fit: {misfit[1]}."], False
    if not events:
        return ["There is no event in this file."], False
    said, fits = (
        [f"{len(events)} events, and each follows the one before. The head is {events[-1]['hash']}."],
        True,
    )
    left_out = sum("left_out" in event for event in events)
    if left_out:
        said.append(f"{left_out} of them are left out of this copy: what they say could not be checked.")
    for number, told in kept.items():
        here = events[number - 1]["hash"] if 0 < number <= len(events) else None
        if here and len(told) >= 16 and here.startswith(told.lower()):
            said.append(f"Act {number} is the one that you were told of.")
        else:
            fits = False
            said.append(f"Act {number} is NOT the one that you were told of: it is {here or 'not there'}.")
    return said, fits


def main(words):
    if not words or len(words) % 2 == 0:
        print(__doc__)  # noqa: T201
        return 2
    kept = {int(number): told for number, told in zip(words[1::2], words[2::2], strict=True)}
    with open(words[0], encoding="utf-8") as file:  # noqa: PTH123
        said, fits = check(file, kept)
    print("\n".join(said))  # noqa: T201
    return 0 if fits else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
