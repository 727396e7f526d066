"""What bears on an organisation, or on the whole place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from counterpoint.web.fields import DayField, Form, LineField, OneOf


class NoteForm(Form):
    about = OneOf(label="On whom?", missing="Choose on whom it bears.")
    words = LineField(
        label="What is it?",
        help_text="One line. For example: an inspection until Easter; or: 40 beds closed for repairs.",
        missing="Say in a line what it is.",
        longest=300,
    )
    begins_on = DayField(
        label="Since when?", what="The day", month_alone=True, required=False,
        help_text="A month is enough. Leave it empty for today.",
    )  # fmt: skip
    ends_on = DayField(
        label="Until when?", what="The day", month_alone=True, required=False,
        help_text="Leave it empty if nobody knows.",
    )  # fmt: skip

    def __init__(self, *args: Any, about: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = about  # type: ignore[attr-defined]
