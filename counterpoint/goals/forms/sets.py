"""Forms of metric sets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from counterpoint.web.fields import Form, OneOfMany

NOBODY = ("nobody", "none: nobody measures this here")


class MetricForm(Form):
    """Which measure answers a metric; or none."""

    measure = OneOfMany(label="Measure", missing="Choose a measure, or say that nobody measures it here.")

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [("", "choose one"), *choices, NOBODY]  # type: ignore[attr-defined]
