"""Form of reading: taking a copy."""

from __future__ import annotations

from django import forms

from counterpoint.stories.choices import CopyKind
from counterpoint.web.fields import Form, OneOf

MOST = 500


class CopyForm(Form):
    kind = OneOf(
        label="What will you do?",
        missing="Say what you will do.",
        choices=[(CopyKind.PRINTED.value, "Print it"), (CopyKind.EXPORTED.value, "Save it as a file")],
    )
    count = forms.IntegerField(
        label="How many copies?",
        min_value=1,
        max_value=MOST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "data-width": "4"}),
        error_messages={
            "required": "Write how many, in figures.",
            "invalid": "Write how many, in figures.",
            "min_value": "Write how many, from 1.",
            "max_value": f"No more than {MOST} at once.",
        },
    )
