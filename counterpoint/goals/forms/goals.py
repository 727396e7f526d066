"""Forms of goals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from counterpoint.claims.choices import Horizon
from counterpoint.claims.forms.put import AnyOf
from counterpoint.claims.forms.words import Words
from counterpoint.claims.queries.choosing import Choice, Nameables
from counterpoint.goals.choices import FAR
from counterpoint.goals.policies.choosing import LONGEST, LONGEST_FRAMING, LONGEST_NEED, LONGEST_WHY
from counterpoint.web.fields import Form, OneOf, OneOfMany

MYSELF = ("me", "Only for myself")


class ChooseForm(Form):
    """What should be different, for whom, and who chose it: those who use the services stand first."""

    words = Words(
        label="What should be different?",
        missing="Say what should be different, as those would say it whom it is for.",
        help_text="Say it as those would whom it is for. For example: When I am well enough to go home, I go home.",
        longest=LONGEST,
        rows=2,
    )
    for_whom = Words(
        label="For whom?",
        missing="Say whom it is for.",
        help_text="For example: older people on a ward, and whoever cares for them at home.",
        longest=LONGEST,
        rows=2,
    )
    standing = AnyOf(
        label="Who chose it? Those first who use the services.",
        help_text="Tick only those who were there and chose. You can choose without them. Then the goal says so.",
    )
    people = AnyOf(label="People who chose it")
    organisations = AnyOf(label="Organisations that chose it")
    horizon = OneOf(label="How far does it look?", choices=FAR, initial=Horizon.NEXT.value)

    def __init__(self, *args: Any, named: Nameables, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standing"].choices = list(named.perspectives)  # type: ignore[attr-defined]
        self.fields["people"].choices = list(named.people)  # type: ignore[attr-defined]
        self.fields["organisations"].choices = list(named.organisations)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        said = super().clean()
        if said is not None and not self.chosen_by():
            self.add_error("standing", "Say who chose it. Name those first who use the services.")
        return said

    def chosen_by(self) -> list[str]:
        return [
            ref for name in ("standing", "people", "organisations") for ref in self.cleaned_data.get(name, ())
        ]


class FrameForm(Form):
    words = Words(
        label="How do you see the problem?",
        missing="Say in a paragraph how you see the problem.",
        help_text="One paragraph: what happens, to whom, and why, as you see it. It stands beside the others as it is.",
        longest=LONGEST_FRAMING,
        rows=7,
    )
    organisation = OneOf(label="For whom do you write?", missing="Say for whom you write.")

    def __init__(self, *args: Any, organisations: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [*organisations, MYSELF]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]
        self.fields["organisation"].initial = choices[0][0]


class NeedForm(Form):
    words = Words(
        label="What is needed?",
        missing="Say what is needed.",
        help_text="One thing that somebody can promise. For example: somebody who can say yes to a care package on a Sunday.",
        longest=LONGEST_NEED,
        rows=2,
    )


class EndForm(Form):
    words = Words(
        label="Why does it end?",
        missing="Say why it ends. Whoever it was for will read this.",
        help_text="For example: it is met, and stays so. Or: we chose another goal in its place, and which.",
        longest=LONGEST_WHY,
        rows=3,
    )


class TieForm(Form):
    """One record out of those that are here."""

    chosen = OneOfMany(label="Which?", missing="Choose one.")

    def __init__(self, *args: Any, label: str, choices: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].label = label
        self.fields["chosen"].choices = [("", "choose one"), *choices]  # type: ignore[attr-defined]
