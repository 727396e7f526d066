"""What became another, who hosts whom, and who does somebody's work now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from counterpoint.partnership.choices import OrganisationKind
from counterpoint.partnership.forms.people import big, line
from counterpoint.web.fields import DayField, Form, OneOfMany, SomeOf

NEW = "new"
CHOOSE = ("", "Choose one")

type Choices = Sequence[tuple[str, str]]


class BecameForm(Form):
    heir = OneOfMany(label="What did it become?", choices=[], missing="Choose what it became.")
    name = line("Its name", help_text="Only if it is not here yet.", required=False)
    kind = OneOfMany(
        label="What kind is it?",
        help_text="Only if it is not here yet.",
        choices=[(value, big(words)) for value, words in OrganisationKind.choices],
        initial=OrganisationKind.OTHER,
        required=False,
    )
    on = DayField(label="Since when?", missing="Give the day on which it became another.", what="The day")
    goes = SomeOf(
        label="Who goes along?",
        help_text="The others stay in this place, and are in no organisation until somebody puts that right.",
        choices=[],
        required=False,
    )

    def __init__(self, partners: Choices, people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heir"].choices = [CHOOSE, *partners, (NEW, "One that is not here yet")]  # type: ignore[attr-defined]
        self.fields["goes"].choices = people  # type: ignore[attr-defined]
        self.fields["goes"].initial = [key for key, _ in people]
        if not people:
            del self.fields["goes"]


class HostForm(Form):
    host = OneOfMany(label="Who hosts it?", choices=[], required=False)

    def __init__(self, partners: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host"].choices = [("", "Nobody"), *partners]  # type: ignore[attr-defined]


class FollowForm(Form):
    heir = OneOfMany(label="Who does this work now?", choices=[], missing="Choose who does it now.")
    on = DayField(label="Since when?", missing="Give the day since which they do it.", what="The day")

    def __init__(self, people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heir"].choices = [CHOOSE, *people]  # type: ignore[attr-defined]


class LeaveForm(Form):
    heir = OneOfMany(
        label="Who does this work now?",
        help_text="They are asked what was asked of the one who leaves, and decide about what that one promised.",
        choices=[],
        required=False,
    )

    def __init__(self, people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heir"].choices = [("", "Nobody, or we don’t know yet"), *people]  # type: ignore[attr-defined]
        if not people:
            del self.fields["heir"]
