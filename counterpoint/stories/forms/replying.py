"""Forms of what comes of a story."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from counterpoint.analysis.numbers import whole
from counterpoint.claims.choices import kind_of
from counterpoint.claims.forms.words import Words, sentence
from counterpoint.web.fields import Form, LineField, OneOf, OneOfMany

BECAUSE = kind_of("because")


class _ForWhom(Form):
    organisation = OneOf(label="For whom do you say this?", missing="Say for whom.")

    def __init__(self, *args: Any, organisations: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = list(organisations)  # type: ignore[attr-defined]
        if len(organisations) == 1:
            self.fields["organisation"].initial = organisations[0][0]


class ReplyForm(_ForWhom):
    words = Words(
        label="What do you say to whoever told this?",
        help_text="Speak to them. If you changed something, say that on the other page: they are asked whether it is so.",
        missing="Write what you would like to say.",
        rows=6,
    )
    field_order = ("words", "organisation")


class ChangedForm(_ForWhom):
    sentence = sentence(
        BECAUSE.sentence, missing=BECAUSE.missing, help_text=f"For example: {BECAUSE.example}."
    )
    field_order = ("sentence", "organisation")


class LedToForm(Form):
    claim = OneOfMany(label="What did it lead to?", missing="Choose what it led to.")

    def __init__(self, *args: Any, claims: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["claim"].choices = list(claims)  # type: ignore[attr-defined]


class DestroyedForm(Form):
    destroyed = LineField(
        label="How many have you destroyed?", missing="Give a number.", longest=9, width="4"
    )

    def clean_destroyed(self) -> int:
        destroyed = whole(self.cleaned_data["destroyed"])
        if destroyed is None:
            self.add_error("destroyed", "Give a number, such as 30.")
        return destroyed or 0
