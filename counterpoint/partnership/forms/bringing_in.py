"""Bringing in: the file or the cells, then how they are to be read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from counterpoint.web.fields import FileField, Form, OneOf, OneOfMany, WordsField, refuse_too_long

MOST_PASTED = 2_000_000


# Fields of which one or another is enough: not "(optional)" to whoever reads, and not asked for one by one.


class EitherFile(FileField):
    def validate(self, value: Any) -> None:
        """The form says what is missing."""


class EitherWords(WordsField):
    def validate(self, value: Any) -> None:
        refuse_too_long(value, self.longest)


class Select(OneOfMany):
    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class Say(OneOf):
    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class BringInForm(Form):
    file = EitherFile(
        label="Choose a file", help_text="An Excel or LibreOffice spreadsheet, or CSV. 5 MB at most."
    )
    words = EitherWords(
        label="Or paste the cells here",
        help_text="Copy them in your spreadsheet, the headings too, and paste.",
        rows=6,
        longest=MOST_PASTED,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given.get("file") and not given.get("words"):
            self.add_error("file", "Choose a file, or paste the cells.")
        return given


class Column(Protocol):
    """A field of a table, and the columns that it may be in."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def column(self) -> str: ...
    @property
    def choices(self) -> tuple[tuple[str, str], ...]: ...


class Doubt(Protocol):
    """Two that may be one."""

    @property
    def key(self) -> str: ...
    @property
    def of(self) -> str: ...
    @property
    def answer(self) -> str: ...


WORDS = {"person": "Are they the same person?", "organisation": "Are they the same organisation?"}
UNSAID = {
    "person": "Say whether they are the same person.",
    "organisation": "Say whether they are the same organisation.",
}
BOTH = {"person": "Two people", "organisation": "Two organisations"}
ONE = {"person": "The same person", "organisation": "The same organisation"}


class CheckForm(Form):
    """A select for each column, and a choice for each two that may be one."""

    def __init__(self, columns: Iterable[Column], doubts: Iterable[Doubt], data: Any = None) -> None:
        super().__init__(data)
        self.columns, self.doubts = list(columns), list(doubts)
        for column in self.columns:
            self.fields[column.name] = Select(
                label=column.label, choices=column.choices, initial=column.column
            )
        for doubt in self.doubts:
            choices = [("same", ONE[doubt.of]), ("apart", BOTH[doubt.of])]
            self.fields[doubt.key] = Say(label=WORDS[doubt.of], choices=choices, initial=doubt.answer)

    def clean(self) -> dict[str, Any]:
        """Read again as often as one likes; to bring it in, every two must have been told apart."""
        given = super().clean() or {}
        if self.data.get("do") == "bring":
            for doubt in self.doubts:
                if not given.get(doubt.key) and doubt.key not in self.errors:
                    self.add_error(doubt.key, UNSAID[doubt.of])
        return given

    def reading(self) -> tuple[dict[str, dict[str, int]], dict[str, str]]:
        """Columns by table and field; answers by doubt."""
        columns: dict[str, dict[str, int]] = {}
        for column in self.columns:
            key, _, name = column.name.rpartition("-")
            table = columns.setdefault(key, {})
            if self.cleaned_data.get(column.name):
                table[name] = int(self.cleaned_data[column.name])
        answers = {
            one.key: self.cleaned_data[one.key] for one in self.doubts if self.cleaned_data.get(one.key)
        }
        return columns, answers
