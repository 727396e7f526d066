"""Forms of measures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from counterpoint.analysis.readings import Order, read_number
from counterpoint.claims.forms.put import PutForm
from counterpoint.claims.forms.words import Line, Words
from counterpoint.goals.choices import Better, Every, RuleSet, Sort
from counterpoint.goals.policies.measures import LONGEST_NAME
from counterpoint.partnership.forms.bringing_in import EitherFile, EitherWords
from counterpoint.web.fields import DayField, Form, OneOf, OneOfMany, Tick

type Choice = tuple[str, str]

MOST_PASTED = 1_000_000


class NumberField(Line):
    """A number as people write it, kept as it is written: no binary fraction."""

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        found = read_number(typed)
        if found.value is None:
            raise ValidationError(found.why or "This is not a number.")
        return Decimal(repr(found.value))


class MeasureForm(Form):
    name = Line(
        label="What is measured?",
        missing="Say what is measured.",
        longest=LONGEST_NAME,
        help_text="So that somebody understands it who was not there. For example: days that people wait to go home "
        "once they are well enough.",
    )
    unit = Line(
        label="In what?",
        required=False,
        longest=20,
        width="10",
        help_text="What stands after each number: %, days, people.",
    )
    better = OneOf(
        label="Which way is better?",
        choices=[(one.value, one.label.capitalize()) for one in (Better.DOWN, Better.UP, Better.NONE)],
        missing="Say which way is better.",
    )
    every = OneOf(
        label="There is one number for every",
        choices=[(one.value, one.label) for one in Every],
        initial=Every.MONTH.value,
        missing="Say how often there is a number.",
    )
    sort = OneOf(
        label="What does it tell?",
        choices=[(one.value, one.label[0].upper() + one.label[1:]) for one in Sort],
        initial=Sort.POPULATION.value,
        missing="Say what it tells.",
    )
    goal = OneOfMany(label="Which goal does it belong to?", required=False)
    organisation = OneOfMany(label="Which organisation counts it of itself?", required=False)
    source = Line(
        label="Where do the numbers come from?",
        required=False,
        help_text="A return, a system, a card that people fill in. Others look there to check.",
    )
    small_counts = Tick(label="These are counts of people, and some are small")
    holder = OneOfMany(
        label="Who holds the counts?",
        required=False,
        help_text="Only its people see small counts as they are. Everyone else sees them to the nearest five.",
    )
    rules = OneOf(
        label="By which rules is the chart read?",
        choices=[(one.value, one.label) for one in RuleSet],
        initial=RuleSet.MDC.value,
        missing="Choose the rules.",
        help_text="If you don’t know, leave it as it is.",
    )

    def __init__(
        self, *args: Any, goals: Sequence[Choice], organisations: Sequence[Choice], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].choices = [("", "None of them yet"), *goals]  # type: ignore[attr-defined]
        for name in ("organisation", "holder"):
            self.fields[name].choices = [("", "Nobody in particular"), *organisations]  # type: ignore[attr-defined]


class BringForm(Form):
    words = EitherWords(
        label="Paste two columns",
        help_text="Mark them in your spreadsheet, the dates and the numbers, copy, and paste here. Headings may come too.",
        rows=8,
        longest=MOST_PASTED,
    )
    file = EitherFile(
        label="Or choose a file",
        help_text="An Excel or LibreOffice spreadsheet, or CSV, 5 MB at most. A CSV of Fingertips may have 300 MB.",
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given.get("file") and not given.get("words"):
            self.add_error("words", "Paste the cells, or choose a file.")
        return given


class ChooseForm(Form):
    """Which series of a large table."""

    what = OneOfMany(label="Which indicator?", missing="Say which indicator.")
    where = OneOfMany(label="Which area?", missing="Say which area.")

    def __init__(self, *args: Any, what: Sequence[Choice], where: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("what", what), ("where", where)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class ReadForm(Form):
    """How a table is read. All of it was supposed, and may be said otherwise."""

    table = forms.CharField(widget=forms.HiddenInput)
    sheet = OneOfMany(label="Which sheet?", required=False)
    what = OneOfMany(label="Which indicator?", required=False)
    where = OneOfMany(label="Which area?", required=False)
    on = OneOfMany(label="Which column says when?", required=False)
    value = OneOfMany(label="Which column says how much?", required=False)
    numerator = OneOfMany(label="Of how many: the part", required=False)
    denominator = OneOfMany(label="Of how many: the whole", required=False)
    note = OneOfMany(label="Which column says that a number was held back?", required=False)
    order = OneOf(
        label="In dates like 03/04/2026, which comes first?",
        missing="Say which comes first.",
        choices=[(Order.DAY.value, "The day: 3 April"), (Order.MONTH.value, "The month: March 4")],
    )
    share = Tick(label="These are shares of 1: read 0.41 as 41%")


class TargetForm(Form):
    value = NumberField(label="What is the target?", missing="Give a number.", width="10")
    from_on = DayField(
        label="From when?", what="The day", missing="Give the day from which it holds.", month_alone=False
    )


class LockForm(Form):
    points = NumberField(
        label="How many of the first numbers are the baseline?",
        missing="Give a number.",
        width="5",
        help_text="Twelve months is usual. Limits come from these alone, and never change with what comes after.",
    )


class ForecastForm(Form):
    points = Words(
        label="What do you expect if nothing changes?",
        missing="Give at least one month to come, and a number.",
        rows=6,
        longest=4000,
        help_text="One line each: the month, and the number. For example: March 2027, 5.2",
    )
    words = Words(label="Why do you expect that?", required=False, rows=3, longest=600)


class RebaseForm(PutForm):
    """What a claim of this kind asks for, and the day."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"] = DayField(
            label="From which day is the chart to begin anew?", what="The day", missing="Give the day."
        )
        for name in ("message", "lasts"):
            self.fields.pop(name, None)
