"""Forms of moderators: reading a story, and handing on a concern."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from counterpoint.stories.choices import Reason
from counterpoint.stories.policies.moderating import LONGEST_HANDED
from counterpoint.stories.policies.telling import LONGEST
from counterpoint.web.fields import (
    DayField,
    Form,
    LineField,
    OneOfMany,
    SomeOf,
    Tick,
    WordsField,
    refuse_too_long,
)

BEGINS = "passage_"


class PartField(WordsField):
    """What others read of one part. Emptied, the part is left out: so it is neither asked for nor "optional"."""

    def validate(self, value: Any) -> None:
        refuse_too_long(value, self.longest)


class ModerateForm(Form):
    """A box for each part, filled with what would be read, and what a moderator sees to beside the words."""

    reasons = SomeOf(
        label="If you changed it, or it can’t be shown: why?",
        help_text="Readers see the reason, and so does whoever told it.",
        choices=[(one.value, str(one.label).capitalize()) for one in Reason],
        required=False,
    )
    note = WordsField(
        label="A line to whoever told it",
        help_text="They read it with their ticket. If it can’t be shown, say what would help.",
        rows=3,
        required=False,
        longest=1000,
    )
    helpline = LineField(
        label="Who listens",
        help_text="A line under the story. For example: Samaritans, 116 123, day and night.",
        required=False,
        longest=120,
    )
    sensitive = Tick(label="It is hard to read: say so before it is opened")
    not_citable = Tick(label="No claim may rest on it")
    group = OneOfMany(label="Only one group may read it", choices=[], required=False)
    until = DayField(
        label="If it has to wait: until which day?",
        help_text="On that day it stands in the list again. It is never shown by itself.",
        what="That day",
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        parts: Sequence[tuple[str, str]],
        groups: Sequence[tuple[str, str]],
        narrowed: bool,
        **kwargs: Any,
    ) -> None:
        """`parts`: (name of the field, heading). `narrowed`: one group only already, and so no more to choose."""
        super().__init__(*args, **kwargs)
        boxes = {
            name: PartField(
                label="What others read",
                help_text=f"Of “{heading}”. Empty it to leave this part out.",
                longest=LONGEST,
                rows=4,
                widget=forms.Textarea(attrs={"rows": 4, "data-spots": ""}),
            )
            for name, heading in parts
        }
        self.fields = boxes | self.fields
        self.fields["group"].choices = [("", "No: as whoever told it chose"), *groups]  # type: ignore[attr-defined]
        if narrowed:
            del self.fields["group"]

    @property
    def words(self) -> dict[int, str]:
        """What others are to read, by the position of each part."""
        return {
            int(name.removeprefix(BEGINS)): said
            for name, said in self.cleaned_data.items()
            if name.startswith(BEGINS)
        }


class HandOnForm(Form):
    to = LineField(
        label="To whom did you hand it on?",
        help_text="For example: adult safeguarding at the council, the duty desk. Not what was said.",
        missing="Say to whom you handed it.",
        longest=LONGEST_HANDED,
    )


class WhatCameForm(Form):
    words = WordsField(
        label="What came of it, in a line",
        help_text="Or why it needed no handing on. Leave out what was said, and names.",
        missing="Say in a line what came of it.",
        longest=300,
        rows=2,
    )
