"""Form fields that render as NHS components, keep what was typed, and refuse with a sentence.

A form says only what shape an answer has; rules live in actions. In a template: `{{ field(form["words"]) }}`
with `{% from "components/form.jinja" import field, errors %}`. Every field takes `missing=`, the sentence
shown when it is empty; one that may be left empty is `required=False` and says "(optional)".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from counterpoint.web.dates import MONTHS, figure, last_day
from counterpoint.web.http import Refused

LONGEST = 4_000
LONGEST_ADDRESS = 254  # of an e-mail, by RFC 5321
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff]")
MISSING = "Fill this in."


def cleaned_words(typed: str) -> str:
    """NFC, one kind of line end, no control characters and none that turn the direction of the text about."""
    plain = typed.replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL.sub("", unicodedata.normalize("NFC", plain)).strip()


class Form(forms.Form):
    """A form whose ids are its field names, whose errors link to its fields, and which can hold a refusal."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "%s")
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False

    def refuse(self, refused: Refused) -> None:
        """Show an action's refusal beside its cause; above the form if it names none."""
        known = refused.field if refused.field in self.fields else None
        self.errors  # noqa: B018  # validates first, so that the refusal is added and not overwritten
        self.add_error(known, refused.sentence)

    @contextmanager
    def shows_refusals(self, field: str | None = None) -> Iterator[None]:
        """What an action in it refuses is shown on this form, beside `field` if it is given, and the view goes on."""
        try:
            yield
        except Refused as refused:
            self.refuse(Refused(refused.sentence, field=field or refused.field))


def _said(missing: str, more: Mapping[str, str] | None = None) -> dict[str, str]:
    return {"required": missing, **(more or {})}


class LineField(forms.CharField):
    """One line of words."""

    def __init__(self, *, missing: str = MISSING, longest: int = 200, width: str = "", **kwargs: Any) -> None:
        attrs = {"data-width": width} if width else {}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(error_messages=_said(missing), strip=True, **kwargs)
        self.longest = longest

    def to_python(self, value: Any) -> str:
        return " ".join(cleaned_words(super().to_python(value) or "").split())

    def validate(self, value: Any) -> None:
        super().validate(value)
        refuse_too_long(value, self.longest)


class WordsField(forms.CharField):
    """Words of one's own, as many lines as they take. What is too long is kept and counted, never cut."""

    def __init__(
        self, *, missing: str = MISSING, longest: int = LONGEST, rows: int = 5, **kwargs: Any
    ) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(error_messages=_said(missing), strip=True, **kwargs)
        self.longest = longest

    def to_python(self, value: Any) -> str:
        return cleaned_words(super().to_python(value) or "")

    def validate(self, value: Any) -> None:
        super().validate(value)
        refuse_too_long(value, self.longest)


def refuse_too_long(words: str, longest: int) -> None:
    over = len(words) - longest
    if over > 0:
        characters = "character" if over == 1 else "characters"
        raise ValidationError(
            f"That is {figure(over)} {characters} too many. Keep it to {figure(longest)}. "
            "We have kept what you typed."
        )


class MailField(forms.EmailField):
    def __init__(self, *, missing: str = "Give an e-mail address.", **kwargs: Any) -> None:
        wrong = "That is not an e-mail address. It should look like name@example.org."
        widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
        super().__init__(error_messages=_said(missing, {"invalid": wrong}), widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        return cleaned_words(super().to_python(value) or "")

    def validate(self, value: Any) -> None:
        super().validate(value)
        refuse_too_long(value, LONGEST_ADDRESS)


class OneOf(forms.ChoiceField):
    """One of a few, as radio buttons. `hints` gives a line under any of them."""

    widget: type[forms.widgets.ChoiceWidget] = forms.RadioSelect

    def __init__(
        self, *, missing: str = "Choose one.", hints: Mapping[str, str] | None = None, **kwargs: Any
    ) -> None:
        wrong = "Choose one of these."
        super().__init__(error_messages=_said(missing, {"invalid_choice": wrong}), **kwargs)
        self.hints = dict(hints or {})


class OneOfMany(OneOf):
    """One of a longer list, as a select box."""

    widget = forms.Select


class SomeOf(forms.MultipleChoiceField):
    """Any number of a few, as checkboxes."""

    widget = forms.CheckboxSelectMultiple

    def __init__(
        self, *, missing: str = "Choose at least one.", hints: Mapping[str, str] | None = None, **kwargs: Any
    ) -> None:
        wrong = "Choose from these."
        super().__init__(error_messages=_said(missing, {"invalid_choice": wrong}), **kwargs)
        self.hints = dict(hints or {})


class Tick(forms.BooleanField):
    """One box to tick. Its label is the sentence agreed to; it is optional unless `missing` is given."""

    widget = forms.CheckboxInput

    def __init__(self, *, missing: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("required", bool(missing))
        super().__init__(error_messages=_said(missing or MISSING), **kwargs)


class FileField(forms.FileField):
    def __init__(self, *, missing: str = "Choose a file.", **kwargs: Any) -> None:
        super().__init__(error_messages=_said(missing, {"empty": "That file is empty."}), **kwargs)


class DayBoxes(forms.MultiWidget):
    """Three boxes: day, month, year."""

    parts = ("day", "month", "year")

    def __init__(self) -> None:
        super().__init__({part: forms.TextInput for part in self.parts})

    def decompress(self, value: date | None) -> list[str]:
        return [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        return [str(data.get(f"{name}_{part}") or "").strip() for part in self.parts]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return all(f"{name}_{part}" not in data for part in self.parts)


class DayField(forms.Field):
    """A date in three boxes. With `month_alone`, an empty day means the month's last day."""

    widget = DayBoxes

    def __init__(
        self,
        *,
        missing: str = "Give a date.",
        what: str = "The date",
        month_alone: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(error_messages=_said(missing), **kwargs)
        self.what = what
        self.month_alone = month_alone

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date):
            return value
        typed = [str(part).strip() for part in (value or ["", "", ""])]
        if not any(typed):
            return None
        self._refuse_gaps(typed)
        day, month, year = typed[0], _month_number(typed[1]), typed[2]
        if not month:
            raise ValidationError(f"{self.what} must have a real month: 1 to 12, or its name.")
        if not re.fullmatch(r"\d{4}", year, re.ASCII) or not 1900 <= int(year) <= 2200:
            raise ValidationError(f"{self.what} must have a year of four figures, such as 2026.")
        return self._real(day, month, int(year))

    def _refuse_gaps(self, typed: Sequence[str]) -> None:
        gaps = [name for name, part in zip(DayBoxes.parts, typed, strict=True) if not part]
        if self.month_alone and gaps == ["day"]:
            return
        if gaps:
            raise ValidationError(f"{self.what} must have a {' and a '.join(gaps)}.", code="+".join(gaps))

    def _real(self, day: str, month: int, year: int) -> date:
        last = last_day(year, month)
        if not day:
            return last
        if not re.fullmatch(r"\d{1,2}", day, re.ASCII) or int(day) < 1:
            raise ValidationError(f"{self.what} must have a day in figures, such as 27.")
        if int(day) > last.day:
            raise ValidationError(f"{MONTHS[month - 1]} {year} has only {last.day} days.")
        return date(year, month, int(day))


def _month_number(typed: str) -> int:
    """3, 03, Mar or March."""
    if re.fullmatch(r"\d{1,2}", typed, re.ASCII):
        return int(typed) if 1 <= int(typed) <= 12 else 0
    found = [
        n for n, name in enumerate(MONTHS, 1) if len(typed) >= 3 and name.lower().startswith(typed.lower())
    ]
    return found[0] if len(found) == 1 else 0


@dataclass(frozen=True, slots=True)
class FormPage:
    """Everything web/form.jinja may say: one form, one question or a few."""

    title: str
    button: str
    back_url: str = ""
    lead: str = ""
    caption: str = ""
