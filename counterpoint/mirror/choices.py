"""The words of the Mirror: for each message what we said, and who would know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from counterpoint.partnership.choices import Perspective

NO_GOAL = "Nobody has yet said what should change for people."
NO_WORD_YET = "We have said what should change for people. We have too few numbers yet to say whether it has."
NOBODY_CLAIMED = "Nobody has claimed anything here."
WHO_COULD = "Who could?"
NOBODY_SPOKE = "Nobody who would know has spoken yet."
NO_WORDS = "Those who would know have answered. There are no words to show here."


@dataclass(frozen=True, slots=True)
class Wording:
    """How a message's sentence is said. `{n}` is the number with its noun, or how many times.

    `fits` are the kinds for which the words are true; where another kind speaks to the message, `otherwise`
    is said.
    """

    claimed: str
    voices: str
    thing: tuple[str, str] = ("thing", "things")  # unless `times`
    times: bool = False
    so: str = "so"  # "one is so": what those who would know say where they agree
    short: bool = False  # the first sentence ends in what is so: "say three are, one is not"
    fits: frozenset[str] = frozenset()
    otherwise: str = "We claimed {n} here."
    begin: str = "promise"  # the kind that the one button of an empty row begins


WORDINGS: dict[int, Wording] = {
    1: Wording(
        "We said that people who use services shaped {n}.",
        "The people who were named",
        fits=frozenset({"shaped"}),
        otherwise="We said that people who use services were at the centre of {n}.",
        begin="shaped",
    ),
    2: Wording(
        "We called {n} co-produced.",
        "The people who took part",
        so="co-produced",
        short=True,
        fits=frozenset({"coproduced"}),
        otherwise="We said that {n} {was} done together with people, or paid for as promised.",
        begin="coproduced",
    ),
    3: Wording(
        "We put the place first, or promised to, {n}.",
        "Those it was for",
        times=True,
        fits=frozenset({"promise", "sacrifice", "carried"}),
        otherwise="We put the place first, promised to, or owned up that we had not, {n}.",
        begin="sacrifice",
    ),
    4: Wording(
        "We said that working across boundaries counted in {n} about people.",
        "The partners who were there",
        thing=("decision", "decisions"),
        fits=frozenset({"skill"}),
        otherwise="We said that working across boundaries counted in {n}.",
        begin="skill",
    ),
    5: Wording(
        "National bodies gave us their word {n}.",
        "Those they gave it to",
        times=True,
        fits=frozenset({"promise", "signed"}),
        otherwise="National bodies were said to live the values {n}.",
    ),
    6: Wording(
        "Leaders gave their word, or an account of themselves, {n}.",
        "Those who would know",
        times=True,
        fits=frozenset({"promise", "account", "modelled"}),
        otherwise="Leaders were said to hold themselves to account {n}.",
        begin="account",
    ),
    7: Wording(
        "We settled {n} outside a meeting.",
        "The others in it",
        so="as they remember it",
        fits=frozenset({"decision"}),
        otherwise="We said that {n} got done through trust.",
        begin="decision",
    ),
    8: Wording(
        "We said that we protected {n}.",
        "Those who rely on {it}",
        thing=("long-term choice", "long-term choices"),
        so="protected",
        fits=frozenset({"longterm"}),
        otherwise="We said that we looked after the long term in {n}.",
        begin="longterm",
    ),
    9: Wording(
        "We said {n} {was} gone.",
        "The people who raised {it}",
        thing=("barrier", "barriers"),
        so="gone",
        short=True,
        fits=frozenset({"barrier"}),
        otherwise="We said that {n} {was} out of the way, or open to staff to do.",
        begin="barrier",
    ),
    10: Wording(
        "We said something plainly {n}.",
        "Those it was about",
        times=True,
        fits=frozenset({"plainly"}),
        otherwise="We said that we were honest {n}.",
        begin="plainly",
    ),
}

# In a sentence that says who was never asked.
GROUPS: dict[str, str] = {
    Perspective.LIVED: "people with lived experience",
    Perspective.CARER: "carers",
    Perspective.FRONTLINE: "the frontline",
    Perspective.MANAGER: "managers",
    Perspective.EXECUTIVE: "executives",
    Perspective.VOLUNTARY: "the voluntary sector",
    Perspective.ELECTED: "elected members",
    Perspective.NATIONAL: "national bodies",
}

LINE = "line"  # the kind of the partners' one human line
LINE_STANDS = timedelta(days=92)  # after a quarter a line no longer says where we are


class NextRule(StrEnum):
    """What next, most urgent first: domain.md A5, and what the standings themselves suggest."""

    PROMISER_SILENT = "promiser_silent"
    TALK_FIRST = "talk_first"
    NATIONAL_SILENT = "national_silent"
    REQUEST_SILENT = "request_silent"
    HEARD_UNOWNED = "heard_unowned"
    WHOEVER_NOW = "whoever_now"
    STEPS_APART = "steps_apart"
    KEEP_CONTESTING = "keep_contesting"
    BARRIER_OPEN = "barrier_open"
    NOBODY_CONFIRMS = "nobody_confirms"
    NOTHING_RAISED = "nothing_raised"
    ALL_FOR_NOW = "all_for_now"
    NO_CONTEST = "no_contest"


QUESTIONS: dict[NextRule, str] = {
    NextRule.PROMISER_SILENT: "What has changed for you since you said yes?",
    NextRule.TALK_FIRST: "What would each of you need to hear first?",
    NextRule.NATIONAL_SILENT: "Who can say yes in your building?",
    NextRule.REQUEST_SILENT: "What would you say if they sat here?",
    NextRule.HEARD_UNOWNED: "Did we hear you right?",
    NextRule.WHOEVER_NOW: "Who would know now?",
    NextRule.STEPS_APART: "What decision is still open enough to share?",
    NextRule.KEEP_CONTESTING: "What is each of us being measured on?",
    NextRule.BARRIER_OPEN: "Whose permission do we actually need?",
    NextRule.NOBODY_CONFIRMS: "Who is missing, and what would make it worth their time?",
    NextRule.NOTHING_RAISED: "What did you stop bothering to report?",
    NextRule.ALL_FOR_NOW: "What are we protecting for 2030?",
    NextRule.NO_CONTEST: "Either all is well, or people do not feel able to say. Which?",
}
