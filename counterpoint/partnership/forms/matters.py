"""What matters to us: writing a statement, and answering the few that hold at the end of a story or a card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from counterpoint.partnership.choices import TrueForMe
from counterpoint.web.fields import Form, LineField


class Asked(Protocol):
    """A statement as a page asks it: its number, and the name of its field."""

    @property
    def number(self) -> int: ...

    @property
    def name(self) -> str: ...


class MatterForm(Form):
    words = LineField(
        label="What matters to you?",
        help_text="Say it as “I”, in one short line. For example: I know what happens next, and who to ring.",
        missing="Say in a line what matters.",
        longest=200,
    )


def said_of(given: Mapping[str, str], asked: Iterable[Asked]) -> dict[int, str]:
    """What somebody ticked of those that were asked, by number. All of it may be left out."""
    known = {one.value for one in TrueForMe}
    return {one.number: given[one.name] for one in asked if given.get(one.name) in known}
