"""Whole numbers as somebody sends them, in a form, an address or a file. Pure."""

from __future__ import annotations


def whole(words: str, *, longest: int = 9) -> int | None:
    """What these digits say; None for anything else: `str.isdigit` also takes "²", and `int` refuses 5,000 digits."""
    return int(words) if words.isascii() and words.isdigit() and len(words) <= longest else None
