"""What somebody says to a claim. Nothing is required: the button is the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from counterpoint.analysis.standing import Verdict
from counterpoint.claims.choices import ANSWER_WORDS, Step
from counterpoint.claims.forms.words import Line, Words
from counterpoint.partnership.choices import Perspective
from counterpoint.web.fields import DayField, Form, OneOf, OneOfMany

STEPS = {f"step-{step.value}": step.value for step in Step}


class AnswerForm(Form):
    """`say` is the button that was pressed; `steps` whether the buttons are the steps of the ladder."""

    words = Words(label="In your own words", required=False)
    say = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, steps: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.steps = steps

    def clean_say(self) -> str:
        say = str(self.cleaned_data["say"])
        known = {**STEPS, "cant-tell": 0} if self.steps else ANSWER_WORDS
        if say not in known:
            raise forms.ValidationError("Press one of the answers.")
        return say

    @property
    def verdict(self) -> Verdict:
        """A step's verdict follows from the step that was claimed; here it only says that they can tell."""
        return ANSWER_WORDS.get(self.cleaned_data["say"], Verdict.YES)

    @property
    def step(self) -> int | None:
        return STEPS.get(self.cleaned_data["say"])


class ForThemForm(AnswerForm):
    """What somebody says who has neither mail nor telephone, as another wrote it down."""

    say = OneOf(label="What do they say?", missing="Choose what they say.")  # type: ignore[assignment]  # chosen, not pressed
    how = Line(
        label="How did they agree to it?",
        help_text="For example: on the telephone, and I read it back; or: they ticked it on paper, which I keep.",
        missing="Say how they agreed. It stands beside the answer, with your name.",
    )
    said_on = DayField(
        label="When did they say it?", what="The day", help_text="Leave it empty for today.", required=False
    )
    field_order = ("say", "words", "how", "said_on")

    def __init__(self, *args: Any, answers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["say"].choices = answers  # type: ignore[attr-defined]
        self.fields["words"].label = "In their own words"


# As somebody says it of themselves who has never heard our words for it.
CLOSEST = {
    Perspective.LIVED: "I use services, or used them",
    Perspective.CARER: "I care for somebody",
    Perspective.FRONTLINE: "I work with people who use services",
    Perspective.MANAGER: "I run a team or a service",
    Perspective.EXECUTIVE: "I help to lead an organisation",
    Perspective.VOLUNTARY: "I work or help in a charity",
    Perspective.ELECTED: "I am a councillor, or was voted in to something else",
    Perspective.NATIONAL: "I work for a national or regional body",
}


class KnowTooForm(Form):
    """Somebody whom nobody asked, and who would know."""

    perspective = OneOfMany(
        label="Which is closest to you?",
        choices=list(CLOSEST.items()),
        missing="Choose which is closest to you.",
    )
    how = Line(
        label="How would you know?",
        help_text="One line. Leave names out.",
        missing="Say in one line how you would know.",
    )
