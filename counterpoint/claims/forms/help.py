"""Offering help, and saying whether it came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from counterpoint.claims.choices import Brings
from counterpoint.claims.forms.words import Line
from counterpoint.web.fields import Form, OneOf, OneOfMany


class InForm(Form):
    brings = OneOf(
        label="What do you bring?",
        choices=[(one.value, one.label[0].upper() + one.label[1:]) for one in Brings],
        missing="Choose what you bring.",
    )
    words = Line(
        label="A line about it",
        help_text="For example: two hours on Tuesdays; or: the hall on the green, with a kitchen.",
        required=False,
    )


class IntroduceForm(Form):
    one = OneOfMany(label="Who should talk?", missing="Choose who should talk.")
    other = OneOfMany(label="With whom?", missing="Choose with whom.")
    words = Line(
        label="Why?",
        help_text="One line that both of them read. For example: she solved this on ward 7 last year.",
        missing="Say in one line why they should talk.",
    )

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            self.fields[name].choices = [("", "choose one"), *people]  # type: ignore[attr-defined]


class CameForm(Form):
    came = OneOf(
        label="Did it come?",
        choices=[("yes", "Yes"), ("partly", "In part"), ("no", "No")],
        missing="Choose what is so.",
    )
