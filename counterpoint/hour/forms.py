"""A promise, written down in seconds while people sit together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from counterpoint.claims.choices import kind_of
from counterpoint.claims.forms.words import sentence
from counterpoint.web.fields import DayField, Form, OneOfMany


class PromiseForm(Form):
    sentence = sentence(
        "What is promised?",
        missing="Say what is promised.",
        help_text=f"For example: {kind_of('promise').example}.",
    )
    promiser = OneOfMany(label="Who promises?", missing="Choose who promises.")
    to = OneOfMany(label="To whom?", missing="Say to whom. Only they can say whether it was kept.")
    due_on = DayField(
        label="By when?", what="The day", required=False, month_alone=True, help_text="A month is enough."
    )
    line = OneOfMany(label="Is it one of the things that a goal needs?", required=False)

    def __init__(
        self,
        *args: Any,
        promisers: Sequence[tuple[str, str]],
        named: Sequence[tuple[str, str]],
        lines: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["promiser"].choices = [("", "choose one"), *promisers]  # type: ignore[attr-defined]
        self.fields["to"].choices = [("", "choose one"), *named]  # type: ignore[attr-defined]
        self.fields["line"].choices = [("", "no, something else"), *lines]  # type: ignore[attr-defined]
        if not lines:
            del self.fields["line"]
