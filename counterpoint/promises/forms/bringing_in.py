"""The old actions of a spreadsheet: which were promises, whose, and to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from counterpoint.analysis.numbers import whole
from counterpoint.web.fields import Form, OneOfMany, SomeOf
from counterpoint.web.http import Refused

MOST_AT_ONCE = 5


@dataclass(frozen=True, slots=True)
class Chosen:
    """A line that is to become a heard promise."""

    key: str
    promiser: tuple[str, ...]
    to: str


class BroughtInForm(Form):
    """Which lines become heard promises. Each line says to whom it was made and, where we do not know, who promised.

    `lines`: (key, promiser's references, to whom at first, whether it is ticked at first).
    """

    lines = SomeOf(label="Which were promises?", missing="Tick at least one, or leave the whole list out.")

    def __init__(
        self,
        *args: Any,
        lines: Sequence[tuple[str, tuple[str, ...], str, bool]],
        to: Sequence[tuple[str, str]],
        promisers: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = {key: promiser for key, promiser, _, _ in lines}
        self.fields["lines"].choices = [(key, key) for key in self.known]  # type: ignore[attr-defined]
        self.fields["lines"].initial = [key for key, _, _, ticked in lines if ticked]
        for key, promiser, first, _ in lines:
            self.fields[f"to_{key}"] = OneOfMany(
                label="Made to", required=False, choices=[("", "choose one"), *to], initial=first
            )
            if not promiser:
                self.fields[f"promiser_{key}"] = OneOfMany(
                    label="Promised by", required=False, choices=[("", "choose one"), *promisers]
                )

    def clean(self) -> dict[str, Any] | None:
        said = super().clean()
        for key in (said or {}).get("lines", ()):
            if not self.cleaned_data.get(f"to_{key}"):
                self.add_error(f"to_{key}", "Say to whom it was made, or untick it.")
            if not self.known[key] and not self.cleaned_data.get(f"promiser_{key}"):
                self.add_error(f"promiser_{key}", "Say who promised it, or untick it.")
        return said

    def chosen(self) -> list[Chosen]:
        said = self.cleaned_data
        return [
            Chosen(key, self.known[key] or (said[f"promiser_{key}"],), said[f"to_{key}"])
            for key in said["lines"]
        ]

    def blame(self, refused: Refused, chosen: Sequence[Chosen]) -> None:
        """Show a refusal beside the line that it is about."""
        number = whole(refused.field or "")
        field = None if number is None else f"to_{chosen[number].key}"
        self.refuse(Refused(refused.sentence, field=field))


class AskAboutForm(Form):
    """Which promisers are asked now: “yes, I said that”, “not quite” or “no”."""

    promises = SomeOf(label="About which promises do you ask now?", missing="Tick at least one.")

    def __init__(self, *args: Any, promises: Sequence[tuple[str, str, bool]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["promises"].choices = [(key, words) for key, words, _ in promises]  # type: ignore[attr-defined]
        self.fields["promises"].initial = [key for key, _, ticked in promises if ticked]

    def clean_promises(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["promises"]
        if len(chosen) > MOST_AT_ONCE:
            self.add_error(
                "promises",
                "Five at a time are enough: tick five at most. You can ask about more another day.",
            )
        return chosen
