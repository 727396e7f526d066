"""Forms of barriers. One field has to be filled in: what stops you."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing

from counterpoint.analysis.standing import Verdict
from counterpoint.barriers.choices import Another, BarrierType, HowOften
from counterpoint.claims.choices import kind_of
from counterpoint.claims.forms.words import Line, Words, sentence
from counterpoint.web.fields import Form, OneOf, OneOfMany, Tick

SLIP = signing.Signer(salt="barriers.slip")
CAN_BE_SAID = (Verdict.YES, Verdict.PARTLY, Verdict.NO, Verdict.CANT_TELL)


class RaiseForm(Form):
    sentence = sentence(
        kind_of("barrier").sentence,
        missing="Say what stops you. One line is enough.",
        help_text=f"For example: {kind_of('barrier').example}.",
    )
    could_remove = OneOfMany(label="Who could remove it?", required=False)
    how_often = OneOf(label="How often does it stop you?", required=False, choices=HowOften.choices)
    type = OneOfMany(
        label="What sort of thing is it?",
        required=False,
        choices=[("", "I’m not sure"), *BarrierType.choices],
    )
    what_it_stops = Line(
        label="What does it stop?",
        required=False,
        longest=300,
        help_text="For example: people going home on the day they are well.",
    )

    def __init__(self, *args: Any, partners: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["could_remove"].choices = [("", "I don’t know"), *partners]  # type: ignore[attr-defined]


class ByNameForm(RaiseForm):
    """With one's name. Leaders may say that they went and asked."""

    went_and_asked = Tick(label="I went and asked, and was told this", required=False)
    another = forms.CharField(widget=forms.HiddenInput, required=False)  # none of those that are like it

    def __init__(self, *args: Any, leads: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not leads:
            del self.fields["went_and_asked"]


class QuietForm(RaiseForm):
    """Without a name. The ticket is made with the page, so that a page sent twice is one ticket."""

    slip = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_slip(self) -> str:
        try:
            return SLIP.unsign(self.cleaned_data["slip"])
        except signing.BadSignature:
            return ""


class WordsForm(Form):
    """One line of words, whatever it is for."""

    words = Words(missing="Say why. One line is enough.", rows=3)

    def __init__(self, *args: Any, label: str, hint: str = "", required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label
        self.fields["words"].help_text = hint
        self.fields["words"].required = required


class TakeForm(Form):
    organisation = OneOf(label="For whom do you take it on?")

    def __init__(self, *args: Any, organisations: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = list(organisations)  # type: ignore[attr-defined]


class IsItGoneForm(Form):
    """What a ticket without a name says once its barrier is said to be gone."""

    answer = OneOf(
        choices=[(one.value, one.value) for one in CAN_BE_SAID], missing="Press one of the answers."
    )
    words = Words(label="In your words", required=False, rows=3)


class MeTooForm(Form):
    """ "This stops me too", without a name: nothing to fill in."""

    slip = forms.CharField(widget=forms.HiddenInput, required=False)
    clean_slip = QuietForm.clean_slip


class HandOnForm(Form):
    to = OneOf(label="To whom?", missing="Choose to whom you hand it on.")
    words = Words(label="Why to them?", missing="Say why. One line is enough.", rows=3)

    def __init__(self, *args: Any, partners: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = list(partners)  # type: ignore[attr-defined]


class SignpostsForm(Form):
    """A line each for what is not about working together."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in Another:
            self.fields[one.value] = Line(label=one.label, required=False, longest=200)
