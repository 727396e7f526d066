"""Forms of offers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from counterpoint.claims.choices import STEP_WORDS, Step, kind_of
from counterpoint.claims.forms.put import AnyOf
from counterpoint.claims.forms.words import Line, Words, sentence
from counterpoint.offers.policies import NOBODY
from counterpoint.partnership.choices import EVERYONE_WITH, SOMEONE_WITH, WHO_USES_SERVICES
from counterpoint.web.fields import DayField, Form, OneOf, OneOfMany

type Choice = tuple[str, str]

OFFERED = kind_of("coproduced")
EVERYONE = [
    (f"perspective:{one.value}", EVERYONE_WITH[one][:1].upper() + EVERYONE_WITH[one][1:])
    for one in WHO_USES_SERVICES
]


def _said(label: str, *, missing: str, hint: str) -> Words:
    return Words(label=label, missing=missing, help_text=hint, rows=2, longest=600)


class OfferForm(Form):
    """Everything that people should know before they say yes. Each question has an honest short answer."""

    sentence = sentence(
        "Which decision is it?",
        missing="Say which decision it is.",
        help_text=f"One that is still open. For example: {OFFERED.example}.",
    )
    organisation = OneOf(label="Who offers it?", missing="Say who offers it.")
    fixed = _said(
        "What is fixed already?",
        missing="Say what is fixed already. “Nothing” is an answer too.",
        hint="What cannot be changed, and why. For example: the money, £12,000, and that it opens by May.",
    )
    decides = _said(
        "Who decides in the end?",
        missing="Say who decides in the end.",
        hint="For example: the six of us, by agreeing. Or: our board, after it has heard you.",
    )
    budget = _said(
        "What money is there for it?",
        missing="Say what money there is. “None” is an answer too.",
        hint="For doing what is decided, not for taking part.",
    )
    pay = _said(
        "How are people paid for taking part?",
        missing="Say how people are paid. “Not at all” is an answer too.",
        hint="For their time, and their expenses. For example: £12.50 an hour, and the bus fare on the day.",
    )
    access = _said(
        "What makes it possible to come?",
        missing="Say what you do so that people can come. “Nothing yet” is an answer too.",
        hint="When and where, how to get there, who sits with somebody at home, a way to take part by phone.",
    )
    hear_on = DayField(
        label="By when do they hear what came of it?",
        what="The day",
        missing="Give the day by which they hear what came of it.",
        month_alone=True,
    )
    people = AnyOf(label="Who is invited by name?", required=False)
    standing = AnyOf(label="Who else is invited?", choices=EVERYONE, required=False)
    owed = Line(
        label="What is each of them owed?",
        required=False,
        longest=80,
        help_text="For example: £75. Only they and your organisation read it. It becomes a record for each person: "
        "on the day they are asked whether they were paid.",
    )
    owed_on = DayField(label="By when are they paid?", what="The day", required=False, month_alone=True)

    def __init__(
        self, *args: Any, worked_for: Sequence[Choice], people: Sequence[Choice], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = list(worked_for)  # type: ignore[attr-defined]
        self.fields["people"].choices = list(people)  # type: ignore[attr-defined]
        if not people:
            del self.fields["people"]

    def clean(self) -> dict[str, Any] | None:
        said = super().clean()
        if said is not None and not self.named():
            self.add_error("people" if "people" in self.fields else "standing", NOBODY)
        return said

    def named(self) -> list[str]:
        return [*self.cleaned_data.get("people", ()), *self.cleaned_data.get("standing", ())]


class StepForm(Form):
    step = OneOf(
        label="Which step of the ladder was it?",
        missing="Choose the step that you say it was.",
        choices=[(str(step.value), f"{step.value} {step.label}") for step in Step],
        hints={str(step): words for step, words in STEP_WORDS.items()},
    )


class SlipForm(Form):
    perspective = OneOf(
        label="Who is it for?",
        missing="Choose who it is for.",
        choices=[(one.value, SOMEONE_WITH[one]) for one in WHO_USES_SERVICES],
        help_text="Their name is not kept. This is what stands beside what they say.",
    )


class OweForm(Form):
    """What else one person is owed."""

    who = OneOfMany(label="Who is owed it?", missing="Choose who is owed it.")
    what = Line(
        label="What for?",
        missing="Say what it is for.",
        help_text="Everyone here reads this. For example: bus fares for the second day.",
    )
    amount = Line(
        label="How much?",
        missing="Say how much it is.",
        longest=80,
        help_text="Only they and your organisation read this.",
    )
    on = DayField(label="By when is it paid?", what="The day", missing="Give the day by which it is paid.")

    def __init__(self, *args: Any, people: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [("", "choose one"), *people]  # type: ignore[attr-defined]
