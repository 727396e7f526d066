"""The kinds of claim: one declarative table, read by one engine.

A new kind is one more row and its words. Source: product.md section 3. `{...}` in words is filled in by queries:
{claimant} who claims, {asked} the counterpart for whom one is asked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from counterpoint.analysis.standing import Rule, Verdict


class Bars(StrEnum):
    CLAIMANT = "claimant"  # whoever put it, and whoever works or speaks for a claimant
    PUTTER = "putter"  # only whoever put it: decided outside a meeting


class Again(StrEnum):
    EIGHT_WEEKS = "eight_weeks"  # the same claim, new answers: is the barrier still gone?
    NEW_CLAIM = "new_claim"  # a new claim that follows the old: long-term choices
    SIX_MONTHS = "six_months"  # the same claim, for whatever else lasts


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
    question: str
    why_you: str
    others: str = ""  # the label of further counterparts, who need not be heard
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
    asks: tuple[str, ...] = ()  # further fields: due, step, amount, limit, link, level, skill, of_how_many
    verdicts: dict[Verdict, str] = field(default_factory=dict)

    def says(self, verdict: Verdict) -> str:
        """The words on the button for a verdict."""
        return self.verdicts.get(verdict) or PLAIN_VERDICTS[verdict]


PLAIN_VERDICTS = {
    Verdict.YES: "Yes",
    Verdict.PARTLY: "Partly",
    Verdict.NOT_YET: "Not yet",
    Verdict.NO: "No",
    Verdict.CANT_TELL: "I can’t tell",
}

_TABLE = (
    Kind(
        key="promise",
        noun="promise",
        plural="promises",
        message=3,
        room="promises",
        begin="Make a promise",
        sentence="What do you promise?",
        example="Weekend social work cover, with real people on a real phone",
        who="Who is it made to?",
        others="Who else is affected?",
        question="Was this promise kept?",
        why_you="The promise was made to {asked}.",
        own_staff=True,
        asks=("due",),
        verdicts={Verdict.YES: "Yes, it was kept", Verdict.NO: "No, it was not"},
    ),
    Kind(
        key="request",
        noun="request",
        plural="requests",
        message=9,
        room="requests",
        begin="Ask for something",
        sentence="What do you ask for?",
        example="Tell us when a payment will be late, before it is",
        who="Whom do you ask?",
        question="Does this answer what you asked for?",
        why_you="You asked for it.",
        rule=Rule.ASKER,
        raiser_always=True,
        verdicts={Verdict.YES: "Yes, it does", Verdict.NO: "No, it does not"},
    ),
    Kind(
        key="barrier",
        noun="barrier",
        plural="barriers",
        message=9,
        room="barriers",
        begin="Say what stops you",
        sentence="What stops you working with others?",
        example="Two assessments that ask the same 46 questions",
        who="Who could remove it?",
        question="Is it gone?",
        why_you="You said that it stopped you.",
        raiser_always=True,
        lasts=True,
        again=Again.EIGHT_WEEKS,
        verdicts={
            Verdict.YES: "Yes, it’s gone",
            Verdict.NO: "No, it’s still there",
            Verdict.PARTLY: "Partly gone",
        },
    ),
    Kind(
        key="shaped",
        noun="decision that people shaped",
        plural="decisions that people shaped",
        message=1,
        begin="People who use services shaped this",
        sentence="What did they shape, and what is different because of them?",
        example="The discharge leaflet was rewritten by patients",
        who="Which people who use services were named or invited?",
        others="Who else would know?",
        question="Did you shape this?",
        why_you="You are named as someone who shaped it.",
        rule=Rule.SHAPED,
        lived_only=True,
        verdicts={Verdict.YES: "Yes, we did", Verdict.NO: "No, we did not"},
    ),
    Kind(
        key="coproduced",
        noun="piece of co-production",
        plural="pieces of co-production",
        message=2,
        begin="We co-produced this",
        sentence="What was co-produced?",
        example="The “what happens next” card",
        who="Who took part, with lived experience?",
        question="Which step were we on?",
        why_you="You took part.",
        rule=Rule.STEPS,
        lived_only=True,
        asks=("step",),
    ),
    Kind(
        key="paid",
        noun="payment as promised",
        plural="payments as promised",
        message=2,
        begin="Paid as promised",
        sentence="What was owed, and for what?",
        example="Two half days at the co-design workshop",
        who="Who is owed?",
        question="Were you paid as promised?",
        why_you="It was owed to you.",
        by_form=False,  # made by the system from the offer
        asks=("due",),
        verdicts={Verdict.YES: "Yes, I was", Verdict.NO: "No, I was not"},
    ),
    Kind(
        key="sacrifice",
        noun="time we lost so that the system won",
        plural="times we lost so that the system won",
        message=3,
        begin="We lost so that the system won",
        sentence="What did it cost you, and who gained?",
        example="We lent two therapists to the council’s reablement team",
        who="Who gained?",
        others="Who else would know?",
        question="Is this so?",
        why_you="{claimant} says that you gained by it.",
        asks=("amount",),
    ),
    Kind(
        key="gain",
        noun="time we gained and the system lost",
        plural="times we gained and the system lost",
        message=3,
        begin="We gained, and the system lost",
        sentence="What did you gain, and who paid for it?",
        example="We closed the ward early and the council found the beds",
        who="Who lost?",
        others="Who else would know?",
        question="Is this so?",
        why_you="{claimant} says that you paid for it.",
        asks=("amount",),
    ),
    Kind(
        key="carried",
        noun="goal carried for all",
        plural="goals carried for all",
        message=3,
        begin="I carry a shared goal for all of us",
        sentence="Which goal do you carry, though your organisation does not gain most?",
        example="I carry “home when ready” for the whole place",
        who="Which leaders of other organisations can say so?",
        question="Is this goal carried for all?",
        why_you="You lead another organisation that shares the goal.",
    ),
    Kind(
        key="skill",
        noun="decision about people in which collaboration counted",
        plural="decisions about people in which collaboration counted",
        message=4,
        begin="Working across boundaries got someone hired or promoted",
        sentence="Which decision was it, and how did it count?",
        example="A charity manager sat on the panel for head of integrated teams, and had a vote",
        who="Which partner was on the panel, or would know?",
        others="Who was appointed? They are asked after six months.",
        question="Did it count?",
        why_you="You were there when it was decided.",
        named_staff=True,
        asks=("level", "skill", "of_how_many"),
        verdicts={Verdict.YES: "Yes, it counted", Verdict.NO: "No, it did not"},
    ),
    Kind(
        key="signed",
        noun="shared goal signed",
        plural="shared goals signed",
        message=5,
        begin="We signed a shared goal",
        sentence="What is the goal, and what will you do for it?",
        example="No one waits more than a day. We will pay for the Monday post",
        who="Who else signed?",
        question="Is this goal shared?",
        why_you="You signed it too.",
        lasts=True,
        again=Again.SIX_MONTHS,
    ),
    Kind(
        key="account",
        noun="account given",
        plural="accounts given",
        message=6,
        begin="Give an account",
        sentence="What we aimed at, what happened, what I will do differently",
        example="Three sentences, twice a year",
        who="Which two peers in other organisations can say whether it is fair?",
        others="Who else: your board, scrutiny, your staff?",
        question="Is this a fair account?",
        why_you="{claimant} asks you, as a peer.",
        own_staff=True,
        fewest=2,
        verdicts={Verdict.YES: "Yes, it is fair", Verdict.NO: "No, it is not"},
    ),
    Kind(
        key="modelled",
        noun="behaviour modelled",
        plural="behaviours modelled",
        message=6,
        begin="I try to do what I ask of others",
        sentence="What do you try to do?",
        example="I invite challenge at the partnership hour",
        who="Which peers in other organisations see you at it? Five at least.",
        question="Have you seen this?",
        why_you="You work beside {claimant}.",
        rule=Rule.SHARE,
        own_staff=True,
        detached=True,
        fewest=5,
        verdicts={Verdict.YES: "Yes, I have", Verdict.NO: "No, I have not"},
    ),
    Kind(
        key="decision",
        noun="thing decided outside a meeting",
        plural="things decided outside a meeting",
        message=7,
        begin="We sorted it outside a meeting",
        sentence="What did you agree? Five lines at most",
        example="By phone: if the list says tomorrow, Oakhollow holds the slot until noon",
        who="Who else was in it?",
        others="Who had to be told?",
        question="Is this as you remember it?",
        why_you="You were in it, or had to be told.",
        rule=Rule.ALL,
        bars=Bars.PUTTER,
        verdicts={
            Verdict.YES: "Yes, as I remember it",
            Verdict.PARTLY: "Partly",
            Verdict.NO: "No, that is not how I remember it",
        },
    ),
    Kind(
        key="licence",
        noun="thing that staff may just do",
        plural="things that staff may just do",
        message=9,
        begin="You may just do it",
        sentence="What may your staff agree with partners without coming back to you?",
        example="Team leaders may swap up to ten hours a week with a partner",
        who="Which of your staff, or partners who tried, would know?",
        question="May you just do it?",
        why_you="It says that you may.",
        lasts=True,
        again=Again.SIX_MONTHS,
        asks=("limit",),
        bars=Bars.PUTTER,
        verdicts={Verdict.YES: "Yes, I may", Verdict.NO: "No, I may not"},
    ),
    Kind(
        key="longterm",
        noun="long-term choice protected",
        plural="long-term choices protected",
        message=8,
        begin="We protected a long-term choice",
        sentence="What did you protect, and from what?",
        example="Frailty prevention money, protected from winter",
        who="Which partner was under pressure, or relies on it?",
        others="Who holds the long view?",
        question="Is it protected?",
        why_you="You rely on it.",
        lasts=True,
        again=Again.NEW_CLAIM,
        verdicts={Verdict.YES: "Yes, it is", Verdict.NO: "No, it is not"},
    ),
    Kind(
        key="plainly",
        noun="thing said plainly",
        plural="things said plainly",
        message=10,
        begin="Say something plainly",
        sentence="What is it, said plainly?",
        example="We called it co-production and it was consultation",
        who="About whom, or for whom, was it said?",
        question="Was this said plainly, and is it so?",
        why_you="It was said about you, or for you.",
        asks=("link", "due"),
    ),
    Kind(
        key="line",
        noun="line about where we are",
        plural="lines about where we are",
        message=None,
        begin="Write the partners’ one line",
        sentence="Where are we, in one human line?",
        example="",
        who="Which partners can say whether it is so?",
        question="Do you agree with this line?",
        why_you="You are a partner here.",
        by_form=False,  # written on the Mirror, by whoever's turn it is
        verdicts={Verdict.YES: "Yes, I agree", Verdict.NO: "No, I do not"},
    ),
)

KINDS: dict[str, Kind] = {kind.key: kind for kind in _TABLE}

# Kinds that are put again as a new claim, which follows the old.
PUT_AGAIN = tuple(kind.key for kind in _TABLE if kind.again == Again.NEW_CLAIM)


def kind_of(key: str) -> Kind:
    return KINDS[key]
