"""The states of a claim as everyone sees them: one mark each, and the word beside it.

Colour is the voice: ink is whoever said it, teal those who would know. Place and shape are the verdict.
The shapes are in `components/mark.jinja`; the words here are defaults that a room may replace with its own.
"""

from __future__ import annotations

from enum import StrEnum


class Mark(StrEnum):
    CONFIRMED = "confirmed"
    CONFIRMED_OLD = "confirmed_old"
    PARTLY = "partly"
    CONTESTED = "contested"
    UNANSWERED = "unanswered"
    NOT_DUE = "not_due"
    NOBODY_ASKED = "nobody_asked"
    FEW_ANSWERS = "few_answers"
    WITHDRAWN = "withdrawn"
    OVERDUE = "overdue"
    HEARD = "heard"
    OPEN = "open"
    IN_REPLY = "in_reply"
    REFUSED = "refused"
    TAKEN = "taken"
    RAISED = "raised"

    @property
    def word(self) -> str:
        return WORDS[self]


WORDS: dict[Mark, str] = {
    Mark.CONFIRMED: "confirmed",
    Mark.CONFIRMED_OLD: "confirmed long ago",
    Mark.PARTLY: "partly",
    Mark.CONTESTED: "contested",
    Mark.UNANSWERED: "asked, no answer",
    Mark.NOT_DUE: "not due yet",
    Mark.NOBODY_ASKED: "nobody was asked",
    Mark.FEW_ANSWERS: "few answers",
    Mark.WITHDRAWN: "withdrawn",
    Mark.OVERDUE: "overdue",
    Mark.HEARD: "heard, not yet owned",
    Mark.OPEN: "open",
    Mark.IN_REPLY: "answered, in reply time",
    Mark.REFUSED: "refused",
    Mark.TAKEN: "taken",
    Mark.RAISED: "raised, taken by nobody",
}

# How many of them, in a sentence: "Seven claims: three confirmed, one without an answer and one not due yet."
COUNTED: dict[Mark, str] = {
    **WORDS,
    Mark.UNANSWERED: "without an answer",
    Mark.NOBODY_ASKED: "about which nobody was asked",
    Mark.FEW_ANSWERS: "with few answers",
    Mark.HEARD: "heard but not yet owned",
    Mark.IN_REPLY: "in reply time",
    Mark.RAISED: "taken by nobody",
}

# Which line of the staff the second voice stands on: 0 so, 1 partly, 2 not so. The others stay on the first.
LINE: dict[Mark, int] = {
    Mark.PARTLY: 1,
    Mark.FEW_ANSWERS: 1,
    Mark.IN_REPLY: 1,
    Mark.CONTESTED: 2,
    Mark.UNANSWERED: 2,
    Mark.OVERDUE: 2,
    Mark.NOBODY_ASKED: 2,
    Mark.RAISED: 1,
}

LINE_NAMES = ("so", "partly", "not so")


def word(state: str) -> str:
    """The default word for a state; a state that is not ours is its own word, so nothing is lost."""
    return WORDS.get(Mark(state), state) if state in Mark else state
