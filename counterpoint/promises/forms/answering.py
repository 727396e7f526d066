"""What is said about a promise once it is there."""

from __future__ import annotations

from typing import Any

from counterpoint.claims.choices import TurnVerb
from counterpoint.claims.forms.words import Words
from counterpoint.web.fields import DayField, Form, OneOf

SAID = (
    ("yes", "Yes, I said that"),
    ("not_quite", "Not quite"),
    ("no", "No, I did not say that"),
)


class OwnForm(Form):
    """The promiser's one form: yes, not quite, or no."""

    said = OneOf(choices=SAID, missing="Press one of the three.")
    words = Words(label="If not quite: what did you promise?", required=False, rows=3, longest=300)
    due_on = DayField(label="By when?", what="The day", required=False, month_alone=True)

    def clean(self) -> dict[str, Any] | None:
        given = super().clean()
        if (
            given
            and given.get("said") == "not_quite"
            and not given.get("words")
            and "words" not in self.errors
        ):
            self.add_error(
                "words", "Write what you promised, in your own words. Then press “Not quite” again."
            )
        return given


class ResponseForm(Form):
    """Declining, or asking for something else."""

    verb = OneOf(
        label="What do you say to it?",
        missing="Say whether you decline it or would rather have something else.",
        choices=(
            (TurnVerb.COUNTERED.value, "I would rather have something else"),
            (TurnVerb.DECLINED.value, "I decline it"),
        ),
    )
    words = Words(
        label="What would you need instead?",
        missing="Say what you would need instead. One line is enough.",
        rows=3,
    )


class MoveForm(Form):
    due_on = DayField(label="To which day?", what="The day", missing="Give the new day.", month_alone=True)
    words = Words(label="Why does it move?", missing="Say why the date moves. One line is enough.", rows=3)


class WordsForm(Form):
    words = Words(label="In your words", required=False, rows=3)
