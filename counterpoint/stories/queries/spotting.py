"""What in a story points at somebody: numbers and addresses, the names and posts of people here, words of harm."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from counterpoint.analysis.identifiers import spot
from counterpoint.partnership.models import Member, Place
from counterpoint.stories.policies.harm import found_in

A_NAME = "a name of somebody here"
A_POST = "the post of somebody here"
HARM = "words that may mean harm"
TOO_SHORT = 3  # letters: "Al" is in too many words


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of somebody's words, and why to look at it; most have no reason."""

    words: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Staff:
    """How the people of a place are called, as patterns; None where there is nobody."""

    names: re.Pattern[str] | None
    posts: re.Pattern[str] | None


def staff_of(place: Place) -> Staff:
    people = list(Member.objects.filter(place=place).order_by("pk").values_list("name", "post"))
    names = {part for name, _ in people for part in (name, *name.split()) if len(part) > TOO_SHORT - 1}
    posts = {post for _, post in people if len(post) > TOO_SHORT}
    # Names by their capitals: "Will rang" is somebody, "he will ring" is not.
    return Staff(_any_of(names, 0), _any_of(posts, re.IGNORECASE))


def _any_of(words: Iterable[str], flags: int) -> re.Pattern[str] | None:
    longest_first = sorted(words, key=lambda one: (-len(one), one))
    if not longest_first:
        return None
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", flags)


def pieces(words: str, staff: Staff) -> tuple[Piece, ...]:
    """The words, in order, whole; what to look at stands by itself."""
    found = [(one.start, one.end, str(one.kind)) for one in spot(words)]
    for pattern, why in ((staff.names, A_NAME), (staff.posts, A_POST)):
        found += [(*one.span(), why) for one in (pattern.finditer(words) if pattern else ())]
    found += [(*one, HARM) for one in found_in(words)]
    told: list[Piece] = []
    at = 0
    for start, end, why in sorted(found, key=lambda one: (one[0], -one[1])):
        if start < at:
            continue
        told += [Piece(words[at:start]), Piece(words[start:end], why)]
        at = end
    return tuple(one for one in (*told, Piece(words[at:])) if one.words)


def whys(parts: Iterable[tuple[Piece, ...]]) -> tuple[str, ...]:
    """What there is to look at, each once, in the order in which it stands."""
    return tuple(dict.fromkeys(one.why for part in parts for one in part if one.why))
