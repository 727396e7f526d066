"""Taking a record to a programme, in words for those there."""

from __future__ import annotations

from counterpoint.claims.forms.words import sentence
from counterpoint.web.fields import Form


class EscalateForm(Form):
    sentence = sentence(
        "What would you like them to know?",
        missing="Say what you ask of them. One line is enough.",
        help_text="Whoever wrote this wrote it for people here. Say it so that nobody can be recognised from it.",
    )
