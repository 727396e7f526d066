"""Forms of a story's ticket: what whoever told it can do later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from counterpoint.claims.forms.words import Words
from counterpoint.stories.forms.telling import HearForm, Lists, NameForm, ReadersForm, UntilForm, UsesForm
from counterpoint.stories.policies.telling import LONGEST
from counterpoint.web.fields import Form, OneOf


class AddForm(Form):
    words = Words(
        label="What would you like to add?",
        missing="Write what you would like to add.",
        longest=LONGEST,
        rows=6,
    )


class PermissionForm(ReadersForm, UsesForm, NameForm, UntilForm):
    """The permission as a whole, as it was given question by question."""

    field_order = ("audience", "group", "purposes", "attribution", "name", "expires_on")

    def clean(self) -> dict[str, Any]:
        ReadersForm.clean(self)
        return NameForm.clean(self)


class HearAgainForm(HearForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, lists=Lists(), **kwargs)


class SayForm(Form):
    """Did this change because of what you told us?"""

    say = OneOf(missing="Press one of the answers.")
    words = Words(label="In your words", required=False, rows=3)

    def __init__(self, *args: Any, choices: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["say"].choices = [(one, one) for one in choices]  # type: ignore[attr-defined]
