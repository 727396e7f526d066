"""Putting a promise, and writing one down that was heard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from counterpoint.claims.choices import MESSAGES, Horizon, kind_of
from counterpoint.claims.forms.words import Line, Words, sentence
from counterpoint.claims.queries.choosing import Choice, Nameables
from counterpoint.promises.choices import HowSure
from counterpoint.web.fields import DayField, Form, OneOf, OneOfMany, Tick

PROMISE = kind_of("promise")
HORIZONS = (
    (Horizon.NOW.value, "now: it changes things this year"),
    (Horizon.NEXT.value, "next: it tries out another way"),
    (Horizon.FUTURE.value, "the future: it is for those who come after us"),
)
ONE_MORE = ("to_2", "to_3")  # a promise is seldom made to more than three


def nobody_else(choices: Sequence[Choice], words: str = "nobody else") -> list[Choice]:
    return [("", words), *choices]


class MadeTo(Form):
    """To whom a promise is made: one at least, three at most on one form. More can be added on its page."""

    sentence = sentence(
        PROMISE.sentence, missing="Say what is promised.", help_text=f"For example: {PROMISE.example}."
    )
    to = OneOfMany(label=PROMISE.who, missing="Say who it is made to. Only they can say whether it was kept.")
    to_2 = OneOfMany(label="And to", required=False)
    to_3 = OneOfMany(label="And to", required=False)
    due_on = DayField(
        label="By when?",
        what="The day",
        required=False,
        month_alone=True,
        help_text="On that day those it was made to are asked. A month alone means its last day.",
    )

    def __init__(self, *args: Any, named: Nameables, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = nobody_else(named.all, "choose one")  # type: ignore[attr-defined]
        for name in ONE_MORE:
            self.fields[name].choices = nobody_else(named.all)  # type: ignore[attr-defined]

    def made_to(self) -> list[str]:
        return [ref for ref in (self.cleaned_data[name] for name in ("to", *ONE_MORE)) if ref]


class PutForm(MadeTo):
    """Making a promise. What is optional is asked for below, closed until one wants it."""

    promiser = OneOf(label="In whose name do you promise?", missing="Say in whose name you promise.")
    others = OneOfMany(
        label="Who else is affected?", required=False, help_text="They are asked too, and need not answer."
    )
    how_sure = OneOf(label="How sure are you?", required=False, choices=HowSure.choices)
    what_it_takes = Words(label="What would it take?", required=False, rows=2)
    who_pays = Words(
        label="Who pays for it, in money or in work?",
        required=False,
        rows=2,
        help_text="Those who pay are best asked before the day.",
    )
    horizon = OneOf(
        label="How far does it look?", required=False, choices=HORIZONS, initial=Horizon.NOW.value
    )
    lasts = Tick(label="It is for something that lasts, such as a service. Ask again every six months.")
    message = OneOfMany(label="Which of the ten messages does it speak to?", required=False)
    answers = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, worked_for: Sequence[Choice], named: Nameables, **kwargs: Any) -> None:
        super().__init__(*args, named=named, **kwargs)
        self.fields["promiser"].choices = list(worked_for)  # type: ignore[attr-defined]
        self.fields["others"].choices = nobody_else(named.all)  # type: ignore[attr-defined]
        self.fields["message"].choices = [  # type: ignore[attr-defined]
            ("", f"the usual one: {PROMISE.message} {MESSAGES[PROMISE.message or 1]}"),
            *((str(number), f"{number} {words}") for number, words in MESSAGES.items()),
        ]


class HearForm(MadeTo):
    """Writing down a promise that somebody else made."""

    promiser = OneOfMany(label="Which person promised?", required=False)
    promiser_organisation = OneOfMany(label="For which organisation?", required=False)
    where = Line(
        label="Where did you hear it?",
        missing="Say where you heard it. A few words are enough.",
        help_text="A corridor, a meeting, a phone call, a press release.",
    )
    heard_on = DayField(label="When?", what="The day", missing="Say on which day you heard it.")
    link = forms.URLField(
        label="Link, if it is public",
        required=False,
        assume_scheme="https",
        max_length=500,
        error_messages={"invalid": "That is not a link. It should look like https://example.org/news."},
    )

    def __init__(self, *args: Any, named: Nameables, **kwargs: Any) -> None:
        super().__init__(*args, named=named, **kwargs)
        self.fields["sentence"].label = "What did they promise, in their words?"
        self.fields["promiser"].choices = nobody_else(named.people, "I can’t say")  # type: ignore[attr-defined]
        self.fields["promiser_organisation"].choices = nobody_else(  # type: ignore[attr-defined]
            named.organisations, "their own, or I can’t say"
        )

    def clean(self) -> dict[str, Any] | None:
        said = super().clean()
        if said is not None and not said.get("promiser") and not said.get("promiser_organisation"):
            self.add_error("promiser", "Say who promised it: a person, an organisation or both.")
        return said
