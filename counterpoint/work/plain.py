"""A letter in plain text: the same words in the same order, for every mail program there ever was."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

from counterpoint.work.notices import Button, Listed, Part

WIDTH = 72
RULE = "-" * WIDTH


def printed(subject: str, place: str, parts: Sequence[Part], foot: Sequence[str]) -> str:
    """The first line can be answered: it is the question."""
    blocks = f"\n\n{RULE}\n\n".join(_part(one) for one in parts)
    ending = "\n\n".join(_wrapped(line) for line in foot)
    return f"{blocks}\n\n{RULE}\n{place}\n\n{ending}\n"


def _part(part: Part) -> str:
    blocks = [_wrapped(part.heading)]
    if part.introduction:
        blocks.append(_wrapped(part.introduction))
    if part.sentence:
        blocks.append(_wrapped(f"“{part.sentence}”", "  "))
    if part.quote:
        blocks.append(_wrapped(f"“{part.quote}”" + (f"\n{part.quoted}" if part.quoted else ""), "  | "))
    blocks += [_wrapped(line) for line in part.lines]
    blocks += [_listed(one) for one in part.listed]
    blocks += [_wrapped(line) for line in part.readers]
    if part.buttons:
        blocks.append("\n\n".join(_link(one) for one in part.buttons))
    return "\n\n".join(blocks)


def _listed(several: Listed) -> str:
    """Each on lines of its own, with its address under it."""
    entries = (f"{_wrapped('- ' + one.words)}\n  {one.address}" for one in several.entries)
    return "\n\n".join((_wrapped(several.title), *entries, *((several.more,) if several.more else ())))


def _link(button: Button) -> str:
    """The address on a line of its own: nothing is wrapped, so nothing is broken."""
    return f"{button.words}:\n{button.address}"


def _wrapped(words: str, indent: str = "") -> str:
    """Every line of somebody's words keeps its own line, and none of them can look like ours."""
    lines = [
        fill(
            line,
            WIDTH,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in words.splitlines()
    ]
    return "\n".join(line or indent for line in lines)
