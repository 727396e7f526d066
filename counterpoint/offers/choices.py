"""What a card asks, in which words, and which answers say that somebody can't tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices

from counterpoint.claims.choices import Step
from counterpoint.web import dates

CANT_TELL = "cant_tell"
SAYS = {"yes": "Yes", "partly": "Partly", "no": "No", CANT_TELL: "I can’t say"}


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a card. Every one may be left out."""

    key: str
    asks: str
    answers: tuple[tuple[str, str], ...]

    @property
    def values(self) -> frozenset[str]:
        return frozenset(value for value, _ in self.answers)


def _said(*values: str, **more: str) -> tuple[tuple[str, str], ...]:
    return tuple((value, {**SAYS, **more}[value]) for value in values)


STEP = Question(
    "step",
    "Which step were we on?",
    (*((str(step.value), f"{step.value} {step.label}") for step in Step), (CANT_TELL, SAYS[CANT_TELL])),
)
CHANGED = Question("changed", "Did anything change because of you?", _said("yes", "no", CANT_TELL))
PAID = Question(
    "paid",
    "Were you paid as agreed?",
    _said("yes", "partly", "no", "nothing", CANT_TELL, partly="In part", nothing="No pay was agreed"),
)
AGAIN = Question("again", "Would you come again?", _said("yes", "no", CANT_TELL))
AS_OFFERED = Question(
    "as_offered",
    "Was it as you were told it would be?",
    _said("yes", "partly", "no", "untold", CANT_TELL, untold="Nobody told me"),
)
KNOW_HOW = Question(
    "know_how", "Did those who ran it know how to work with you?", _said("yes", "partly", "no", CANT_TELL)
)
HEAR_BY = Question(
    "hear_by",
    "By when do you want to hear what came of it?",
    (("2", "In two weeks"), ("4", "In four weeks"), ("12", "In twelve weeks"), ("no", "I need not hear")),
)
QUESTIONS = (STEP, CHANGED, PAID, AGAIN, AS_OFFERED, KNOW_HOW, HEAR_BY)

# What is written in words, beside which question.
WORDS = {"changed_what": "What changed because of you?", "next": "What should happen next?"}
LONGEST = 500

TYPED = "typed"  # in the same box: that somebody else wrote a card down, how it was agreed, and who wrote it


class Agreed(TextChoices):
    """How somebody agreed to what another wrote down for them."""

    PAPER = "paper", "They filled in a paper card, and I typed it"
    READ_BACK = "read_back", "I read it back to them, and they agreed"
    BESIDE = "beside", "They sat beside me and saw it"


# As it is told afterwards: how many of the cards.
AGREED_SAID = {
    Agreed.PAPER: "typed from paper",
    Agreed.READ_BACK: "read back, and agreed",
    Agreed.BESIDE: "typed with them",
}


def hear_on(weeks: str, until: date) -> date:
    """The day that "in two weeks" means: counted from the day until which cards are out, the same for all."""
    return until + timedelta(weeks=int(weeks))


def answers_of(question: Question, until: date) -> tuple[tuple[str, str], ...]:
    """The answers as a page offers them."""
    if question is not HEAR_BY:
        return question.answers
    return tuple(
        (value, words if value == "no" else f"By {dates.day(hear_on(value, until))}")
        for value, words in question.answers
    )
