"""The eight characters of a short code."""

from __future__ import annotations

from typing import ClassVar

from counterpoint.claims.forms.words import Line
from counterpoint.web.fields import Form


class CodeForm(Form):
    UNKNOWN: ClassVar = (
        "We know no such code. Look at each letter and number again. A code works for 30 days; the link and the square "
        "on the same slip work for longer."
    )
    TOO_MANY: ClassVar = "Many wrong codes have been tried just now. Please wait a minute, and try again."

    code = Line(
        label="Your code",
        help_text="Eight letters and numbers, on your slip. Capitals and spaces do not matter.",
        missing="Type the code from your slip.",
    )
