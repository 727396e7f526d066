"""Bringing in: the file or the cells, then how they are to be read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from counterpoint.web.fields import FileField, Form, OneOf, OneOfMany, WordsField

MOST_PASTED = 2_000_000


class BringInForm(Form):
    file = FileField(
        label="Choose a file",
        help_text="An Excel or LibreOffice spreadsheet, or CSV. 5 MB at most.",
        required=False,
    )
    words = WordsField(
        label="Or paste the cells here",
        help_text="Copy them in your spreadsheet, the headings too, and paste.",
        required=False,
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


WORDS = {"person": "The same person, or two?", "organisation": "The same organisation, or two?"}
BOTH = {"person": "Two people", "organisation": "Two organisations"}
ONE = {"person": "The same person", "organisation": "The same organisation"}


class CheckForm(Form):
    """A select for each column, and a choice for each two that may be one."""

    def __init__(self, columns: Iterable[Column], doubts: Iterable[Doubt], data: Any = None) -> None:
        super().__init__(data)
        self.columns, self.doubts = list(columns), list(doubts)
        for column in self.columns:
            self.fields[column.name] = OneOfMany(
                label=column.label, choices=column.choices, initial=column.column, required=False
            )
        for doubt in self.doubts:
            self.fields[doubt.key] = OneOf(
                label=WORDS[doubt.of],
                choices=[("same", ONE[doubt.of]), ("apart", BOTH[doubt.of])],
                initial=doubt.answer,
                required=False,
            )

    def reading(self) -> tuple[dict[str, dict[str, int]], dict[str, str]]:
        """Columns by table and field; answers by doubt."""
        columns: dict[str, dict[str, int]] = {}
        for column in self.columns:
            key, _, name = column.name.rpartition("-")
            table = columns.setdefault(key, {})
            if self.cleaned_data.get(column.name):
                table[name] = int(self.cleaned_data[column.name])
        answers = {one.key: self.cleaned_data[one.key] for one in self.doubts if self.cleaned_data.get(one.key)}
        return columns, answers
