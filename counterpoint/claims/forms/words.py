"""Fields for words of one's own, which refuse what would make a patient record of them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from counterpoint.analysis.identifiers import why_not_say
from counterpoint.web.fields import LineField, WordsField

LONGEST_SENTENCE = 300


def refuse_identifiers(words: str) -> None:
    why_not = why_not_say(words)
    if why_not:
        raise ValidationError(why_not)


class Words(WordsField):
    def validate(self, value: Any) -> None:
        super().validate(value)
        refuse_identifiers(value)


class Line(LineField):
    def validate(self, value: Any) -> None:
        super().validate(value)
        refuse_identifiers(value)


def sentence(
    label: str, *, missing: str, help_text: str = "", longest: int = LONGEST_SENTENCE, rows: int = 3
) -> Words:
    """The one sentence that a record is about."""
    return Words(label=label, missing=missing, help_text=help_text, longest=longest, rows=rows)
