"""The further fields that only some kinds ask for, each under the name that its row gives it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django import forms

from counterpoint.claims.choices import STEP_WORDS, How, Kind, Level, Skill, Step
from counterpoint.claims.forms.words import Line
from counterpoint.web.fields import DayField, OneOf, OneOfMany

type Choice = tuple[str, str]

LONGEST_LINK = 500


def further_of(kind: Kind, nameable: Mapping[str, Sequence[Choice]]) -> dict[str, forms.Field]:
    """The further fields of a kind, in the order in which its row names them."""
    found = {FIELD_NAMES.get(name, name): FURTHER[name]() for name in kind.asks}
    if "gains_most" in found:
        found["gains_most"].choices = [("", "choose one"), *nameable["organisations"]]  # type: ignore[attr-defined]
    return found


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
        max_length=LONGEST_LINK, help_text="Leave it empty if it is not public. The record then says “not public”.",
        error_messages={"invalid": "That is not a link. It should look like https://example.org/news."},
    )  # fmt: skip


FIELD_NAMES = {"due": "due_on"}
FURTHER: dict[str, Callable[[], forms.Field]] = {
    "due": _due,
    "step": _step,
    "amount": lambda: Line(
        label="What did it come to?", required=False, longest=80,
        help_text="For example: £64,000, or two posts for a winter. The two sides read it; everyone else only "
        "if both sides wish.",
    ),
    "limit": lambda: Line(
        label="Up to what limit?", missing="Say up to what limit, in money or in hours.", longest=80,
        help_text="For example: up to £250, or ten hours a week.",
    ),
    "link": _link,
    "how": lambda: OneOf(label="What was decided?", choices=How.choices, missing="Choose what was decided."),
    "level": lambda: OneOf(label="At which level?", choices=Level.choices, missing="Choose the level."),
    "skill": lambda: OneOf(label="Which skill counted most?", choices=Skill.choices, missing="Choose the skill."),
    "of_how_many": lambda: forms.IntegerField(
        label="Out of how many such decisions this year?", min_value=1, max_value=10_000,
        help_text="All of them at this level, also those in which it did not count.",
        error_messages={
            "invalid": "Give a whole number, such as 12.",
            "required": "Say out of how many such decisions. One of one says something else than one of forty.",
            "min_value": "There was this one, so give 1 or more.",
        },
    ),
    "gains_most": lambda: OneOfMany(
        label="Which organisation gains most by it?", missing="Say which organisation gains most by this goal.",
    ),
    "lifts": lambda: forms.IntegerField(
        label="Which barrier does it lift? Its number", required=False, min_value=1, max_value=10_000_000,
        help_text="The number stands on the barrier’s page. Leave it empty if nobody had raised one.",
        error_messages={"invalid": "Give its number in figures, such as 14.", "min_value": "Give its number, 1 or more."},
    ),
    "team": lambda: Line(
        label="Which team, if it was one team’s choice?", required=False, longest=60,
        help_text="For example: ward 7, or the Thursday clinic. Leave it empty if it was the whole organisation.",
    ),
}  # fmt: skip
