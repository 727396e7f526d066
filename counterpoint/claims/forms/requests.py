"""Asking an organisation for something, and saying no with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from counterpoint.claims.choices import kind_of
from counterpoint.claims.forms.words import Words, sentence
from counterpoint.web.fields import Form, OneOfMany

REQUEST = kind_of("request")


class AskForForm(Form):
    sentence = sentence(
        REQUEST.sentence, missing="Say what you ask for.", help_text=f"For example: {REQUEST.example}."
    )
    asked = OneOfMany(label=REQUEST.who, missing="Say whom you ask.")

    def __init__(self, *args: Any, partners: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked"].choices = [("", "choose one"), *partners]  # type: ignore[attr-defined]


class RefuseRequestForm(Form):
    words = Words(
        label="Why not?",
        missing="Say why. One line is enough.",
        rows=3,
        help_text="Whoever asked reads this, and so does everyone here. They say whether it answers them.",
    )
