"""Forms of experiments. Two things have to be said: what you will try, and what you expect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from counterpoint.claims.choices import MESSAGES, Horizon, kind_of
from counterpoint.claims.forms.put import IN_MY_OWN_NAME, LEGENDS, PEOPLE_FIRST, AnyOf
from counterpoint.claims.forms.words import Line, Words, sentence
from counterpoint.experiments.choices import CAME, HOW_SURE, Decision
from counterpoint.experiments.policies import figure_of
from counterpoint.web.fields import DayField, Form, LineField, OneOf, OneOfMany

type Choice = tuple[str, str]

SMALL = "A count under ten can point at people. Then say it in words, such as “a few”."
HORIZONS = {
    Horizon.NOW: "what we do today, made better",
    Horizon.NEXT: "a step towards what comes after",
    Horizon.FUTURE: "what we want in the end",
}


class FigureField(LineField):
    """A figure, as people type it: 1,204 or 5.5 or 80%."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, longest=30, width="10", **kwargs)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        found = figure_of(typed)
        if found is None:
            raise ValidationError("Give a figure, such as 12 or 5.5. Leave it empty if there is none.")
        return found


class PlanForm(Form):
    """What you will try, and what you expect."""

    idea = sentence(
        "What will you try?",
        missing="Say what you will try. One line is enough.",
        help_text="For example: one ward agrees at 11 who goes home tomorrow.",
    )
    scale = Line(
        label="How small can it begin?",
        required=False,
        longest=200,
        help_text="One ward, one day, one person is enough.",
    )
    prediction = sentence(
        "What do you expect?",
        missing="Say what you expect. Without that nobody can learn from what comes.",
        help_text="For example: 3 of 10 people go home a day earlier. Once you begin, nobody can change this.",
    )
    expected = FigureField(label="Is there a figure?", help_text="For example: 3, or 80%.")
    expected_on = DayField(label="By which day?", required=False, month_alone=True, what="The day")
    likely = OneOf(
        label="How sure are you that it comes?",
        required=False,
        choices=[*HOW_SURE.items(), ("", "I’d rather not say")],
        initial="",
        help_text="Nobody is scored by name. From 20 answers on, you all see how well you foresee.",
    )
    aim = Words(label="What should be better for people?", required=False, rows=2, longest=300)
    plan = Words(label="Who does what, where, and how will you know?", required=False, rows=4, longest=2000)
    horizon = OneOf(
        label="How far does it look?",
        choices=list(HORIZONS.items()),
        initial=Horizon.NEXT.value,
        required=False,
    )

    def __init__(
        self, *args: Any, worked_for: Sequence[Choice] = (), goals: Sequence[Choice] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if goals:
            self.fields["goal"] = OneOfMany(
                label="Which goal does it serve?", required=False, choices=[("", "none of them yet"), *goals]
            )
        if worked_for:
            self.fields["organisation"] = OneOf(
                label="Who tries it?",
                choices=[*worked_for, IN_MY_OWN_NAME],
                initial=worked_for[0][0],
                missing="Say who tries it.",
            )
        self.fields["once"] = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)


class HappenedForm(Form):
    words = Words(
        label="What happened?",
        missing="Say what happened. One line is enough.",
        help_text="Surprises too. You can write here again while you try it.",
    )


class StudyForm(Form):
    """What came, beside what was expected."""

    result = sentence("What came of it?", missing="Say what came of it.", help_text=SMALL, longest=600)
    measured = FigureField(label="Is there a figure?", help_text="For example: 4, or 81%.")
    came = OneOf(
        label="Did what you expected come?",
        choices=list(CAME.items()),
        missing="Say whether what you expected came.",
    )


LABELS = {
    Decision.ADOPT: "What did you learn?",
    Decision.ADAPT: "What did you learn, and what will be another way?",
    Decision.ABANDON: "What did you learn by stopping?",
}
EXAMPLES = {
    Decision.ADOPT: "One list, agreed at 11, gets people home a day earlier",
    Decision.ADAPT: "A list without cover on Mondays moves the wait to Tuesday",
    Decision.ABANDON: "The phone numbers on the letter were the hospital’s, so nobody could ring",
}


class DecideForm(Form):
    """What was learned, and those who would know whether it is so."""

    def __init__(
        self, *args: Any, decision: Decision, nameable: Mapping[str, Sequence[Choice]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sentence"] = sentence(
            LABELS[decision],
            missing="Say what you learned. That it does not work is worth as much.",
            help_text=f"For example: {EXAMPLES[decision]}.",
        )
        for group in PEOPLE_FIRST:
            first = group == PEOPLE_FIRST[0]
            self.fields[f"who_{group}"] = AnyOf(
                label=kind_of("learned").who if first else LEGENDS[group],
                choices=list(nameable[group]),
                required=True,
            )
        self.fields["message"] = OneOfMany(
            label="Which of the ten messages does it speak to?",
            required=False,
            choices=[
                ("", "none of them"),
                *((str(key), f"{key} {words}") for key, words in MESSAGES.items()),
            ],
        )

    def clean(self) -> dict[str, Any] | None:
        said = super().clean()
        if said is not None and not self.named:
            self.add_error("who_people", kind_of("learned").nobody)
        return said

    @property
    def named(self) -> list[str]:
        """References of those who were ticked."""
        return [ref for group in PEOPLE_FIRST for ref in self.cleaned_data.get(f"who_{group}", ())]


class LedToForm(Form):
    """One record out of those that came since it began."""

    chosen = OneOfMany(label="Which record?", missing="Choose one.")

    def __init__(self, *args: Any, choices: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [("", "choose one"), *choices]  # type: ignore[attr-defined]


class ServeForm(Form):
    """One of the goals of the place."""

    goal = OneOfMany(label="Which goal?", missing="Choose one.")

    def __init__(self, *args: Any, choices: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].choices = [("", "choose one"), *choices]  # type: ignore[attr-defined]


def plan_of(said: Mapping[str, Any], likely: Mapping[str, float]) -> dict[str, Any]:
    """What the form says, as the plan of an action takes it."""
    sure = said.get("likely")
    return {
        **{name: said.get(name) or "" for name in ("idea", "aim", "scale", "plan", "prediction")},
        "expected": said.get("expected"),
        "expected_on": said.get("expected_on"),
        "likely": Decimal(str(likely[sure])) if sure else None,
        "horizon": said.get("horizon") or Horizon.NEXT.value,
    }
