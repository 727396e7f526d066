"""One form for every kind that needs no room of its own, made from its row in the table of kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from counterpoint.claims.choices import MESSAGES, Box, Kind
from counterpoint.claims.forms.further import Choice, further_of
from counterpoint.claims.forms.words import Line, sentence
from counterpoint.web.fields import Form, OneOf, OneOfMany, SomeOf, Tick

# Whom one may name, and in which order they stand on the form.
GROUPS = ("organisations", "people", "standing")
PEOPLE_FIRST = ("people", "organisations", "standing")
LEGENDS = {
    "organisations": "Organisations",
    "people": "People",
    "standing": "Everyone who stands somewhere",
}
IN_MY_OWN_NAME = ("me", "Only for myself")
KEPT = ("limit", "how", "level", "skill", "of_how_many", "gains_most", "team", "lifts")
ENDS = (".", "!", "?", "…", "”")


class AnyOf(SomeOf):
    """One of several lists, of which any may stay empty: it is the form that asks for one at least."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class PutForm(Form):
    """The fields that a kind asks for, and no others."""

    def __init__(
        self,
        *args: Any,
        kind: Kind,
        nameable: Mapping[str, Sequence[Choice]],
        worked_for: Sequence[Choice],
        before: Sequence[Choice] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.groups = PEOPLE_FIRST if kind.people_first else GROUPS
        self.fields.update(_sentence(kind))
        if worked_for and not kind.by_person:
            self.fields["acting_for"] = OneOf(
                label="Who says so?",
                choices=[*worked_for, *(() if kind.needs_house else (IN_MY_OWN_NAME,))],
                initial=worked_for[0][0],
                missing="Say who says so.",
            )
        self._name("who", kind.who, nameable)
        if kind.pools:
            self.fields["pool"] = Tick(
                label="Any of the partners I ticked may say so: each answers apart, and only the counts are shown"
            )
        if kind.others:
            self._name("other", kind.others, nameable)
        self.fields.update(further_of(kind, nameable))
        if before:
            self.fields["follows"] = OneOfMany(
                label="Does it follow an earlier one?",
                choices=[("", "No, it is new"), *before],
                required=False,
            )
        self._further(kind, nameable)
        self.fields["once"] = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

    def _name(self, prefix: str, label: str, nameable: Mapping[str, Sequence[Choice]]) -> None:
        """Plain boxes to tick, in groups: nothing to search for, nothing that needs a script."""
        first, *_ = self.groups
        for group in self.groups:
            self.fields[f"{prefix}_{group}"] = AnyOf(
                label=label if group == first else LEGENDS[group],
                choices=list(nameable[group]),
                required=prefix == "who",
            )

    def _further(self, kind: Kind, nameable: Mapping[str, Sequence[Choice]]) -> None:
        if kind.fellows:
            self.fields["also"] = SomeOf(
                label="Who claims it together with you?", choices=list(nameable["organisations"]), required=False,
                help_text="They are claimants too, so their people can’t answer it.",
            )  # fmt: skip
        if kind.may_last:
            self.fields["lasts"] = Tick(
                label="It lasts, like a service or a rule. Ask again every six months whether it is still so."
            )
        usual = f"{kind.message} {MESSAGES[kind.message]}" if kind.message else "none of them"
        others = [
            (str(number), f"{number} {words}") for number, words in MESSAGES.items() if number != kind.message
        ]
        self.fields["message"] = OneOfMany(
            label="Which of the ten messages does it speak to?", required=False,
            choices=[("", f"the usual one: {usual}"), *others],
        )  # fmt: skip

    def clean(self) -> dict[str, Any] | None:
        said = super().clean()
        if said is not None and not self.named("who"):
            self.add_error(self.first_who, self.kind.nobody)
        return said

    @property
    def first_who(self) -> str:
        """The first of the lists in which those are ticked who must be heard."""
        return f"who_{self.groups[0]}"

    def named(self, prefix: str) -> list[str]:
        """References of those who were ticked, in the order of the form."""
        return [ref for group in self.groups for ref in self.cleaned_data.get(f"{prefix}_{group}", ())]

    @property
    def sentence(self) -> str:
        """What is claimed: the one box, or its lines, each a sentence of its own."""
        if not self.kind.boxes:
            return str(self.cleaned_data["sentence"])
        return "\n".join(_ended(self.cleaned_data[name]) for name in line_names(self.kind))

    @property
    def details(self) -> dict[str, str]:
        """What only some kinds carry, and the claim keeps as it was said."""
        held = {name: self.cleaned_data.get(name) for name in KEPT}
        return {name: str(value) for name, value in held.items() if value}


def line_names(kind: Kind) -> list[str]:
    return [f"line_{number}" for number, _ in enumerate(kind.boxes, start=1)]


def _sentence(kind: Kind) -> dict[str, forms.Field]:
    if kind.boxes:
        return {name: _line(box) for name, box in zip(line_names(kind), kind.boxes, strict=True)}
    examples = ". Or: ".join(one for one in (kind.example, *kind.examples) if one)
    return {
        "sentence": sentence(
            kind.sentence,
            missing=kind.missing,
            help_text=f"For example: {examples}." if examples else "",
            longest=kind.longest,
            rows=kind.lines or 3,
        )
    }


def _line(box: Box) -> forms.Field:
    return Line(
        label=box.label,
        missing=box.missing,
        longest=box.longest,
        help_text=f"For example: {box.example}." if box.example else "",
    )


def _ended(line: str) -> str:
    """With a full stop, so that the lines read as sentences where they run on."""
    return line if line.endswith(ENDS) else f"{line}."
