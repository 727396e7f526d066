"""Twos that may be one, and what follows when they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from counterpoint.partnership.policies.bringing_in.words import SAME, Doubt


class Groups:
    """Things that turn out to be the same, gathered under the first of them."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._first = {key: key for key in keys}

    def first(self, key: str) -> str:
        while self._first[key] != key:
            key = self._first[key]
        return key

    def join(self, one: str, other: str) -> None:
        first, second = self.first(one), self.first(other)
        if first != second:
            self._first[second] = first

    def gathered(self) -> dict[str, list[str]]:
        """Each first with all that it stands for, in the order in which they came."""
        found: dict[str, list[str]] = {}
        for key in self._first:
            found.setdefault(self.first(key), []).append(key)
        return found


def join_same(groups: Groups, doubts: Sequence[Doubt], pairs: Sequence[tuple[str, str]]) -> None:
    for doubt, (one, other) in zip(doubts, pairs, strict=True):
        if doubt.answer == SAME:
            groups.join(one, other)
