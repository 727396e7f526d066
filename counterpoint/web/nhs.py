"""From a field of one of our forms to the macro of the NHS design system that draws it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from counterpoint.web.fields import DayBoxes

KINDS: Sequence[tuple[type[forms.Widget], str]] = (
    (DayBoxes, "day"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.Select, "select"),
    (forms.CheckboxInput, "tick"),
    (forms.ClearableFileInput, "file"),
    (forms.Textarea, "textarea"),
    (forms.HiddenInput, "hidden"),
    (forms.widgets.Input, "input"),
)


def params(bound: BoundField, *, heading: bool = False, small: bool = False) -> dict[str, Any]:
    """What this field's NHS macro takes; `kind` says which macro. `heading` makes its label the h1."""
    widget = bound.field.widget
    kind = next(name for type_, name in KINDS if isinstance(widget, type_))
    optional = "" if bound.field.required or kind in ("tick", "hidden") else " (optional)"
    label = {"text": f"{bound.label}{optional}", "isPageHeading": heading, "size": "l" if heading else "s"}
    shown: dict[str, Any] = {
        "kind": kind,
        "id": bound.id_for_label or bound.html_name,
        "name": bound.html_name,
    }
    if bound.help_text:
        shown["hint"] = {"text": bound.help_text}
    if bound.errors:
        shown["errorMessage"] = {"text": bound.errors[0]}
    if kind in ("radios", "checkboxes", "day"):
        shown["fieldset"] = {"legend": label}
    else:
        shown["label"] = label
    if kind in ("radios", "checkboxes", "day", "tick"):
        # The first box has the field's own id: errors lead there, and so does its label. What is round them
        # would get the same from the macros.
        shown["id"], shown["idPrefix"] = f"{bound.html_name}-boxes", bound.html_name
    shown.update(_of_kind(kind, bound, small))
    return shown


def _of_kind(kind: str, bound: BoundField, small: bool) -> dict[str, Any]:
    value, attrs = bound.value(), dict(bound.field.widget.attrs)
    width = attrs.pop("data-width", "")
    if kind == "day":
        return {"items": _boxes(bound)}
    if kind in ("radios", "checkboxes", "select"):
        held = {
            str(v) for v in (value if isinstance(value, (list, tuple)) else [value]) if v not in (None, "")
        }
        return {"items": _choices(bound, held, kind), "small": small}
    if kind == "tick":
        return {
            "items": [{"id": bound.html_name, "value": "on", "text": bound.label, "checked": bool(value)}]
        }
    if kind == "textarea":
        return {"value": value or "", "rows": attrs.pop("rows", 5), "attributes": attrs}
    if kind == "file":
        return {"attributes": attrs}
    type_ = getattr(bound.field.widget, "input_type", "text")
    shown = {"value": "" if value is None else str(value), "type": type_, "attributes": attrs}
    return {**shown, "width": width} if width else shown


def _choices(bound: BoundField, held: set[str], kind: str) -> list[dict[str, Any]]:
    hints = getattr(bound.field, "hints", {})
    choices = [(str(v), str(words)) for v, words in getattr(bound.field, "choices", ())]
    if kind == "select" and "" not in (value for value, _ in choices):
        choices.insert(0, ("", "Choose one" if bound.field.required else ""))  # nothing is chosen for anyone
    items: list[dict[str, Any]] = []
    for number, (value, words) in enumerate(choices, start=1):
        item: dict[str, Any] = {
            "id": bound.html_name if number == 1 else f"{bound.html_name}-{number}",
            "value": value,
            "text": words,
            "checked": value in held,
            "selected": value in held,
        }
        if value in hints:
            item["hint"] = {"text": hints[value]}
        items.append(item)
    return items


def _boxes(bound: BoundField) -> list[dict[str, Any]]:
    value = bound.value()
    typed = value if isinstance(value, list) else DayBoxes().decompress(value)
    wrong = bound.form.errors.as_data().get(bound.name, []) if bound.form.is_bound else []
    gaps = str(wrong[0].code or "").split("+") if wrong else []
    blamed = [part for part in DayBoxes.parts if part in gaps] or (list(DayBoxes.parts) if wrong else [])
    return [
        {
            "name": f"{bound.html_name}_{part}",
            "id": f"{bound.html_name}" if part == "day" else f"{bound.html_name}_{part}",
            "label": part.capitalize(),
            "value": typed[index],
            "width": "4" if part == "year" else "2",
            "error": part in blamed,
        }
        for index, part in enumerate(DayBoxes.parts)
    ]


def summary(form: forms.BaseForm | None) -> list[dict[str, str]]:
    """What the error summary lists: each sentence once, linked to its field."""
    if form is None or not form.is_bound:
        return []
    found = []
    for name, errors in form.errors.items():
        target = "" if name == "__all__" else f"#{form[name].html_name}"
        found += [
            {"text": str(error), "href": target} if target else {"text": str(error)} for error in errors
        ]
    return found
