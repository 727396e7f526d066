"""A form that was sent twice is one act: each carries a word of its own, remembered for an hour."""

from __future__ import annotations

from datetime import timedelta

from django.core.cache import caches

REMEMBERED = int(timedelta(hours=1).total_seconds())


def first_time(word: str) -> bool:
    """Of two forms with the same word, even at the same instant, only one comes first."""
    return caches["shared"].add(f"once:{word}", 0, timeout=REMEMBERED)


def remember(word: str, number: int) -> None:
    caches["shared"].set(f"once:{word}", number, timeout=REMEMBERED)


def forget(word: str) -> None:
    """It was refused, and may be sent again when it has been put right."""
    caches["shared"].delete(f"once:{word}")


def what_came_of(word: str) -> int:
    """The number of the record that it became, or 0 while that is not known."""
    return caches["shared"].get(f"once:{word}") or 0
