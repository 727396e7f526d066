"""Single cells: who owns an action, and what is safe to write."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

from counterpoint.analysis.likeness import find_organisation, looks_like_organisation

# Source: OWASP, "CSV Injection": what makes a spreadsheet take a cell for a formula. Full-width signs count
# in Japan's.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_BRACKETS = re.compile(r"^(.*?)\s*[(\[]([^)\]]*)[)\]]\s*(.*)$", re.DOTALL)
_BETWEEN_PEOPLE = re.compile(r"\s*(?:;|\n|\+|&|/|,|\band\b|\bwith\b)\s*", re.I)
_BETWEEN_PARTS = re.compile(r"\s+[-–—|]\s+|\s*[:/,\n]\s*")
_NOBODY = {
    "",
    "-",
    "?",
    "tbc",
    "tba",
    "tbd",
    "n/a",
    "na",
    "none",
    "nobody",
    "all",
    "everyone",
    "various",
    "unknown",
}


@dataclass(frozen=True, slots=True)
class Owner:
    """Who owns an action, as written: a person, an organisation, or one for the other. "" where unsaid."""

    person: str
    organisation: str


@overload
def safe_cell(value: str) -> str: ...
@overload
def safe_cell[Other](value: Other) -> Other: ...
def safe_cell(value: object) -> object:
    """The value as it may be written to a spreadsheet: words that look like a formula get an apostrophe."""
    if isinstance(value, str) and _FORMULA.match(value):
        return "'" + value
    return value


def read_owner(words: str, organisations: Sequence[str] = ()) -> list[Owner]:
    """Who is meant by a cell such as "Susan D (HC)", "HC - Susan D", "Susan D & Alan F" or "All".

    `organisations` are the names and short names that are known; one that is not is guessed by its look
    ("HC", "Housing team"). Nobody in particular ("TBC", "All") is an empty list."""
    words = " ".join(words.split(" ")).strip(" .,;:-")
    if words.casefold() in _NOBODY:
        return []
    if words.casefold() in {name.casefold() for name in organisations}:
        return [Owner("", words)]
    pair = _pair(words, organisations)
    if pair:
        return [pair]
    if _is_organisation(words, organisations):
        return [Owner("", words)]
    people = [part for part in _BETWEEN_PEOPLE.split(words) if part.casefold() not in _NOBODY]
    if len(people) < 2:
        return [Owner(words, "")] if people else []
    return [owner for part in people for owner in read_owner(part, organisations)]


def _pair(words: str, organisations: Sequence[str]) -> Owner | None:
    """One person and one organisation, in brackets or side by side; None where it is neither."""
    brackets = _BRACKETS.match(words)
    if brackets:
        outside, inside, after = (part.strip(" .,;:-") for part in brackets.groups())
        if after or not outside or not inside:
            return None
        if _is_organisation(outside, organisations) and not _is_organisation(inside, organisations):
            return Owner(inside, outside)
        return None if _BETWEEN_PEOPLE.search(outside) else Owner(outside, inside)
    parts = [part for part in _BETWEEN_PARTS.split(words) if part]
    if len(parts) != 2:
        return None
    first, second = (_is_organisation(part, organisations) for part in parts)
    if first == second:
        return None
    return Owner(parts[1], parts[0]) if first else Owner(parts[0], parts[1])


def _is_organisation(words: str, organisations: Sequence[str]) -> bool:
    return find_organisation(words, organisations) is not None or looks_like_organisation(words)
