"""The partners' one line."""

from __future__ import annotations

from counterpoint.claims.forms.words import Line
from counterpoint.web.fields import Form


class LineForm(Form):
    sentence = Line(
        label="Where are we, in one human line?",
        help_text="As you would say it to a friend. For example: What worked stopped being paid for.",
        missing="Write the line.",
        longest=160,
    )
