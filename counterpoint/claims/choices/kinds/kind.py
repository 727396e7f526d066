"""What a row of the table of kinds says."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from counterpoint.analysis.standing import Rule, Verdict
from counterpoint.claims.choices.words import STATES, State

LONGEST_SENTENCE = 300
MISSING = "Say it in a sentence or two."
NOBODY = "Name at least one who would know. Only they can say whether it is so."


class Bars(StrEnum):
    CLAIMANT = "claimant"  # whoever put it, and whoever works or speaks for a claimant
    PUTTER = "putter"  # only whoever put it: decided outside a meeting


class Again(StrEnum):
    EIGHT_WEEKS = "eight_weeks"  # the same claim, new answers: is the barrier still gone?
    NEW_CLAIM = "new_claim"  # a new claim that follows the old: long-term choices
    NEXT_ACCOUNT = "next_account"  # a new claim, twice a year, whatever was said of the old: accounts
    SIX_MONTHS = "six_months"  # the same claim, for whatever else lasts


@dataclass(frozen=True, slots=True)
class Box:
    """One line of a sentence that is said in several: its label, and what is said when it is left empty."""

    label: str
    missing: str
    example: str = ""
    longest: int = 200


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the table: who puts it, who may answer, in which words, and how the answers add up."""

    key: str
    noun: str
    plural: str
    message: int | None
    begin: str  # how the form is offered: "We put the whole place first"
    sentence: str  # the label of the box
    example: str
    who: str  # the label of those who must be heard
    question: str  # as somebody understands it who was not there
    why_you: str
    examples: tuple[str, ...] = ()  # more of them, as a person would write
    others: str = ""  # the label of further counterparts, who need not be heard
    missing: str = MISSING  # the refusal of an empty sentence
    nobody: str = NOBODY  # the refusal of a claim of which nobody is named who would know
    boxes: tuple[Box, ...] = ()  # the sentence is said in these lines, each in a box of its own
    lines: int = 0  # the most lines that the sentence may have; 0: as many as fit
    longest: int = LONGEST_SENTENCE
    yes_says: str = ""  # a "yes" needs words: the refusal of one without
    words_label: str = ""  # the label of the box for words, where it is not just "in your own words"
    mirror: str = ""  # the kind that says the opposite: the two are offered side by side
    people_first: bool = False  # people are named before organisations
    by_person: bool = False  # claimed by a person, whomever they work for
    fellows: bool = True  # others may claim it together with whoever puts it
    unnamed: bool = False  # the place reads what was said, and not of whom
    rule: Rule = Rule.PLAIN
    room: str = "claims"
    by_form: bool = True
    bars: Bars = Bars.CLAIMANT
    raiser_always: bool = False  # whoever raised or asked may answer, whomever they work for
    own_staff: bool = False
    detached: bool = False
    lived_only: bool = False
    lasts: bool = False
    again: Again | None = None
    fewest: int = 1
    named_staff: bool = False  # the appointee: own staff who are named may answer, and never confirm alone
    owed: bool = False  # only whoever it is owed to can let it go
    # Further fields: due, step, amount, limit, link, how, level, skill, of_how_many, gains_most, team
    asks: tuple[str, ...] = ()
    verdicts: dict[Verdict, str] = field(default_factory=dict)
    states: dict[State, str] = field(
        default_factory=dict
    )  # where "so" and "not so" would leave one asking what

    @property
    def pools(self) -> bool:
        """May any of several partners say so, each apart? Only where no single one of them was there."""
        one_by_one = self.people_first or self.yes_says or self.bars == Bars.PUTTER
        return not (self.detached or self.lived_only or one_by_one)

    @property
    def may_last(self) -> bool:
        """May whoever puts it say that it lasts? Not of what always does, nor of what was once said or done."""
        once = self.boxes or self.by_person or self.people_first
        return not (self.lasts or self.detached or once)

    @property
    def needs_house(self) -> bool:
        """Only an organisation can say so: it is about its staff, or about what it gains."""
        return "limit" in self.asks or "gains_most" in self.asks

    def says(self, verdict: Verdict) -> str:
        """The words on the button for a verdict."""
        return self.verdicts.get(verdict) or PLAIN_VERDICTS[verdict]

    def state(self, state: State) -> str:
        """How a claim of this kind stands, in words that need no sentence beside them."""
        return self.states.get(state) or STATES[state]

    def lines_of(self, sentence: str) -> tuple[tuple[str, str], ...]:
        """A sentence that is said in lines, as (label, words); nothing where it was said in another way."""
        said = sentence.split("\n")
        if not self.boxes or len(said) != len(self.boxes):
            return ()
        return tuple((box.label, line) for box, line in zip(self.boxes, said, strict=True))


PLAIN_VERDICTS = {
    Verdict.YES: "Yes",
    Verdict.PARTLY: "Partly",
    Verdict.NOT_YET: "Not yet",
    Verdict.NO: "No",
    Verdict.CANT_TELL: "I can’t tell",
}
