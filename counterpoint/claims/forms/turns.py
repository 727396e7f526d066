"""What may be said about a claim besides answering it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from counterpoint.claims.choices import MESSAGES, TurnVerb
from counterpoint.claims.forms.words import Words, sentence
from counterpoint.partnership.choices import SOMEONE_WITH
from counterpoint.web.fields import Form, OneOf, OneOfMany, Tick

REPLIES = [
    (TurnVerb.REPLIED.value, "Reply"),
    (TurnVerb.TALK.value, "Offer to talk first"),
    (TurnVerb.TALKED.value, "Say what came of it"),
]


class ReplyForm(Form):
    verb = OneOf(label="What would you like to do?", choices=REPLIES, initial=TurnVerb.REPLIED.value)
    words = Words(
        label="In your own words",
        required=False,
        rows=4,
        longest=2000,
        help_text="About what was claimed, never about anyone’s honesty. An offer to talk needs no words.",
    )


class WithdrawForm(Form):
    words = Words(
        label="Why do you withdraw it?",
        missing="Say why. One line is enough.",
        rows=3,
        longest=1000,
        help_text="It stays on the record as withdrawn, with this reason beside it.",
    )


class MessageForm(Form):
    message = OneOfMany(
        label="Which message does it speak to?",
        choices=[
            ("", "None of the ten"),
            *((str(number), f"{number} {words}") for number, words in MESSAGES.items()),
        ],
        required=False,
    )


class AddForm(Form):
    """One more who would know. Nobody may remove one."""

    who = OneOfMany(label="Who would know?", missing="Choose someone who would know.")
    must_hear = Tick(label="They have to be heard")

    def __init__(self, *args: Any, nameable: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [("", "choose one"), *nameable]  # type: ignore[attr-defined]


class TicketForm(Form):
    perspective = OneOfMany(
        label="Who is it for?",
        missing="Choose who it is for.",
        choices=[("", "choose one"), *((one.value, words) for one, words in SOMEONE_WITH.items())],
        help_text="Their name is not kept. This is what stands beside their answer.",
    )
    must_hear = Tick(label="They have to be heard")


class EraseForm(Form):
    text = OneOf(label="Which words?", missing="Choose the words to erase.")

    def __init__(self, *args: Any, texts: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].choices = [(key, f"“{words[:200]}”") for key, words in texts]  # type: ignore[attr-defined]


class AmountForm(Form):
    shown = OneOf(
        label="Who may read the amount, as far as your side is concerned?",
        choices=[("yes", "Everyone"), ("no", "Only the two sides")],
        missing="Choose who may read it.",
    )


class PutAgainForm(Form):
    sentence = sentence(
        "How is it now?",
        missing="Say how it is now.",
        help_text="This becomes a new claim that follows the old one. The same people are asked.",
    )
