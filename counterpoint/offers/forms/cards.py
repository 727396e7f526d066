"""Cards: opening them, printing them, and what one of them holds."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from counterpoint.claims.choices import STEP_WORDS
from counterpoint.offers.choices import LONGEST, QUESTIONS, STEP, WORDS, Agreed, answers_of
from counterpoint.partnership.choices import SOMEONE_WITH, WHO_USES_SERVICES
from counterpoint.web.fields import DayField, Form, OneOf, WordsField

HINTS = {
    "changed_what": "Everybody here can read this. If only you could say it, others may guess that it was you.",
    "next": "Everybody here can read this too.",
}


class HowMany(forms.IntegerField):
    """A number of people or cards, in figures."""

    def __init__(self, *, missing: str, **kwargs: Any) -> None:
        wrong = "Give a number in figures, such as 12."
        widget = forms.TextInput(attrs={"inputmode": "numeric", "data-width": "3"})
        super().__init__(error_messages={"required": missing, "invalid": wrong}, widget=widget, **kwargs)


class OpenForm(Form):
    took_part = HowMany(label="How many people took part?", missing="Say how many people took part.")
    perspective = OneOf(
        label="Who were they?",
        missing="Choose who they were.",
        choices=[(one.value, SOMEONE_WITH[one]) for one in WHO_USES_SERVICES],
        help_text="Cards are for people who use services, or who care for somebody. If some were there for their work, "
        "give them none.",
    )
    until = DayField(
        label="Until when are the cards out?", what="The day", missing="Give the day until which they are out.",
        help_text="Two weeks are enough for most. Four at most.",
    )  # fmt: skip


class MoreForm(Form):
    took_part = HowMany(label="How many took part in all?", missing="Say how many took part in all.")


class SlipsForm(Form):
    how_many = HowMany(label="How many cards?", missing="Say how many cards.")


class CardForm(Form):
    """All that a card asks. Nothing has to be filled in."""

    def __init__(self, *args: Any, until: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in QUESTIONS:
            hints = {str(step): words for step, words in STEP_WORDS.items()} if one is STEP else {}
            self.fields[one.key] = OneOf(
                label=one.asks, choices=answers_of(one, until), hints=hints, required=False
            )
            if one.key == "changed":
                self.fields["changed_what"] = _words("changed_what")
        self.fields["next"] = _words("next")
        self.order_fields(
            [*(one.key for one in QUESTIONS[:1]), "changed", "changed_what", "paid", "again", "next"]
        )

    def says(self) -> dict[str, str]:
        return {one.key: self.cleaned_data[one.key] for one in QUESTIONS if self.cleaned_data.get(one.key)}

    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name, "") for name in WORDS}


class WriteForm(CardForm):
    """The same, written down for somebody."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how"] = OneOf(
            label="How did they agree?", choices=Agreed.choices, missing="Say how they agreed."
        )


def _words(name: str) -> WordsField:
    return WordsField(label=WORDS[name], help_text=HINTS[name], required=False, longest=LONGEST, rows=2)
