"""Signing in, and founding."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from counterpoint.partnership.choices import Nation
from counterpoint.web.fields import Form, LineField, MailField, OneOf


class SignInForm(Form):
    email = MailField(label="Your e-mail address", missing="Give your e-mail address.")
    next = forms.CharField(required=False, widget=forms.HiddenInput)


class CodeForm(Form):
    code = LineField(
        label="The code in the mail",
        missing="Type the six figures that are in the mail.",
        width="10",
        widget=forms.TextInput(
            attrs={
                "data-width": "10",
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "spellcheck": "false",
            }
        ),
    )

    def clean_code(self) -> str:
        """ "123 456" and "123-456" are the same code."""
        return re.sub(r"\D", "", str(self.cleaned_data["code"]))


class PasskeyForm(Form):
    """What the device answered: written by script, never by hand."""

    answer = forms.CharField(
        required=True,
        widget=forms.HiddenInput,
        error_messages={"required": "Your device has not answered. Press the button, and do what it asks."},
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)


class AddPasskeyForm(PasskeyForm):
    name = LineField(
        label="What do you call the device?",
        help_text="So that you know it again. For example, my phone.",
        required=False,
        longest=60,
    )


class StartForm(Form):
    place = LineField(
        label="What do you call the place?",
        help_text="The town, district or county, as people there say it. For example, Harrowmere.",
        missing="Give the place a name.",
        longest=80,
    )
    issue = LineField(
        label="What is the partnership about?",
        help_text="In one line, as somebody who lives it would say it. "
        "For example, “Why does my mum wait six days for a bed at home?”",
        required=False,
    )
    nation = OneOf(
        label="Where is it?",
        help_text="So that we know its bank holidays.",
        choices=Nation.choices,
        initial=Nation.ENGLAND,
        missing="Say in which nation it is.",
    )
    name = LineField(label="Your name", missing="Give your name.", longest=120)
    organisation = LineField(
        label="Whom do you work for, or belong to?",
        help_text="Its full name. For example, Harrowmere Council.",
        missing="Give the name of your organisation or group.",
        longest=120,
    )
    post = LineField(
        label="What do you do there?", help_text="For example, integration lead.", required=False, longest=120
    )
    email = MailField(
        label="Your e-mail address",
        help_text="So that you can sign in elsewhere, and are told what waits for you. Without it, you stay signed in "
        "on this device only.",
        required=False,
    )

    def __init__(self, *args: Any, programme: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if programme:
            self.fields["place"].label = "What do you call the programme?"
            self.fields["place"].help_text = "As places know it. For example, Northern Reach Programme."
            self.fields["issue"].label = "What is it for?"
            self.fields["issue"].help_text = "In one line, as a place would say it."
            self.fields["organisation"].help_text = "Its full name. For example, NHS England (region)."
