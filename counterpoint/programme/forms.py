"""Forms of a place: joining a programme, choosing what it sees, naming who answers there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from counterpoint.partnership.choices import Shows
from counterpoint.web.fields import Form, OneOf, OneOfMany

HINTS = {
    Shows.NOTHING: "It knows that you are a partner. It reads nothing of yours, and you can’t take anything to it.",
    Shows.COUNTS: "Together with the counts of other places, five or more at a time, and never with your name.",
    Shows.STORIES: "A story only where whoever told it has said that the programme may read it.",
}
WORDS = {
    Shows.NOTHING: "Nothing",
    Shows.COUNTS: "How many claims stand how, for each message",
    Shows.STORIES: "Those counts, and stories whose tellers allow it",
}


def shows(label: str) -> OneOf:
    return OneOf(
        label=label,
        choices=[(one.value, WORDS[one]) for one in Shows],
        hints={one.value: HINTS[one] for one in Shows},
        missing="Choose what the programme may see.",
    )


class SharingForm(Form):
    shows = shows("What may it see of this place?")


class JoinForm(Form):
    place = OneOf(label="Which place joins?", missing="Choose the place that joins.")
    shows = shows("What may the programme see of it?")

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = list(places)  # type: ignore[attr-defined]


class NameForm(Form):
    person = OneOfMany(label="Who answers for this place there?", missing="Choose somebody.")

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "choose one"), *people]  # type: ignore[attr-defined]
