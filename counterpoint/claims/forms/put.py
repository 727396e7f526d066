"""One form for every kind that needs no room of its own, made from its row in the table of kinds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms

from counterpoint.claims.choices import MESSAGES, STEP_WORDS, Kind, Level, Skill, Step
from counterpoint.claims.forms.words import Line, sentence
from counterpoint.web.fields import DayField, Form, OneOf, OneOfMany, SomeOf, Tick

type Choice = tuple[str, str]

GROUPS = (
    "organisations",
    "people",
    "standing",
)  # whom one may name, and in which order they stand on the form
IN_MY_OWN_NAME = ("me", "Only for myself")
LONGEST_LINK = 500


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
        example = f"For example: {kind.example}." if kind.example else ""
        self.fields["sentence"] = sentence(
            kind.sentence, missing="Say it in a sentence or two.", help_text=example
        )
        if worked_for:
            self.fields["acting_for"] = OneOf(
                label="Who says so?",
                choices=[*worked_for, IN_MY_OWN_NAME],
                initial=worked_for[0][0],
                missing="Say who says so.",
            )
        self._name("who", kind.who, nameable)
        if not kind.detached and not kind.lived_only:
            self.fields["pool"] = Tick(
                label="Any of the partners I ticked may say so: each answers apart, and only the counts are shown"
            )
        if kind.others:
            self._name("other", kind.others, nameable)
        self.fields.update(_asked_by(kind))
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
        legends = {"organisations": label, "people": "People", "standing": "Everyone who stands somewhere"}
        for group in GROUPS:
            self.fields[f"{prefix}_{group}"] = AnyOf(
                label=legends[group], choices=list(nameable[group]), required=prefix == "who"
            )

    def _further(self, kind: Kind, nameable: Mapping[str, Sequence[Choice]]) -> None:
        self.fields["also"] = SomeOf(
            label="Who claims it together with you?", choices=list(nameable["organisations"]), required=False,
            help_text="They are claimants too, so their people can’t answer it.",
        )  # fmt: skip
        if not kind.lasts and not kind.detached:
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
            self.add_error(
                "who_organisations", "Name at least one who would know. Only they can say whether it is so."
            )
        return said

    def named(self, prefix: str) -> list[str]:
        """References of those who were ticked, in the order of the form."""
        return [ref for group in GROUPS for ref in self.cleaned_data.get(f"{prefix}_{group}", ())]

    @property
    def details(self) -> dict[str, str]:
        """What only some kinds carry, and the claim keeps as it was said."""
        held = {
            name: self.cleaned_data.get(name) for name in ("amount", "limit", "level", "skill", "of_how_many")
        }
        return {name: str(value) for name, value in held.items() if value}


def _asked_by(kind: Kind) -> dict[str, forms.Field]:
    """The further fields of a kind, in the order in which its row names them."""
    return {FIELD_NAMES.get(name, name): FURTHER[name]() for name in kind.asks}


def _due() -> forms.Field:
    return DayField(
        label="By when?", what="The day", required=False, month_alone=True,
        help_text="They are asked on that day. A month alone means its last day. Leave it empty to ask now.",
    )  # fmt: skip


def _step() -> forms.Field:
    return OneOf(
        label="Which step of the ladder were you on?", missing="Choose the step that you say it was.",
        choices=[(str(step.value), f"{step.value} {step.label}") for step in Step],
        hints={str(step): words for step, words in STEP_WORDS.items()},
    )  # fmt: skip


def _link() -> forms.Field:
    return forms.URLField(
        label="Link to where it was said, if that is public", required=False, assume_scheme="https",
        max_length=LONGEST_LINK,
        error_messages={"invalid": "That is not a link. It should look like https://example.org/news."},
    )  # fmt: skip


FIELD_NAMES = {"due": "due_on"}
FURTHER: dict[str, Callable[[], forms.Field]] = {
    "due": _due,
    "step": _step,
    "amount": lambda: Line(
        label="What did it come to?", required=False, longest=80,
        help_text="Only if both sides wish. For example: £64,000, or two posts for a winter.",
    ),
    "limit": lambda: Line(
        label="Up to what limit?", missing="Say up to what limit, in money or in hours.", longest=80,
        help_text="For example: up to £250, or ten hours a week.",
    ),
    "link": _link,
    "level": lambda: OneOf(label="At which level?", choices=Level.choices, missing="Choose the level."),
    "skill": lambda: OneOf(label="Which skill counted most?", choices=Skill.choices, missing="Choose the skill."),
    "of_how_many": lambda: forms.IntegerField(
        label="Out of how many such decisions this year?", required=False, min_value=1, max_value=10_000,
        error_messages={"invalid": "Give a whole number, such as 12."},
    ),
}  # fmt: skip
